"""Letters of a case; those that wait for a signature or for sending; what one still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.models import Membership, User
from comitas.accounts.rules.permissions import roles_for
from comitas.cases.models import Part, Person, Reference
from comitas.cases.rules.words import Sentence
from comitas.core import rows
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.drafting.models import Letter
from comitas.drafting.rules import kinds, lacking, life, numbers, others

MOST_POSTED = 1_000
"""Lines of one day's posting list: more than forty officers post."""


def letters(actor: Actor) -> QuerySet[Letter]:
    """The letters that *actor* may read."""
    found = Letter.objects.filter(compartment__in=access.readable(actor))
    return found.select_related(
        "case", "case__authority", "to_authority", "drafted_by", "approved_by", "sent_by", "scanned_by"
    )


def letter(actor: Actor, letter_id: UUID) -> Letter:
    """One letter with its parts, or `NotThere`."""
    found = rows.one(letters(actor).prefetch_related("parts").filter(pk=letter_id))
    if found is None:
        raise NotThere(str(letter_id))
    return found


def of_case(actor: Actor, case: UUID) -> list[Letter]:
    """The letters of a case: what is in hand first, then what was sent, each the newest first; the dropped ones last."""
    order = {state: place for place, state in enumerate(life.STATES)}
    found = letters(actor).filter(case=case).prefetch_related("parts").order_by("-serial")
    return sorted(found, key=lambda one: order[one.state])


def waiting(actor: Actor, state: str, permission: str) -> QuerySet[Letter]:
    """Letters in *state* with which *actor* may do *permission*, the longest waiting first: the signature folder."""
    mine = access.authorities_with(actor, roles_for(permission))
    return letters(actor).filter(state=state, compartment__authority__in=mine).order_by("submitted_at", "id")


@dataclass(frozen=True, slots=True)
class Pending:
    """Letters that wait, by whom they wait for, each with the moment since when the oldest does (None: there is none).

    `to_sign` and `to_send` wait for the actor; `with_head` are the actor's own, submitted; `returned` came back to the actor.
    """

    to_sign: int
    to_sign_since: datetime | None
    to_send: int
    to_send_since: datetime | None
    with_head: int
    with_head_since: datetime | None
    returned: int


def pending(actor: Actor) -> Pending:
    """How many letters wait for the actor, and for others through the actor. Two queries."""
    sign, send = (
        Q(state=state, compartment__authority__in=access.authorities_with(actor, roles_for(permission)))
        for state, permission in ((life.SUBMITTED, "letter:approve"), (life.APPROVED, "letter:send"))
    )
    own = Q(state=life.SUBMITTED, drafted_by=actor.id or 0)
    found = Letter.objects.filter(sign | send | own | _returned(actor), compartment__in=access.readable(actor))
    return Pending(
        **found.aggregate(
            to_sign=Count("id", filter=sign),
            to_sign_since=Min("submitted_at", filter=sign),
            to_send=Count("id", filter=send),
            to_send_since=Min("approved_at", filter=send),
            with_head=Count("id", filter=own),
            with_head_since=Min("submitted_at", filter=own),
            returned=Count("id", filter=_returned(actor)),
        )
    )


def returned(actor: Actor) -> QuerySet[Letter]:
    """Letters that came back to *actor* for correction, the longest waiting first."""
    return letters(actor).filter(_returned(actor)).order_by("submitted_at", "id")


def _returned(actor: Actor) -> Q:
    return Q(state=life.DRAFT, drafted_by=actor.id or 0) & ~Q(note="")


def in_hand(actor: Actor, kind: str, cases: Iterable[UUID]) -> dict[UUID, Letter]:
    """For each of *cases* that has one the newest letter of *kind* that has not left yet."""
    keys, states = list(cases), (life.DRAFT, life.SUBMITTED, life.APPROVED)
    if not keys:
        return {}
    found = letters(actor).filter(kind=kind, case__in=keys, state__in=states)
    found = found.select_related(None).only("id", "case", "state").order_by("serial")
    return {letter.case_id: letter for letter in found}


def signers(actor: Actor, found: Letter) -> list[User]:
    """Who may sign a letter by hand: those who may approve it, deputies of the head too, and read its case, by name."""
    held = Membership.objects.filter(
        authority=found.case.authority_id, until=None, role__in=roles_for("letter:approve")
    ).values("user")
    deputies = accounts.deputies_with(found.case.authority_id, roles_for("letter:approve"))
    able = Q(pk__in=held) | Q(pk__in=deputies)
    people = User.objects.filter(able, is_active=True).order_by("full_name", "id")
    return [one for one in people if access.can_read(accounts.actor_of(one), found.compartment_id)]


def posted(actor: Actor, on: date, channel: str = "") -> list[Letter]:
    """The letters that left on that day, by *channel* or by any, as far as *actor* may know, by channel, addressee and number."""
    mine = access.authorities_with(actor, roles_for("letter:send"))
    found = letters(actor).filter(state=life.SENT, sent_on=on, compartment__authority__in=mine)
    found = found.filter(channel=channel) if channel else found
    rows = found.annotate(documents=Count("enclosed")).order_by(
        "channel", "to_name", "case__year", "case__serial", "serial"
    )
    return list(rows[:MOST_POSTED])


def wanting(found: Letter) -> dict[str, Sentence]:
    """What the letter lacks before it can be approved: field to sentence."""
    about = tuple(about_of(part) for part in sorted(found.parts.all(), key=lambda part: part.number))
    given = frozenset(
        name for name in ("still_open", "answer_by", "expected_on") if str(getattr(found, name) or "").strip()
    )
    bare = kinds.KINDS[found.kind].bare
    return lacking.lacking(
        lacking.Written(
            found.kind, found.to_name, found.to_authority_id is not None, about, found.subject, found.said, given,
            _told(found) if bare else (), bare and found.enclosed.exists(),
        )
    )  # fmt: skip


def about_of(part: Part) -> lacking.About:
    """A part as the rules of letters look at it."""
    return lacking.About(part.number, part.state, part.measure, part.family)


def _told(found: Letter) -> tuple[str, ...]:
    """Numbers of the case that stand in a letter in which nothing of any case may stand."""
    text = "\n".join((found.subject, found.said, found.enclosures))
    known = Reference.objects.filter(case=found.case_id).order_by("id").values_list("text", flat=True)
    return others.named(text, (), [found.case.number, *known])


def file_name(found: Letter) -> str:
    """The name of its PDF: its number; of a letter that tells of no case, what every such letter is called."""
    return "letter.pdf" if kinds.KINDS[found.kind].bare else numbers.file_name(found.number)


def others_named(found: Letter) -> tuple[str, ...]:
    """Persons of the case whom a letter names although none of its parts concerns them. Only for letters that show a part."""
    if kinds.KINDS[found.kind].to != kinds.EXECUTING:
        return ()
    own = Person.objects.filter(parts__in=found.parts.all()).distinct()
    rest = Person.objects.filter(case=found.case_id).exclude(pk__in=own.values("pk"))
    text = "\n".join((found.subject, found.said, found.enclosures))
    return others.named(text, _names(own), _names(rest))


def _names(people: QuerySet[Person]) -> list[str]:
    return [name for one in people.order_by("id") for name in (one.name, *one.aliases)]

"""Reading findings: the facts of a case examined by the packs in force, with the officers' words laid over them."""

import json
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext, ngettext

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.rules.words import Sentence, say
from comitas.checks.models import Place, StatePack, Verdict
from comitas.checks.rules import findings as rules
from comitas.checks.rules import places as rule_places
from comitas.checks.rules.findings import STATUSES, Finding
from comitas.checks.rules.letters import Paragraph, paragraphs
from comitas.checks.rules.pack import OF_OUR_REQUESTS, OURS, BrokenPack, Own, Pack, load, merge, read
from comitas.core import sealing
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid, NotThere
from comitas.ledger import queries as keys


def findings(actor: Actor, case: UUID) -> tuple[Finding, ...]:
    """Every finding about a case that *actor* may read, in the order of the packs; `NotThere` otherwise."""
    return rules.apply(examined(actor, case), _words(verdicts(actor, case)))


def examined(actor: Actor, case: UUID) -> tuple[Finding, ...]:
    """What the checks alone say, before any officer's word."""
    facts, found = cases.case_facts(actor, case), cases.case(actor, case)
    return rules.examine(
        facts,
        OF_OUR_REQUESTS if found.side == "outgoing" else packs_in_force(found.authority_id),
        seen=rule_places.seen(facts, places(actor, case)),
    )


def places(actor: Actor, case: UUID) -> tuple[rule_places.Place, ...]:
    """Where the values of a case were read, in the order of reading. None once the case's key is destroyed."""
    rows = list(Place.objects.filter(compartment__in=access.readable(actor), case=case).order_by("id"))
    try:
        key = keys.key(rows[0].compartment_id) if rows else b""
    except keys.KeyDestroyed:
        return ()
    return tuple(_opened(row, key) for row in rows)


def _opened(row: Place, key: bytes) -> rule_places.Place:
    value, quote = json.loads(sealing.unseal(bytes(row.sealed), key, place_context(row.pk)))
    return rule_places.Place(row.path, value, str(row.placement_id), row.page, quote)


def place_context(place: UUID) -> bytes:
    """What binds the sealed words to their row."""
    return b"checks.place:" + place.bytes


def finding(actor: Actor, case: UUID, rule: str) -> Finding:
    """One finding by its rule; `NotThere` where no pack in force has it."""
    found = next((one for one in findings(actor, case) if one.rule == rule), None)
    if found is None:
        raise NotThere(rule[:60])
    return found


def counted(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings say what: `{"missing": 2, "unclear": 0, "met": 11, "not-applicable": 9}`."""
    counts = Counter(one.status for one in found)
    return {status: counts[status] for status in STATUSES}


def asking(actor: Actor, case: UUID) -> tuple[Paragraph, ...]:
    """The paragraphs of "Ask for what is missing"; empty when nothing is open that the other State could cure."""
    return paragraphs(findings(actor, case))


def verdicts(actor: Actor, case: UUID) -> list[Verdict]:
    """Every officer's word about a case, the earliest first."""
    readable = Verdict.objects.filter(compartment__in=access.readable(actor), case=case)
    return list(readable.select_related("by").order_by("id"))


def last_word(actor: Actor, case: UUID, rule: str) -> Verdict | None:
    """The officer's word that counts on one rule."""
    return next((verdict for verdict in reversed(verdicts(actor, case)) if verdict.rule == rule), None)


def state_pack(actor: Actor, authority: UUID) -> StatePack | None:
    """The pack that an authority of ours added, in force now."""
    access.require_in(actor, "checks:load", authority)
    return _in_force(authority)


def own_pack(text: str) -> Own:
    """An authority's own requirements, read from JSON and laid over ours; `Invalid` names the row that is wrong."""
    if "\\u0000" in text or "\0" in text:
        raise Invalid({"pack": gettext("This pack was not taken: it holds a character that no text has (U+0000).")})
    try:
        own = load(text)
        merge(OURS, own)
    except BrokenPack as broken:
        raise Invalid({"pack": say(broken.sentence, gettext=gettext, ngettext=ngettext)}) from broken
    return own


def packs_in_force(authority: UUID) -> tuple[Pack, ...]:
    """Our packs, with what the authority added. Ours alone where its pack no longer fits them: see `pack_trouble`."""
    try:
        return _merged(authority)
    except BrokenPack:
        return OURS


def pack_trouble(authority: UUID) -> Sentence | None:
    """Why an authority's pack does not count: it was written for an older version of ours. None where it does."""
    try:
        _merged(authority)
    except BrokenPack as broken:
        return broken.sentence
    return None


def _merged(authority: UUID) -> tuple[Pack, ...]:
    added = _in_force(authority)
    return merge(OURS, read(added.table)) if added else OURS


def _in_force(authority: UUID) -> StatePack | None:
    return StatePack.objects.filter(authority=authority).select_related("loaded_by").order_by("-version").first()


def _words(rows: Iterable[Verdict]) -> tuple[rules.Verdict, ...]:
    return tuple(
        rules.Verdict(row.rule, row.about, row.status, row.reason, row.by.full_name if row.by else "") for row in rows
    )

"""People, their roles, and who may know what."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts.actions.sessions import end_all
from comitas.accounts.models import Compartment, Membership, Reader, Recusal, User
from comitas.accounts.rules.roles import ADMINISTRATOR, ROLES
from comitas.core import bulk
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

FEWEST_READERS = 2  # a restricted case with one reader is lost when that person falls ill

PERSON_CREATED = kinds.declare("person.created", N_("Person {user} was created."))
PERSON_CHANGED = kinds.declare("person.changed", N_("Person {user} was changed: {fields}."))
ROLE_GIVEN = kinds.declare("role.given", N_("Person {user} became {role}."))
ROLE_ENDED = kinds.declare("role.ended", N_("Person {user} ceased to be {role}."))
COMPARTMENT_CREATED = kinds.declare("compartment.created", N_("A compartment was opened."))
COMPARTMENT_RESTRICTED = kinds.declare(
    "compartment.restricted", N_("Access was restricted to {readers} named readers.")
)
COMPARTMENT_OPENED = kinds.declare("compartment.unrestricted", N_("The restriction was lifted."))
READER_ADDED = kinds.declare("compartment.reader-added", N_("Person {user} was named a reader."))
READER_REMOVED = kinds.declare("compartment.reader-removed", N_("Person {user} is a reader no more."))
RECUSED = kinds.declare("compartment.recused", N_("Person {user} was recused."))
COMPARTMENT_DESTROYED = kinds.declare("compartment.key-destroyed", N_("The key was destroyed: {reason}."))


@transaction.atomic
def create_person(
    *,
    by: Actor,
    at: datetime,
    username: str,
    full_name: str,
    email: str,
    password: str,
    language: str = "en",
    time_zone: str = "UTC",
    first: bool = True,
) -> User:
    """A person who can sign in and, until given a role, do nothing. `Invalid` names what cannot be taken.

    *first*: the password is somebody else's choice, and they change it before anything else.
    """
    access.require_in(by, "people:manage")
    user = User(username=username.strip().lower(), full_name=full_name.strip(), email=email.strip().lower())
    user.language, user.time_zone, user.password_given = language, time_zone, first
    _check_person(user, password)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid({"username": _("Somebody already signs in with this name or this e-mail address.")}) from error
    ledger.record(PERSON_CREATED, by=by, at=at, payload={"user": user.pk})
    return user


@transaction.atomic
def set_active(*, by: Actor, at: datetime, user: int, active: bool) -> None:
    """Let a person sign in, or bar them. Their open sessions end with their next page.

    For whoever administers every authority in which the person holds a role: nobody bars a neighbour's people.
    """
    access.require_everywhere(by, "people:manage", user)
    if not User.objects.filter(pk=user).update(is_active=active, version=F("version") + 1):
        raise NotThere(str(user))
    access.forget()
    end_all(user)
    ledger.record(PERSON_CHANGED, by=by, at=at, payload={"user": user, "fields": ["active"], "active": active})


@transaction.atomic
def set_preferences(*, by: Actor, at: datetime, language: str, time_zone: str) -> None:
    """A person's own language and time zone."""
    if by.id is None:
        raise NotThere(str(by))
    User.objects.filter(pk=by.id).update(language=language, time_zone=time_zone, version=F("version") + 1)
    ledger.record(PERSON_CHANGED, by=by, at=at, payload={"user": by.id, "fields": ["language", "time_zone"]})


@transaction.atomic
def give_role(*, by: Actor, at: datetime, user: int, authority: UUID, role: str) -> None:
    """Give a role in one of our authorities. Giving it twice changes nothing."""
    access.require_in(by, "people:manage", authority)
    if role not in ROLES:
        raise Invalid({"role": _("Choose one of the roles.")})
    if not User.objects.filter(pk=user).exists():
        raise NotThere(str(user))
    _made, created = Membership.objects.get_or_create(
        user_id=user, authority_id=authority, role=role, until=None, defaults={"since": at}
    )
    access.forget()
    if created:
        ledger.record(ROLE_GIVEN, by=by, at=at, payload={"user": user, "authority": str(authority), "role": role})


@transaction.atomic
def end_role(*, by: Actor, at: datetime, user: int, authority: UUID, role: str) -> None:
    """End a role, and with it every session of the person. The last administrator of an authority stays, or nobody could give roles."""
    access.require_in(by, "people:manage", authority)
    held = Membership.objects.select_for_update().filter(authority=authority, role=role, until=None)
    mine = [membership for membership in held if membership.user_id == user]
    if not mine:
        raise NotThere(role)
    if role == ADMINISTRATOR and len(held) == 1:
        raise Invalid({"role": _("This is the last administrator of the authority. Name another one first.")})
    Membership.objects.filter(pk=mine[0].pk).update(until=at)
    access.forget()
    end_all(user)
    ledger.record(ROLE_ENDED, by=by, at=at, payload={"user": user, "authority": str(authority), "role": role})


@transaction.atomic
def create_compartment(
    *, by: Actor, at: datetime, authority: UUID, restricted: bool = False, readers: tuple[int, ...] = ()
) -> Compartment:
    """A compartment with its key. Restricted from birth: `readers` are named at once, the creator among them."""
    made = Compartment.objects.create(authority_id=authority, restricted=restricted)
    ledger.create_key(made.pk, at=at)
    ledger.record(COMPARTMENT_CREATED, by=by, at=at, compartment=made.pk, payload={"authority": str(authority)})
    if restricted:
        _name_readers(made, readers, by, at)
    return made


@transaction.atomic
def create_compartments(
    *, by: Actor, at: datetime, authority: UUID, restricted: Sequence[bool], readers: tuple[int, ...] = ()
) -> list[Compartment]:
    """Many at once, each with its key: one for every entry of *restricted*, in that order. All restricted ones have the same readers."""
    made = [Compartment(authority_id=authority, restricted=one) for one in restricted]
    bulk.insert(made)
    ledger.create_keys([one.pk for one in made], at=at)
    hidden = [one for one in made if one.restricted]
    named = _named(readers, by) if hidden else []
    bulk.insert([Reader(compartment=one, user_id=user, since=at) for one in hidden for user in named])
    with ledger.together():
        for one in made:
            ledger.record(COMPARTMENT_CREATED, by=by, at=at, compartment=one.pk, payload={"authority": str(authority)})
            if one.restricted:
                payload = {"readers": len(named), "users": named}
                ledger.record(COMPARTMENT_RESTRICTED, by=by, at=at, compartment=one.pk, payload=payload)
    return made


@transaction.atomic
def restrict(*, by: Actor, at: datetime, permission: str, compartment: UUID, readers: tuple[int, ...]) -> None:
    """Restrict to named readers, at least two, the actor among them (who could otherwise not undo a slip)."""
    access.require(by, permission, compartment)
    locked = Compartment.objects.select_for_update().get(pk=compartment)
    if locked.restricted:
        raise Conflict(_("Access is already restricted."))
    Compartment.objects.filter(pk=compartment).update(restricted=True, version=F("version") + 1)
    _name_readers(locked, readers, by, at)


@transaction.atomic
def restrict_as(*, by: Actor, at: datetime, permission: str, compartment: UUID, like: UUID) -> None:
    """Whoever may know *like*, which is restricted, may know *compartment* from now on, and nobody else.

    Its readers and those who are kept out of it are named here too; readers that were named here before are readers no more.
    """
    access.require(by, permission, compartment)
    if not access.require(by, permission, like).restricted:
        raise Conflict(_("Access is not restricted."))
    locked = Compartment.objects.select_for_update().get(pk=compartment)
    Compartment.objects.filter(pk=compartment).update(restricted=True, version=F("version") + 1)
    named = set(Reader.objects.filter(compartment=like, until=None).values_list("user", flat=True))
    barred = set(Recusal.objects.filter(compartment=like, until=None).values_list("user", flat=True))
    Reader.objects.filter(compartment=compartment, until=None).exclude(user__in=named).update(until=at)
    Reader.objects.bulk_create(
        [Reader(compartment=locked, user_id=user, since=at) for user in sorted(named)], ignore_conflicts=True
    )
    Recusal.objects.bulk_create(
        [Recusal(compartment=locked, user_id=user, since=at) for user in sorted(barred)], ignore_conflicts=True
    )
    payload = {"readers": len(named), "users": sorted(named)}
    ledger.record(COMPARTMENT_RESTRICTED, by=by, at=at, compartment=compartment, payload=payload)
    for user in sorted(barred):
        ledger.record(RECUSED, by=by, at=at, compartment=compartment, payload={"user": user})


@transaction.atomic
def lift_restriction(*, by: Actor, at: datetime, permission: str, compartment: UUID) -> None:
    """Open a restricted compartment to everybody with a content role in its authority. Recusals stay."""
    access.require(by, permission, compartment)
    if not Compartment.objects.filter(pk=compartment, restricted=True).update(
        restricted=False, version=F("version") + 1
    ):
        raise Conflict(_("Access is not restricted."))
    ledger.record(COMPARTMENT_OPENED, by=by, at=at, compartment=compartment, payload={})


@transaction.atomic
def add_reader(*, by: Actor, at: datetime, permission: str, compartment: UUID, user: int) -> None:
    """Name one more reader. Naming twice changes nothing."""
    access.require(by, permission, compartment)
    if not User.objects.filter(pk=user, is_active=True).exists():
        raise Invalid({"user": _("Choose somebody who can sign in.")})
    _made, created = Reader.objects.get_or_create(
        compartment_id=compartment, user_id=user, until=None, defaults={"since": at}
    )
    if created:
        ledger.record(READER_ADDED, by=by, at=at, compartment=compartment, payload={"user": user})


@transaction.atomic
def remove_reader(*, by: Actor, at: datetime, permission: str, compartment: UUID, user: int) -> None:
    """Take a reader's name off. Two stay."""
    found = access.require(by, permission, compartment)
    Compartment.objects.select_for_update().get(pk=compartment)
    named = Reader.objects.filter(compartment=compartment, until=None)
    if found.restricted and named.exclude(user=user).count() < FEWEST_READERS:
        raise Invalid({"user": _("A restricted case keeps at least two readers. Name another one first.")})
    if named.filter(user=user).update(until=at):
        ledger.record(READER_REMOVED, by=by, at=at, compartment=compartment, payload={"user": user})


@transaction.atomic
def recuse(*, by: Actor, at: datetime, permission: str, compartment: UUID, user: int, reason: str) -> None:
    """Lock a colleague out for a conflict of interest. The reason is kept under the compartment's key."""
    access.require(by, permission, compartment)
    if not reason.strip():
        raise Invalid({"reason": _("Write down why, for the auditor.")})
    _made, created = Recusal.objects.get_or_create(
        compartment_id=compartment, user_id=user, until=None, defaults={"since": at}
    )
    if created:
        personal = {"reason": reason.strip()}
        ledger.record(RECUSED, by=by, at=at, compartment=compartment, payload={"user": user}, personal=personal)


@transaction.atomic
def destroy_compartment_key(*, by: Actor, at: datetime, compartment: UUID, reason: str) -> None:
    """Destroy a compartment's key: nothing sealed under it can be read again. `reason` is a code. No page offers this yet."""
    access.require(by, "case:decide", compartment)
    ledger.record(COMPARTMENT_DESTROYED, by=by, at=at, compartment=compartment, payload={"reason": reason})
    ledger.destroy_key(compartment, at=at)


def _check_person(user: User, password: str) -> None:
    problems: dict[str, str] = {}
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        problems = {field: " ".join(words) for field, words in error.message_dict.items()}
    try:
        validate_password(password, user)
    except ValidationError as error:
        problems["password"] = " ".join(error.messages)
    if problems:
        raise Invalid(problems)


def _named(readers: tuple[int, ...], by: Actor) -> list[int]:
    """The readers with whoever names them. `Invalid` where they are too few, or one of them cannot sign in."""
    named = set(readers) | ({by.id} if by.id else set())
    if User.objects.filter(pk__in=named, is_active=True).count() < max(FEWEST_READERS, len(named)):
        raise Invalid({"readers": _("Name at least one colleague besides yourself who can sign in.")})
    return sorted(named)


def _name_readers(compartment: Compartment, readers: tuple[int, ...], by: Actor, at: datetime) -> None:
    named = _named(readers, by)
    Reader.objects.bulk_create(
        [Reader(compartment=compartment, user_id=user, since=at) for user in named], ignore_conflicts=True
    )
    payload = {"readers": len(named), "users": named}
    ledger.record(COMPARTMENT_RESTRICTED, by=by, at=at, compartment=compartment.pk, payload=payload)

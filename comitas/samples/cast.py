"""The people that tests, screenshots and handbook share. All invented; addresses end in .example (RFC 2606)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comitas.accounts import actions as accounts
from comitas.accounts.models import User
from comitas.accounts.queries import actor_of
from comitas.accounts.rules import roles
from comitas.core.actor import Actor, system
from comitas.directory.models import Authority
from comitas.samples import neighbours
from comitas.samples.neighbours import CENTRAL, COURT, ISLAND

PASSWORD = "harbour-lantern-73"  # noqa: S105 - printed by the demonstration on purpose


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the cast and the roles they hold, each in the authority named."""

    username: str
    full_name: str
    authority: str
    roles: tuple[str, ...]
    language: str = "en"


CAST = (
    Part("rosa", "Rosa Teller", CENTRAL, (roles.REGISTRAR,)),
    Part("ines", "Ines Marlow", CENTRAL, (roles.OFFICER,)),
    Part("jonas", "Jonas Haskel", CENTRAL, (roles.OFFICER,), "fr"),
    Part("karin", "Karin Aldane", CENTRAL, (roles.HEAD,)),
    Part("pavel", "Pavel Orsel", COURT, (roles.EXECUTING,)),
    Part("ada", "Ada Quill", CENTRAL, (roles.ADMINISTRATOR,)),
    Part("max", "Max Orrin", CENTRAL, (roles.AUDITOR,)),
    Part("lea", "Lea Stade", CENTRAL, (roles.STATISTICIAN,)),
    Part("solo", "Sol Okoro", ISLAND, tuple(roles.ROLES)),
)


@dataclass(frozen=True)
class Cast:
    """The cast as actors, by the name they sign in with, and our authorities by name."""

    people: dict[str, Actor]
    authorities: dict[str, UUID]

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def central(self) -> UUID:
        return self.authorities[CENTRAL]


def create(at: datetime) -> Cast:
    """Make the cast where it is absent; returns it either way."""
    if not User.objects.filter(username=CAST[0].username).exists():
        _create(at)
    return found()


def found() -> Cast:
    """The cast as it stands in the database."""
    people = {
        user.username: actor_of(user) for user in User.objects.filter(username__in=[part.username for part in CAST])
    }
    return Cast(people, dict(Authority.objects.filter(ours=True).values_list("name", "pk")))


def _create(at: datetime) -> None:
    by = system("demonstration")
    neighbours.create(by, at)
    authorities = dict(Authority.objects.filter(ours=True).values_list("name", "pk"))
    for part in CAST:
        _create_one(part, authorities[part.authority], by, at)


def _create_one(part: Part, authority: UUID, by: Actor, at: datetime) -> None:
    user = accounts.create_person(
        by=by,
        at=at,
        username=part.username,
        full_name=part.full_name,
        email=f"{part.username}@arland.example",
        password=PASSWORD,
        language=part.language,
        time_zone=neighbours.ZONE,
        first=False,  # printed by the demonstration: nobody is to choose another before looking around
    )
    for role in part.roles:
        accounts.give_role(by=by, at=at, user=user.pk, authority=authority, role=role)

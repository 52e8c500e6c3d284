"""Who may do what, as a table that is measured and not written: the cast by permission by kind of case.

The handbook shows it, a test compares it with what the program does today, and another walks every address with it.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.accounts.rules.permissions import PERMISSIONS, Permission
from comitas.accounts.rules.roles import ROLES
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.core.refusals import Denied, NotThere
from comitas.core.text import N_
from comitas.samples import neighbours
from comitas.samples.cast import CAST, Cast
from comitas.samples.neighbours import ISLAND

OPEN, RESTRICTED, RECUSED, ELSEWHERE = "open", "restricted", "recused", "elsewhere"
KINDS = (OPEN, RESTRICTED, RECUSED, ELSEWHERE)
STANDING_IN: dict[str, str] = {
    "before": N_("Open, before"),
    "open": N_("Open, meanwhile"),
    "restricted": N_("Restricted"),
    "lent": N_("Restricted, lent"),
    "recused": N_("The deputy recused"),
}
IN_EMERGENCY: dict[str, str] = {
    "before": N_("Restricted, before"),
    "running": N_("While it runs"),
    "ended": N_("Afterwards"),
    "recused": N_("Recused meanwhile"),
}
YES, BARRED, UNSEEN = "yes", "no", "-"
PLACE = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Matrix:
    """`held`: person and permission, for what has no case; `cells`: person, permission and kind of case, each YES, BARRED or UNSEEN.

    `deputy`: permission and one of `STANDING_IN`, for an officer who stands in for the head. `emergency`: permission and one of
    `IN_EMERGENCY`, for an officer who breaks the glass.
    """

    held: dict[tuple[str, str], str]
    cells: dict[tuple[str, str, str], str]
    deputy: dict[tuple[str, str], str]
    emergency: dict[tuple[str, str], str]


def compartments(cast: Cast, at: datetime) -> dict[str, UUID]:
    """One compartment of each kind, made through actions."""
    by, readers = system("matrix"), (cast.ines.id or 0, cast.karin.id or 0)
    made = {
        OPEN: accounts.create_compartment(by=by, at=at, authority=cast.central).pk,
        RESTRICTED: accounts.create_compartment(
            by=by, at=at, authority=cast.central, restricted=True, readers=readers
        ).pk,
        RECUSED: accounts.create_compartment(by=by, at=at, authority=cast.central).pk,
        ELSEWHERE: accounts.create_compartment(by=by, at=at, authority=cast.authorities[ISLAND]).pk,
    }
    recuse(cast, at, made[RECUSED])
    return made


def recuse(cast: Cast, at: datetime, compartment: UUID) -> None:
    """Lock Ines out of *compartment*, through the head."""
    why = "A relative is named in the request."
    accounts.recuse(
        by=cast.karin, at=at, permission="case:restrict", compartment=compartment, user=cast.ines.id or 0, reason=why
    )


def measured(cast: Cast, kinds: dict[str, UUID]) -> Matrix:
    """What each of the cast may do now, asked of the program cell by cell."""
    held, cells = {}, {}
    for name, actor in cast.people.items():
        for permission in PERMISSIONS.values():
            if not permission.content:
                held[name, permission.name] = YES if access.may(actor, permission.name) else BARRED
                continue
            for kind, compartment in kinds.items():
                cells[name, permission.name, kind] = _asked(actor, permission, compartment)
    return Matrix(held, cells, _deputised(cast), _in_emergency(cast))


def _asked(actor: Actor, permission: Permission, compartment: UUID) -> str:
    try:
        access.require(actor, permission.name, compartment)
    except NotThere:
        return UNSEEN
    except Denied:
        return BARRED
    return YES


@transaction.atomic
def _deputised(cast: Cast) -> dict[tuple[str, str], str]:
    """What Jonas may do in cases of each kind while he stands in for Karin today, and before; all of it rolled back."""
    by, now, readers = system("matrix"), clock.now(), (cast.karin.id or 0, cast.ines.id or 0)
    opened = {
        kind: accounts.create_compartment(
            by=by, at=now, authority=cast.central, restricted=kind in ("restricted", "lent"),
            readers=readers if kind in ("restricted", "lent") else (),
        ).pk
        for kind in STANDING_IN
    }  # fmt: skip
    why = "A relative is named in the request."
    accounts.recuse(
        by=cast.karin,
        at=now,
        permission="case:restrict",
        compartment=opened["recused"],
        user=cast.jonas.id or 0,
        reason=why,
    )
    contents = _permissions(content=True)
    cells = {(one.name, "before"): _asked(cast.jonas, one, opened["before"]) for one in contents}
    today = clock.local_date(now, neighbours.ZONE)
    made = accounts.name_deputy(
        by=by,
        at=now,
        authority=cast.central,
        absent=cast.karin.id or 0,
        deputy=cast.jonas.id or 0,
        first=today,
        last=today,
    )
    accounts.lend_reading(
        by=cast.karin,
        at=now,
        permission="case:restrict",
        deputyship=made.pk,
        offered={opened["lent"]},
        chosen={opened["lent"]},
    )
    for kind, compartment in opened.items():
        if kind != "before":
            cells |= {(one.name, kind): _asked(cast.jonas, one, compartment) for one in contents}
    transaction.set_rollback(True)
    return cells


@transaction.atomic
def _in_emergency(cast: Cast) -> dict[tuple[str, str], str]:
    """What Jonas may do in a restricted case of which he is no reader, around break-glass; all of it rolled back."""
    by, now, readers = system("matrix"), clock.now(), (cast.karin.id or 0, cast.ines.id or 0)
    place = accounts.create_compartment(by=by, at=now, authority=cast.central, restricted=True, readers=readers).pk
    why = "Somebody is to be released tonight, and no reader answers."
    cells = {}

    def ask(kind: str) -> None:
        cells.update({(one.name, kind): _asked(cast.jonas, one, place) for one in _permissions(content=True)})

    ask("before")
    opened = accounts.break_glass(by=cast.jonas, at=now, compartment=place, reason=why)
    ask("running")
    accounts.end_emergency(by=cast.jonas, at=now, emergency=opened.pk)
    ask("ended")
    accounts.break_glass(by=cast.jonas, at=now + timedelta(microseconds=1), compartment=place, reason=why)
    accounts.recuse(
        by=cast.karin, at=now, permission="case:restrict", compartment=place, user=cast.jonas.id or 0, reason=why
    )
    ask("recused")
    transaction.set_rollback(True)
    return cells


def tables(matrix: Matrix) -> dict[str, str]:
    """The tables of the handbook's page as Markdown, by the name of their place, in the language that is active."""
    people = [part for part in CAST if any(name == part.username for name, _permission in matrix.held)]
    heads = ["", *(part.full_name for part in people)]
    made = {"roles": _roles_table(), "cast": _people_table()}
    rows = [(p.sentence, [matrix.held[part.username, p.name] for part in people]) for p in _permissions(content=False)]
    made["without"] = _table(heads, rows)
    columns = [(p.sentence, [matrix.deputy[p.name, kind] for kind in STANDING_IN]) for p in _permissions(content=True)]
    made["deputy"] = _table(["", *(_(words) for words in STANDING_IN.values())], columns)
    rows = [(p.sentence, [matrix.emergency[p.name, kind] for kind in IN_EMERGENCY]) for p in _permissions(content=True)]
    made["emergency"] = _table(["", *(_(words) for words in IN_EMERGENCY.values())], rows)
    for kind in KINDS:
        rows = [
            (p.sentence, [matrix.cells[part.username, p.name, kind] for part in people])
            for p in _permissions(content=True)
        ]
        made[kind] = _table(heads, rows)
    return made


def filled(text: str, made: dict[str, str]) -> str:
    """A page of the handbook with the tables *made* in their places."""
    return PLACE.sub(lambda found: found[1] + made[found[2]] + found[3], text)


def _permissions(*, content: bool) -> list[Permission]:
    return [permission for permission in PERMISSIONS.values() if permission.content == content]


def _roles_table() -> str:
    rows = [(p.sentence, [YES if role in p.roles else BARRED for role in ROLES]) for p in PERMISSIONS.values()]
    return _table(["", *(_(role) for role in ROLES.values())], rows)


def _people_table() -> str:
    rows = [(part.full_name, [part.authority, ", ".join(_(ROLES[role]) for role in part.roles)]) for part in CAST]
    return _table(["", _("Authority"), _("Roles")], rows)


def _table(heads: list[str], rows: list[tuple[str, list[str]]]) -> str:
    said = {YES: _("Yes"), BARRED: _("No")}
    lines = [heads, ["---"] * len(heads)]
    lines += [[_(first), *(said.get(cell, cell) for cell in cells)] for first, cells in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

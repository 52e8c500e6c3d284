"""Who may do what, as a table that is measured and not written: the cast by permission by kind of case.

The handbook shows it, a test compares it with what the program does today, and another walks every address with it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.accounts.rules.roles import CONTENT, ROLES
from comitas.core.actor import system
from comitas.core.refusals import Denied, NotThere
from comitas.samples.cast import CAST, Cast
from comitas.samples.neighbours import ISLAND

OPEN, RESTRICTED, RECUSED, ELSEWHERE = "open", "restricted", "recused", "elsewhere"
KINDS = {
    OPEN: "An open case of the Central Authority",
    RESTRICTED: "A restricted case; its readers are Ines Marlow and Karin Aldane",
    RECUSED: "An open case from which Ines Marlow is recused",
    ELSEWHERE: "An open case of the Island Office",
}
YES, BARRED, UNSEEN = "yes", "no", "-"


@dataclass(frozen=True)
class Matrix:
    """`held`: person and permission, for what has no case; `cells`: person, permission and kind of case, each YES, BARRED or UNSEEN."""

    held: dict[tuple[str, str], str]
    cells: dict[tuple[str, str, str], str]


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
                try:
                    access.require(actor, permission.name, compartment)
                    cells[name, permission.name, kind] = YES
                except NotThere:
                    cells[name, permission.name, kind] = UNSEEN
                except Denied:
                    cells[name, permission.name, kind] = BARRED
    return Matrix(held, cells)


def page(matrix: Matrix) -> str:
    """The page of the handbook, as Markdown."""
    people = [part for part in CAST if any(name == part.username for name, _permission in matrix.held)]
    parts = [HEAD, _roles_table(), "\n## The cast\n", _people_table(), "\n## What has no case\n"]
    rows = [
        (p.sentence, [matrix.held[who.username, p.name] for who in people])
        for p in PERMISSIONS.values()
        if not p.content
    ]
    parts.append(_table(["", *(who.full_name for who in people)], rows))
    for kind, words in KINDS.items():
        rows = [
            (p.sentence, [matrix.cells[who.username, p.name, kind] for who in people])
            for p in PERMISSIONS.values()
            if p.content
        ]
        parts += [f"\n## {words}\n", _table(["", *(who.full_name for who in people)], rows)]
    return "\n".join(parts).strip() + "\n"


HEAD = f"""# Need-to-know

*Made by `bin/comitas manage need_to_know` from what the program does; a test compares the two, and checks every address with it.*

Two questions are asked, in this order. **May this person know that it exists?** A case or an arrival that a person may not know
is answered exactly like one that was never there: the same page, in every list, count, search, suggestion and link.
**Do their roles allow what they want to do with it?** If not, the page says which roles it is for.

Whoever holds one of these roles in an authority knows what is open there: {", ".join(ROLES[role] for role in CONTENT)}. A *restricted*
case or arrival is known to its named readers only, who must hold one of these roles somewhere. *Recusal* locks a person out,
whatever their roles, even where they are named.

## Roles
"""


def _roles_table() -> str:
    rows = [(p.sentence, [YES if role in p.roles else BARRED for role in ROLES]) for p in PERMISSIONS.values()]
    return _table(["", *ROLES.values()], rows)


def _people_table() -> str:
    rows = [
        (
            part.full_name,
            [part.authority, "all" if len(part.roles) == len(ROLES) else ", ".join(ROLES[r] for r in part.roles)],
        )
        for part in CAST
    ]
    return (
        _table(["", "Authority", "Roles"], rows)
        + "\n\n**yes**: may. **no**: knows of it, and may not. **-**: does not know of it.\n"
    )


def _table(head: list[str], rows: list[tuple[str, list[str]]]) -> str:
    lines = [head, ["---"] * len(head), *([first, *cells] for first, cells in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

"""What an auditor asks for of the ledger: lists of lines, each with what puts a line into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comitas.core.text import N_

STEP = "part.step-taken"
REFUSING = ("refuse", "refuse-national", "court-refuses", "postpone")


@dataclass(frozen=True, slots=True)
class List:
    """`kinds`: of lines that are in it, whatever they say; `some`: of those that are in it if `in_list` finds so. `note`: what it means."""

    code: str
    name: str
    note: str
    kinds: tuple[str, ...] = ()
    some: tuple[str, ...] = ()


LISTS: tuple[List, ...] = (
    List("annulled", N_("Register numbers annulled"), N_("Each keeps its number, with the reason."), ("arrival.entry-annulled",)),
    List("restricted", N_("Restrictions and recusals"), N_("Cases restricted or opened again, readers named, colleagues locked out."),
         ("compartment.restricted", "compartment.unrestricted", "compartment.reader-added", "compartment.reader-removed", "compartment.recused")),
    List("emergency", N_("Emergency access"), N_("A restricted case was opened by break-glass, with a written reason."),
         ("emergency.opened", "emergency.ended")),
    List("overrides", N_("Passed by the head"), N_("A gate, a rule for an enclosure or a finding was passed, with written reasons."),
         ("letter.enclosure-passed", "finding.overruled"), (STEP,)),
    List("self-approvals", N_("Approved by who prepared it"), N_("It happens in a small office, and is marked."), (),
         (STEP, "letter.approved", "request.approved")),
    List("corrections", N_("Corrections"), N_("A step, an arrival, an entry or a sending was put right."),
         ("arrival.corrected", "execution.annulled", "request.dispatch-undone"), (STEP,)),
    List("refusals", N_("Refusals and postponements"), N_("By the authority, by a court, and at the door."), ("arrival.turned-away",), (STEP,)),
    List("destruction", N_("Destruction"), N_("What was destroyed lawfully; the certificate is its line."),
         ("compartment.key-destroyed", "destruction.done")),
    List("roles", N_("Roles given and ended, deputies"), N_("Who could do what, since when."),
         ("role.given", "role.ended", "deputy.named", "deputy.ended", "deputy.reading-lent")),
    List("safety", N_("Backups, trials of a restore, restores"), N_("The last trial says whether a backup holds."),
         ("instance.backed-up", "instance.not-backed-up", "instance.drilled", "instance.not-drilled", "instance.restored", "instance.keys-changed")),
    List("published", N_("Figures published"), N_("Each table is frozen as it was."), ("figures.published",)),
)  # fmt: skip
BY_CODE: dict[str, List] = {one.code: one for one in LISTS}
KINDS = frozenset(kind for one in LISTS for kind in (*one.kinds, *one.some))
DRILLS = ("instance.drilled", "instance.not-drilled")


def lists_of(kind: str, payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The lists that a line belongs to, each with a detail by which it is counted there: a ground, or ""."""
    found = [(one.code, "") for one in LISTS if kind in one.kinds]
    if kind == STEP:
        found += _of_step(payload)
    elif kind in ("letter.approved", "request.approved") and payload.get("self_approved"):
        found.append(("self-approvals", ""))
    return found


def _of_step(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if payload.get("passed"):
        found.append(("overrides", ""))
    if payload.get("same_hand"):
        found.append(("self-approvals", ""))
    if payload.get("corrects"):
        found.append(("corrections", ""))
    if payload["step"] in REFUSING:
        found.append(("refusals", str(payload.get("ground") or payload["step"])))
    return found

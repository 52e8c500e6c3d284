"""Who may send an arrival away, and on which ground.

The registrar does not refuse: what is not for us, is spam or is here already is turned away at the door. A letter with the
wrong address is forwarded and its sender told (European Convention on Mutual Assistance 1959, article 18). A defective request
is returned for completion by the case officer. Anything else is a refusal, needs reasons (UNCAC article 46(23)) and is the
head's.
"""

from dataclasses import dataclass

from comitas.core.text import N_

REGISTRAR, CASE_OFFICER, HEAD = "registrar", "case_officer", "head"
TURN_AWAY, FORWARD, RETURN, REFUSE = "turn_away", "forward", "return", "refuse"


@dataclass(frozen=True)
class Ground:
    """One way out: who may take it, what happens, what must be given with it, and whether the sender is told."""

    code: str
    name: str
    step: str
    roles: tuple[str, ...]
    needs: tuple[str, ...]
    tells_sender: bool


GROUNDS: tuple[Ground, ...] = (
    Ground("not_for_us", N_("Not for us"), TURN_AWAY, (REGISTRAR, CASE_OFFICER, HEAD), ("reason",), True),
    Ground("spam", N_("Spam"), TURN_AWAY, (REGISTRAR, CASE_OFFICER, HEAD), (), False),
    Ground("duplicate", N_("Already here"), TURN_AWAY, (REGISTRAR, CASE_OFFICER, HEAD), ("arrival",), False),
    Ground("wrong_address", N_("Wrong address"), FORWARD, (REGISTRAR, CASE_OFFICER, HEAD), ("authority",), True),
    Ground("defective", N_("Something is missing"), RETURN, (CASE_OFFICER, HEAD), ("missing",), True),
    Ground("refusal", N_("Refusal"), REFUSE, (HEAD,), ("ground", "reasons"), True),
)
BY_CODE = {ground.code: ground for ground in GROUNDS}

WHY_NOT = {
    RETURN: N_("Only a case officer may return a request for completion. Pass the arrival to a case officer."),
    REFUSE: N_("This would be a refusal. Only the head may refuse, with a ground and reasons. Pass the arrival to a case officer."),
    TURN_AWAY: N_("You may not turn an arrival away. Ask the registrar."),
    FORWARD: N_("You may not forward an arrival. Ask the registrar."),
}  # fmt: skip


def open_to(roles: frozenset[str]) -> tuple[Ground, ...]:
    """The ways out that somebody with *roles* may take."""
    return tuple(ground for ground in GROUNDS if roles & frozenset(ground.roles))


def why_not(code: str, roles: frozenset[str]) -> str:
    """The sentence that says why somebody may not take this way out; "" if they may. KeyError for an unknown ground."""
    ground = BY_CODE[code]
    return "" if roles & frozenset(ground.roles) else WHY_NOT[ground.step]


def missing_for(code: str, given: frozenset[str]) -> tuple[str, ...]:
    """What must still be given before this way out can be taken. KeyError for an unknown ground."""
    return tuple(need for need in BY_CODE[code].needs if need not in given)

"""Lines of the ledger in words. A line holds codes; a code that nobody knows any more is shown as it is."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.accounts.rules.roles import ROLES
from comitas.cases.rules.codes import MEASURES
from comitas.cases.rules.families import happened
from comitas.cases.rules.status import EXITS
from comitas.core.text import N_
from comitas.desk import presenters
from comitas.documents.rules.refusals import SENTENCES
from comitas.drafting.rules.kinds import KINDS as LETTERS
from comitas.execution.rules.registers import OCCURRED, REGISTERS
from comitas.intake.rules.kinds import NAMES
from comitas.ledger.rules import kinds
from comitas.protection.rules.persons import ANSWERS, IDENTITY, RIGHTS


def ledger_sentence(kind: str, payload: Mapping[str, Any]) -> str:
    """What happened, in words; keys that the payload lacks stay visible as their names."""
    told = {name: _said(name, payload[name]) for name in payload}
    letter = LETTERS.get(payload.get("kind", "")) if kind.startswith("letter.") else None
    if letter:
        told["kind"] = _(letter.name)  # a refusal of ours is not what arrives under the same code
    return _(kinds.named(kind).sentence).format_map(_Named(told))


class _Named(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"({key})"


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    try:
        return _WORDS[name](value) if name in _WORDS else str(value)
    except (KeyError, ValueError, TypeError):
        return str(value)


def _kind(code: str) -> str:
    return _(NAMES[code])


def _day(text: str) -> str:
    return presenters.day(date.fromisoformat(text))


_WORDS: dict[str, Callable[[Any], str]] = {
    "role": lambda code: _(ROLES[code]),
    "permission": lambda code: _(PERMISSIONS[code].sentence).rstrip("."),
    "kind": _kind,
    "outcome": lambda code: _(EXITS[code]),
    "measure": lambda code: _(MEASURES[code].name),
    "step": lambda code: _(happened(code)),
    "code": lambda code: _(SENTENCES[code]).rstrip("."),
    "register": lambda code: _(REGISTERS[code].one),
    "happening": lambda code: _(OCCURRED[code]),
    "right": lambda code: _(RIGHTS[code]),
    "identity": lambda code: _(IDENTITY[code]),
    "answer": lambda code: _(ANSWERS[code]),
    "date": _day,
    "day": _day,
}


SUBJECTS: dict[str, str] = {
    "arrival": N_("arrival"),
    "case": N_("case"),
    "timeline of case": N_("timeline of the case"),
    "documents of case": N_("documents of the case"),
    "document": N_("document"),
    "part": N_("part"),
    "letter": N_("letter"),
    "takeover": N_("earlier register"),
    "execution of case": N_("execution of the case"),
    "entry": N_("entry of the execution"),
    "phone note": N_("phone note"),
    "keeping of case": N_("keeping of the case"),
    "keeping of arrival": N_("keeping of the arrival"),
    "keeping of takeover": N_("keeping of the earlier register"),
    "keeping of note": N_("keeping of the phone note"),
    "request of a person": N_("request of a person"),
    "person of case": N_("search for the person of the case"),
    "hand-over": N_("hand-over to the archives"),
    "search cases": N_("search in the register"),
    "search": N_("search"),
    "register": N_("register as a file"),
}
"""What the reading log says was read, before its id."""


def subject_words(subject: str) -> dict[str, str]:
    """ "timeline of case 0197…" in the reader's language, and the id apart. What nobody foresaw is shown as it was written."""
    kind, _blank, known = subject.rpartition(" ")
    if subject in SUBJECTS:
        kind, known = subject, ""
    return {"words": _(SUBJECTS[kind]), "id": known} if kind in SUBJECTS else {"words": "", "id": subject}

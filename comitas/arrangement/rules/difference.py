"""How a proposed subject differs from the one in force: a line for each entry that is new, changed or gone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comitas.accounts.rules.narrowing import by_role, pairs
from comitas.arrangement.rules import file
from comitas.core.text import N_
from comitas.drafting.rules.kinds import KINDS
from comitas.drafting.rules.wording import typed
from comitas.worklist.rules.law import LIMITS

NEW, CHANGED, GONE = "new", "changed", "gone"
WORDS = {NEW: N_("New"), CHANGED: N_("Changed"), GONE: N_("Taken out")}
TAKEN = "taken"
"""Of a role's permission: the authority takes it from that role."""
LONGEST = 160
"""Characters of a value that a line shows."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` names the entry; `before` and `after` are "" where it is new or gone."""

    subject: str
    what: str
    before: str
    after: str

    @property
    def sort(self) -> str:
        return NEW if not self.before else CHANGED if self.after else GONE


def differences(subject: str, before: Any, after: Any) -> list[Difference]:
    """Entry by entry, in the order of their names."""
    one, other = entries(subject, before), entries(subject, after)
    names = sorted(one.keys() | other.keys())
    return [
        Difference(subject, name, one.get(name, ""), other.get(name, ""))
        for name in names
        if one.get(name) != other.get(name)
    ]


def entries(subject: str, body: Any) -> dict[str, str]:
    """Each entry by the name under which it is found again, in words short enough to show."""
    if not body:
        return {}
    return {name: text for name, value in _entries(subject, body) if (text := _shown(value))}


def _entries(subject: str, body: Any) -> list[tuple[str, Any]]:
    match subject:
        case file.WORKING_DAYS:
            days = [(one["day"], f"{'+' if one['works'] else '−'} {one['name']}") for one in body["days"]]
            return [
                ("country", body["country"]), ("region", body["region"]), ("rest", sorted(body["rest"])),
                *body["lengths"].items(), *((f"on: {code}", on) for code, on in body["switched"].items()), *days,
            ]  # fmt: skip
        case file.LETTERHEAD:
            words = [
                (f"{language}: {key}", text) for language, given in body["words"].items() for key, text in given.items()
            ]
            return [*words, ("emblem", body["emblem"])]
        case file.WORDINGS:
            return [(f"{one['kind']} ({one['language']})", one) for one in body]
        case file.CLAUSES:
            return [(key_of(one), one) for one in body]
        case file.ROLES:
            return [(f"{role}: {permission}", TAKEN) for role, names in body.items() for permission in names]
        case file.RETENTION:
            return [(f"{one['kind']}/{one['outcome']}", _period(one)) for one in body]
    return [("title", body.get("title", "")), *_rules(body)]


def _rules(body: Mapping[str, Any]) -> list[tuple[str, Any]]:
    rows = [one for one in body.get("rules", []) if isinstance(one, Mapping)]
    return [(str(one.get("id", number)), one) for number, one in enumerate(rows)]


def _clause(one: Mapping[str, Any]) -> dict[str, Any]:
    texts = {code: text.replace("\r\n", "\n").strip() for code, text in one["texts"].items() if text.strip()}
    chosen = [kind for kind in KINDS if kind in one["kinds"]] + [kind for kind in one["kinds"] if kind not in KINDS]
    return {
        **one,
        "name": " ".join(one["name"].split()),
        "article": " ".join(one["article"].split()),
        "kinds": chosen,
        "texts": texts,
    }


def _period(row: Mapping[str, Any]) -> str:
    """Months, a + where the archives come first, and the rule."""
    return f"{row['months']}{'+' if row['archive'] else ''} {row['cited']}"


def key_of(clause: Mapping[str, Any]) -> str:
    """By what a clause is found again: the program's clause that it replaces, or else its name."""
    return str(clause["replaces"] or clause["name"])


def _shown(value: Any) -> str:
    if value in ("", None, [], {}):
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, Mapping) and "body" in value:
        text = " ".join(f"{value['subject']}: {value['body']}".split()) + (
            f" [{len(value['file'])}]" if value.get("file") else ""
        )
    if isinstance(value, Mapping) and "texts" in value:
        text = "; ".join(f"{code}: {words}" for code, words in sorted(value["texts"].items()))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)}, {_mark(text)})"


def _mark(text: str) -> str:
    """Tells two long texts apart that begin alike."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def digest(subjects: Mapping[str, Any]) -> str:
    """Tells whether two arrangements are the same."""
    return hashlib.sha256(file.write(subjects, authority="", made="")).hexdigest()


def plain(subjects: Mapping[str, Any]) -> dict[str, Any]:
    """As its app keeps it: without the limits that are as they come, texts without what a keyboard leaves, rows in their order."""
    found = dict(subjects)
    if file.WORKING_DAYS in found:
        given = dict(found[file.WORKING_DAYS])
        given["rest"] = sorted(given["rest"])
        given["days"] = sorted(given["days"], key=lambda one: one["day"])
        given["lengths"] = {c: n for c, n in given["lengths"].items() if c not in LIMITS or n != LIMITS[c].length}
        given["switched"] = {c: on for c, on in given["switched"].items() if c not in LIMITS or on != LIMITS[c].on}
        found[file.WORKING_DAYS] = given
    if file.LETTERHEAD in found:
        words = {
            c: {k: typed(text) for k, text in given.items()} for c, given in found[file.LETTERHEAD]["words"].items()
        }
        kept = {c: {k: text for k, text in given.items() if text} for c, given in words.items()}
        found[file.LETTERHEAD] = {**found[file.LETTERHEAD], "words": {c: given for c, given in kept.items() if given}}
    if file.WORDINGS in found:
        rows = [{**one, "subject": typed(one["subject"]), "body": typed(one["body"])} for one in found[file.WORDINGS]]
        found[file.WORDINGS] = sorted(rows, key=lambda one: (one["kind"], one["language"]))
    if file.CLAUSES in found:
        found[file.CLAUSES] = [_clause(one) for one in found[file.CLAUSES]]
    if file.ROLES in found:
        found[file.ROLES] = by_role(pairs(found[file.ROLES]))
    if file.RETENTION in found:
        rows = [{**one, "cited": one["cited"].strip()} for one in found[file.RETENTION]]
        found[file.RETENTION] = sorted(rows, key=lambda one: (one["kind"], one["outcome"]))
    return found

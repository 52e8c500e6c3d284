"""The file of an arrangement: JSON that one State writes and another reads. Its shape is a JSON Schema (draft 2020-12).

The shape is checked here; whether a limit may be changed, a wording can be filled or a requirement weakens ours is for the apps
that keep them to say, when the arrangement is tried.
"""

import json
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator

from comitas.core.text import N_
from comitas.protection.rules.retention import MOST_MONTHS

FORMAT = 1
WORKING_DAYS, REQUIREMENTS, LETTERHEAD, WORDINGS, CLAUSES, RETENTION, ROLES = (
    "working-days", "requirements", "letterhead", "wordings", "clauses", "retention", "roles",
)  # fmt: skip
SUBJECTS = {
    WORKING_DAYS: N_("Working days and time limits"),
    REQUIREMENTS: N_("Requirements of your State"),
    LETTERHEAD: N_("Letterhead"),
    WORDINGS: N_("Wordings of letters"),
    CLAUSES: N_("Clauses"),
    RETENTION: N_("Retention periods"),
    ROLES: N_("What roles may do"),
}
"""In the order in which they take effect."""

MOST_ERRORS = 10
"""Faults that are told at once."""
MOST_BYTES = 20_000_000
"""Of a file: some sixty Word templates."""
DEEPEST = 40
"""Brackets within brackets."""


def _object(properties: Mapping[str, Any], *needed: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(needed),
        "additionalProperties": False,
        **more,
    }


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest, "pattern": "^[^\\u0000]*$"}


def _by_name(value: Mapping[str, Any], most: int) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": dict(value), "propertyNames": _text(60), "maxProperties": most}


_BASE64 = {"type": "string", "pattern": "^[A-Za-z0-9+/]*={0,2}$", "maxLength": 14_000_000}
_DAY = _object(
    {"day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, "works": {"type": "boolean"}, "name": _text(120)},
    "day", "works", "name",
)  # fmt: skip
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_object(
        {
            "comitas": {"const": "arrangement"},
            "format": {"const": FORMAT},
            "authority": _text(300),
            "made": _text(40),
            "subjects": _object(
                {
                    WORKING_DAYS: _object(
                        {
                            "country": _text(2),
                            "region": _text(12),
                            "rest": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 6}, "maxItems": 7},
                            "lengths": _by_name({"type": "integer", "minimum": 1, "maximum": 100_000}, 500),
                            "switched": _by_name({"type": "boolean"}, 500),
                            "days": {"type": "array", "items": _DAY, "maxItems": 5_000},
                        },
                        "country", "region", "rest", "lengths", "switched", "days",
                    ),
                    REQUIREMENTS: {"type": ["object", "null"]},
                    LETTERHEAD: _object(
                        {"words": _by_name(_by_name(_text(4_000), 40), 20), "emblem": _BASE64}, "words", "emblem"
                    ),
                    WORDINGS: {
                        "type": "array",
                        "maxItems": 600,
                        "items": _object(
                            {
                                "kind": _text(24), "language": _text(12), "form": {"enum": ["text", "word"]},
                                "subject": _text(20_000), "body": _text(200_000), "file": _BASE64,
                            },
                            "kind", "language", "form", "subject", "body",
                        ),
                    },
                    CLAUSES: {
                        "type": "array",
                        "maxItems": 500,
                        "items": _object(
                            {
                                "name": _text(200), "article": _text(200), "replaces": _text(40), "offered": {"type": "boolean"},
                                "kinds": {"type": "array", "items": _text(24), "maxItems": 100},
                                "texts": _by_name(_text(20_000), 20),
                            },
                            "name", "article", "replaces", "offered", "kinds", "texts",
                        ),
                    },
                    RETENTION: {
                        "type": "array",
                        "maxItems": 500,
                        "items": _object(
                            {
                                "kind": _text(30), "outcome": _text(30), "archive": {"type": "boolean"}, "cited": _text(200),
                                "months": {"type": "integer", "minimum": 0, "maximum": MOST_MONTHS},
                            },
                            "kind", "outcome", "months", "archive", "cited",
                        ),
                    },
                    ROLES: _by_name({"type": "array", "items": _text(40), "maxItems": 100, "uniqueItems": True}, 20),
                },
                minProperties=1,
            ),
        },
        "comitas", "format", "subjects",
    ),
}  # fmt: skip
"""Every subject may be left out: what is not in the file stays as it is."""


class Broken(ValueError):
    """The file is no arrangement. `faults`: (where it stands, what stands there in the validator's words)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults[0][1] if faults else "")
        self.faults = faults


def read(data: bytes) -> dict[str, Any]:
    """The subjects of a file. `Broken` names each place that is wrong."""
    if len(data) > MOST_BYTES:
        raise Broken([("", f"more than {MOST_BYTES} bytes")])
    try:
        text = data.decode("utf-8-sig")
        if _deep(text):
            raise Broken([("", f"more than {DEEPEST} levels")])
        found = json.loads(text)
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, or a number of 5,000 digits
        raise Broken([(f"line {getattr(error, 'lineno', 1)}", "no JSON in UTF-8")]) from error
    errors = sorted(
        Draft202012Validator(SCHEMA).iter_errors(found), key=lambda error: [str(part) for part in error.path]
    )
    if errors:
        raise Broken(
            [("/".join(str(part) for part in error.path), error.message[:200]) for error in errors[:MOST_ERRORS]]
        )
    subjects: dict[str, Any] = found["subjects"]
    return {name: subjects[name] for name in SUBJECTS if name in subjects}


def _deep(text: str) -> bool:
    """Whether brackets go deeper than any arrangement; those inside texts count too, and no text of ours has so many."""
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth = max(depth - 1, 0)
    return deepest > DEEPEST


def write(subjects: Mapping[str, Any], *, authority: str, made: str) -> bytes:
    """The file that `read` reads, the same bytes for the same arrangement."""
    told = {
        "comitas": "arrangement",
        "format": FORMAT,
        "authority": authority,
        "made": made,
        "subjects": dict(subjects),
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()

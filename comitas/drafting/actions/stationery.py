"""Letterheads and wordings: each change is a new version, the one before stays. What is broken never comes into force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.drafting import queries
from comitas.drafting.models import SHIPPED, TEXT, WORD, Letterhead, Wording
from comitas.drafting.queries import FURNISH
from comitas.drafting.rules import languages, letterhead, wording
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

LETTERHEAD_SET = kinds.declare("letterhead.set", N_("The letterhead of authority {authority} is now version {number}: {changed}."))  # fmt: skip
WORDING_SET = kinds.declare("wording.set", N_("The wording of letters “{kind}” in {language} of authority {authority} is now version {number}: {form}."))  # fmt: skip

MOST_LANGUAGES = 20
LATE = N_("A colleague has set another version meanwhile. What you typed is below.")


@transaction.atomic
def set_letterhead(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    version: int,
    language: str,
    words: Mapping[str, str],
    emblem: bytes | None = None,
    no_emblem: bool = False,
) -> Letterhead:
    """The words of one language and, if one is given, the emblem. `version` is the one that was seen, 0 for none.

    `Invalid` by field: words that are too long, a language that is none, a picture that cannot be used.
    """
    _locked(by, authority)
    before = queries.letterhead_of(authority)
    _refuse_late(before.number if before else 0, version)
    code = _language(language)
    given = {key: wording.typed(words.get(key, "")) for key in letterhead.asked(code)}
    if wrong := letterhead.problems(given, code):
        raise Invalid({key: _(sentence) for key, sentence in wrong.items()})
    kept = dict(before.words) if before else {}
    kept[code] = {key: text for key, text in given.items() if text}
    if len(kept) > MOST_LANGUAGES:
        raise Invalid({"language": _("This is one language more than a letterhead can have.")})
    picture = bytes(before.emblem) if before else b""
    if no_emblem:
        picture = b""
    elif emblem:
        picture = _emblem(emblem)
    return _set_letterhead(by, at, authority, kept, picture, code, before)


@transaction.atomic
def restore_letterhead(*, by: Actor, at: datetime, authority: UUID, version: int, number: int) -> Letterhead:
    """Go back to an earlier version, as a new one."""
    _locked(by, authority)
    before = queries.letterhead_of(authority)
    _refuse_late(before.number if before else 0, version)
    found = queries.letterheads(by, authority).filter(number=number).first()
    if found is None:
        raise Invalid({"number": _("There is no such version.")})
    return _set_letterhead(by, at, authority, found.words, bytes(found.emblem), f"version {number}", before)


@transaction.atomic
def set_text(
    *, by: Actor, at: datetime, authority: UUID, kind: str, language: str, version: int, subject: str, body: str
) -> Wording:
    """A wording typed in the browser. `Invalid` names each fault with its line; then the one in force stays."""
    queries.our_authority(by, authority, FURNISH)
    queries.refuse_text(kind, subject, body)
    return _set_wording(by, at, authority, kind, language, version, form=TEXT, subject=subject, body=body)


@transaction.atomic
def set_word(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    kind: str,
    language: str,
    version: int,
    subject: str,
    body: str,
    data: bytes,
) -> Wording:
    """A Word template, and the text for its placeholders “subject” and “paragraphs”. `Invalid` as for a text, by paragraph."""
    queries.our_authority(by, authority, FURNISH)
    queries.refuse_text(kind, subject, body)
    queries.refuse_word(kind, data)
    return _set_wording(by, at, authority, kind, language, version, form=WORD, subject=subject, body=body, file=data)


@transaction.atomic
def restore_wording(
    *, by: Actor, at: datetime, authority: UUID, kind: str, language: str, version: int, number: int
) -> Wording:
    """Go back to an earlier version, as a new one; `number` 0 is the program's own wording."""
    if number == 0:
        if queries.shipped(kind, language) is None:
            raise Invalid({"number": _("There is no such version.")})
        return _set_wording(by, at, authority, kind, language, version, form=SHIPPED)
    found = queries.wording_version(by, authority, kind, language, number)
    again: dict[str, Any] = {
        "form": found.form,
        "subject": found.subject,
        "body": found.body,
        "file": bytes(found.file),
    }
    return _set_wording(by, at, authority, kind, language, version, **again)


def _set_letterhead(
    by: Actor,
    at: datetime,
    authority: UUID,
    words: dict[str, Any],
    emblem: bytes,
    changed: str,
    before: Letterhead | None,
) -> Letterhead:
    if before and before.words == words and bytes(before.emblem) == emblem:
        return before
    number = (before.number if before else 0) + 1
    made = Letterhead.objects.create(
        authority_id=authority, number=number, words=words, emblem=emblem, made_by_id=by.id, made_at=at
    )
    ledger.record(
        LETTERHEAD_SET,
        by=by,
        at=at,
        payload={"authority": str(authority), "number": number, "changed": changed, "emblem": len(emblem)},
    )
    return made


def _set_wording(
    by: Actor, at: datetime, authority: UUID, kind: str, language: str, version: int, *, form: str, **given: Any
) -> Wording:
    _locked(by, authority)
    code = _language(language)
    rows = Wording.objects.filter(authority=authority, kind=kind, language=code)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    _refuse_late(last, version)
    given = {name: wording.typed(value) if isinstance(value, str) else value for name, value in given.items()}
    made = Wording.objects.create(
        authority_id=authority,
        kind=kind,
        language=code,
        number=last + 1,
        form=form,
        made_by_id=by.id,
        made_at=at,
        **given,
    )
    told = {"authority": str(authority), "kind": kind, "language": code, "number": made.number, "form": form}
    ledger.record(WORDING_SET, by=by, at=at, payload=told)
    return made


def _locked(by: Actor, authority: UUID) -> None:
    """One change of an authority's stationery at a time."""
    queries.our_authority(by, authority, FURNISH)
    Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=authority)


def _refuse_late(last: int, seen: int) -> None:
    if last != seen:
        raise Conflict(_(LATE))


def _language(code: str) -> str:
    tidy = languages.tidy(code)
    if not tidy:
        raise Invalid({"language": _(languages.UNKNOWN)})
    return tidy


def _emblem(data: bytes) -> bytes:
    try:
        return queries.emblem(data)
    except queries.NotTaken as refused:
        raise Invalid({"emblem": str(refused)}) from refused

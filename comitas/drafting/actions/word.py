"""A letter written in Word: filled into a template, taken away, changed and sent back. Its text is kept beside it for the checks."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.documents import actions as documents
from comitas.drafting import queries
from comitas.drafting.actions import changing
from comitas.drafting.models import Letter
from comitas.drafting.rules import word

log = logging.getLogger(__name__)
LONGEST_TEXT = 60_000


@transaction.atomic
def write_in_word(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Go on in Word: the letter as it stands is filled into its authority's template, or into the program's plain one.

    Once more fills it anew: what was changed in Word is gone.
    """
    found = changing.moving(by, "edit", letter, version)
    if not queries.office_there():
        raise Conflict(_(word.NO_OFFICE))
    keep(found, by, at, *queries.on_word(by, letter, at=at))
    changing.record(changing.EDITED, found, by, at, {"fields": ["word"]})


@transaction.atomic
def put_back_word(*, by: Actor, at: datetime, letter: UUID, version: int, data: bytes) -> None:
    """The letter as it comes back from Word. `Invalid` says why a file is not taken; then nothing changed."""
    found = changing.moving(by, "edit", letter, version)
    if not queries.office_there():
        raise Conflict(_(word.NO_OFFICE))
    said = queries.word_text(data)
    if not said:
        raise Invalid({"file": _("Nothing is written in this file.")})
    before = word.Filling.restored(found.word_filled)
    keep(found, by, at, queries.Written(data, said), before.looked_through() if before else None)
    changing.record(changing.EDITED, found, by, at, {"fields": ["word"]})


@transaction.atomic
def renew_word(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Bring the Word file up to date with the letter: what was written in Word stays."""
    found = changing.moving(by, "edit", letter, version)
    if found.word_id is None:
        raise Conflict(_("This letter is not written in Word."))
    keep(found, by, at, *queries.word_carried(by, letter))
    changing.record(changing.EDITED, found, by, at, {"fields": ["word"]})


@transaction.atomic
def leave_word(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Go back to the text that stood there before Word."""
    found = changing.moving(by, "edit", letter, version)
    if found.word_id is None:
        raise Conflict(_("This letter is not written in Word."))
    before = found.word_id
    changing.write(found, word=None, word_text="", word_filled={})
    documents.let_go(by=by, at=at, held=before, what=_what(found))
    changing.record(changing.EDITED, found, by, at, {"fields": ["word"]})


def keep(found: Letter, by: Actor, at: datetime, made: queries.Written, filling: word.Filling | None) -> None:
    """Hold a Word file as the letter, in the place of the one before. The caller has locked the letter."""
    before = found.word_id
    held = documents.hold(by=by, at=at, data=made.data, compartment=found.compartment_id, what=_what(found))
    known = filling.row() if filling else {}
    changing.write(found, word=held, word_text=made.text[:LONGEST_TEXT], word_filled=known)
    if before:
        documents.let_go(by=by, at=at, held=before, what=_what(found))


def follow(found: Letter, by: Actor, at: datetime) -> None:
    """Carry a change of the letter into its Word file, if it has one. What fails is told on the page: the change itself stands."""
    if found.word_id is None or word.Filling.restored(found.word_filled) is None:
        return
    try:
        keep(found, by, at, *queries.word_carried(by, found.pk))
    except queries.NotTaken as refused:
        log.warning("The Word file of letter %s does not follow: %s", found.pk, refused.code)


def _what(found: Letter) -> str:
    return f"letter {found.pk}"

"""A letter written in Word: filled into a template, taken away, changed and sent back. Its text is kept beside it for the checks."""

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

LONGEST_TEXT = 60_000


@transaction.atomic
def write_in_word(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Go on in Word: the letter as it stands is filled into its authority's template, or into the program's plain one.

    Once more fills it anew: what was changed in Word is gone.
    """
    found = changing.moving(by, "edit", letter, version)
    if not queries.office_there():
        raise Conflict(_(word.NO_OFFICE))
    own = queries.text_of(found.case.authority_id, found.kind, found.language)
    made, said = queries.on_word(by, letter, at=at, template=own.word if own else b"")
    keep(found, by, at, made, said)
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
    keep(found, by, at, data, said)
    changing.record(changing.EDITED, found, by, at, {"fields": ["word"]})


@transaction.atomic
def leave_word(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Go back to the text that stood there before Word."""
    found = changing.moving(by, "edit", letter, version)
    if found.word_id is None:
        raise Conflict(_("This letter is not written in Word."))
    before = found.word_id
    changing.write(found, word=None, word_text="")
    documents.let_go(by=by, at=at, held=before, what=_what(found))
    changing.record(changing.EDITED, found, by, at, {"fields": ["word"]})


def keep(found: Letter, by: Actor, at: datetime, data: bytes, said: str) -> None:
    """Hold a Word file as the letter, in the place of the one before. The caller has locked the letter."""
    before = found.word_id
    held = documents.hold(by=by, at=at, data=data, compartment=found.compartment_id, what=_what(found))
    changing.write(found, word=held, word_text=said[:LONGEST_TEXT])
    if before:
        documents.let_go(by=by, at=at, held=before, what=_what(found))


def _what(found: Letter) -> str:
    return f"letter {found.pk}"

"""What is wrong with a wording, said to who wrote it: each fault with its line, or its paragraph in a Word file."""

from django.utils.translation import gettext as _

from comitas.core.refusals import Invalid
from comitas.core.text import N_
from comitas.drafting.queries import boxed
from comitas.drafting.queries.wording import told
from comitas.drafting.rules import placeholders, wording
from comitas.drafting.rules.kinds import KINDS
from comitas.drafting.rules.wording import Fault

LONGEST_SUBJECT, LONGEST_TEXT = 1_000, 30_000


def text_faults(text: str, known: placeholders.Known, field: str) -> dict[str, str]:
    """What is wrong with a text, as sentences at its field; nothing where it can be used."""
    found = wording.faults(text, known)
    return {field: " ".join(_said(one, N_("Line %(line)s: %(sentence)s")) for one in found)} if found else {}


def refuse_text(kind: str, subject: str, body: str) -> None:
    """`Invalid` unless subject and body can be used in letters of *kind*."""
    if kind not in KINDS:
        raise Invalid({"kind": _("Choose the kind of letter.")})
    known, wrong = placeholders.known(kind), {}
    for field, text, longest in (("subject", subject, LONGEST_SUBJECT), ("body", body, LONGEST_TEXT)):
        if not text.strip():
            wrong[field] = _("Write something here.")
        elif len(text) > longest:
            wrong[field] = _("Write at most %(limit)s characters here.") % {"limit": longest}
        else:
            wrong |= text_faults(text, known, field)
    if wrong:
        raise Invalid(wrong)


def refuse_word(kind: str, data: bytes) -> None:
    """`Invalid` unless the file can be the Word template of letters of *kind*."""
    if found := boxed.word_faults(data, kind):
        raise Invalid({"file": " ".join(_said(one, N_("Paragraph %(line)s: %(sentence)s")) for one in found)})


def _said(one: Fault, words: str) -> str:
    """Line 4: There is no placeholder “nope”."""
    return _(words) % {"line": one.line, "sentence": told(one.sentence)} if one.line else told(one.sentence)

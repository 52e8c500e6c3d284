"""Why a document was not converted, and what the reading of a converted one should say beside it.

The converter speaks in codes; these tables turn each into a sentence: what happened, and what to do next. The original is kept
in every case.
"""

from typing import Literal, get_args

from comitas.core.text import N_

Code = Literal[
    "encrypted",
    "damaged",
    "too-large",
    "too-many-pages",
    "not-convertible",
    "empty",
    "timed-out",
    "crashed",
    "no-box",
]

CODES: tuple[Code, ...] = get_args(Code)

SENTENCES: dict[Code, str] = {
    "encrypted": N_("The file is protected by a password. Ask the sender for the password or for an open copy."),
    "damaged": N_("The file is damaged or incomplete and cannot be opened. Ask the sender to send it again."),
    "too-large": N_("The file or one of its pages is too large to be converted. Download the original to read it."),
    "too-many-pages": N_("The file has too many pages to be converted. Download the original, or ask for it in parts."),
    "not-convertible": N_("Files of this kind are kept but not converted. Download the original to read it."),
    "empty": N_("The file is empty. Ask the sender to send it again."),
    "timed-out": N_("Reading the file took too long and was stopped. Download the original to read it, or try again."),
    "crashed": N_("The file made the converter stop. Download the original to read it with care, or try again."),
    "no-box": N_(
        "Documents are not converted, because this machine offers no sealed box to do it in. Tell the administrator."
    ),
}

NOTES: dict[str, str] = {
    "javascript-removed": N_("The original contains a program (JavaScript). The page images do not."),
    "open-action-removed": N_("The original wants to do something when it is opened. The page images do not."),
    "launch-removed": N_("The original wants to start another program or open an address. The page images do not."),
    "embedded-files": N_("The original has files attached inside it. They are not shown here."),
    "form-fields": N_("The original is a form that can be filled in. The page images show it as it arrived."),
    "signed": N_("The original carries an electronic signature. Check it on the original."),
    "seals": N_(
        "%(count)s round seals lie on the text. What is written inside them was left out: look at the page images."
    ),
    "repaired": N_("The original does not keep to the rules of its format and was read as far as possible."),
    "pages-left-out": N_("%(count)s pages were not read. Download the original to read them."),
    "pages-unreadable": N_("%(count)s pages could not be opened. Compare with the original."),
}


def note_parts(note: str) -> tuple[str, int]:
    """`"pages-left-out:200"` gives `("pages-left-out", 200)`; a note without a number gives 0."""
    code, _, count = note.partition(":")
    return code, int(count) if count.isdigit() else 0

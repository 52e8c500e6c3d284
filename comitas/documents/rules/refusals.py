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
    "bomb",
    "too-many-members",
    "too-deep",
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
    "bomb": N_(
        "The archive would grow beyond all measure when it is unpacked, as an attack does. It was not unpacked."
    ),
    "too-many-members": N_(
        "The file has too many parts to be taken apart. Download the original, or ask the sender for several smaller files."
    ),
    "too-deep": N_("The parts of the file lie too deep inside one another, as in an attack. It was not taken apart."),
    "no-box": N_(
        "Documents are not read here now: there is no sealed box to open them in, or no room on the disk. Tell the administrator."
    ),
}

AGAIN: frozenset[Code] = frozenset({"timed-out", "crashed", "too-large", "too-many-pages"})
"""What another attempt may cure: a busy machine, or a limit that the administrator has raised. A damaged file stays damaged."""

NOTES: dict[str, str] = {
    "javascript-removed": N_("The original contains a program (JavaScript). The page images do not."),
    "open-action-removed": N_("The original wants to do something when it is opened. The page images do not."),
    "launch-removed": N_("The original wants to start another program or open an address. The page images do not."),
    "embedded-files": N_("The original has files attached inside it. They are not shown here."),
    "form-fields": N_("The original is a form that can be filled in. The page images show it as it arrived."),
    "signed": N_("The original carries an electronic signature. Check it on the original."),
    "seals": N_(
        "Round seals that lie on the text: %(count)s. What is written inside them was left out: look at the page images."
    ),
    "repaired": N_("The original does not keep to the rules of its format and was read as far as possible."),
    "pages-left-out": N_("Pages that were not read: %(count)s. Download the original to read them."),
    "text-left-out": N_("The text goes on. Download the original to read the rest."),
    "signs-unknown": N_("Signs that the fonts here cannot draw: %(count)s. They stand in the text: choose “Text”."),
    "enclosed-too-many": N_(
        "Attached files left inside, because there are too many: %(count)s. Download the original."
    ),
    "enclosed-too-large": N_(
        "Attached files left inside, because they are too large: %(count)s. Download the original."
    ),
    "enclosed-too-deep": N_(
        "Attached files left inside, because they lie too deep, a file in a file in a file: %(count)s. Download the original."
    ),
    "enclosed-encrypted": N_("Attached files with a password: %(count)s. Ask the sender for it, or for open copies."),
    "enclosed-damaged": N_("Attached files that are damaged: %(count)s. Ask the sender to send them again."),
    "enclosed-embedded": N_("Mails or objects of Outlook left inside: %(count)s. Open the original in Outlook."),
    "active-content": N_(
        "The original contains a program or a form. It was left out; what is shown cannot do anything."
    ),
    "remote-content": N_("The original wants to load something from elsewhere. Nothing was loaded."),
    "charset-guessed": N_(
        "The original does not say truly in which character set it is written. Some letters may be wrong."
    ),
    "body-not-read": N_("The text of the mail has a form that is not read here. Download the original to read it."),
    "sealed-mail": N_("The mail is encrypted or wrapped in a signature. Its content lies in the attached file."),
    "macros": N_("The original contains macros, which are programs. They were not run."),
    "tracked-changes": N_("Tracked changes in the original: %(count)s. The text is shown as if all were accepted."),
    "comments": N_("Comments in the original: %(count)s. They are not shown here."),
    "hidden-text": N_("Places with hidden text in the original: %(count)s. It is not shown here."),
    "hidden-sheets": N_("Hidden sheets in the original: %(count)s. They are not shown here."),
    "pictures-left-out": N_(
        "Pictures in the original: %(count)s. They are not shown here: open the original to see them."
    ),
    "pages-unreadable": N_("Pages that could not be opened: %(count)s. Compare with the original."),
}


def note_parts(note: str) -> tuple[str, int]:
    """`"pages-left-out:200"` gives `("pages-left-out", 200)`; a note without a number gives 0."""
    code, _, count = note.partition(":")
    return code, int(count) if count.isdigit() else 0

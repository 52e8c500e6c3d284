"""Why a Word file is not taken. The box speaks in codes; each has its sentence."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from comitas.core.text import N_

TEMPLATE_BYTES = 2_000_000
"""A template with a coat of arms in it; letters of the same make."""
LETTER_BYTES = 10_000_000
DAY, SIGNED_BY = "«day»", "«signed_by»"
"""Stand in a Word letter until it is approved: the day, and the name of who approved it, are written there then."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a Word file was last filled with, so that what changes later is carried into it.

    `body` and `edges`: its paragraphs, and those of its headers and footers; `seal`: of the facts; `template`: the version of the
    authority's template, 0 for the program's; `left`: what could not be carried over, because the same place was changed in
    Word: what stood there, and what should.
    """

    seal: str
    template: int = 0
    body: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()

    @classmethod
    def restored(cls, kept: Mapping[str, Any]) -> "Filling | None":
        """From the row; None for a file of which it was not kept."""
        if not kept.get("seal"):
            return None
        left = tuple((str(before), str(after)) for before, after in kept.get("left", ()))
        return cls(kept["seal"], int(kept.get("template", 0)), tuple(kept["body"]), tuple(kept["edges"]), left)

    def looked_through(self) -> "Filling":
        """After somebody sent the file back: what was left was theirs to write."""
        return replace(self, left=())

    def row(self) -> dict[str, Any]:
        return asdict(self)


BEHIND = N_("What the letter says has changed since its Word file was filled. Bring the file up to date first.")
NO_OFFICE = N_("LibreOffice is not installed on this machine, so no PDF can be made of a Word file.")
WHY: dict[str, str] = {
    "not-word": N_("This is no Word file (.docx). Save it in Word as “Word document (.docx)”."),
    "damaged": N_("The file is damaged and cannot be opened. Save it again in Word."),
    "encrypted": N_("The file is protected by a password. Take the password off first."),
    "bomb": N_("The file would grow beyond all measure when it is unpacked, as an attack does. It was not opened."),
    "too-large": N_("The file is too large."),
    "macros": N_("The file contains a program (macros). Save it as .docx, which has none."),
    "remote": N_("The file fetches a picture, a template or another file from elsewhere. Put it into the file itself."),
    "embedded": N_("Another file is embedded in this one. Take it out."),
    "fields": N_("The file has a field that takes in something from elsewhere. Take it out, or write what it shows."),
    "changes": N_("The file has tracked changes or comments. Accept or remove them in Word first, so that nobody else reads them."),
    "slow": N_("This took too long and was stopped. The file is too large or too intricate."),
    "failed": N_("The file made the program in the sealed box stop. It was not taken."),
    "no-box": N_("There is no sealed box on this machine to open a Word file in. Tell the administrator."),
    "no-office": NO_OFFICE,
}  # fmt: skip
INSTALL = "sudo apt-get install libreoffice-writer-nogui"
"""The one line that makes Word letters printable."""

SECONDS, OFFICE_SECONDS = 30, 90
PDF_BYTES = 60_000_000
EMBLEM_WHY: dict[str, str] = {
    "damaged": N_("This is no picture that can be used. Choose a PNG or JPEG file."),
    "too-large": N_("The picture is too large: at most 2 MB and 40 million pixels."),
}

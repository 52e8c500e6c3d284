"""What can be wrong with a file or a row: what it is, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from comitas.core.text import N_

ERROR, WARNING = "error", "warning"

UNREADABLE: dict[str, str] = {
    "not-text": N_("This is not a table. Save it as CSV or as an Excel workbook (.xlsx) and choose it again."),
    "not-a-table": N_("The file cannot be read as a table: a quotation mark is not closed, or a cell is endless."),
    "other-encoding": N_("The file is not in the encoding that was chosen. Choose another one."),
    "too-many-rows": N_("The file has more rows than one take-over may have. Split it."),
    "too-many-columns": N_("A row has more columns than a register can have. Remove what does not belong to it."),
    "empty": N_("The file has no rows below its headings."),
    "no-box": N_("Workbooks cannot be opened on this machine now. Save the sheet as CSV and choose it again."),
    "damaged": N_("The workbook is damaged or not what it says. Open it, save it anew and choose it again."),
    "old-workbook": N_("This is a workbook in the old format. Save it as .xlsx or as CSV and choose it again."),
    "protected": N_("The workbook is protected by a password. Save it without one and choose it again."),
    "too-large": N_("The workbook is too large to be opened. Save the sheet as CSV and choose it again."),
    "lost": N_("The original can no longer be read. Choose the file again."),
}
"""Why a file has no rows."""

SENTENCES: dict[str, tuple[str, str]] = {
    "no-number": (ERROR, N_("The number in the old register is missing. Without it the row could be taken over twice: enter one.")),
    "number-twice": (ERROR, N_("The same number stands in row %(row)s. Correct one of them, or leave one out.")),
    "there-already": (WARNING, N_("This number was taken over already, as %(number)s. The row is left as it is.")),
    "there-unseen": (WARNING, N_("This number was taken over already. The row is left as it is.")),
    "also-here": (WARNING, N_("Case %(number)s has this number among its references. Look whether it is the same.")),
    "too-long": (ERROR, N_("This is longer than %(most)s characters. Shorten it.")),
    "too-many": (ERROR, N_("These are more than %(most)s. Put the rest into a document.")),
    "control": (ERROR, N_("There are signs in it that cannot be shown. Type it anew.")),
    "no-day": (ERROR, N_("“%(said)s” cannot be read as a day. Correct it, or empty the cell if the day is not known.")),
    "future": (ERROR, N_("This day has not come yet. Correct it, or choose whether day or month comes first.")),
    "too-early": (ERROR, N_("This day lies before 1900. Correct the year.")),
    "day-unknown": (WARNING, N_("“%(said)s” is no whole day: it stays unknown, and the case keeps what is said.")),
    "closed-before": (ERROR, N_("It was closed before it was received. Correct one of the two days.")),
    "before-receipt": (WARNING, N_("This is before the day of receipt. It is kept as it is; look at both days.")),
    "written-after": (WARNING, N_("The letter would be dated after it was received. It is kept as it is; look at both days.")),
    "unknown-word": (ERROR, N_("“%(said)s” is not understood. Say what it means, under “Words of the old register”.")),
    "no-kind": (ERROR, N_("The row does not say what it is. Say what such rows are, under “Columns”.")),
    "no-side": (ERROR, N_("The row does not say whether it is incoming or outgoing. Say what such rows are, under “Columns”.")),
    "no-outcome": (ERROR, N_("It is closed, and how it ended is not said. Enter it, or say what such rows are, under “Columns”.")),
    "ended-open": (WARNING, N_("It is said to be open, and yet to have ended. It is taken over as closed.")),
    "no-answer": (ERROR, N_("Write yes or no, or leave the cell empty.")),
    "no-readers": (ERROR, N_("The row is restricted, and this take-over is not: everybody here could read the file. Choose the file again and name its readers.")),
    "not-in-directory": (WARNING, N_("“%(said)s” is not in the directory. The case keeps the words.")),
    "not-asked-here": (
        WARNING,
        N_("“%(said)s” makes no part in such a case here. The case keeps the words."),
    ),
    "officer-cannot": (WARNING, N_("%(said)s does not work on cases here now, or may not read this one. It is taken over without an officer.")),
    "no-state": (WARNING, N_("No State is said.")),
    "no-received": (WARNING, N_("The day of receipt is not known. It stays unknown, and the figures count the case apart.")),
    "no-closed": (WARNING, N_("The day on which it was closed is not known. It stays unknown, and the figures count the case apart.")),
    "broken": (ERROR, N_("This row could not be written, for a reason that the row does not show. The others went on; tell the administrator.")),
}  # fmt: skip
"""By code: how grave it is, and the sentence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about one column of a row; `column` is a field of `fields.FIELDS`, or "" for the row."""

    code: str
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def grave(self) -> bool:
        """Whether the row is left out for it."""
        return SENTENCES[self.code][0] == ERROR

    def kept(self) -> list[object]:
        """As JSON."""
        return [self.code, self.column, dict(self.values)]

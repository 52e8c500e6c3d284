"""The life of a take-over, and what can be found about a row."""

from comitas.core.text import N_

READING, REFUSED, MAPPING, CHECKING, CHECKED, TAKING, PAUSED, DONE = (
    "reading", "refused", "mapping", "checking", "checked", "taking", "paused", "done",
)  # fmt: skip
STAGES: dict[str, str] = {
    READING: N_("The file is read"),
    REFUSED: N_("The file cannot be read"),
    MAPPING: N_("Waits for its columns"),
    CHECKING: N_("The rows are checked"),
    CHECKED: N_("Checked, nothing taken over yet"),
    TAKING: N_("Cases are taken over"),
    PAUSED: N_("Stopped"),
    DONE: N_("Taken over"),
}
WORKING = (READING, CHECKING, TAKING)
"""Stages in which the worker has it in hand."""

SETTABLE = (MAPPING, CHECKED, PAUSED, DONE, REFUSED)
"""Stages in which what is said about the file may be changed: nothing is at work on it."""

UNSEEN, GOOD, WARNED, BAD, THERE, TAKEN = "unseen", "good", "warned", "bad", "there", "taken"
VERDICTS: dict[str, str] = {
    UNSEEN: N_("not checked yet"),
    GOOD: N_("good"),
    WARNED: N_("good, with a remark"),
    BAD: N_("wrong, left out"),
    THERE: N_("here already"),
    TAKEN: N_("taken over"),
}
READY = (GOOD, WARNED)
"""Rows that become cases."""

"""The kinds of letters: to whom, about how many parts, and which step recording one as sent takes."""

from dataclasses import dataclass

from comitas.core.text import N_

LANGUAGES = {"en": N_("English"), "fr": N_("French")}
BLANK = "[…]"
"""Stands in a filled letter where only the officer knows what to write. No letter leaves with one."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter.

    `to`: "requesting" (the other State) or "executing" (an authority of ours). `about_parts`: whether it names parts of the
    case. `step`: the step of `cases` that recording it as sent takes for each of them, "" for none. `gives`: it carries
    evidence or information abroad. `closing`: the sentence before the signature.
    """

    code: str
    name: str
    hint: str
    to: str
    about_parts: bool
    step: str
    gives: bool
    closing: str


_ABROAD = N_("Accept, Sir or Madam, the assurances of our highest consideration.")
_AT_HOME = N_("Yours faithfully,")

KINDS: dict[str, Kind] = {
    row.code: row
    for row in (
        Kind(
            "acknowledgement",
            N_("Acknowledgement of receipt"),
            N_("Says that the request arrived, under which number it is kept and whom to ask."),
            "requesting",
            False,
            "",
            False,
            _ABROAD,
        ),
        Kind(
            "information-request",
            N_("Request for information"),
            N_("Asks for what is missing, from the open findings of the checks."),
            "requesting",
            True,
            "ask",
            False,
            _ABROAD,
        ),
        Kind(
            "transmission",
            N_("Transmission to an executing authority"),
            N_("Hands parts of the request to the authority that executes them. It shows only those parts."),
            "executing",
            True,
            "transmit",
            False,
            _AT_HOME,
        ),
        Kind(
            "partial-answer",
            N_("Partial answer"),
            N_("Gives what is ready and says what is still open."),
            "requesting",
            True,
            "answer-partly",
            True,
            _ABROAD,
        ),
        Kind(
            "answer",
            N_("Answer"),
            N_("Gives the result of the parts that it names."),
            "requesting",
            True,
            "answer",
            True,
            _ABROAD,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a letter, as far as its completeness goes."""

    kind: str
    to_name: str
    to_authority: bool
    parts: int
    subject: str
    body: str
    still_open: str = ""


def lacking(written: Written) -> dict[str, str]:
    """What is wanting before a letter can be approved: field to sentence; empty when nothing is."""
    kind, wanting = KINDS[written.kind], {}
    if not written.to_name.strip():
        wanting["to_name"] = N_("Say to whom the letter goes.")
    if kind.to == "executing" and not written.to_authority:
        wanting["to_authority"] = N_("Choose the authority that executes these parts.")
    if kind.about_parts and not written.parts:
        wanting["parts"] = N_("Choose the parts that the letter is about.")
    if not written.subject.strip():
        wanting["subject"] = N_("Write the subject.")
    if not written.body.strip():
        wanting["body"] = N_("Write the letter.")
    elif BLANK in written.body:
        wanting["body"] = N_("The letter still has a blank, marked […]. Fill it in or take it out.")
    if kind.step == "answer-partly" and not written.still_open.strip():
        wanting["still_open"] = N_("Say what is still to come.")
    return wanting

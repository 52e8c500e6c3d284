"""Sentences that rules say before anybody knows in which language they are read.

A rule gives a marked text and the values that go into it. Whoever shows it passes the translators to `say`; without
them the English stands, which is what tests read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from comitas.core.text import N_

Value: TypeAlias = "str | int | date | Sentence | Counted"

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A marked text with `%(name)s` places. A value that is itself a Sentence is translated too."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self)


@dataclass(frozen=True, slots=True)
class Counted:
    """A marked text with a plural form; `number` chooses the form, as in `ngettext(singular, plural, number)`."""

    singular: str
    plural: str
    number: int
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self)


def ngettext(singular: str, plural: str) -> tuple[str, str]:
    """Mark both forms for extraction, under the name that gettext tools know, and give them back unchanged."""
    return singular, plural


def english(singular: str, plural: str, number: int) -> str:
    """The English plural form, for when there is no translator."""
    return singular if number == 1 else plural


def plain_date(day: date) -> str:
    """3 March 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say(
    words: Value,
    gettext: Callable[[str], str] = str,
    ngettext: Callable[[str, str, int], str] = english,
    show_date: Callable[[date], str] = plain_date,
) -> str:
    """The words in the language of the translators given; English without."""
    if isinstance(words, date):
        return show_date(words)
    if isinstance(words, Sentence):
        pattern = gettext(words.text)
    elif isinstance(words, Counted):
        pattern = ngettext(words.singular, words.plural, words.number)
    else:
        return str(words)
    given = {
        name: value if isinstance(value, int) else say(value, gettext, ngettext, show_date)
        for name, value in words.values.items()
    }
    return pattern % given if given else pattern


@dataclass(frozen=True, slots=True)
class Field:
    """What a step asks for. `kind`: date, text, authority, ground, channel, measure or yes-no. `ask`: the error."""

    label: str
    kind: str
    ask: str


FIELDS: dict[str, Field] = {
    "date": Field(N_("Date"), "date", N_("Enter the date on which it took effect, for example 3 March 2026.")),
    "reason": Field(N_("Reasons"), "text", N_("Write the reasons in a sentence or more.")),
    "authority": Field(N_("Executing authority"), "authority", N_("Choose the authority that executes this part.")),
    "their_number": Field(N_("Their number"), "text", N_("Enter the number under which the authority keeps it.")),
    "ground": Field(N_("Ground"), "ground", N_("Choose the ground.")),
    "decision": Field(N_("Decision"), "text", N_("Say what was decided, with the number of the decision.")),
    "court": Field(N_("Court"), "authority", N_("Choose the court.")),
    "remedy_until": Field(
        N_("Remedy until"), "date", N_("Enter the last day of the remedy, for example 9 March 2026.")
    ),
    "suspensive": Field(N_("The remedy suspends"), "yes-no", N_("Say whether the remedy suspends the decision.")),
    "final_on": Field(N_("Final on"), "date", N_("Enter the day on which the decision became final.")),
    "review_on": Field(N_("Look at it again on"), "date", N_("Enter the day on which you look at it again.")),
    "asked": Field(N_("What is asked"), "text", N_("Say what was asked of the other State.")),
    "missing": Field(N_("What is missing"), "text", N_("Say what is missing.")),
    "result": Field(N_("Result"), "text", N_("Say what came of it.")),
    "still_open": Field(N_("What is still open"), "text", N_("Say what is still to come.")),
    "tracking": Field(N_("Tracking number"), "text", N_("Enter the number of the consignment.")),
    "channel": Field(N_("Channel"), "channel", N_("Choose how it was sent.")),
    "with_whom": Field(N_("With whom"), "text", N_("Say with whom it was discussed.")),
    "conditions": Field(N_("Conditions"), "text", N_("Write the conditions.")),
    "place": Field(N_("Place"), "text", N_("Say where.")),
    "asked_for": Field(N_("What is asked now"), "measure", N_("Choose what is asked now.")),
    "speciality": Field(
        N_("The person renounces the rule of speciality"),
        "yes-no",
        N_("Say whether the person renounces the rule of speciality."),
    ),
    "death_penalty": Field(
        N_("Punishable by death in the other State"),
        "yes-no",
        N_("Say whether the offence is punishable by death in the other State."),
    ),
    "assurance": Field(N_("Assurance"), "text", N_("Say what the other State assures.")),
    "surrender_on": Field(
        N_("Day of the surrender"), "date", N_("Enter the day agreed for the surrender, for example 9 March 2026.")
    ),
    "return_by": Field(
        N_("To be returned by"), "date", N_("Enter the day by which the person comes back, for example 9 March 2026.")
    ),
    "corrects": Field(N_("The step to correct"), "text", N_("Choose the step to correct.")),
}

"""What machines send: every field bounded, and nothing taken that is not named here."""

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from comitas.cases.rules.steps import LONGEST_TEXT

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside are typing errors."""
MOST = 100
MOST_UPLOADS = 50
LONGEST_CURSOR = 3000
LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps (RFC 8259, section 6)."""


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError(_("Send a date such as 2026-03-03."))
    return value


def _near(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(_("This year is a typing error."))
    return value


def _id(value: Any) -> Any:
    if not isinstance(value, str | UUID):
        raise ValueError(_("Send the id as text."))
    return value


def _clean(value: str) -> str:
    if any(sign < " " and sign not in "\t\n\r" or sign == "\x7f" for sign in value):
        raise ValueError(_("This text holds characters that no text has."))
    return value


Day = Annotated[date, BeforeValidator(_day), AfterValidator(_near)]
Id = Annotated[UUID, BeforeValidator(_id)]
Text = Annotated[str, AfterValidator(_clean)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(_clean)]
Code = Annotated[str, StringConstraints(max_length=30, pattern=r"^[A-Za-z0-9._-]*$")]
Key = Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=r"^[A-Za-z0-9._:-]+$")]


class In(Schema):
    """What a field is not named for is an error: a slip would otherwise pass unseen."""

    model_config = ConfigDict(extra="forbid")


class Paged(Schema):
    """`after` stands in the address of the next page; `limit` is how many at most."""

    after: Annotated[str, StringConstraints(max_length=LONGEST_CURSOR, pattern=r"^[A-Za-z0-9_-]*$")] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 25


class ArrivalsAsked(Paged):
    """`state` is one of those that an arrival has."""

    state: Code = ""


class CasesAsked(Paged):
    """`from_state`: ISO 3166-1 code of the other State; `stands`: a state of parts; `since`: received on that day or later."""

    open: bool | None = None
    kind: Code = ""
    from_state: Annotated[str, StringConstraints(max_length=2, pattern=r"^[A-Z]*$")] = ""
    stands: Code = ""
    since: Day | None = None


class FiguresAsked(Schema):
    """`period` is a year, a quarter or a month: 2026, 2026-Q1, 2026-03. `public`: with small figures left out."""

    period: Annotated[str, StringConstraints(max_length=7, pattern=r"^[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$")]
    public: bool = False


class UploadBegun(In):
    """A file that will come in parts: what it is called, and how many bytes it has."""

    name: Annotated[Text, StringConstraints(min_length=1, max_length=255)]
    size: Annotated[StrictInt, Field(ge=0, le=LARGEST)]


class ArrivalReceived(In):
    """What is known of something that arrived. `uploads`: files that have arrived whole. `register`: give it its number at once.

    `readers`: who else may see it where it is `restricted`, by the ids of accounts; the calling account is one of them.
    """

    authority: Id
    received_on: Day
    kind: Code
    sender: Line = ""
    sender_state: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    written_on: Day | None = None
    channel: Code = ""
    note_verbale: Annotated[Text, StringConstraints(max_length=80)] = ""
    urgent: StrictBool = False
    restricted: StrictBool = False
    readers: Annotated[list[Annotated[StrictInt, Field(ge=1, le=LARGEST)]], Field(max_length=20)] = []
    register_entry: StrictBool = True
    uploads: Annotated[list[Id], Field(max_length=MOST_UPLOADS)] = []


class StepAsked(In):
    """`fields`: what the step needs, by name; dates as text. `passed`: the head's reasons by the rule of a closed gate."""

    version: Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]
    fields: Annotated[
        dict[Code, StrictBool | Annotated[Text, StringConstraints(max_length=LONGEST_TEXT)]], Field(max_length=30)
    ]
    passed: Annotated[dict[Code, Annotated[Text, StringConstraints(max_length=2000)]], Field(max_length=10)] = {}

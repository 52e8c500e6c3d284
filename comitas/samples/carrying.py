"""What carrying out the demonstration's requests needed: a freeze about to lapse, a person held, things, a translation, costs, a call."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from comitas.cases.models import Case, Part, Person
from comitas.core import clock
from comitas.execution import actions
from comitas.execution.models import Call, Freeze
from comitas.ledger import actions as ledger
from comitas.samples import casebook
from comitas.samples.cast import Cast
from comitas.samples.neighbours import COURT, ZONE

LAPSES_IN, DUE_IN = 24, 6


def create(cast: Cast, held: dict[str, Case], at: datetime) -> None:
    """Make it where it is absent. Done twice it is there once."""
    if not Freeze.objects.filter(pk=once("freeze")).exists():
        with transaction.atomic(), ledger.together():
            _Maker(cast, held, at).all()


def once(key: str) -> UUID:
    """The mark of what the demonstration makes."""
    return uuid5(NAMESPACE_URL, f"demonstration:execution:{key}")


class _Maker:
    """Enters things as the officer of each case would."""

    def __init__(self, cast: Cast, held: dict[str, Case], at: datetime) -> None:
        self.cast, self.held, self.at = cast, held, at
        self.today = clock.local_date(at, ZONE)

    def day(self, ahead: int) -> Any:
        """So many days from today; before it where negative."""
        return self.today + timedelta(days=ahead)

    def enter(self, register: str, key: str, story: str, part: int, **given: Any) -> None:
        """One entry of a story's case, about one of its parts."""
        case = self.held[story]
        about = Part.objects.get(case=case, number=part)
        by = self.cast.solo if story == casebook.FERRY else self.cast.ines
        actions.enter(
            by=by, at=self.at, register=register, case=case.pk, once=once(key), given={"part": about.pk, **given}
        )

    def all(self) -> None:
        """Everything, case by case."""
        self._dredging()
        self._detained()
        self._ready()
        self._call()

    def _dredging(self) -> None:
        story = casebook.DREDGING
        self.enter(
            "freeze", "freeze", story, 1, kind="account", what="Balance of the company’s current account, Norrhaven Savings Bank",
            identifier="3010 44 90127", court=COURT, order_number="D 112/26-RH", value=385_000, currency="EUR",
            keeper="Norrhaven Savings Bank", since=self.day(-66), until=self.day(LAPSES_IN), renew_by=self.day(LAPSES_IN - 10),
        )  # fmt: skip
        self.enter(
            "item", "item", story, 2, what="Two boxes of project correspondence, 2021 to 2024", seals="A-2291, A-2292", bag="NB 0147",
            received_on=self.day(-20), holder="Registry of the Central Authority", place="Safe 2", due_back=self.day(12),
        )  # fmt: skip
        self.enter(
            "cost", "expert", story, 2, what="Reading out the company’s mail server by an outside expert", nature="extraordinary",
            quoted=18_400, currency="EUR",
        )  # fmt: skip
        self.enter("cost", "courier", story, 1, what="Courier to Port Selwyn", nature="ordinary", amount=86, currency="EUR",
                   payer="ours", invoice="NC 5512", paid_on=self.day(-25))  # fmt: skip

    def _detained(self) -> None:
        story = casebook.DETAINED
        held = Person.objects.get(case=self.held[story], custody_since__isnull=False)
        self.enter(
            "prisoner", "prisoner", story, 1, person=held.pk, held_since=held.custody_since, held_at=held.custody_place,
            review_on=held.custody_review, ordered_by="Tribunal of Castel, investigating chamber",
        )  # fmt: skip
        self.enter(
            "translation", "translation", story, 1, what="Record of the hearing of Hedda Lindmoor", from_language="en", to_language="fr",
            translator="Maren Foyle", cleared=True, cleared_on=self.day(-300), ordered_on=self.day(-1), due=self.day(DUE_IN),
        )  # fmt: skip

    def _ready(self) -> None:
        story = casebook.READY
        addressee = Person.objects.filter(case=self.held[story]).order_by("pk").first()
        self.enter(
            "service", "service", story, 1, person=addressee.pk if addressee else None,
            documents="Indictment of the Regional Court of Dorva\nSummons", hearing_on=self.day(40), latest_on=self.day(19),
            served_on=self.day(-4), proof="receipt",
        )  # fmt: skip

    def _call(self) -> None:
        if Call.objects.filter(pk=once("call")).exists():
            return
        case = self.held[casebook.DREDGING]
        given = {
            "way": "they-rang", "with_whom": "Duty desk of the Prosecutor General’s Office", "verified": True, "told": False,
            "said": "They ask when the seized correspondence can be sent, and whether the originals are needed back.",
            "follow_up": "Ask the court when the search order becomes final", "follow_up_on": self.day(2),
        }  # fmt: skip
        actions.note_call(
            by=self.cast.rosa, at=self.at, authority=self.cast.central, case=case.pk, given=given, once=once("call")
        )

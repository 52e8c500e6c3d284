"""The rules by themselves: particulars, amounts, how an entry stands, alarms, remedies."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from comitas.cases.rules import gates
from comitas.cases.rules.facts import PartFacts, Remedy, Taken
from comitas.cases.rules.remedies import from_kept, to_keep, with_remedy
from comitas.execution.rules import calls, costs, decisions, fields, freezes, items, money, prisoners, serving
from comitas.execution.rules.dates import SAID
from comitas.execution.rules.registers import REGISTERS, problems

DAY = date(2026, 3, 3)


def whole(code: str, **values: Any) -> dict[str, Any]:
    """All the particulars of a register, those not named empty."""
    blank = {
        f.name: "" if f.kind in ("line", "text", "choice", "currency", "language") else None
        for f in REGISTERS[code].fields
    }
    more = {"lifted_on": None, "lifted_because": ""} if code == "freeze" else {}
    return blank | more | values


def wrong(code: str, **values: Any) -> dict[str, str]:
    return {name: str(said) for name, said in problems(REGISTERS[code], whole(code, **values), DAY).items()}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,240,000", "1240000"), ("1 240 000,50", "1240000.50"), ("1'240'000.50", "1240000.50"), ("1.240", "1240"), ("12,5", "12.5"),
        ("0", "0"), ("1.240,55", "1240.55"), ("\u0661\u0662", "12"), ("1\u202f240,00", "1240"), ("1,2,3", None), ("1,240.555", None),
        ("-1", None), ("1.240.50", None), ("ten", None), ("", None), ("9" * 41, None), ("1e5", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, amount: str | None) -> None:
    assert money.read(text) == (Decimal(amount) if amount else None)


@given(some.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False))
def test_an_amount_shown_in_either_way_is_read_again(value: Decimal) -> None:
    english = f"{value:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",")
    assert money.read(english) == money.read(french) == value


def test_sums_are_kept_apart_by_currency() -> None:
    found = money.totals(
        [("USD", Decimal(2)), ("EUR", Decimal(1)), ("EUR", None), ("EUR", Decimal("0.5")), ("", Decimal(9))]
    )
    assert found == {"EUR": Decimal("1.5"), "USD": Decimal(2)}


@pytest.mark.parametrize(
    ("code", "values", "at", "words"),
    [
        ("item", {"what": ""}, "what", "left empty"),
        ("item", {"what": "x" * 301}, "what", "longer than 300"),
        ("item", {"what": "Phone", "received_on": DAY + timedelta(days=1)}, "received_on", "not come yet"),
        ("item", {"what": "Phone", "received_on": date(1020, 1, 1)}, "received_on", "cannot be right"),
        ("item", {"what": "Phone", "received_on": DAY, "due_back": DAY - timedelta(days=1)}, "due_back", "before it was received"),
        ("item", {"what": "Phone", "waived_on": DAY, "returned_on": DAY}, "waived_on", "one of the two"),
        ("paper", {"what": "Deed", "way": "blessing"}, "way", "one of the list"),
        ("translation", {"what": "Order", "from_language": "fr", "to_language": "fr"}, "to_language", "the same"),
        ("translation", {"what": "Order", "from_language": "French!", "to_language": "en"}, "from_language", "code of the language"),
        ("translation", {"what": "Order", "from_language": "fr", "to_language": "en", "amount": Decimal(3)}, "currency", "currency"),
        ("translation", {"what": "O", "from_language": "fr", "to_language": "en", "cleared_on": DAY}, "cleared", "cleared"),
        ("cost", {"what": "Expert", "nature": "ordinary", "amount": Decimal(-1), "currency": "EUR"}, "amount", "from 0 up"),
        ("cost", {"what": "Expert", "nature": "ordinary", "amount": Decimal("1.005"), "currency": "EUR"}, "amount", "two figures"),
        ("cost", {"what": "Expert", "nature": "ordinary", "amount": Decimal(10) ** 15, "currency": "EUR"}, "amount", "fifteen"),
        ("cost", {"what": "Expert", "nature": "ordinary", "amount": Decimal(1), "currency": "QQQ"}, "currency", "three letters"),
        ("cost", {"what": "Expert", "nature": "ordinary", "paid_on": DAY}, "amount", "what was paid"),
        ("cost", {"what": "Expert", "nature": "extraordinary", "agreed_on": DAY}, "agreed", "whether it agreed"),
        ("decision", {"part": 1, "court": "C", "operative": "O", "decided_on": DAY, "final_on": DAY - timedelta(1)}, "final_on", "before it was"),
        ("decision", {"part": 1, "court": "C", "operative": "O", "decided_on": DAY, "final_on": DAY, "lodged": True}, "lodged", "no remedy"),
        ("freeze", {"kind": "cash", "what": "W", "court": "C", "since": DAY, "until": DAY, "renew_by": DAY + timedelta(1)}, "renew_by", "lapsed"),
        ("service", {"documents": "Summons"}, "person", "addressed"),
        ("service", {"documents": "S", "addressee": "A", "served_on": DAY, "not_served": "Moved"}, "not_served", "It was served"),
        ("service", {"documents": "S", "addressee": "A", "latest_on": DAY, "hearing_on": DAY - timedelta(1)}, "hearing_on", "hearing"),
        ("prisoner", {"person": 1, "held_since": DAY, "sentence_ends": DAY - timedelta(1)}, "sentence_ends", "before the arrest"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(code: str, values: dict[str, Any], at: str, words: str) -> None:
    assert words in wrong(code, **values)[at]


def test_a_call_tells_nothing_to_whom_nobody_verified() -> None:
    assert set(calls.wrong({"told": True, "verified": False}, DAY)) == {"told"}
    assert calls.wrong({"told": True, "verified": True}, DAY) == {}
    assert set(calls.wrong({"follow_up": "Ring"}, DAY)) == {"follow_up_on"}
    assert set(calls.wrong({"follow_up_on": DAY}, DAY)) == {"follow_up"}


@pytest.mark.parametrize(("ahead", "rung"), [(61, 0), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, 7)])
def test_a_freeze_rings_sixty_thirty_and_seven_days_ahead(ahead: int, rung: int) -> None:
    values = whole("freeze", kind="cash", what="W", court="C", since=DAY - timedelta(300), until=DAY + timedelta(ahead))
    assert freezes.alarm(values, DAY) == rung
    found = freezes.standing(values, DAY)
    assert found.words == ("Lapsed" if ahead < 0 else "Lapses soon" if rung else "In force")
    assert freezes.in_force(values, DAY) is (ahead >= 0)


def test_a_freeze_is_lifted_only_with_notice_or_the_reason_why_not() -> None:
    stands = whole("freeze", since=DAY - timedelta(30), until=None)
    lifted = {"lifted_on": DAY, "lifted_because": "Acquitted", "notice_on": None, "no_notice_because": ""}
    assert "55(8)" in str(freezes.wrong_lifting(lifted, DAY, stands)["notice_on"])
    assert freezes.wrong_lifting({**lifted, "no_notice_because": "The court lifted it at once."}, DAY, stands) == {}
    assert freezes.wrong_lifting({**lifted, "notice_on": DAY - timedelta(9)}, DAY, stands) == {}
    late = freezes.wrong_lifting({**lifted, "lifted_on": DAY - timedelta(9), "notice_on": DAY}, DAY, stands)
    assert "not before" in str(late["lifted_on"])


def test_an_extraordinary_cost_without_consent_is_warned_of() -> None:
    cost = whole("cost", what="Expert", nature=costs.EXTRAORDINARY, currency="EUR", quoted=Decimal(9))
    assert "46(28)" in str(costs.standing(cost, DAY).remarks[0])
    assert costs.standing({**cost, "paid_on": DAY, "amount": Decimal(9)}, DAY).colour == "brick"
    assert costs.standing({**cost, "agreed": True}, DAY).remarks == ()
    assert costs.standing({**cost, "nature": costs.ORDINARY}, DAY).remarks == ()


def test_things_go_back_unless_their_return_is_waived() -> None:
    item = whole("item", what="Laptop", due_back=DAY - timedelta(1))
    assert items.standing(item, DAY).words == "Overdue"
    assert items.standing({**item, "waived_on": DAY}, DAY).waits == ()
    assert items.standing({**item, "returned_on": DAY}, DAY).waits == ()


def test_service_says_what_is_missing() -> None:
    service = whole("service", documents="Summons", addressee="A", latest_on=DAY - timedelta(1))
    assert serving.standing(service, DAY).words == "Too late"
    served = serving.standing({**service, "served_on": DAY}, DAY)
    assert "proof is missing" in str(served.remarks[0])
    assert serving.standing({**service, "served_on": DAY, "proof": "receipt"}, DAY).remarks == ()


def test_nobody_is_transferred_without_consent_unseen() -> None:
    held = whole("prisoner", person=1, held_since=DAY, transferred_on=DAY, return_by=DAY - timedelta(1))
    found = prisoners.standing(held, DAY)
    assert found.colour == "brick"
    assert "46(10)" in "".join(map(str, found.remarks))
    assert {one.code for one in found.waits} == {"prisoner-back"}


REMEDY = Remedy(True, DAY + timedelta(6), False, None)


def test_a_remedy_beside_the_steps_holds_the_evidence() -> None:
    facts = PartFacts("ready", DAY, beside=(Remedy(), REMEDY))
    stopped = gates.remedy(facts, {})
    assert stopped is not None
    assert "until 9 March 2026" in str(stopped.sentence)
    assert gates.remedy(facts, {"date": DAY + timedelta(7)}) is None


def test_a_kept_remedy_comes_back_as_it_was_and_goes_with_its_decision() -> None:
    assert from_kept(to_keep("d", REMEDY)) == REMEDY
    kept = with_remedy([to_keep("other", REMEDY)], "d", REMEDY)
    assert [one["decision"] for one in kept] == ["other", "d"]
    assert [one["decision"] for one in with_remedy(kept, "d", Remedy())] == ["other"]
    assert [one["decision"] for one in with_remedy(kept, "other", None)] == ["d"]


def test_the_remedy_of_a_step_is_its_own_up_to_the_next_decision() -> None:
    history = (Taken("1", "court-allows", "before-court", "ready"), Taken("2", "become-final", "ready", "ready"),
               Taken("3", "court-refuses", "before-court", "refused-by-court"))  # fmt: skip
    data = {"1": {"suspensive": True, "remedy_until": DAY}, "2": {"final_on": DAY}, "3": {"suspensive": True}}
    assert decisions.remedy_by_step("1", history, data) == Remedy(True, DAY, False, DAY)
    assert decisions.remedy_by_step("3", history, data) == Remedy(True)
    corrected = (*history, Taken("4", "correct", "refused-by-court", "before-court", corrects="3"))
    assert decisions.remedy_by_step("3", corrected, data) is None


def test_every_register_says_what_it_asks_and_every_day_what_to_do() -> None:
    for code, table in REGISTERS.items():
        names = [f.name for f in table.fields]
        assert len(names) == len(set(names)), code
        assert table.title in names
        found = table.standing(
            whole(code, **{f.name: DAY for f in table.fields if f.kind == fields.DATE and f.name not in ENDS}), DAY
        )
        assert {one.code for one in found.waits} <= set(SAID)


ENDS = ("returned_on", "waived_on", "done_on", "received_on", "paid_on", "final_on", "served_on", "agreed_on")

"""The pages of carrying out: short forms that lose nothing, lists that show what presses, phone notes, figures."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import add_part, fresh, open_case, restricted_case, take
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.tests.casepages import page, post
from comitas.directory.models import Authority
from comitas.execution import actions, queries
from comitas.execution.models import Call, Freeze, Movement
from comitas.execution.rules.registers import REGISTERS
from comitas.execution.tests.keeping import entered, given
from comitas.samples.cast import Cast
from comitas.worklist import queries as worklist

SignedIn = Callable[[Actor], Client]
CODES = list(REGISTERS)


@pytest.fixture
def today() -> datetime:
    """The pages go by the clock."""
    return clock.now()


def held(cast: Cast, at: datetime, **more: Any) -> tuple[Case, UUID, UUID]:
    """A case of Ines with a part and a person."""
    case = open_case(cast, at, **more)
    person = cases.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley").pk
    return case, add_part(cast, at, case).pk, person


def typed(code: str, day: date, part: UUID, person: UUID) -> dict[str, str]:
    """The particulars as somebody types them."""
    return {
        name: value.strftime("%d/%m/%Y") if isinstance(value, date) else "on" if value is True else str(value)
        for name, value in given(code, day, part, person).items()
    }


@pytest.mark.parametrize("code", CODES)
def test_an_entry_is_made_and_changed_on_its_page(code: str, cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, part, person = held(cast, today)
    client, form = signed_in(cast.ines), typed(code, today.date(), part, person)
    assert REGISTERS[code].button in page(client, "case-execution", case.pk)
    once = str(uuid4())
    for _twice in "ab":
        answer = post(client, "add-entry", case.pk, code, **form, once=once)
        assert answer.status_code == 302, answer.context["form"].errors
    made = queries.entries(cast.ines, code, case.pk).get()
    shown = page(client, "case-execution", case.pk)
    assert reverse(f"desk:entry-{code}", args=[made.pk]) in shown
    assert "What presses" in shown
    assert "What presses" in page(client, "case", case.pk)
    assert REGISTERS[code].name in page(client, "execution-register", case.pk, code)
    text = next(f.name for f in REGISTERS[code].fields if f.kind in ("line", "text") and not f.fixed)
    answer = post(
        client, f"entry-{code}", made.pk, **(form | {text: "Now another", "version": queries.version_of(made)})
    )
    assert answer.status_code == 302
    answer = post(client, f"entry-{code}", made.pk, **(form | {text: "Mine", "version": queries.version_of(made)}))
    assert answer.status_code == 409
    assert {"Now another", "Mine"} <= {one[key] for one in answer.context["differences"] for key in ("theirs", "mine")}
    answer = post(client, f"entry-{code}", made.pk, do="annul", **{"annul-reason": ""})
    assert answer.status_code == 400
    assert post(client, f"entry-{code}", made.pk, do="annul", **{"annul-reason": "Wrong case"}).status_code == 302
    assert "This entry was made by mistake: Wrong case" in page(client, f"entry-{code}", made.pk)
    assert reverse(f"desk:entry-{code}", args=[made.pk]) not in page(client, "case-execution", case.pk)


@pytest.mark.parametrize("code", CODES)
def test_nothing_of_a_case_reaches_who_may_not_know(code: str, cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = restricted_case(cast, at)
    person = cases.add_person(by=cast.ines, at=at, case=case.pk, name="Canary").pk
    made, client = entered(code, cast.ines, at, case.pk, add_part(cast, at, case).pk, person), signed_in(cast.jonas)
    for name, *keys in ((f"entry-{code}", made.pk), ("add-entry", case.pk, code), ("execution-register", case.pk, code),
                        ("case-execution", case.pk)):  # fmt: skip
        assert "Canary" not in page(client, name, *keys, status=404)
        assert post(client, name, *keys).status_code in (404, 405)
    assert page(signed_in(cast.ines), "execution-register", case.pk, "no-such", status=404)


def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, part, _person = held(cast, at)
    form = {
        "what": "Expert <b>",
        "nature": "extraordinary",
        "quoted": "12 thousand",
        "currency": "EURO",
        "asked_on": "soon",
    }
    answer = post(signed_in(cast.ines), "add-entry", case.pk, "cost", part=part, once=uuid4(), **form)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"quoted", "currency", "asked_on"}
    assert all(
        words in said for words in ("Expert &lt;b&gt;", "12 thousand", "Write an amount such as 1,240,000.50", "soon")
    )
    answer = post(
        signed_in(cast.ines), "add-entry", case.pk, "cost", what="E", nature="ordinary", amount="9", once=uuid4()
    )
    assert "Write the currency of the amount" in answer.content.decode()
    assert not queries.entries(cast.ines, "cost").exists()


def test_a_registrar_keeps_things_and_leaves_freezes_to_the_officer(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, part, person = held(cast, at)
    rosa = signed_in(cast.rosa)
    shown = page(rosa, "case-execution", case.pk)
    assert "Enter a thing" in shown
    assert "Enter a freeze" not in shown
    page(rosa, "add-entry", case.pk, "freeze", status=403)
    freeze = entered("freeze", cast.ines, at, case.pk, part, person)
    assert "Record the renewal" not in page(rosa, "entry-freeze", freeze.pk)
    assert post(rosa, "entry-freeze", freeze.pk, do="lift", **{"lift-lifted_on": "3/3/2026"}).status_code == 403


def test_a_thing_moves_and_a_freeze_is_lifted_on_their_pages(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, part, person = held(cast, at)
    client, day = signed_in(cast.ines), at.date().strftime("%d/%m/%Y")
    item, freeze = (entered(code, cast.ines, at, case.pk, part, person) for code in ("item", "freeze"))
    moved, once = {"new-on": day, "new-to_whom": "Laboratory", "new-once": str(uuid4())}, {"do": "happened"}
    assert post(client, "entry-item", item.pk, **once, **(moved | {"new-to_whom": ""})).status_code == 400
    for _twice in "ab":
        assert post(client, "entry-item", item.pk, **once, **moved).status_code == 302
    assert Movement.objects.filter(of=item).count() == 2
    assert "Laboratory" in page(client, "entry-item", item.pk)
    assert f"?kind=freeze-lifting&amp;part={part}" in page(client, "entry-freeze", freeze.pk)
    lifted = {"lift-lifted_on": day, "lift-lifted_because": "Acquitted"}
    refused = post(client, "entry-freeze", freeze.pk, do="lift", **lifted)
    assert refused.status_code == 400
    assert "55(8)" in refused.content.decode()
    kept = {"lift-no_notice_because": "The court lifted it on the spot."}
    assert post(client, "entry-freeze", freeze.pk, do="lift", **lifted, **kept).status_code == 302
    assert Freeze.objects.get().lifted_on == at.date()
    assert "on the spot" in page(client, "entry-freeze", freeze.pk)
    assert post(client, "entry-freeze", freeze.pk, do="lift", **lifted, **kept).status_code == 302  # the same again


def test_what_an_entry_names_stays_though_it_is_offered_no_more(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, part, person = held(cast, at)
    client, item = signed_in(cast.ines), entered("item", cast.ines, at, case.pk, part, person)
    paper = entered("paper", cast.ines, at, case.pk, part, person, item=item.pk)
    actions.annul(by=cast.ines, at=at, register="item", entry=item.pk, reason="Twice")
    typed_again = {"way": "apostille", "what": "Deed", "part": part, "item": item.pk, "version": 1}
    assert str(item.pk) in page(client, "entry-paper", paper.pk)
    assert str(item.pk) not in page(client, "add-entry", case.pk, "paper")
    assert post(client, "entry-paper", paper.pk, **typed_again).status_code == 302
    paper.refresh_from_db()
    assert (paper.what, paper.item_id) == ("Deed", item.pk)


def test_a_decision_of_a_step_is_completed_and_not_asked_twice(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, _part, _person = held(cast, at)
    part = add_part(cast, at, case)
    for code in ("accept", "go-to-court"):
        take(cast, at, part, code, **({"court": "Court of Appeal"} if code == "go-to-court" else {}))
    step = take(cast, at, part, "court-allows", suspensive=True, remedy_until=date(2026, 3, 20), decision="Allowed")
    client = signed_in(cast.ines)
    address = reverse("desk:add-entry", args=[case.pk, "decision"]) + f"?step={step.pk}"
    assert address in page(client, "case-execution", case.pk)
    form = client.get(address).context["form"]
    assert "remedy_until" not in form.fields
    assert form["court"].value() == "Court of Appeal"
    told = {
        "part": part.pk,
        "court": "Court of Appeal",
        "decided_on": "3/3/2026",
        "operative": "Allowed",
        "once": uuid4(),
    }
    assert client.post(address, told).status_code == 302
    shown = page(client, "case-execution", case.pk)
    assert address not in shown
    assert "20 Mar 2026" in shown
    assert client.get(reverse("desk:add-entry", args=[case.pk, "decision"]) + "?step=x").status_code == 200


def test_the_numbers_to_ring_back_come_without_script_and_nothing_typed_is_lost(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, _part, _person = held(cast, at)
    cases.note_told(by=cast.ines, at=at, case=case.pk, on=date(2026, 2, 2), channel="letter")
    Authority.objects.create(name="Duty prosecutor", state_id="XB", source="test", phone="+999 55", phone_24h="+999 66")
    client = signed_in(cast.rosa)
    answer = client.post(reverse("desk:new-call"), {"number": case.number, "said": "They ask", "do": "look"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "+999 55",
        "+999 66",
        "day and night",
        "Last told Borland: 2 February 2026",
        "They ask",
        "confirm nothing",
    ):
        assert words in shown, words
    assert not Call.objects.exists()
    hidden = restricted_case(cast, at)
    for number in (hidden.number, "2026/9999"):
        answer = client.post(reverse("desk:new-call"), {"number": number, "do": "look"})
        assert f"There is no case {number}" in answer.content.decode()


def test_a_call_is_noted_and_followed(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, _part, _person = held(cast, today)
    client, day = signed_in(cast.rosa), today.date() + timedelta(2)
    form = {
        "authority": cast.central, "way": "they-rang", "with_whom": "Duty desk", "said": "Where is it?", "follow_up": "Ring the court",
        "follow_up_on": day.strftime("%d/%m/%Y"), "once": str(uuid4()),
    }  # fmt: skip
    answer = client.post(reverse("desk:new-call"), form | {"told": "on", "number": case.number})
    assert "told nothing" in answer.content.decode()
    for _twice in "ab":
        answer = client.post(reverse("desk:new-call"), form | {"told": "on", "verified": "on", "number": case.number})
        assert answer["Location"] == reverse("desk:case-execution", args=[case.pk])
    assert fresh(case).last_told_by == "telephone"
    call = Call.objects.get()
    assert "Where is it?" in page(client, "case-execution", case.pk)
    assert "Where is it?" in page(client, "calls")
    tasks = {task.code: task for task in worklist.worklist(cast.ines).tasks}
    assert tasks["call-follow-up"].due == day
    assert post(client, "call", call.pk, do="done").status_code == 302
    assert "call-follow-up" not in {task.code for task in worklist.worklist(cast.ines).tasks}
    elsewhere = client.post(reverse("desk:new-call"), form | {"once": str(uuid4())})
    assert elsewhere["Location"] == reverse("desk:calls")
    loose = Call.objects.get(case=None)
    assert "To follow, without a case" in page(client, "calls")
    assert post(client, "call", loose.pk, do="file", number="2026/9999").status_code == 400
    assert post(client, "call", loose.pk, do="file", number=case.number).status_code == 302
    loose.refresh_from_db()
    assert loose.compartment_id == case.compartment_id


def test_the_officers_list_names_the_thing_and_goes_to_its_page(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    case, part, person = held(cast, today)
    made = {code: entered(code, cast.ines, today, case.pk, part, person) for code in CODES}
    found = {task.code: task for task in worklist.worklist(cast.ines).tasks}
    assert {"item-back", "paper-due", "translation-due", "cost-answer", "decision-remedy", "freeze-lapse", "serve-by",
            "sentence-end", "custody"} <= set(found)  # fmt: skip
    assert str(found["freeze-lapse"].why).startswith("Ordinary freeze-what: ")
    assert all(found[code].liberty for code in found), "somebody is held in this case"
    assert found["freeze-lapse"].place == "entry-freeze"
    assert found["freeze-lapse"].thing == made["freeze"].pk
    home = signed_in(cast.ines).get("/").content.decode()
    assert reverse("desk:entry-prisoner", args=[made["prisoner"].pk]) in home or "In custody" in home


def test_the_page_of_all_costs_the_same_whatever_its_size(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    case, part, person = held(cast, at)
    client = signed_in(cast.ines)
    for code in CODES:
        entered(code, cast.ines, at, case.pk, part, person)
    for _n in range(11):
        entered("item", cast.ines, at, case.pk, part, person)
    with django_assert_max_num_queries(46):
        shown = page(client, "case-execution", case.pk)
    assert len(shown) < 100_000
    assert "All: Physical things" in shown


def test_figures_count_what_stands_and_hide_what_is_small(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, part, person = held(cast, today)
    for n in range(6):
        actions.enter(by=cast.ines, at=today, register="freeze", case=case.pk, given=FREEZE | {"part": part, "value": 100 + n,
                      "since": today.date() - timedelta(3)})  # fmt: skip
    entered("item", cast.ines, today, case.pk, part, person)
    wrong = entered("freeze", cast.ines, today, case.pk, part, person)
    actions.annul(by=cast.ines, at=today, register="freeze", entry=wrong.pk, reason="Twice")
    period = f"{today.year}-{today.month:02}"

    def lines(more: str = "") -> list[tuple[str, str]]:
        found = signed_in(cast.lea).get(f"/figures/?period={period}{more}").context["carried"]
        return [(line["name"], line["figure"]) for line in found]

    exact, public = lines(), lines("&form=public")
    assert ("Freezes in force at the end", "6") in exact
    assert ("Value frozen at the end", "EUR 615.00") in exact
    assert ("Things held at the end", "1") in exact
    assert ("Things held at the end", "c") in public
    assert ("Value frozen at the end", "EUR 615.00") in public
    sheet = signed_in(cast.lea).get(f"/figures/sheet.csv?period={period}").content.decode()
    assert "Value frozen at the end" in sheet


FREEZE: dict[str, Any] = {"kind": "account", "what": "Account", "court": "District Court", "currency": "EUR"}

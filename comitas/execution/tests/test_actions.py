"""What the doors do: rows and lines of the ledger, twice and by two officers, what one may not know."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules.steps import StepRefused
from comitas.cases.tests.building import add_part, fresh, lines, open_case, restricted_case, take
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.execution import actions, queries
from comitas.execution.models import Call, Freeze, Item, Movement, Prisoner
from comitas.execution.rules.registers import REGISTERS
from comitas.execution.tests.keeping import entered, given
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

CODES = list(REGISTERS)


@pytest.fixture
def case(cast: Cast, at: datetime) -> Case:
    return open_case(cast, at)


@pytest.fixture
def part(cast: Cast, at: datetime, case: Case) -> Part:
    return add_part(cast, at, case)


@pytest.fixture
def person(cast: Cast, at: datetime, case: Case) -> UUID:
    return cases.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley").pk


def version(entry: Any, code: str, by: Actor) -> int:
    return queries.version_of(queries.entry(by, code, entry.pk))


@pytest.mark.parametrize("code", CODES)
def test_an_entry_is_made_once_told_once_and_changed(
    code: str, cast: Cast, at: datetime, case: Case, part: Part, person: UUID
) -> None:
    once, what = uuid4(), given(code, at.date(), part.pk, person)
    made = [actions.enter(by=cast.ines, at=at, register=code, case=case.pk, given=what, once=once) for _twice in "ab"]
    assert made[0].pk == made[1].pk == once
    told = [payload for kind, payload in lines(case) if kind == "execution.entered"]
    assert [one["register"] for one in told] == [code]
    assert "Ordinary" not in str(told)
    text = next(f.name for f in REGISTERS[code].fields if f.kind in ("line", "text") and not f.fixed)
    seen = version(made[0], code, cast.ines)
    actions.change(by=cast.ines, at=at, register=code, entry=once, version=seen, given={text: "Now another"})
    table, row = REGISTERS[code], queries.entry(cast.ines, code, once)
    assert queries.values_of(row, table)[text] == "Now another"
    with pytest.raises(Conflict, match="changed this"):
        actions.change(by=cast.jonas, at=at, register=code, entry=once, version=seen, given={text: "Theirs"})
    assert lines(case)[-1][0] in ("execution.changed", "case.custody")


@pytest.mark.parametrize("code", CODES)
def test_who_may_not_know_finds_nothing_and_who_may_not_do_is_refused(
    code: str, cast: Cast, at: datetime, case: Case, part: Part, person: UUID
) -> None:
    hidden = restricted_case(cast, at)
    theirs = add_part(cast, at, hidden)
    somebody = cases.add_person(by=cast.ines, at=at, case=hidden.pk, name="Hidden").pk
    made, before = entered(code, cast.ines, at, hidden.pk, theirs.pk, somebody), Line.objects.count()
    for call in (
        lambda: queries.entry(cast.jonas, code, made.pk),
        lambda: actions.annul(by=cast.jonas, at=at, register=code, entry=made.pk, reason="No"),
        lambda: actions.change(by=cast.jonas, at=at, register=code, entry=made.pk, version=1, given={}),
        lambda: entered(code, cast.jonas, at, hidden.pk, theirs.pk, somebody),
        lambda: queries.entry(cast.ines, code, uuid4()),
    ):
        with pytest.raises(NotThere):
            call()
    assert list(queries.entries(cast.jonas, code)) == []
    with pytest.raises(Invalid):  # what another case holds is no choice here
        entered(code, cast.ines, at, case.pk, theirs.pk, person)
    if REGISTERS[code].permission == "case:work":
        with pytest.raises(Denied):
            entered(code, cast.rosa, at, case.pk, part.pk, person)
    with pytest.raises((Denied, NotThere)):
        entered(code, cast.pavel, at, case.pk, part.pk, person)
    assert Line.objects.count() == before


@pytest.mark.parametrize("code", CODES)
def test_an_annulled_entry_leaves_every_list_and_date(
    code: str, cast: Cast, at: datetime, case: Case, part: Part, person: UUID
) -> None:
    made = entered(code, cast.ines, at, case.pk, part.pk, person)
    with pytest.raises(Invalid):
        actions.annul(by=cast.ines, at=at, register=code, entry=made.pk, reason=" ")
    actions.annul(by=cast.ines, at=at, register=code, entry=made.pk, reason="Typed into the wrong case")
    assert list(queries.entries(cast.ines, code, case.pk)) == []
    assert queries.pressing(cast.ines, case.pk, 9) == []
    with pytest.raises(Conflict, match="annulled"):
        actions.change(by=cast.ines, at=at, register=code, entry=made.pk, version=2, given={})
    assert [kind for kind, _payload in lines(case)].count("execution.annulled") == 1
    entered(code, cast.ines, at, case.pk, part.pk, person)


@pytest.mark.parametrize("code", CODES)
def test_the_days_of_the_statement_are_those_of_the_rules(
    code: str, cast: Cast, at: datetime, case: Case, part: Part, person: UUID
) -> None:
    entered(code, cast.ines, at, case.pk, part.pk, person)
    one = queries.shown(queries.entries(cast.ines, code, case.pk), REGISTERS[code], at.date())[0]
    said = {(each.code, each.on) for each in one.standing.waits}
    assert {(each.code, each.day) for each in queries.pressing(cast.ines, case.pk, 9)} == said != set()


def test_a_closed_case_takes_no_new_entry_and_lets_the_old_ones_end(
    cast: Cast, at: datetime, case: Case, part: Part
) -> None:
    item = entered("item", cast.ines, at, case.pk, part.pk, uuid4())
    take(cast, at, part, "withdraw")
    cases.close_case(by=cast.ines, at=at, case=case.pk, on=at.date())
    with pytest.raises(Conflict, match="closed"):
        entered("item", cast.ines, at, case.pk, part.pk, uuid4())
    actions.change(by=cast.rosa, at=at, register="item", entry=item.pk, version=1, given={"returned_on": at.date()})
    item.refresh_from_db()
    assert item.returned_on == at.date()


def test_a_chain_of_custody_runs_forward(cast: Cast, at: datetime, case: Case, part: Part) -> None:
    item, day = entered("item", cast.rosa, at, case.pk, part.pk, uuid4()), at.date()
    once, moved = uuid4(), {"on": day, "to_whom": "Forensic laboratory", "place": "Room 4", "seals": "S-9"}
    for _twice in "ab":
        actions.happen(by=cast.rosa, at=at, register="item", entry=item.pk, given=moved, once=once)
    chain = list(Movement.objects.filter(of=item).order_by("serial").values_list("serial", "to_whom", "on"))
    assert chain == [(1, "Ordinary item-holder", day - timedelta(20)), (2, "Forensic laboratory", day)]
    item.refresh_from_db()
    assert (item.holder, item.place, item.seals) == ("Forensic laboratory", "Room 4", "S-9")
    with pytest.raises(Invalid, match="runs forward"):
        actions.happen(by=cast.rosa, at=at, register="item", entry=item.pk, given={**moved, "on": day - timedelta(1)})
    given_again = {"holder": "Somebody", "place": "Elsewhere"}
    actions.change(by=cast.rosa, at=at, register="item", entry=item.pk, version=2, given=given_again)
    assert Item.objects.get(pk=item.pk).holder == "Forensic laboratory", "only a movement moves it"


def test_a_freeze_is_renewed_and_lifted(cast: Cast, at: datetime, case: Case, part: Part) -> None:
    freeze, day = entered("freeze", cast.ines, at, case.pk, part.pk, uuid4()), at.date()
    later = day + timedelta(200)
    with pytest.raises(Invalid, match="in force until"):
        actions.happen(by=cast.ines, at=at, register="freeze", entry=freeze.pk, given={"on": day, "until": day})
    actions.happen(by=cast.ines, at=at, register="freeze", entry=freeze.pk, given={"on": day, "until": later})
    row = Freeze.objects.get(pk=freeze.pk)
    renewal = queries.happened(row, "freeze")[0]
    assert (row.until, renewal.before, renewal.until) == (later, day + timedelta(10), later)
    why: dict[str, Any] = {"lifted_on": day, "lifted_because": "Acquitted"}
    with pytest.raises(Invalid, match="55"):
        actions.lift_freeze(by=cast.ines, at=at, freeze=freeze.pk, given=why)
    for _twice in "ab":
        actions.lift_freeze(by=cast.ines, at=at, freeze=freeze.pk, given={**why, "notice_on": day - timedelta(3)})
    assert [p["told"] for kind, p in lines(case) if kind == "execution.freeze-lifted"] == [True]
    assert queries.pressing(cast.ines, case.pk, 9) == []
    with pytest.raises(Conflict):
        actions.lift_freeze(by=cast.ines, at=at, freeze=freeze.pk, given={**why, "no_notice_because": "Haste"})


def test_attempts_end_in_service(cast: Cast, at: datetime, case: Case, part: Part, person: UUID) -> None:
    service, day = entered("service", cast.rosa, at, case.pk, part.pk, person), at.date()
    for result in ("absent", "served"):
        actions.happen(by=cast.rosa, at=at, register="service", entry=service.pk, given={"on": day, "result": result})
    service.refresh_from_db()
    assert service.served_on == day
    assert [one.result for one in queries.happened(service, "service")] == ["served", "absent"]


def ready(cast: Cast, at: datetime, part: Part) -> None:
    """The part waits only for its answer to be sent."""
    for code in ("accept", "transmit", "record-result"):
        take(cast, at, part, code)


def test_evidence_does_not_leave_under_a_decision_with_a_suspensive_remedy(
    cast: Cast, at: datetime, case: Case, part: Part
) -> None:
    ready(cast, at, part)
    decision = entered("decision", cast.ines, at, case.pk, part.pk, uuid4())
    with pytest.raises(StepRefused, match="may still be appealed"):
        take(cast, at, part, "answer", date=at.date())
    actions.change(
        by=cast.ines,
        at=at,
        register="decision",
        entry=decision.pk,
        version=1,
        given={"final_on": at.date() - timedelta(1)},
    )
    take(cast, at, part, "answer", date=at.date())


def test_the_head_sends_it_with_reasons_and_an_annulled_decision_holds_nothing(
    cast: Cast, at: datetime, case: Case, part: Part
) -> None:
    ready(cast, at, part)
    decision = entered("decision", cast.ines, at, case.pk, part.pk, uuid4())
    passed = {"gate.remedy": "The accused agrees to it."}
    with pytest.raises(StepRefused):
        take(cast, at, part, "answer", by=cast.ines, date=at.date(), passed=passed)
    actions.annul(by=cast.ines, at=at, register="decision", entry=decision.pk, reason="Another case")
    part.refresh_from_db()
    assert part.remedies == []
    entered("decision", cast.ines, at, case.pk, part.pk, uuid4())
    assert take(cast, at, part, "answer", by=cast.karin, date=at.date(), passed=passed).passed == passed


def test_a_decision_that_a_step_recorded_leaves_the_remedy_to_the_step(
    cast: Cast, at: datetime, case: Case, part: Part
) -> None:
    day = at.date()
    for code in ("accept", "go-to-court"):
        take(cast, at, part, code, **({"court": "Court of Appeal"} if code == "go-to-court" else {}))
    step = take(cast, at, part, "court-allows", suspensive=True, remedy_until=day + timedelta(9), decision="Allowed")
    assert [one.pk for one in queries.unentered(cast.ines, case.pk)] == [step.pk]
    what = {"part": part.pk, "court": "Court of Appeal", "operative": "Allowed", "decided_on": day}
    made = actions.enter(by=cast.ines, at=at, register="decision", case=case.pk, given=what, step=step.pk)
    assert queries.unentered(cast.ines, case.pk) == []
    table = REGISTERS["decision"]
    assert queries.values_of(queries.entry(cast.ines, "decision", made.pk), table)["remedy_until"] == day + timedelta(9)
    part.refresh_from_db()
    assert part.remedies == [], "one fact, in one place"
    assert queries.pressing(cast.ines, case.pk, 9) == [], "the part's own date asks for it already"
    take(cast, at, part, "correct", corrects=str(step.pk))
    values = queries.values_of(queries.entry(cast.ines, "decision", made.pk), table)
    assert (values["remedy_until"], values["suspensive"]) == (None, False)
    actions.change(
        by=cast.ines,
        at=at,
        register="decision",
        entry=made.pk,
        version=1,
        given={"suspensive": True, "remedy_until": day},
    )
    part.refresh_from_db()
    assert part.remedies[0]["until"] == day.isoformat()


def test_a_person_held_stands_above_urgent_and_is_held_in_one_place(
    cast: Cast, at: datetime, case: Case, part: Part, person: UUID
) -> None:
    made = entered("prisoner", cast.ines, at, case.pk, part.pk, person)
    assert fresh(case).in_custody
    held = Person.objects.get(pk=person)
    assert (held.custody_since, held.custody_place) == (at.date() - timedelta(20), "Ordinary prisoner-held_at")
    seen = version(made, "prisoner", cast.ines)
    cases.set_custody(by=cast.jonas, at=at, person=person, since=held.custody_since, review_on=at.date())
    with pytest.raises(Conflict):  # the colleague was first, on the page of the person
        actions.change(
            by=cast.ines, at=at, register="prisoner", entry=made.pk, version=seen, given={"review_on": date(2026, 4, 1)}
        )
    with pytest.raises(Invalid, match="held already"):
        entered("prisoner", cast.ines, at, case.pk, part.pk, person)
    free = {"held_since": None, "held_at": "", "review_on": None}
    actions.change(
        by=cast.ines,
        at=at,
        register="prisoner",
        entry=made.pk,
        version=version(made, "prisoner", cast.ines),
        given=free,
    )
    assert not fresh(case).in_custody
    assert Prisoner.objects.count() == 1


def test_an_entry_that_says_nothing_of_the_custody_leaves_it(
    cast: Cast, at: datetime, case: Case, person: UUID
) -> None:
    cases.set_custody(
        by=cast.ines, at=at, person=person, since=date(2026, 1, 5), place="Castel", review_on=date(2026, 3, 9)
    )
    actions.enter(
        by=cast.ines, at=at, register="prisoner", case=case.pk, given={"person": person, "ordered_by": "Judge"}
    )
    kept = Person.objects.get(pk=person)
    assert (kept.custody_since, kept.custody_place, kept.custody_review) == (
        date(2026, 1, 5),
        "Castel",
        date(2026, 3, 9),
    )


CALL: dict[str, Any] = {"way": "they-rang", "with_whom": "Duty desk", "said": "They ask about the records."}


def note(by: Actor, at: datetime, authority: UUID, **more: Any) -> Call:
    where = {name: more.pop(name) for name in ("case", "state", "once") if name in more}
    return actions.note_call(by=by, at=at, authority=authority, given=CALL | more, **where)


def test_a_call_about_a_case_tells_the_other_state_once(cast: Cast, at: datetime, case: Case) -> None:
    once = uuid4()
    for _twice in "ab":
        note(cast.rosa, at, cast.central, case=case.pk, verified=True, told=True, once=once)
    assert Call.objects.get().compartment_id == case.compartment_id
    assert (fresh(case).last_told_on, fresh(case).last_told_by) == (at.date(), "telephone")
    kinds = [kind for kind, _payload in lines(case)]
    assert (kinds.count("execution.call-noted"), kinds.count("case.told")) == (1, 1)


def test_a_call_without_a_case_stands_apart_until_it_is_put_into_one(cast: Cast, at: datetime) -> None:
    hidden = restricted_case(cast, at)
    with pytest.raises(NotThere):
        note(cast.rosa, at, cast.central, case=hidden.pk)
    made = note(cast.ines, at, cast.central, state="XB", follow_up="Ring again", follow_up_on=at.date())
    assert [one.pk for one in queries.follow_ups(cast.jonas)] == [made.pk]
    with pytest.raises(NotThere):
        queries.call(cast.solo, made.pk)
    with pytest.raises(NotThere):
        actions.file_call(by=cast.jonas, at=at, call=made.pk, case=hidden.pk)
    for _twice in "ab":
        actions.file_call(by=cast.ines, at=at, call=made.pk, case=hidden.pk)
    with pytest.raises(NotThere):
        queries.call(cast.jonas, made.pk)
    assert [one.code for one in queries.pressing(cast.ines, hidden.pk, 9)] == ["call-follow-up"]
    for _twice in "ab":
        actions.finish_follow_up(by=cast.ines, at=at, call=made.pk)
    assert queries.pressing(cast.ines, hidden.pk, 9) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"told": True}, "told"),
        ({"told": True, "verified": True}, "told"),
        ({"said": ""}, "said"),
        ({"said": "x" * 4001}, "said"),
        ({"way": "pigeon"}, "way"),
        ({"state": "QQ"}, "state"),
    ],
)
def test_a_call_that_cannot_be_noted_changes_nothing(
    cast: Cast, at: datetime, more: dict[str, Any], field: str
) -> None:
    before = Line.objects.count()
    with pytest.raises(Invalid) as refused:
        note(cast.rosa, at, cast.central, **more)
    assert set(refused.value.fields) == {field}
    assert (Line.objects.count(), Call.objects.count()) == (before, 0)
    with pytest.raises(Denied):
        note(cast.ada, at, cast.central)


def test_amounts_and_words_stay_on_the_personal_side(cast: Cast, at: datetime, case: Case, part: Part) -> None:
    entered("freeze", cast.ines, at, case.pk, part.pk, uuid4(), value=Decimal("1240000.50"), identifier="5502 10 33417")
    line, payload = ledger.lines_of_case(case.pk)[0]
    assert payload["currency"] == "EUR"
    assert "5502" not in str(payload)
    assert "1240000" not in str(payload)
    assert ledger.personal(line)["identifier"] == "5502 10 33417"

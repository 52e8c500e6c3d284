"""Proposing, trying and putting into force, by their outcome: rows, lines of the ledger, and what stands afterwards."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from comitas.accounts import access
from comitas.arrangement import actions, queries
from comitas.arrangement.models import DROPPED, IN_FORCE, KEPT, PROPOSED, Arrangement
from comitas.arrangement.rules import difference, file
from comitas.cases.tests.building import open_case
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.drafting.rules.clauses import SHIPPED
from comitas.ledger.models import Line
from comitas.protection import actions as protection
from comitas.protection import queries as keeping
from comitas.protection.models import Schedule
from comitas.protection.rules.retention import due_on
from comitas.protection.tests.building import closed_case
from comitas.samples.cast import ISLAND, Cast
from comitas.worklist import actions as worklist
from comitas.worklist import queries as deadlines
from comitas.worklist.models import Timetable

PACK = {
    "name": "arland", "title": "Law of Arland",
    "rules": [
        {
            "id": "arland.stamp", "article": "", "level": "M", "path": "written_form.authentic", "test": "is_true", "title": "A stamp",
            "message": "There is no stamp.", "cure": "A stamp.", "source": "Law 12", "ask": "Stamp the request.",
        }
    ],
}  # fmt: skip
CLAUSE = {
    "name": "Thanks", "article": "", "replaces": "", "offered": True, "kinds": ["acknowledgement"], "texts": {"en": "With thanks."},
}  # fmt: skip

PERIOD = {"kind": "request", "outcome": "V4", "months": 120, "archive": True, "cited": "Archives Act, s. 4"}
EVERYTHING = {"kind": "", "outcome": "", "months": 24, "archive": False, "cited": "Archives Act, s. 5"}


def days(**more: Any) -> dict[str, Any]:
    return {"country": "", "region": "", "rest": [5, 6], "lengths": {}, "switched": {}, "days": []} | more


def proposed(cast: Cast, at: datetime, by: Any = None, **body: Any) -> Arrangement:
    given = {name.replace("_", "-"): value for name, value in body.items()}
    return actions.propose(by=by or cast.ada, at=at, authority=cast.central, once=uuid4(), name="Trial", body=given)


def taken(cast: Cast, at: datetime, found: Arrangement, by: Any = None, **more: Any) -> Arrangement:
    who = by or cast.ada
    given = {"subjects": list(found.body), "seen": difference.digest(queries.in_force(who, cast.central))} | more
    return actions.put_in_force(by=who, at=at, arrangement=found.pk, **given)


def test_a_proposal_changes_nothing(cast: Cast, at: datetime) -> None:
    before = queries.in_force(cast.ada, cast.central)
    lines = Line.objects.count()
    found = proposed(cast, at, working_days=days(rest=[4, 5]), requirements=PACK, clauses=[CLAUSE])
    assert queries.in_force(cast.ada, cast.central) == before
    assert Line.objects.count() == lines + 1 and found.state == PROPOSED
    assert not Timetable.objects.filter(authority=cast.central).exists()


def test_what_is_in_force_comes_back_from_its_own_file(cast: Cast, at: datetime) -> None:
    taken(
        cast, at, proposed(cast, at, working_days=days(country="CH", region="ZH"), requirements=PACK, clauses=[CLAUSE])
    )
    stands = queries.in_force(cast.ada, cast.central)
    data = file.write(stands, authority="Arland", made="now")
    again = actions.bring(by=cast.ada, at=at, authority=cast.central, once=uuid4(), name="file", data=data)
    assert {name: rows for name, rows in queries.compared(cast.ada, again).items() if rows} == {}


def test_it_takes_effect_whole_and_what_stood_is_kept(cast: Cast, at: datetime) -> None:
    wanted = days(rest=[4, 5], days=[{"day": "2026-12-24", "works": False, "name": "Eve"}])
    found = taken(cast, at, proposed(cast, at, working_days=wanted, requirements=PACK, clauses=[CLAUSE]))
    assert found.state == IN_FORCE and found.taken == ["working-days", "requirements", "clauses"]
    stands = queries.in_force(cast.ada, cast.central)
    assert stands["working-days"] == wanted and stands["requirements"] == PACK and stands["clauses"] == [CLAUSE]
    kept = Arrangement.objects.get(state=KEPT)
    assert kept.body == {"working-days": days(), "requirements": None, "clauses": []}
    taken(cast, at, proposed(cast, at, **{name.replace("-", "_"): body for name, body in kept.body.items()}))
    stands = queries.in_force(cast.ada, cast.central)
    assert stands["working-days"] == days() and stands["requirements"]["rules"] == []
    assert [one["offered"] for one in stands["clauses"]] == [False]


def test_only_what_is_chosen_takes_effect(cast: Cast, at: datetime) -> None:
    taken(cast, at, proposed(cast, at, working_days=days(rest=[4, 5]), requirements=PACK), subjects=["requirements"])
    stands = queries.in_force(cast.ada, cast.central)
    assert stands["working-days"] == days() and stands["requirements"] == PACK


def test_a_fault_in_one_subject_keeps_all_out(cast: Cast, at: datetime) -> None:
    broken = PACK | {"rules": [{"id": "nothing"}]}
    with pytest.raises(Invalid) as error:
        proposed(cast, at, working_days=days(rest=[4, 5]), requirements=broken)
    assert "Requirements of your State" in error.value.fields["subjects"]
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"working_days": days(days=[{"day": "2026-02-30", "works": False, "name": "None"}])},
        {"working_days": days(country="QQ")},
        {"working_days": days(lengths={"no-such": 3})},
        {"clauses": [CLAUSE | {"texts": {"en": "{{ 7*7 }}"}}]},
        {"roles": {"head": ["case:decide"]}},
        {"roles": {"head": ["clock:set"], "administrator": ["clock:set"]}},
        {"retention": [PERIOD, PERIOD]},
        {"retention": [PERIOD | {"kind": "no-such"}]},
        {"retention": [PERIOD | {"cited": " "}]},
        {"wordings": [{"kind": "no-such", "language": "en", "form": "text", "subject": "a", "body": "b"}]},
    ],
)
def test_what_an_app_would_refuse_is_refused_when_it_is_proposed(
    cast: Cast, at: datetime, wrong: dict[str, Any]
) -> None:
    with pytest.raises((Invalid, NotThere)):
        proposed(cast, at, **wrong)
    assert not Arrangement.objects.exists()


def test_it_is_tried_on_a_case_and_nothing_stays(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    found = proposed(cast, at, requirements=PACK, working_days=days(lengths={"acknowledge": 5}))
    before = {task.code: task.due for task in deadlines.of_case(cast.karin, case.pk, at)}
    changes = actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
    assert {one.after.name for one in changes if one.after and one.kind == "finding"} == {"arland.stamp"}
    assert any(one.kind == "deadline" for one in changes)
    assert {task.code: task.due for task in deadlines.of_case(cast.karin, case.pk, at)} == before
    assert queries.in_force(cast.ada, cast.central)["requirements"] is None
    assert Line.objects.order_by("id").last().kind == "arrangement.tried"


def test_it_is_shown_from_which_day_a_closed_case_could_be_destroyed(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    taken(cast, at, proposed(cast, at, retention=[EVERYTHING]))
    found = proposed(cast, at, retention=[EVERYTHING, PERIOD])
    (one,) = actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
    assert case.closed_on is not None and one.kind == "kept" and one.before and one.after
    told = [(fact.told.on, fact.told.period.archive) for fact in (one.before, one.after)]
    assert told == [(due_on(case.closed_on, 24), False), (due_on(case.closed_on, 120), True)]
    assert [one.months for one in keeping.periods(cast.central)] == [24]


def test_of_an_open_case_it_is_shown_for_each_way_in_which_it_may_end(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    found = proposed(cast, at, retention=[PERIOD])
    (one,) = actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
    assert one.before and one.after and one.before.told.period is None
    assert (one.after.name, one.after.told.ended, one.after.told.on, one.after.told.period.months) == (
        "V4",
        False,
        None,
        120,
    )


def test_periods_are_set_in_versions_and_ended(cast: Cast, at: datetime) -> None:
    taken(cast, at, proposed(cast, at, retention=[PERIOD, EVERYTHING]))
    assert queries.in_force(cast.ada, cast.central)["retention"] == [EVERYTHING, PERIOD]
    taken(cast, at, proposed(cast, at, retention=[PERIOD | {"months": 60}]))
    assert [(one.months, one.number) for one in keeping.schedule(cast.central)] == [(None, 2), (60, 2)]
    kept = Arrangement.objects.filter(state=KEPT).latest("brought_at", "id")
    assert kept.body == {"retention": [EVERYTHING, PERIOD]}
    taken(cast, at, proposed(cast, at, **kept.body), by=cast.karin)
    assert queries.in_force(cast.ada, cast.central)["retention"] == [EVERYTHING, PERIOD]
    assert not proposed(cast, at, retention=[]).taken and Schedule.objects.count() == 6


def test_what_roles_may_do_is_tried_on_a_case_and_forgotten(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    found = proposed(cast, at, roles={"case-officer": ["letter:draft", "file:print"], "registrar": []})
    assert found.body == {"roles": {"case-officer": ["file:print", "letter:draft"]}}
    with access.remembering():
        changes = actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
        assert access.may(cast.ines, "letter:draft"), "nobody remembers what was only tried"
    told = {one.shown.name: [fact.value for fact in (one.before, one.after) if fact] for one in changes}
    everybody = "Ines Marlow; Jonas Haskel; Karin Aldane"
    assert told == {"letter:draft": [everybody, "Karin Aldane"], "file:print": [everybody, "Karin Aldane"]}


def test_what_roles_may_do_takes_effect_and_goes_back(cast: Cast, at: datetime) -> None:
    taken(cast, at, proposed(cast, at, roles={"case-officer": ["letter:draft"]}))
    assert not access.may(cast.ines, "letter:draft")
    kept = Arrangement.objects.get(state=KEPT)
    assert kept.body == {"roles": {}}
    taken(cast, at, proposed(cast, at, **kept.body), by=cast.karin)
    assert access.may(cast.ines, "letter:draft") and queries.in_force(cast.ada, cast.central)["roles"] == {}


def test_a_period_that_stands_as_it_is_gets_no_new_version(cast: Cast, at: datetime) -> None:
    given = {name: PERIOD[name] for name in ("kind", "outcome", "archive", "cited")}
    protection.set_period(by=cast.ada, at=at, authority=cast.central, months=120, **given)  # type: ignore[arg-type]
    taken(cast, at, proposed(cast, at, retention=[PERIOD | {"cited": " Archives Act, s. 4 "}, EVERYTHING]))
    assert [one.number for one in keeping.schedule(cast.central)] == [1, 1]


def test_a_wording_that_is_taken_out_is_tried_too(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    own = {"kind": "acknowledgement", "language": "en", "form": "text", "subject": "Own", "body": "Own {{ number }}"}
    taken(cast, at, proposed(cast, at, wordings=[own]))
    (one,) = actions.try_on(by=cast.karin, at=at, arrangement=proposed(cast, at, wordings=[]).pk, number=case.number)
    assert one.before and one.before.value == f"Own\n\nOwn {case.number}"
    assert one.after and "Own" not in one.after.value


def test_a_letterhead_is_tried_as_it_would_stand_around_a_letter_of_the_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    head = {"words": {"de": {"salutation": "Sehr geehrte Damen und Herren", "concerns": "Betrifft"}}, "emblem": ""}
    found = proposed(cast, at, letterhead=head)
    (one,) = actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
    assert one.before and one.after and (one.kind, one.after.name) == ("paper", "de")
    assert f"Betrifft: {case.number}" in one.after.value and "Sehr geehrte" not in one.before.value
    assert queries.in_force(cast.ada, cast.central)["letterhead"]["words"] == {}


def test_a_clause_is_tried_as_it_would_be_filled_in_the_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    kept = {**CLAUSE, "name": "Kept"}
    taken(cast, at, proposed(cast, at, clauses=[CLAUSE, kept]))
    found = proposed(cast, at, clauses=[{**CLAUSE, "texts": {"en": "Thanks for {{ number }}."}}, kept])
    (one,) = actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
    assert one.before and one.after and one.after.name == "Thanks (en)"
    assert (one.before.told.text, one.after.told.text) == ("With thanks.", f"Thanks for {case.number}.")
    code = next(iter(SHIPPED))
    instead = {**CLAUSE, "name": "Ours", "replaces": code, "kinds": [], "texts": {"en": "Ours."}}
    found = proposed(cast, at, clauses=[CLAUSE, kept, instead])
    changes = {
        one.shown.name: one for one in actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
    }
    assert changes.keys() == {f"{code} (en)", f"{code} (fr)"} and changes[f"{code} (fr)"].after is None
    assert changes[f"{code} (en)"].before and changes[f"{code} (en)"].after.told.text == "Ours."  # type: ignore[union-attr]


def test_what_was_tried_is_not_remembered_as_a_later_version(cast: Cast, at: datetime) -> None:
    """Both have the same version number: a process that remembered the first would count by days that never held."""
    case = open_case(cast, at)
    found = proposed(cast, at, working_days=days(rest=[2, 3, 4, 5, 6]))
    actions.try_on(by=cast.karin, at=at, arrangement=found.pk, number=case.number)
    worklist.set_timetable(
        by=cast.karin, at=at, authority=cast.central, version=0, country="", region="", rest=[6], lengths={}
    )
    assert deadlines.timetables()[cast.central].calendar.weekend == frozenset({6})


def test_a_case_that_one_may_not_read_is_no_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    found = proposed(cast, at, requirements=PACK)
    for who, number in ((cast.ada, case.number), (cast.karin, "2026/9999"), (cast.karin, "")):
        with pytest.raises(Invalid) as error:
            actions.try_on(by=who, at=at, arrangement=found.pk, number=number)
        assert "case" in error.value.fields


def test_a_change_meanwhile_is_told(cast: Cast, at: datetime) -> None:
    found = proposed(cast, at, requirements=PACK)
    seen = difference.digest(queries.in_force(cast.ada, cast.central))
    worklist.set_timetable(
        by=cast.karin, at=at, authority=cast.central, version=0, country="", region="", rest=[6], lengths={}
    )
    with pytest.raises(Conflict):
        taken(cast, at, found, seen=seen)
    assert queries.in_force(cast.ada, cast.central)["requirements"] is None


def test_once_is_once(cast: Cast, at: datetime) -> None:
    found = proposed(cast, at, requirements=PACK)
    taken(cast, at, found)
    with pytest.raises(Conflict):
        taken(cast, at, found)
    with pytest.raises(Conflict):
        actions.drop(by=cast.ada, at=at, arrangement=found.pk)
    same = {"by": cast.ada, "at": at, "authority": cast.central, "once": found.once, "name": "x"}
    assert actions.propose(**same, body={"clauses": []}).pk == found.pk


def test_a_proposal_is_dropped(cast: Cast, at: datetime) -> None:
    found = proposed(cast, at, requirements=PACK)
    assert actions.drop(by=cast.ada, at=at, arrangement=found.pk).state == DROPPED


def test_each_subject_is_set_by_whom_its_app_allows(cast: Cast, at: datetime) -> None:
    wording = {
        "kind": "acknowledgement",
        "language": "en",
        "form": "text",
        "subject": "Received",
        "body": "We have it.",
    }
    found = proposed(cast, at, wordings=[wording], requirements=PACK)
    with pytest.raises((Denied, NotThere)):
        taken(cast, at, found, by=cast.karin)
    assert queries.in_force(cast.ada, cast.central)["requirements"] is None, "one refused, none taken"
    taken(cast, at, found, by=cast.karin, subjects=["requirements"])


def test_another_authority_is_not_there(cast: Cast, at: datetime) -> None:
    found = proposed(cast, at, requirements=PACK)
    with pytest.raises(NotThere):
        queries.arrangement(cast.solo, found.pk)
    with pytest.raises(NotThere):
        queries.in_force(cast.ada, cast.authorities[ISLAND])
    for who in (cast.rosa, cast.ines, cast.max, cast.lea):
        with pytest.raises((NotThere, Denied)):
            queries.in_force(who, cast.central)


def test_an_imported_arrangement_serves_another_authority(cast: Cast, at: datetime) -> None:
    """As it would another State's."""
    taken(cast, at, proposed(cast, at, working_days=days(country="CH"), clauses=[CLAUSE], requirements=PACK))
    data = file.write(queries.in_force(cast.ada, cast.central), authority="Arland", made="now")
    island = cast.authorities[ISLAND]
    brought = actions.bring(by=cast.solo, at=at, authority=island, once=uuid4(), name="arland.json", data=data)
    seen = difference.digest(queries.in_force(cast.solo, island))
    actions.put_in_force(by=cast.solo, at=at, arrangement=brought.pk, subjects=list(brought.body), seen=seen)
    assert queries.in_force(cast.solo, island)["clauses"] == [CLAUSE]

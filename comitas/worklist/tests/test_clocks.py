"""Clocks that follow from legal basis, measure, state and noted days: each begins, is counted by its article, and goes away."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from comitas.cases import actions
from comitas.cases import queries as cases
from comitas.cases.models import Case, Part
from comitas.cases.rules.families import FAMILIES
from comitas.cases.tests.building import add_part, open_case, take
from comitas.execution import actions as execution
from comitas.samples.cast import Cast
from comitas.worklist import queries
from comitas.worklist.queries.statement import counted_facts
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.tasks import Task
from comitas.worklist.tests.test_timetable import set_up

RECEIVED = date(2026, 1, 12)
"""A Monday; pages act on Tuesday 3 March 2026, and nobody has set a holiday."""


@dataclass
class Given:
    """A part: its legal basis and measure, steps in their order, days noted of it, and what stands in its case."""

    code: str
    due: date
    basis: str = "eio"
    measure: str = "f"
    steps: tuple[tuple[str, dict[str, Any]], ...] = ()
    days: dict[str, date | datetime] = field(default_factory=dict)
    case: dict[str, Any] = field(default_factory=dict)
    held: date | None = None
    urgent: bool = False
    state: str = ""
    family: str = "extradition"


STEPPED = {"papers": "papers_on", "consented": "consented_on", "surrender-set": "surrender_on", "surrendered": "surrendered_on",
           "granted": "granted_on", "return-by": "return_by"}  # fmt: skip
"""Days that a step writes into a column of the part."""
OF_EXTRADITION = ("surrender", "sentence", "arrest")


TO_THE_END = {"safe-conduct"}
"""Clocks of a person who has travelled: that the part is answered does not bring them home."""


def on(step: str, day: date, **more: Any) -> tuple[str, dict[str, Any]]:
    return (step, {"date": day, **more})


ACCEPTED = on("accept", date(2026, 2, 2))
EXECUTING = {"executing-received": date(2026, 1, 20)}
ARREST = date(2026, 2, 20)
OUTGOING = {"side": "outgoing"}
BEGINS = [
    Given("eio-acknowledge", date(2026, 1, 19)),
    Given("eio-acknowledge-executing", date(2026, 1, 27), days=EXECUTING),
    Given("eio-recognise", date(2026, 2, 19), days=EXECUTING),  # 20 January + 30 days
    Given("eio-recognise", date(2026, 2, 11)),  # in doubt the earlier receipt: ours
    Given("eio-recognise-longer", date(2026, 3, 23), days=EXECUTING | {"delay-told": date(2026, 2, 18)}),  # Saturday moves to Monday
    Given("eio-execute", date(2026, 5, 4), steps=(ACCEPTED,)),  # 2 February + 90 days is Sunday 3 May
    Given("freeze-decide", date(2026, 1, 22), "eu-freezing", "c", urgent=True, days={"executing-received": datetime(2026, 1, 20, 14, 20)}),
    Given("freeze-execute", date(2026, 2, 4), "eu-freezing", "c", steps=(ACCEPTED,), urgent=True),
    Given("confiscate-decide", date(2026, 3, 6), "eu-freezing", "k", days=EXECUTING),
    Given("confiscate-execute", date(2026, 5, 4), "eu-freezing", "k", steps=(ACCEPTED,)),
    Given("evidence-object", date(2026, 1, 30), "e-evidence", days=EXECUTING),
    Given("evidence-object-urgent", date(2026, 1, 25), "e-evidence", urgent=True, days={"executing-received": datetime(2026, 1, 20, 23, 10)}),
    Given("evidence-produce", date(2026, 1, 30), "e-evidence", case=OUTGOING, days=EXECUTING),
    Given("evidence-produce-urgent", date(2026, 1, 21), "e-evidence", case=OUTGOING, urgent=True,
          days={"executing-received": datetime(2026, 1, 20, 16, 1)}),  # 17:00 + 8 hours
    Given("eaw-decide", date(2026, 4, 21), "eaw", "surrender", held=ARREST),
    Given("eaw-decide-longer", date(2026, 5, 21), "eaw", "surrender", held=ARREST, days={"delay-told": date(2026, 3, 1)}),
    Given("eaw-consented", date(2026, 3, 7), "eaw", "surrender", held=ARREST, days={"consented": date(2026, 2, 25)}),  # a Saturday, and it stays one
    Given("eaw-surrender", date(2026, 2, 12), "eaw", "surrender", state="granted", days={"granted": date(2026, 2, 2)}),
    Given("ece-papers", date(2026, 2, 28), "ece", "arrest", held=ARREST),  # ten days before the eighteenth
    Given("ece-may-release", date(2026, 3, 10), "ece", "arrest", held=ARREST),
    Given("ece-must-release", date(2026, 4, 1), "ece", "arrest", held=ARREST),  # 40 from the arrest, not 18 and 40
    Given("arrest-ends", date(2026, 3, 12), "bilateral", "arrest", held=ARREST, days={"arrest-ends": date(2026, 3, 12)}),
    Given("consent-told", date(2026, 3, 2), "ece-p3", "surrender", held=ARREST),
    Given("surrender", date(2026, 3, 9), "ece", "surrender", state="surrender-agreed", days={"surrender-set": date(2026, 3, 9)}),
    Given("surrender-may-release", date(2026, 3, 24), "ece", "surrender", state="surrender-agreed", days={"surrender-set": date(2026, 3, 9)}),
    Given("surrender-must-release", date(2026, 4, 8), "ece", "surrender", state="surrender-agreed", days={"surrender-set": date(2026, 3, 9)}),
    Given("temporary-return", date(2026, 5, 1), "ece", "surrender", state="temporarily-surrendered", days={"return-by": date(2026, 5, 1)}),
    Given("speciality", date(2026, 3, 17), "ece", "surrender", state="surrendered", days={"discharged": date(2026, 1, 31)}),
    Given("our-papers-ready", date(2026, 2, 28), "ece", "arrest", held=ARREST, case=OUTGOING, state="papers-due", family="sought"),
    Given("our-papers", date(2026, 3, 10), "ece", "arrest", held=ARREST, case=OUTGOING, state="papers-due", family="sought"),
    Given("our-papers-last", date(2026, 4, 1), "ece", "surrender", held=ARREST, case=OUTGOING, state="drafting", family="sought"),  # both from the arrest
    Given("our-arrest-ends", date(2026, 3, 12), "bilateral", "arrest", held=ARREST, case=OUTGOING, state="sent", family="sought",
          days={"arrest-ends": date(2026, 3, 12)}),
    *(Given(code, due, "ece", "surrender", case=OUTGOING, state="surrender-agreed", family="sought", days={"surrender-set": date(2026, 3, 9)})
      for code, due in (("take-over", date(2026, 3, 9)), ("take-over-may-release", date(2026, 3, 24)), ("take-over-last", date(2026, 4, 8)))),
    Given("give-back", date(2026, 5, 1), "ece", "surrender", case=OUTGOING, state="here-for-a-time", family="sought",
          days={"return-by": date(2026, 5, 1)}),
    Given("prosecution-submit", date(2026, 3, 17), "ece", "prosecute"),  # it stands so since 3 March
    Given("prosecution-report", date(2026, 5, 3), "ece", "prosecute", steps=(on("submit-here", date(2026, 2, 2)),)),
    Given("prosecution-report", date(2026, 5, 27), "ece", "prosecute",
          steps=(on("submit-here", date(2026, 2, 2)), on("report-progress", date(2026, 2, 26)))),
    Given("prosecution-result", date(2026, 3, 17), "ece", "prosecute", state="result-to-tell", family="prosecution"),
    Given("safe-conduct", date(2026, 3, 7), "uncac-46", "a", days={"no-longer-needed": date(2026, 2, 20)}),
    Given("safe-conduct", date(2026, 3, 16), "uncac-46", "a",
          days={"no-longer-needed": date(2026, 2, 20), "kept-until": date(2026, 3, 1)}),
    Given("hearing", date(2026, 3, 24), "uncac-46", "a", days={"hearing": date(2026, 3, 24)}),
    Given("hearing-ready", date(2026, 3, 10), "uncac-46", "a", days={"hearing": date(2026, 3, 24)}),
    Given("lift-hear", date(2026, 3, 6), "uncac-55", "j", days={"lifting": date(2026, 3, 20)}),
    Given("preserved", date(2026, 4, 2), "budapest", days={"preserved": date(2026, 2, 1)}),
    Given("silent-state", date(2026, 3, 5), "uncac-46", steps=(on("ask", date(2026, 2, 3), review_on=None),)),
    Given("silent-authority", date(2026, 4, 5), "uncac-46", steps=(ACCEPTED, on("transmit", date(2026, 2, 4)))),
]  # fmt: skip


def made(cast: Cast, at: datetime, given: Given) -> Part:
    """The case and its part as *given*."""
    kind = {"kind": "extradition_request"} if given.measure in OF_EXTRADITION else {}
    kind = {"kind": "prosecution_here"} if given.measure == "prosecute" else kind
    case = open_case(cast, at, received_on=RECEIVED, **kind)
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley")
    if given.held:
        actions.set_custody(by=cast.ines, at=at, person=person.pk, since=given.held)
    if given.urgent:
        actions.set_urgent(by=cast.ines, at=at, case=case.pk, urgent=True, reason="It may vanish.")
    bases = [{"code": given.basis, "cited": "", "agreed_9_29": False}]
    part = add_part(cast, at, case, measure=given.measure, bases=bases, persons=[person.pk])
    for step, data in given.steps:
        take(cast, at, part, step, **data)
    note(cast, at, part, given.days)
    Case.objects.filter(pk=case.pk).update(**given.case)
    if given.state:
        Part.objects.filter(pk=part.pk).update(state=given.state, family=given.family)
    return part


def note(cast: Cast, at: datetime, part: Part, days: dict[str, Any]) -> None:
    """Days noted of *part*: a date, or an instant where the hour matters, or None."""
    told = {
        code: (day.date(), time(day.hour, day.minute)) if isinstance(day, datetime) else (day, None)
        for code, day in days.items()
        if code not in STEPPED
    }
    if stepped := {STEPPED[code]: day for code, day in days.items() if code in STEPPED}:
        Part.objects.filter(pk=part.pk).update(**stepped)
    version = Part.objects.values_list("version", flat=True).get(pk=part.pk)
    actions.set_days(by=cast.ines, at=at, case=part.case_id, part=part.pk, days=told, version=version)


def asked(cast: Cast, at: datetime, part: Part, code: str) -> Task | None:
    return next((task for task in queries.of_case(cast.ines, part.case_id, at) if task.code == code), None)


def test_each_clock_runs_by_its_article_for_its_legal_basis_and_stops_when_the_part_ends(
    cast: Cast, at: datetime
) -> None:
    parts = [(made(cast, at, given), given) for given in BEGINS]
    found = {(task.code, task.case_id): task for task in queries.worklist(cast.ines, most=2000, at=at).tasks}
    for part, given in parts:
        task, limit = found.get((given.code, part.case_id)), LIMITS[given.code]
        assert task is not None, given
        assert (task.due, task.must, task.article) == (given.due, limit.must, limit.article), given
    the_statement_agrees(cast, at)
    Part.objects.update(bases=[{"code": "reciprocity", "cited": "", "agreed_9_29": False}])
    still = {task.code for task in queries.worklist(cast.ines, most=2000, at=at).tasks}
    assert not still & {code for code, limit in LIMITS.items() if limit.when and limit.when.bases}
    assert {"hearing", "safe-conduct", "silent-state"} <= still
    ends = {"sought": "recalled", "prosecution": "lapsed", "outgoing": "recalled"}
    for family in FAMILIES:
        Part.objects.filter(family=family).update(state=ends.get(family, "withdrawn"))
    ended = {task.code for task in queries.worklist(cast.ines, most=2000, at=at).tasks}
    assert ended & {code for code, limit in LIMITS.items() if limit.when} == TO_THE_END


def the_statement_agrees(cast: Cast, at: datetime) -> None:
    """What is picked by the statement's days is what the rules show."""
    told = {(task.code, task.thing): task.due for task in queries.worklist(cast.ines, most=2000, at=at).tasks}
    counted = {(fact.code, fact.thing): day for fact, day, _total in counted_facts(Case.objects.all(), at, 2000)}
    assert counted == told


def test_every_limit_of_parts_is_tried_here() -> None:
    tried = {given.code for given in BEGINS} | {"target"}
    assert tried >= {code for code, limit in LIMITS.items() if limit.when}


ENDS: list[tuple[Given, dict[str, Any]]] = [
    (Given("eio-acknowledge-executing", RECEIVED, days=EXECUTING), {"executing-acknowledged": date(2026, 1, 21)}),
    (Given("ece-may-release", RECEIVED, "ece", "arrest", held=ARREST), {"papers": date(2026, 3, 2)}),
    (Given("ece-papers", RECEIVED, "ece", "arrest", held=ARREST), {"papers": date(2026, 3, 2)}),
    (Given("our-papers", RECEIVED, "ece", "surrender", held=ARREST, case=OUTGOING, state="sent", family="sought"), {"papers": date(2026, 3, 2)}),
    (Given("consent-told", RECEIVED, "ece-p3", "surrender", held=ARREST), {"consent-told": date(2026, 3, 2)}),
    (Given("eaw-decide", RECEIVED, "eaw", "surrender", held=ARREST), {"consented": date(2026, 3, 2)}),
    (Given("eio-recognise", RECEIVED), {"delay-told": date(2026, 2, 10)}),
    (Given("surrender", RECEIVED, "ece", "surrender", state="surrender-agreed", days={"surrender-set": date(2026, 3, 9)}), {"surrendered": date(2026, 3, 3)}),
    (Given("freeze-decide", RECEIVED, "eu-freezing", "c", urgent=True), {"decided": datetime(2026, 1, 13, 9)}),
]  # fmt: skip


def test_a_noted_day_ends_a_clock_and_taken_away_starts_it_again(cast: Cast, at: datetime) -> None:
    parts = [(made(cast, at, given), given.code, ends) for given, ends in ENDS]

    def running() -> list[bool]:
        found = {(task.code, task.case_id) for task in queries.worklist(cast.ines, most=2000, at=at).tasks}
        return [(code, part.case_id) in found for part, code, _ends in parts]

    assert all(running())
    for part, _code, ends in parts:
        note(cast, at, part, ends)
    assert not any(running())
    for part, _code, ends in parts:
        note(cast, at, part, dict.fromkeys(ends))
    assert all(running())


def test_liberty_is_never_moved_and_comes_first(cast: Cast, at: datetime) -> None:
    part = made(cast, at, Given("ece-may-release", ARREST, "ece", "arrest", held=ARREST))
    free = open_case(cast, at, received_on=date(2026, 1, 1))
    first = queries.worklist(cast.ines, at=at).tasks
    assert [task.case_id for task in first][-1] == free.pk
    assert {task.code for task in first if task.liberty and task.case_id == part.case_id} >= {
        "ece-may-release",
        "ece-must-release",
    }
    actions.set_custody(by=cast.ines, at=at, person=part.persons.get().pk, since=None)
    assert asked(cast, at, part, "ece-may-release") is None


def test_a_summons_is_looked_at_where_the_authority_has_declared_it(cast: Cast, at: datetime) -> None:
    part = made(cast, at, Given("summons", RECEIVED, "ecma", "b", days={"hearing": date(2026, 4, 20)}))
    assert asked(cast, at, part, "summons") is None
    set_up(cast, at, switched={"summons": True}, lengths={"summons": 30})
    found = asked(cast, at, part, "summons")
    assert found is not None and found.due == date(2026, 3, 21) and found.counted is not None and found.counted.back
    set_up(cast, at, version=1, switched={"summons": True, "hearing-ready": False})
    assert asked(cast, at, part, "summons").due == date(2026, 3, 1)  # type: ignore[union-attr]  # it is there
    assert asked(cast, at, part, "hearing-ready") is None


def served(cast: Cast, at: datetime, where: Part, hearing: date | None, **more: Any) -> Any:
    """An entry of a service in a part, or in none of its case."""
    given = {"addressee": "Oren Kestley", "documents": "Summons", "part": where.pk, "hearing_on": hearing} | more
    return execution.enter(by=cast.ines, at=at, register="service", case=where.case_id, given=given)


def summonses(cast: Cast, at: datetime, part: Part) -> dict[tuple[str, str], date]:
    """By the screen where one looks and the number told, the day by which each summons is to be here."""
    found = queries.of_case(cast.ines, part.case_id, at)
    return {(task.place, str(task.thing)): task.due for task in found if task.code == "summons"}


def test_a_summons_counts_back_from_the_hearing_of_its_service(cast: Cast, at: datetime) -> None:
    """ECMA 7(3): each service of a part from its own hearing, or from the one noted of its part."""
    set_up(cast, at, switched={"summons": True}, lengths={"summons": 30})
    part = made(cast, at, Given("summons", RECEIVED, "ecma", "b", days={"hearing": date(2026, 4, 20)}))
    assert summonses(cast, at, part) == {("part", str(part.pk)): date(2026, 3, 21)}
    first, second = served(cast, at, part, date(2026, 5, 11)), served(cast, at, part, None)
    expected = {
        ("entry-service", str(first.pk)): date(2026, 4, 11),
        ("entry-service", str(second.pk)): date(2026, 3, 21),
    }
    assert summonses(cast, at, part) == expected
    the_statement_agrees(cast, at)
    task = next(
        task
        for task in queries.of_case(cast.ines, part.case_id, at)
        if task.thing == first.pk and task.code == "summons"
    )
    assert task.case.endswith("-1") and task.why.values["about"] == "Oren Kestley"
    execution.change(
        by=cast.ines, at=at, register="service", entry=second.pk, version=1, given={"hearing_on": date(2026, 6, 1)}
    )
    assert summonses(cast, at, part)[("entry-service", str(second.pk))] == date(2026, 5, 2)
    execution.change(
        by=cast.ines,
        at=at,
        register="service",
        entry=first.pk,
        version=1,
        given={"served_on": at.date(), "proof": "receipt"},
    )
    execution.change(
        by=cast.ines, at=at, register="service", entry=second.pk, version=2, given={"not_served": "Moved away"}
    )
    assert summonses(cast, at, part) == {}  # and the part is not looked at again: its services are done
    third = served(cast, at, part, date(2026, 7, 1))
    Part.objects.filter(pk=part.pk).update(state="with-authority")
    assert summonses(cast, at, part) == {
        ("entry-service", str(third.pk)): date(2026, 6, 1)
    }  # a new hearing, in time or not
    execution.annul(by=cast.ines, at=at, register="service", entry=third.pk, reason="Entered twice.")
    assert summonses(cast, at, part) == {}


def test_each_part_has_its_own_summons_and_one_entered_for_none_is_the_cases(cast: Cast, at: datetime) -> None:
    set_up(cast, at, switched={"summons": True}, lengths={"summons": 30})
    part = made(cast, at, Given("summons", RECEIVED, "ecma", "b", days={"hearing": date(2026, 4, 20)}))
    case = Case.objects.get(pk=part.case_id)
    bases = [{"code": "ecma", "cited": "", "agreed_9_29": False}]
    other = add_part(cast, at, case, measure="b", bases=bases)
    plain = add_part(cast, at, case, measure="b", bases=[bases[0] | {"code": "uncac-46"}])
    mine = served(cast, at, other, date(2026, 5, 11))
    served(cast, at, plain, date(2026, 5, 12))  # UNCAC knows no such time
    assert summonses(cast, at, part) == {
        ("part", str(part.pk)): date(2026, 3, 21), ("entry-service", str(mine.pk)): date(2026, 4, 11)
    }  # fmt: skip
    nobodys = served(cast, at, part, None, part=None)
    assert summonses(cast, at, part) == {
        ("entry-service", str(mine.pk)): date(2026, 4, 11), ("entry-service", str(nobodys.pk)): date(2026, 3, 21)
    }  # fmt: skip
    the_statement_agrees(cast, at)
    Case.objects.filter(pk=case.pk).update(side="outgoing")
    assert summonses(cast, at, part) == {}


def test_a_pause_moves_what_does_not_bind_and_is_only_told_of_what_does(cast: Cast, at: datetime) -> None:
    set_up(cast, at, country="", region="", switched={"target": True})
    steps = (
        on("examine", date(2026, 1, 13)), on("ask", date(2026, 1, 20)), on("receive-information", date(2026, 1, 30)),
        on("accept", date(2026, 2, 2)), on("postpone", date(2026, 2, 16), review_on=date(2026, 6, 1)),
    )  # fmt: skip
    part = made(cast, at, Given("target", RECEIVED, steps=steps))
    target, execute = asked(cast, at, part, "target"), asked(cast, at, part, "eio-execute")
    assert target is not None and execute is not None
    gross = RECEIVED + timedelta(days=120)
    assert (target.due, target.unlike) == (gross + timedelta(days=10 + 16), gross)  # 20-29 January, 16 February-3 March
    assert (execute.due, execute.unlike) == (date(2026, 5, 4), date(2026, 5, 19))
    the_statement_agrees(cast, at)
    take(cast, at, part, "correct", corrects=str(part.steps.get(step="postpone").pk), by=cast.karin)
    assert asked(cast, at, part, "target").due == gross + timedelta(days=10)  # type: ignore[union-attr]  # it is there
    the_statement_agrees(cast, at)
    assert asked(cast, at, part, "eio-execute").unlike is None  # type: ignore[union-attr]  # it is there


def test_days_of_a_case_ask_for_an_answer(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    days = {"status-asked": (date(2026, 2, 25), None), "barred": (date(2026, 9, 1), None)}
    actions.set_days(by=cast.ines, at=at, case=case.pk, days=days, version=case.version)
    found = {task.code: task.due for task in queries.of_case(cast.ines, case.pk, at)}
    assert (found["status-query"], found["barred"]) == (date(2026, 3, 11), date(2026, 9, 1))
    Case.objects.filter(pk=case.pk).update(last_told_on=date(2026, 2, 26))
    assert "status-query" not in {task.code for task in queries.of_case(cast.ines, case.pk, at)}
    assert cases.days_of(cast.ines, case.pk) == days
    assert cases.days_of(cast.solo, case.pk) == {}

"""Taking over: what becomes of rows, once and only once, whatever happens meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest

from comitas.accounts import actions as accounts
from comitas.accounts.models import Compartment, Reader
from comitas.cases import actions as cases
from comitas.cases import queries as casebook
from comitas.cases.models import Case, Counter, Part, Reference
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line
from comitas.samples.cast import Cast
from comitas.samples.neighbours import ISLAND
from comitas.statistics import queries as figures
from comitas.statistics.models import CaseFact, Movement
from comitas.statistics.readers import FIGURES
from comitas.statistics.rules.periods import named
from comitas.takeover import actions, jobs, queries
from comitas.takeover.actions import taking
from comitas.takeover.models import Origin, Row
from comitas.takeover.rules import stages
from comitas.takeover.tests import registers


def by_old_number(number: str) -> Case:
    return Reference.objects.get(text=number, owner="Registre 2008").case


def count() -> None:
    """Make the figures from the ledger's lines, as the worker does once they are in order."""
    FIGURES.clear()
    for line in Line.objects.filter(kind__in=FIGURES.kinds).order_by("id"):
        FIGURES.apply(ledger._entry(line, line.pk))


def test_rows_become_cases_as_they_stand(cast: Cast, at: datetime) -> None:
    done = registers.taken(cast, at, registers.file())
    assert (done.stage, queries.counts(done)[stages.TAKEN]) == (stages.DONE, 4)
    closed, undated, open_, new = (by_old_number(n) for n in ("AJ/417/14", "AJ/418/14", "AJ/21/25", "AJ/22/25"))
    assert (closed.received_on, closed.closed_on, closed.outcome, closed.closed_before) == (
        date(2014, 3, 5),
        date(2015, 9, 12),
        "V4",
        False,
    )
    assert [(p.measure, p.state, p.state_since) for p in closed.parts.all()] == [("f", "answered", date(2015, 9, 12))]
    assert {person.name for person in closed.persons.all()} == {"Jon Doe", "Ann Roe"}
    assert closed.officer_id == cast.ines.id and closed.earlier["said"]["remarks"] == "vu"
    assert (undated.received_on, undated.closed_before, undated.outcome) == (None, True, "V6")
    assert undated.earlier["said"]["received_on"] == "2014"
    assert [(p.state, p.transmitted_on) for p in open_.parts.all()] == [("with-authority", date(2025, 11, 20))]
    assert new.received_on is None and new.closed_on is None and new.parts.get().state_since is None
    assert [one.number for one in (closed, undated, open_, new)] == [f"2026/{n:04}" for n in range(1, 5)]
    assert Counter.objects.get(authority=cast.central, year=2026).last == 4
    assert all(one.imported for one in (closed, undated, open_, new))
    assert not any(Row.objects.filter(takeover=done).values_list("cells", flat=True)), (
        "what is a case now is not kept twice"
    )


def test_the_ledger_tells_when_it_happened_and_that_it_was_not_here(cast: Cast, at: datetime) -> None:
    registers.taken(cast, at, registers.file())
    case = by_old_number("AJ/417/14")
    lines = list(Line.objects.filter(case=case.pk).order_by("id"))
    assert [line.kind for line in lines] == ["case.taken-over", "case.closed-before"]
    assert [line.effective_at.date() for line in lines] == [date(2014, 3, 5), date(2015, 9, 12)]
    assert "Jon Doe" not in bytes(lines[0].canonical).decode()
    assert ledger.personal(lines[0])["persons"] == ["Jon Doe", "Ann Roe"]
    unknown = Line.objects.get(case=by_old_number("AJ/418/14").pk, kind="case.closed-before")
    assert unknown.effective_at == at


def test_an_open_case_is_worked_on_like_any_other(cast: Cast, at: datetime) -> None:
    registers.taken(cast, at, registers.file())
    part = by_old_number("AJ/21/25").parts.get()
    day = at.date() - timedelta(days=1)
    cases.take_step(
        by=cast.ines, at=at, part=part.pk, step="record-result", data={"date": day, "result": "Frozen."}, version=1
    )
    part.refresh_from_db()
    cases.take_step(
        by=cast.ines, at=at, part=part.pk, step="answer", data={"date": day, "channel": "mail"}, version=part.version
    )
    assert cases.close_case(by=cast.ines, at=at, case=part.case_id, on=day) == "V4"


def test_an_unknown_day_of_receipt_stays_unknown_until_somebody_knows_it(cast: Cast, at: datetime) -> None:
    registers.taken(cast, at, registers.file())
    case = by_old_number("AJ/22/25")
    cases.change_case(by=cast.ines, at=at, case=case.pk, version=1, title="Service", received_on=None)
    case.refresh_from_db()
    assert (case.title, case.received_on) == ("Service", None)
    count()
    assert [(m.kind, m.day) for m in Movement.objects.filter(case=case.pk)] == [("undated", at.date())]
    cases.change_case(by=cast.ines, at=at, case=case.pk, version=case.version, received_on=date(2025, 2, 3))
    count()
    assert [(m.kind, m.day) for m in Movement.objects.filter(case=case.pk)] == [("imported", date(2025, 2, 3))]


def test_the_figures_reconcile_and_count_what_was_imported_apart(cast: Cast, at: datetime) -> None:
    registers.taken(cast, at, registers.file())
    count()
    for period, closing in (("2013", 0), ("2014", 1), ("2015", 0), ("2025", 1), ("2026", 2)):
        side = figures.figures(cast.karin, named(period)).sides[0]
        assert side.reconciled.agrees and side.rows[0].cells["closing"] == closing, period
    assert figures.figures(cast.karin, named("2026")).sides[0].rows[0].cells["new"] == 0
    assert figures.figures(cast.karin, named("2015")).sides[0].earlier == {"left": 1, "waiting": 1, "timeless": 1}
    before = list(Movement.objects.order_by("position").values())
    count()
    assert (
        list(Movement.objects.order_by("position").values()) == before
        and CaseFact.objects.filter(imported=True).count() == 4
    )


def test_numbers_of_the_old_register_are_found_whatever_their_punctuation(cast: Cast, at: datetime) -> None:
    registers.taken(cast, at, registers.file())
    found = casebook.selection(cast.ines, casebook.Filters(words="aj 417-14"), at.date()).rows
    assert [case.pk for case in found] == [by_old_number("AJ/417/14").pk]


def test_the_dry_run_names_row_column_and_what_to_do_and_writes_nothing(cast: Cast, at: datetime) -> None:
    data = registers.file(
        "A/1;Borland;05/03/2014;Objet;;f;01/01/2014;Accordé;;;;",  # closed before it was received
        "A/1;Borland;05/03/2014;Objet;;f;;;;;;",  # the same number
        ";Borland;05/03/2014;Objet;;f;;;;;;",  # no number
        "A/4;Ruritanie;05/03/2014;Objet;;f;;Formidable;;;;",  # words nobody knows
        "A/5;Borland;31/02/2014;Objet;;f;;;;;oui;",  # no such day; restricted, and the file is not
    )
    made = registers.checked(cast, at, data)
    assert registers.found(made) == {
        2: ("bad", ["closed-before"]), 3: ("bad", ["number-twice"]), 4: ("bad", ["no-number"]),
        5: ("bad", ["unknown-word", "unknown-word"]), 6: ("bad", ["no-day", "no-readers"]),
    }  # fmt: skip
    assert not Case.objects.exists() and not Compartment.objects.exclude(pk=made.compartment_id).exists()


def test_what_was_left_out_is_taken_over_later_and_the_rest_is_not_doubled(cast: Cast, at: datetime) -> None:
    first = registers.taken(
        cast, at, registers.file("A/1;Ruritanie;05/03/2014;Un;;f;;;;;;", "A/2;Borland;05/03/2014;Deux;;f;;;;;;")
    )
    assert [verdict for verdict, _codes in registers.found(first).values()] == [stages.BAD, stages.TAKEN]
    actions.set_words(
        by=cast.rosa, at=at, takeover=first.pk, version=first.version, words={"state": {"Ruritanie": "XC"}}
    )
    actions.check(by=cast.rosa, at=at, takeover=first.pk)
    jobs.check(str(first.pk))
    actions.take(by=cast.rosa, at=at, takeover=first.pk)
    jobs.take(str(first.pk))
    assert by_old_number("A/1").state_from_id == "XC"
    again = registers.taken_or_checked(
        cast, at, registers.file("a-1;Borland;;Un;;f;;;;;;", "A/3;Borland;05/03/2014;Trois;;f;;;;;;")
    )
    assert registers.found(again) == {2: (stages.THERE, ["there-already", "no-received"]), 3: (stages.TAKEN, [])}
    assert Case.objects.count() == 3 == Origin.objects.count()


@contextmanager
def killed_after(batches: int) -> Iterator[None]:
    """The worker dies after some transactions, in the midst of the next."""
    real, counted = cases.take_over, iter(range(100))

    def dying(**given: object) -> list[Case]:
        made = real(**given)
        if next(counted) >= batches:
            raise KeyboardInterrupt
        return made

    with patch.object(taking.cases, "take_over", dying), patch.object(taking, "AT_ONCE", 3):
        yield


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(cast: Cast, at: datetime) -> None:
    made = registers.checked(
        cast, at, registers.file(*(f"K/{n};Borland;05/03/2014;Objet {n};;f;;;;;;" for n in range(10)))
    )
    actions.take(by=cast.rosa, at=at, takeover=made.pk)
    with killed_after(2), pytest.raises(KeyboardInterrupt):
        jobs.take(str(made.pk))
    assert Case.objects.count() == 6 == Row.objects.filter(takeover=made, verdict=stages.TAKEN).count()
    jobs.take(str(made.pk))
    jobs.take(str(made.pk))
    assert sorted(Reference.objects.values_list("text", flat=True)) == sorted(f"K/{n}" for n in range(10))
    assert sorted(Case.objects.values_list("serial", flat=True)) == list(range(1, 11))


def test_it_is_stopped_and_goes_on(cast: Cast, at: datetime) -> None:
    made = registers.checked(
        cast, at, registers.file(*(f"K/{n};Borland;05/03/2014;Objet {n};;f;;;;;;" for n in range(4)))
    )
    actions.take(by=cast.rosa, at=at, takeover=made.pk)
    with patch.object(taking, "AT_ONCE", 1):
        assert actions.take_rows(by=jobs.WORKER, at=at, takeover=made.pk)
        actions.pause(by=cast.rosa, at=at, takeover=made.pk)
        jobs.take(str(made.pk))
    assert Case.objects.count() == 1
    actions.take(by=cast.rosa, at=at, takeover=made.pk)
    jobs.take(str(made.pk))
    assert Case.objects.count() == 4


def test_one_row_that_cannot_be_written_is_left_out_alone(cast: Cast, at: datetime) -> None:
    made = registers.checked(
        cast, at, registers.file(*(f"K/{n};Borland;05/03/2014;Objet {n};;f;;;;;;" for n in range(5)))
    )
    actions.take(by=cast.rosa, at=at, takeover=made.pk)
    real = taking.old_case

    def broken(entry, register):
        old = real(entry, register)
        return (
            old
            if entry.number != "K/3"
            else cases.OldCase(**{**{f: getattr(old, f) for f in old.__dataclass_fields__}, "kind": "x" * 99})
        )

    with patch.object(taking, "old_case", broken):
        jobs.take(str(made.pk))
    assert Case.objects.count() == 4
    assert registers.found(made)[5] == (stages.BAD, ["broken"])
    assert sorted(Case.objects.values_list("serial", flat=True)) == [1, 2, 3, 4], "a rolled back number leaves no gap"


def test_restricted_rows_are_known_to_their_readers_alone_from_the_first_moment(cast: Cast, at: datetime) -> None:
    rows = ("R/1;Borland;05/03/2014;Secret;;f;;;;ines;oui;", "R/2;Borland;05/03/2014;Autre;;f;;;;ines;;")
    made = registers.taken(
        cast, at, registers.file(*rows), by=cast.karin, restricted=True, readers=(cast.rosa.id or 0,)
    )
    secret, other = by_old_number("R/1"), by_old_number("R/2")
    assert secret.compartment.restricted and not other.compartment.restricted
    assert set(Reader.objects.filter(compartment=secret.compartment).values_list("user", flat=True)) == {
        cast.karin.id,
        cast.rosa.id,
    }
    assert secret.officer_id is None and other.officer_id == cast.ines.id, "an officer who is no reader gets no case"
    with pytest.raises(NotThere):
        casebook.case(cast.ines, secret.pk)
    assert casebook.case(cast.rosa, secret.pk) == secret
    with pytest.raises(NotThere):
        queries.takeover(cast.ines, made.pk)


def test_registrar_and_head_take_over_and_nobody_else(cast: Cast, at: datetime) -> None:
    given = {"at": at, "authority": cast.central, "register": "R", "name": "r.csv", "data": registers.file()}
    for who in (cast.ines, cast.ada, cast.max, cast.lea, cast.pavel, cast.solo):
        with pytest.raises(Denied):
            actions.begin(by=who, once=uuid4(), **given)
    made = registers.begin(cast, at, registers.file(), by=cast.karin)
    assert queries.takeover(cast.rosa, made.pk) == made
    for who in (cast.ines, cast.jonas):
        with pytest.raises(Denied):
            queries.takeover(who, made.pk)
    with pytest.raises(NotThere):
        queries.takeover(cast.solo, made.pk)
    assert queries.takeovers(cast.ada).count() == 0
    with pytest.raises(Denied):
        cases.take_over(by=cast.karin, at=at, authority=cast.authorities[ISLAND], cases=[])


def test_who_may_not_take_over_any_more_takes_nothing_over(cast: Cast, at: datetime) -> None:
    made = registers.checked(cast, at, registers.file())
    actions.take(by=cast.rosa, at=at, takeover=made.pk)
    accounts.end_role(by=cast.ada, at=at, user=cast.rosa.id or 0, authority=cast.central, role="registrar")
    jobs.take(str(made.pk))
    assert not Case.objects.exists() and queries.takeover(cast.karin, made.pk).stage == stages.PAUSED


def test_asked_twice_is_done_once(cast: Cast, at: datetime) -> None:
    once = uuid4()
    given = {
        "by": cast.rosa,
        "at": at,
        "authority": cast.central,
        "once": once,
        "register": "R",
        "name": "r.csv",
        "data": registers.file(),
    }
    assert actions.begin(**given) == actions.begin(**given)
    made = registers.checked(cast, at, registers.file())
    with pytest.raises(Conflict):
        actions.set_words(by=cast.rosa, at=at, takeover=made.pk, version=made.version - 1, words={})
    actions.take(by=cast.rosa, at=at, takeover=made.pk)
    actions.take(by=cast.rosa, at=at, takeover=made.pk)
    assert Line.objects.filter(kind="takeover.taking").count() == 1
    with pytest.raises(Conflict):
        actions.check(by=cast.rosa, at=at, takeover=made.pk)


def test_what_was_said_of_a_file_holds_for_the_next_with_the_same_headings(cast: Cast, at: datetime) -> None:
    first = registers.begin(cast, at, registers.file())
    columns = {int(place): code for place, code in first.columns.items() if code != "remarks"}
    actions.set_columns(
        by=cast.rosa, at=at, takeover=first.pk, version=first.version, columns=columns, orders={"received_on": "mdy"}, defaults={"kind": "request", "side": "incoming", "outcome": "V9"},
    )  # fmt: skip
    second = registers.begin(cast, at, registers.file())
    assert "remarks" not in second.columns.values() and second.defaults["outcome"] == "V9"


def test_columns_that_cannot_be_are_refused_at_the_field(cast: Cast, at: datetime) -> None:
    made = registers.begin(cast, at, registers.file())
    with pytest.raises(Invalid) as refused:
        actions.set_columns(
            by=cast.rosa, at=at, takeover=made.pk, version=made.version, columns={0: "title", 1: "title", 99: "kind", 2: "nonsense"},
            orders={}, defaults={"outcome": "V99"},
        )  # fmt: skip
    assert set(refused.value.fields) == {"column_1", "column_99", "column_2", "__all__", "outcome"}


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"), (b"number;state\n", "empty"), (b"a\x00b;c\n1;2\n", "not-text"),
    (b"number\n" + b"1\n" * 60, "too-many-rows"), (b";".join(b"h%d" % n for n in range(40)) + b"\n1\n", "too-many-columns"),
])  # fmt: skip
def test_a_file_that_is_no_register_is_refused_in_a_sentence(
    cast: Cast, at: datetime, settings, data: bytes, code: str
) -> None:
    settings.TAKEOVER_ROWS, settings.TAKEOVER_COLUMNS = 50, 30
    made = registers.begin(cast, at, data)
    assert (made.stage, made.refusal) == (stages.REFUSED, code)
    assert not Row.objects.filter(takeover=made).exists()


def test_parts_stand_as_the_register_says(cast: Cast, at: datetime) -> None:
    headings = "number;state;received;status;measures"
    rows = [
        f"{n};Borland;2014-03-05;{status};a"
        for n, status in enumerate(("en cours", "Before court", "suspendu", "complément demandé"))
    ]
    registers.taken(cast, at, registers.file(*rows, headings=headings))
    assert list(Part.objects.order_by("case__serial").values_list("state", flat=True)) == [
        "received",
        "before-court",
        "postponed",
        "information-requested",
    ]

"""Files in and out: plans write nothing, imports write all or what is good, exports come back unchanged."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from comitas.core.actor import Actor
from comitas.directory import actions, queries
from comitas.directory.models import Authority, Name, Party
from comitas.directory.rules.entries import AuthorityEntry, PartyEntry
from comitas.directory.tests.test_actions import FULL
from comitas.ledger.models import Line

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 3)
GOOD = b"key,state,name,source\nb1,XP,Court of Southport,Note\nb2,XP,Police of Southport,Note\n"
BAD_ROW = GOOD + b"b3,QQ,,Note\n"


@pytest.fixture(autouse=True)
def pentland(by: Actor, at: datetime) -> None:
    actions.add_state(by=by, at=at, iso2="XP", iso3="XPO", name="Pentland", fictional=True)


def theirs() -> dict[str, Authority]:
    return {row.external_key or "": row for row in Authority.objects.filter(state="XP")}


def test_a_plan_says_what_would_happen_and_writes_nothing(by: Actor) -> None:
    before = (Line.objects.count(), Authority.objects.count())
    plan = queries.plan_authorities(by, BAD_ROW, TODAY)
    assert [planned.entry.external_key for planned in plan.new] == ["b1", "b2"]
    assert sorted((error.line, error.column) for error in plan.errors) == [(4, "name"), (4, "state")]
    assert (Line.objects.count(), Authority.objects.count()) == before


def test_nothing_is_written_when_a_row_is_bad(by: Actor, at: datetime) -> None:
    before = Line.objects.count()
    done = actions.import_authorities(by=by, at=at, data=BAD_ROW)
    assert (done.written, done.created, len(done.errors)) == (False, 0, 2)
    assert (theirs(), Line.objects.count()) == ({}, before)


def test_the_good_rows_are_written_when_the_officer_says_so(by: Actor, at: datetime) -> None:
    done = actions.import_authorities(by=by, at=at, data=BAD_ROW, good_only=True)
    assert (done.written, done.created, len(done.errors)) == (True, 2, 2)
    assert set(theirs()) == {"b1", "b2"}


def test_importing_twice_changes_nothing_and_leaves_no_line(by: Actor, at: datetime) -> None:
    actions.import_authorities(by=by, at=at, data=GOOD)
    before = (Line.objects.count(), Name.objects.count())
    done = actions.import_authorities(by=by, at=at, data=GOOD)
    assert (done.created, done.changed, done.unchanged) == (0, 0, 2)
    assert (Line.objects.count(), Name.objects.count()) == before


def test_one_import_is_one_line(by: Actor, at: datetime) -> None:
    before = Line.objects.count()
    actions.import_authorities(by=by, at=at, data=GOOD)
    assert Line.objects.count() == before + 1


def test_a_column_that_is_not_there_leaves_its_field(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    data = "key,state,name,source,phone\npg,XP,Generální prokuratura Pentlandu,Note verbale 12/2026,+999 77\n"
    done = actions.import_authorities(by=by, at=at, data=data.encode())
    assert (done.created, done.changed) == (0, 1)
    row.refresh_from_db()
    assert queries.entries(by, [row])[row.pk] == replace(FULL, phone="+999 77")
    assert row.version == 2


def test_what_is_exported_is_imported_without_a_change(by: Actor, at: datetime) -> None:
    actions.create_authority(by=by, at=at, entry=FULL)
    actions.create_authority(by=by, at=at, entry=replace(FULL, external_key="", name="=Formula", parent_key="pg"))
    data = "".join(queries.export_authorities(by, state="XP")).encode()
    plan = queries.plan_authorities(by, data, TODAY)
    assert (plan.new, plan.changed, plan.unchanged, plan.errors) == ((), (), 2, ())
    assert b",'=Formula," in data
    assert b",'+999 1 234," in data


def test_export_goes_through_everything_and_leaves_ours_out(
    by: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comitas.directory.queries.authority_files.BATCH", 2)
    for number in range(5):
        actions.create_authority(by=by, at=at, entry=AuthorityEntry("XP", f"Court {number}", source="Note"))
    assert len(list(queries.export_authorities(by, state="XP"))) == 6


def test_our_own_authority_is_not_changed_by_a_file(by: Actor, at: datetime) -> None:
    row = Authority.objects.filter(ours=True).first() or pytest.fail("The cast has authorities of ours.")
    data = f"key,state,name,source\n{row.pk},XA,Taken over,Note\n".encode()
    plan = queries.plan_authorities(by, data, TODAY)
    assert [error.sentence.code for error in plan.errors] == ["ours"]


def test_a_key_is_there_once(by: Actor) -> None:
    plan = queries.plan_authorities(by, b"key,state,name,source\nb1,XP,A,N\nb1,XP,B,N\n,XP,C,N\n", TODAY)
    assert [(error.line, error.column) for error in plan.errors] == [(3, "key"), (4, "key")]


def test_parents_may_come_later_in_the_file(by: Actor, at: datetime) -> None:
    data = b"key,state,name,source,parent_key\nlow,XP,Desk,N,top\ntop,XP,Ministry,N,\n"
    actions.import_authorities(by=by, at=at, data=data)
    assert theirs()["low"].parent_id == theirs()["top"].pk


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("a,XP,A,N,b\nb,XP,B,N,a\n", [2, 3]),
        ("a,XP,A,N,a\n", [2]),
        ("a,XP,A,N,nobody\n", [2]),
        ("a,XP,A,N,b\nb,QQ,B,N,\n", [2, 3]),
        ("a,XP,A,N,b\nb,XP,B,N,c\nc,XP,,N,\n", [2, 3, 4]),
    ],
)
def test_a_parent_that_cannot_be_is_an_error_of_its_row(by: Actor, rows: str, lines: list[int]) -> None:
    plan = queries.plan_authorities(by, f"key,state,name,source,parent_key\n{rows}".encode(), TODAY)
    assert sorted({error.line for error in plan.errors}) == lines
    assert plan.new == ()


PARTIES = (
    b"state,instrument,standing,in_force_from,in_force_to,source\n"
    b"XP,uncac,party,2010-01-01,2011-12-31,Depositary\n"
    b"XP,uncac,party,2012-01-01,,Depositary\n"
    b"FR,ecma,signatory,,,Depositary\n"
)


def test_parties_come_and_come_back(by: Actor, at: datetime) -> None:
    done = actions.import_parties(by=by, at=at, data=PARTIES)
    assert (done.written, done.created, done.errors) == (True, 3, ())
    again = actions.import_parties(by=by, at=at, data="".join(queries.export_parties(by)).encode())
    assert (again.created, again.changed, again.unchanged) == (0, 0, Party.objects.count())


def test_a_signatory_becomes_a_party_in_its_row(by: Actor, at: datetime) -> None:
    actions.import_parties(by=by, at=at, data=PARTIES)
    data = b"state,instrument,standing,in_force_from,source\nFR,ecma,party,1967-08-21,Invented for this test\n"
    done = actions.import_parties(by=by, at=at, data=data)
    assert (done.created, done.changed) == (0, 1)
    assert Party.objects.get(state="FR").standing == "party"


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ("XP,uncac,party,2013-01-01,Depositary\n", "in_force_from"),
        ("XP,uncac,friend,,Depositary\n", "standing"),
        ("XP,nothing,party,,Depositary\n", "instrument"),
        ("QQ,uncac,party,,Depositary\n", "state"),
        ("XP,ece,party,,\n", "source"),
        ("XP,ece,party,1 May,Depositary\n", "in_force_from"),
        ("XP,ece,party,,D\nXP,ece,party,,D\n", ""),
    ],
)
def test_a_bad_party_is_an_error_of_its_row(by: Actor, at: datetime, rows: str, column: str) -> None:
    actions.import_parties(by=by, at=at, data=PARTIES)
    data = f"state,instrument,standing,in_force_from,source\n{rows}".encode()
    done = actions.import_parties(by=by, at=at, data=data)
    assert [error.column for error in done.errors] == [column]
    assert not done.written


def test_two_rows_of_one_file_may_not_overlap(by: Actor, at: datetime) -> None:
    data = b"state,instrument,standing,in_force_from,source\nXP,ece,party,2010-01-01,D\nXP,ece,party,2015-01-01,D\n"
    done = actions.import_parties(by=by, at=at, data=data)
    assert [(error.line, error.column) for error in done.errors] == [(3, "in_force_from")]
    assert not done.written


def test_a_file_may_end_one_row_and_begin_the_next(by: Actor, at: datetime) -> None:
    actions.record_party(
        by=by, at=at, entry=PartyEntry("XP", "uncac", in_force_from=date(2010, 1, 1), source="Depositary")
    )
    done = actions.import_parties(by=by, at=at, data=PARTIES)
    assert (done.written, done.created, done.changed) == (True, 2, 1)


def test_a_row_without_a_first_day_is_claimed_once(by: Actor, at: datetime) -> None:
    actions.record_party(by=by, at=at, entry=PartyEntry("XP", "uncac", source="Depositary"))
    done = actions.import_parties(by=by, at=at, data=PARTIES)
    assert (done.created, done.changed, done.errors) == (2, 1, ())


def test_a_party_entry_survives_the_database(by: Actor, at: datetime) -> None:
    entry = PartyEntry("XP", "uncac", "party", date(2005, 1, 1), date(2006, 1, 1), None, "Text", "Depositary", TODAY)
    row = actions.record_party(by=by, at=at, entry=entry)
    assert queries.party_entry(Party.objects.get(pk=row.pk)) == entry

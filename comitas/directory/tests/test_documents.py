"""The directory as JSON: what goes out comes back unchanged, and what is wrong is named row by row."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.core.actor import Actor
from comitas.directory import actions, queries
from comitas.directory.rules import documents, files
from comitas.directory.rules.entries import PartyEntry
from comitas.directory.tests.test_actions import FULL

TODAY = date(2026, 3, 3)
COLUMNS, REQUIRED = list(files.AUTHORITY_COLUMNS), files.AUTHORITY_REQUIRED
ROW = {"key": "b1", "state": "XP", "name": "Court of Southport", "source": "Note"}


def document(*rows: object, **more: object) -> bytes:
    return json.dumps({"format": "comitas-directory-authorities", "version": 1, "rows": rows, **more}).encode()


@pytest.mark.django_db
def test_what_goes_out_comes_back_unchanged(by: Actor, at: datetime) -> None:
    actions.add_state(by=by, at=at, iso2="XP", iso3="XPO", name="Pentland", fictional=True)
    actions.import_authorities(by=by, at=at, data=document(ROW, {**ROW, "key": "b2", "names": "fr=Cour de Southport"}))
    out = "".join(queries.export_authorities(by, as_json=True)).encode()
    plan = queries.plan_authorities(by, out, TODAY)
    assert (plan.new, plan.changed, plan.errors) == ((), (), ()) and plan.unchanged == len(json.loads(out)["rows"]) >= 2
    parties = "".join(queries.export_parties(by, as_json=True)).encode()
    plan_of_parties = queries.plan_parties(by, parties, TODAY)
    assert (plan_of_parties.new, plan_of_parties.changed, plan_of_parties.errors) == ((), (), ())


def test_every_field_of_an_entry_survives() -> None:
    out = "".join(documents.write_document("authorities", COLUMNS, [files.write_authority(FULL)])).encode()
    (row,) = documents.read_document(out, "authorities", COLUMNS, REQUIRED).rows
    assert files.write_authority(files.read_authority(row)) == files.write_authority(FULL)
    party = PartyEntry("XP", "uncac", source="Depositary", in_force_from=TODAY)
    out = "".join(documents.write_document("parties", list(files.PARTY_COLUMNS), [files.write_party(party)])).encode()
    (row,) = documents.read_document(out, "parties", list(files.PARTY_COLUMNS), files.PARTY_REQUIRED).rows
    assert files.read_party(row) == party


def test_what_is_wrong_is_named_by_row_and_column() -> None:
    data = document(
        ROW, {**ROW, "colour": "red"}, {"key": "b2", "state": "XP", "name": "Nowhere"}, ["b3"], {**ROW, "name": 7}
    )
    table = documents.read_document(data, "authorities", COLUMNS, REQUIRED)
    assert [row.line for row in table.rows] == [2]
    assert [(error.line, error.column, error.sentence.code) for error in table.errors] == [
        (3, "colour", "unknown-column"), (4, "source", "missing-column"), (5, "", "not-a-row"), (6, "", "not-a-row"),
    ]  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [
    (b"{", "file-not-json"), (b"[]", "file-not-json"), (document(version=2), "file-not-json"), (document(format="comitas-directory-parties"), "other-format"),
    (document(*[ROW] * 2001), "too-many-rows"), (b"[" * 100_000, "file-not-json"), (b"{" + b" " * 5_000_000, "file-too-large"),
])  # fmt: skip
def test_what_is_no_export_is_refused_in_a_sentence(data: bytes, code: str) -> None:
    table = documents.read_document(data, "authorities", COLUMNS, REQUIRED)
    assert not table.rows and [error.sentence.code for error in table.errors] == [code]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda some: st.lists(some) | st.dictionaries(st.text(), some),
    )
)
def test_nothing_that_is_json_breaks_it(rows: object) -> None:
    documents.read_document(document(rows), "authorities", COLUMNS, REQUIRED)
    documents.read_document(json.dumps(rows).encode(), "authorities", COLUMNS, REQUIRED)

"""Tables in and out: cells, rows, headings, limits, and formulas that must stay text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.directory.rules import files, tables
from comitas.directory.rules.acceptance import CHANNELS, REQUEST_TYPES, Electronic
from comitas.directory.rules.entries import AuthorityEntry, Channel, Designation, Link, PartyEntry, overlap
from comitas.directory.rules.functions import FUNCTIONS, NETWORKS
from comitas.directory.rules.parents import parent_problems
from comitas.directory.rules.problems import Known, authority_problems, party_problems

TODAY = date(2026, 3, 3)
KNOWN = Known(frozenset({"XA", "XB"}), frozenset({"uncac"}), frozenset({"Africa/Nairobi"}))

words = st.text(
    st.characters(codec="utf-8", exclude_characters="|=,;:/@\r", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
    min_size=1,
    max_size=20,
)
free = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=60).map(
    str.strip
)
days = st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2030, 1, 1)))
answers = st.one_of(st.none(), st.booleans())
electronic = st.builds(
    Electronic, answers, st.lists(st.sampled_from(sorted(CHANNELS)), unique=True, max_size=3).map(tuple), answers
)
designations = st.builds(
    Designation, st.sampled_from(sorted(FUNCTIONS)), st.sampled_from(["", "uncac"]), st.one_of(st.just(""), words)
)
entries = st.builds(
    AuthorityEntry,
    state=st.just("XB"),
    name=words,
    external_key=words,
    short_name=free,
    names=st.dictionaries(st.sampled_from(["en", "fr", "pt-BR"]), words, max_size=3),
    designations=st.lists(designations, max_size=3).map(tuple),
    phone=free,
    address=free,
    channels=st.lists(st.builds(Channel, st.sampled_from(sorted(CHANNELS)), words, days), max_size=3).map(tuple),
    languages_accepted=st.lists(st.sampled_from(["en", "fr", "pt-BR"]), unique=True).map(tuple),
    e_transmission=st.dictionaries(st.sampled_from(sorted(REQUEST_TYPES)), electronic, max_size=3),
    originals_required=answers,
    minimum_penalty=st.one_of(st.none(), st.integers(0, 1200)),
    links=st.lists(st.builds(Link, words, st.just("https://ministry.example/form?a=1")), max_size=2).map(tuple),
    networks=st.lists(st.sampled_from(sorted(NETWORKS)), unique=True).map(tuple),
    requirements=free,
    public=st.booleans(),
    source=free,
    verified_on=days,
)  # fmt: skip


def table(text: str) -> tables.Table:
    return tables.read_table(text.encode(), list(files.AUTHORITY_COLUMNS), files.AUTHORITY_REQUIRED)


def codes(found: tables.Table) -> list[str]:
    return [error.sentence.code for error in found.errors]


@given(st.lists(entries, max_size=3))
def test_what_is_written_is_read_back(written: list[AuthorityEntry]) -> None:
    lines = tables.write_table(list(files.AUTHORITY_COLUMNS), map(files.write_authority, written))
    found = table("".join(lines))
    assert found.errors == ()
    assert [files.read_authority(row) for row in found.rows] == written


@given(st.text(max_size=30))
def test_no_cell_that_is_written_is_a_formula(text: str) -> None:
    guarded = tables.guard(text)
    assert not guarded.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert tables.unguard(guarded) == text


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+49 30", "-1", "@SUM(1)", "\t=1", "'=1", " =1", "＝1"])
def test_a_formula_is_guarded(cell: str) -> None:
    assert tables.guard(cell) == f"'{cell}"


HEADING = "key,state,name,source"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-heading"),
        (b"\n\n", "no-heading"),
        (b"key,state,name,source\n\xff\xfe", "file-not-utf-8"),
        (b"key,state,name,source\n\x00", "file-not-text"),
        (b'key,state,name,source\n"a,b', "file-not-csv"),
        (b"key,state,name\n", "missing-column"),
        (b"key,state,name,source,colour\n", "unknown-column"),
        (b"key,state,name,source,key\n", "column-twice"),
        (b"key,state,name,source\na,b\n", "wrong-width"),
        (b"x" * (tables.MOST_BYTES + 1), "file-too-large"),
        (b"key,state,name,source\n" + b"a,XA,b,c\n" * (tables.MOST_ROWS + 1), "too-many-rows"),
        (b"key,state,name,source\n" + b"a,XA," + b"b" * 200_000 + b",c\n", "file-not-csv"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(data: bytes, code: str) -> None:
    found = tables.read_table(data, list(files.AUTHORITY_COLUMNS), files.AUTHORITY_REQUIRED)
    assert code in codes(found)
    assert found.rows == ()


def test_a_sheet_saved_by_a_spreadsheet_is_read() -> None:
    found = table("\ufeffKEY; State;name;source\r\n1;xa;A;B\r\n;;;\r\n")
    assert found.errors == ()
    assert [(row.line, row.cells["key"]) for row in found.rows] == [(2, "1")]
    entry = files.read_authority(found.rows[0])
    assert isinstance(entry, AuthorityEntry)
    assert entry.state == "XA"


def test_every_bad_cell_of_a_row_is_named() -> None:
    heading = f"{HEADING},verified_on,originals_required,minimum_penalty,names,e_transmission,links"
    found = table(f"{heading}\na,XA,b,c,3 March,perhaps,ten,nothing,mla=maybe,form\n")
    errors = files.read_authority(found.rows[0])
    assert isinstance(errors, tuple)
    assert [f"{error.line} {error.column}" for error in errors] == [
        "2 verified_on",
        "2 originals_required",
        "2 minimum_penalty",
        "2 names",
        "2 e_transmission",
        "2 links",
    ]


def test_a_party_is_read_and_written() -> None:
    entry = PartyEntry("XA", "uncac", "party", None, date(2006, 1, 1), None, "Declares this", "Depositary", TODAY)
    lines = "".join(tables.write_table(list(files.PARTY_COLUMNS), [files.write_party(entry)]))
    found = tables.read_table(lines.encode(), list(files.PARTY_COLUMNS), files.PARTY_REQUIRED)
    assert files.read_party(found.rows[0]) == entry


GOOD = AuthorityEntry("XB", "Prosecutor General", source="Note verbale 12/2026")


def test_a_good_authority_has_no_problems() -> None:
    assert authority_problems(GOOD, KNOWN, TODAY) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "a" * 301),
        ("name", "Ministry \u202eecitsuJ fo"),
        ("state", "XQ"),
        ("state", "xb"),
        ("source", ""),
        ("time_zone", "Mars/Olympus"),
        ("email", "a@b"),
        ("email", "a b@c.example"),
        ("website", "javascript:alert(1)"),
        ("name_language", "English"),
        ("languages_accepted", ("en", "Français")),
        ("names", {"fr": "a" * 301}),
        ("dual_criminality", "sometimes"),
        ("minimum_penalty", 1201),
        ("e_transmission", {"friendship": Electronic(True)}),
        ("e_transmission", {"mla": Electronic(True, ("pigeon",))}),
        ("channels", (Channel("pigeon"),)),
        ("networks", ("golf",)),
        ("designations", (Designation("king"),)),
        ("designations", (Designation("mla-central", "untold"),)),
        ("links", (Link("Form", "file:///etc/passwd"),)),
        ("links", (Link("Form", "https://a.example"),) * 41),
        ("verified_on", date(2026, 3, 4)),
        ("requirements", "a" * 20_001),
        ("address", "Street\x07"),
        ("name", "Ministry\nBcc: somebody"),
        ("phone", "1\t2"),
        ("channels", (Channel("email", "a@b.example\nx"),)),
        ("designations", (Designation("court", "", "North\nSouth"),)),
        ("links", (Link("Form\n", "https://a.example"),)),
    ],
)
def test_each_problem_is_at_its_field(name: str, value: object) -> None:
    entry = AuthorityEntry(**{"state": "XB", "name": "Prosecutor", "source": "Note", name: value})  # type: ignore[arg-type]
    assert list(authority_problems(entry, KNOWN, TODAY)) == [name]


def test_our_own_authority_needs_a_time_zone_and_no_source() -> None:
    ours = AuthorityEntry("XA", "Office", ours=True)
    assert list(authority_problems(ours, KNOWN, TODAY)) == ["time_zone"]


def test_days_must_follow_each_other() -> None:
    entry = AuthorityEntry("XB", "A", source="B", valid_from=TODAY, valid_to=date(2026, 3, 2))
    assert list(authority_problems(entry, KNOWN, TODAY)) == ["valid_to"]
    party = PartyEntry("XA", "uncac", in_force_from=TODAY, in_force_to=date(2026, 3, 2), source="Depositary")
    assert list(party_problems(party, KNOWN, TODAY)) == ["in_force_to"]


def test_only_a_party_has_days_in_force() -> None:
    party = PartyEntry("XA", "uncac", "signatory", in_force_from=TODAY, source="Depositary")
    assert list(party_problems(party, KNOWN, TODAY)) == ["in_force_from"]


@pytest.mark.parametrize(
    ("first", "second", "overlapping"),
    [
        (("2010-01-01", "2011-12-31"), ("2012-01-01", None), False),
        (("2010-01-01", "2012-01-01"), ("2012-01-01", None), True),
        (("2010-01-01", None), ("2012-01-01", None), True),
        ((None, None), ("2012-01-01", None), False),
        ((None, "2013-01-01"), ("2012-01-01", None), False),
    ],
)
def test_periods_in_force_overlap_on_a_common_day(
    first: tuple[str | None, str | None], second: tuple[str | None, str | None], overlapping: bool
) -> None:
    one, other = (
        PartyEntry("XA", "uncac", in_force_from=_day(start), in_force_to=_day(end)) for start, end in (first, second)
    )
    assert overlap(one, other) is overlapping
    assert overlap(other, one) is overlapping


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("entered", "now", "code"),
    [
        ({"a": ""}, {}, None),
        ({"a": "b"}, {"b": ""}, None),
        ({"a": "b"}, {}, "unknown-parent"),
        ({"a": "a"}, {}, "parent-circle"),
        ({"a": "b"}, {"b": "c", "c": "a"}, "parent-circle"),
        ({"a": "b"}, {"b": "c", "c": "b"}, "parent-circle"),
        ({"1": "2"}, {str(step): str(step + 1) for step in range(2, 8)} | {"8": ""}, None),
        ({"1": "2"}, {str(step): str(step + 1) for step in range(2, 9)} | {"9": ""}, "parent-too-high"),
    ],
)
def test_no_authority_stands_above_itself(entered: dict[str, str], now: dict[str, str], code: str | None) -> None:
    found = parent_problems(entered, now)
    assert [sentence.code for sentence in found.values()] == ([code] if code else [])


heads = st.sampled_from(
    [b"", b"key,state,name,source\n", b"key;state;name;source;channels;names;e_transmission;verified_on\r\n"]
)


@given(heads, st.binary(max_size=200), st.text(max_size=100))
def test_no_file_breaks_the_reading(head: bytes, data: bytes, text: str) -> None:
    for tail in (data, text.encode("utf-8", "surrogatepass")):
        found = tables.read_table(head + tail, list(files.AUTHORITY_COLUMNS), files.AUTHORITY_REQUIRED)
        for row in found.rows:
            entry = files.read_authority(row)
            assert isinstance(entry, tuple) or isinstance(authority_problems(entry, KNOWN, TODAY), dict)

"""How a register is read: days, encodings, headings, words. Unknown stays unknown, whatever is typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.intake.rules.kinds import BY_CODE
from comitas.takeover.rules import codes, days, fields, rows, texts
from comitas.takeover.rules.problems import SENTENCES

TODAY = date(2026, 3, 3)
DAYS = st.dates(date(1900, 3, 1), date(2099, 12, 31))
LIMITS = texts.Limits(1000, 50, 200)
KNOWN = rows.Known(TODAY, {"borland": "XB"}, {"ines": 2}, {})


@pytest.mark.parametrize("cell", [
    "", " ", "?", "-", "2014", "03/2014", "2014-03", "mars 2014", "March 2014", "آذار 2014", "unknown", "Inconnue", "s.d.", "00/00/0000", "00/03/2014", "2014-03-00",
    "vers 2012", "before 1998", "2013-2014", "0", "__/__/____",
])  # fmt: skip
def test_what_is_no_whole_day_stays_unknown(cell: str) -> None:
    assert days.read(cell, today=TODAY) == days.UNKNOWN


@pytest.mark.parametrize(
    "cell", ["31/02/2014", "2/13/2014", "12", "yesterday", "99/99/9999", "5 mars 2014 et 6 mars 2014", "1234567"]
)
def test_what_is_no_day_at_all_is_an_error(cell: str) -> None:
    assert days.read(cell, today=TODAY).unreadable


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    written = [
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.isoformat()}",
        f"{day.isoformat()} 00:00:00",
        f"{day:%d-%m-%Y}",
    ]
    written += [str(serial), f"{serial}.0"] if 20_000 <= serial <= 80_000 else []
    assert {days.read(cell, days.DAY_FIRST, TODAY).day for cell in written} == {day}
    assert days.read(f"{day:%m/%d/%Y}", days.MONTH_FIRST, TODAY).day == day
    assert days.read(f"{day:%d.%m.%Y}", days.MONTH_FIRST, TODAY).day == day, (
        "with points the day comes first everywhere"
    )


@given(st.dates(date(1927, 1, 1), TODAY))
def test_a_year_of_two_digits_lies_in_the_last_hundred(day: date) -> None:
    assert days.read(f"{day:%d/%m/%y}", days.DAY_FIRST, TODAY).day == day


@given(st.lists(DAYS, max_size=40), st.booleans())
def test_the_order_follows_from_the_whole_column(given_days: list[date], month_first: bool) -> None:
    cells = [f"{day:%m/%d/%Y}" if month_first else f"{day:%d/%m/%Y}" for day in given_days]
    order = days.order_of(cells)
    telling = any(day.day > 12 for day in given_days)
    open_ = any(day.day <= 12 and day.day != day.month for day in given_days)
    assert order.sure == (telling or not open_) and not order.against
    if telling:
        assert [days.read(cell, order.code, TODAY).day for cell in cells] == given_days


def test_a_mixed_column_is_said_to_be_mixed() -> None:
    order = days.order_of(["13/2/2014", "14/2/2014", "2/13/2014"])
    assert (order.code, order.sure, order.against) == (days.DAY_FIRST, False, 1)


@given(st.text())
def test_no_cell_breaks_the_reading_and_none_becomes_the_first_of_january_by_itself(cell: str) -> None:
    found = days.read(cell, today=TODAY)
    if found.day and (found.day.month, found.day.day) == (1, 1):
        assert sum(sign.isdigit() for sign in cell) > 4


WORDS = {
    "utf-8": "Numéro;État\n1;Suède – déçue\n", "utf-16": "Numéro;État\n1;Швеция\n", "cp1252": "Numéro;État\n1;Suède déçue à Genève\n",
    "cp1251": "Номер;Государство\n1;Запрос о правовой помощи из Швеции\n", "cp1256": "الرقم;الدولة\n1;طلب المساعدة القانونية من السلطة المركزية\n",
}  # fmt: skip


@pytest.mark.parametrize("encoding", WORDS)
def test_the_encoding_is_guessed(encoding: str) -> None:
    data = WORDS[encoding].encode(encoding)
    shape = texts.guess(data)
    assert shape == texts.Shape(encoding, ";")
    assert [cells for _line, cells in texts.rows(data, shape, LIMITS)] == [
        line.split(";") for line in WORDS[encoding].splitlines()
    ]


@pytest.mark.parametrize("separator", list(texts.SEPARATORS))
def test_the_separator_is_guessed(separator: str) -> None:
    data = (
        "\n".join(separator.join(row) for row in (["number", "title, or so", "state"], ["1", "Me; you", "XB"]))
        .replace("title, or so", '"title, or so"')
        .replace("Me; you", '"Me; you"')
    )
    assert [cells for _line, cells in texts.rows(data.encode(), texts.guess(data.encode()), LIMITS)][1] == [
        "1",
        "Me; you",
        "XB",
    ]


@given(st.binary(max_size=3000))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    try:
        for _line, cells in texts.rows(data, texts.guess(data), LIMITS):
            assert len(cells) <= LIMITS.columns and all(len(cell) <= LIMITS.cell + 1 for cell in cells)
    except texts.NotATable as refused:
        code = refused.code
        assert code in {"not-text", "not-a-table", "other-encoding", "too-many-rows", "too-many-columns"}


@pytest.mark.parametrize(("headings", "found"), [
    (["N° dossier", "Pays", "Reçu le", "Objet", "Clos le", "Suite donnée", "Couleur"], ["old_number", "state", "received_on", "subject", "closed_on", "outcome"]),
    (["File No.", "Country", "Date of receipt", "Persons concerned", "STATUS", "Case officer"], ["old_number", "state", "received_on", "persons", "status", "officer"]),
    (["number", "received", "received"], ["old_number", "received_on"]),
])  # fmt: skip
def test_columns_are_proposed_by_their_headings(headings: list[str], found: list[str]) -> None:
    assert list(fields.propose(headings).values()) == found


def test_every_code_that_a_word_can_mean_is_one_of_the_house() -> None:
    for column, words in codes._KNOWN.items():
        allowed = {"yes", "no"} if column == "answer" else codes.TARGETS[column]
        assert set(words.values()) <= set(allowed), column
    assert set(codes.TARGETS["kind"]) == set(BY_CODE)


@pytest.mark.parametrize(("column", "word", "code"), [
    ("outcome", "ACCORDÉ", "V4"), ("outcome", "Demande refusée par le tribunal", ""), ("status", "En cours", "open"), ("kind", "Commission rogatoire", "request"),
    ("measures", "Perquisition et saisie", "c"), ("measures", "Audition de témoins", "a"), ("side", "Passif", "incoming"), ("bases", "CNUCC", "uncac-46"),
])  # fmt: skip
def test_words_are_understood_or_proposed(column: str, word: str, code: str) -> None:
    assert codes.proposed(column, word) == code or not code


@given(st.lists(st.text(max_size=40), min_size=len(fields.FIELDS), max_size=len(fields.FIELDS)))
def test_no_row_breaks_the_judgement_and_what_is_good_can_be_written(cells: list[str]) -> None:
    settings = rows.Settings(
        dict(enumerate(fields.FIELDS)), kind="request", side="incoming", outcome="V9", restricted=True
    )
    judged = rows.judge(cells, settings, KNOWN)
    assert {problem.code for problem in judged.problems} <= set(SENTENCES)
    if judged.entry:
        assert judged.key and judged.entry.title and judged.entry.closed == bool(judged.entry.outcome)
        assert all(day is None or day >= days.EARLIEST for day in judged.entry.days.values())


def test_what_a_row_says_together() -> None:
    def judge(**given: str) -> rows.Judged:
        return rows.judge(
            list(given.values()),
            rows.Settings(dict(enumerate(given)), kind="request", side="incoming", outcome="V9"),
            KNOWN,
        )

    partly = judge(old_number="1", received_on="3/3/2014", answered_on="4/4/2014", measures="a").entry
    assert (partly.stands, partly.closed) == ("partial", False)
    ended = judge(old_number="1", received_on="3/3/2014", status="en cours", outcome="Refusé")
    assert (ended.entry.closed, ended.entry.outcome) == (True, "V6") and "ended-open" in {
        p.code for p in ended.problems
    }
    assert judge(old_number="1", status="clos").entry.outcome == "V9"
    early = judge(old_number="1", received_on="3/3/2014", closed_on="2/3/2014")
    assert early.entry is None and "closed-before" in {p.code for p in early.problems}
    assert judge(old_number="1", received_on=f"{TODAY + timedelta(1):%d/%m/%Y}").entry is None
    assert judge(old_number="AJ/417 – 14", received_on="").key == "aj41714"

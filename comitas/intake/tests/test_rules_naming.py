"""Whom a measure names, and which date a few words say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.intake.rules.dates import said_date
from comitas.intake.rules.naming import named_in

PEOPLE = ("José Ángel PEÑALOZA MUÑOZ", "Constructora Río Hondo, S. A. de C. V.", "María del Carmen Núñez Ortega")


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        ("recibir la declaración testimonial de la señora María del Carmen Núñez Ortega.", PEOPLE, (2,)),
        ("informar si existen cuentas a nombre de las personas mencionadas;", PEOPLE, ()),
        ("los contratos de CONSTRUCTORA RIO HONDO, S.A. de C.V.", PEOPLE, (1,)),
        ("the statement of Mr. Verrin", ("Tomas VERRIN", "Lena Ostrey"), (0,)),
        ("the statement of Mr. Verrin", ("Tomas VERRIN", "Marta VERRIN"), ()),
        ("the accounts of Verrin Holdings", ("Tomas VERRIN",), ()),
        ("the statement of Tomas, who keeps the books", ("Tomas VERRIN",), ()),
        ("Допросить свидетеля Щербакова Юрия Фёдоровича", ("Щербаков Юрий Фёдорович", "Ермакова А. В."), (0,)),
        ("Допросить Ермакову А. В.", ("Щербаков Юрий Фёдорович", "Ермакова А. В."), (1,)),
        ("询问证人王丽华,并将询问笔录的副本寄送我方。", ("王建国", "王丽华", "王丽"), (1,)),
        ("سماع شهادة السيدة ليلى حسن الزعبي", ("ليلى حسن الزعبي", "سامي عبد الرحمن الخطيب"), (0,)),
        ("anything", ("", "...", "A. B."), ()),
    ],
)
def test_a_measure_names_whom_its_words_name(words: str, names: tuple[str, ...], expected: tuple[int, ...]) -> None:
    assert named_in(words, names) == expected


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=6))
def test_nothing_that_is_written_breaks_it(words: str, names: list[str]) -> None:
    assert set(named_in(words, names)) <= set(range(len(names)))


@given(st.lists(st.sampled_from(["Tomas VERRIN", "Lena Ostrey", "Aron Halden"]), unique=True))
def test_words_that_name_nobody_put_nobody_on_the_part(names: list[str]) -> None:
    assert named_in("the records of account 55 0192 7740 at the Bank of Norrhaven", names) == ()


@pytest.mark.parametrize(
    "words",
    ["11 июня 2026", "от 11 июня 2026 года", "11 de junio de 2026", "11 de junho de 2026", "11 حزيران/يونيو 2026",
     "2026年6月11日", "11 juin 2026", "June 11, 2026", "11.06.2026", "١١ يونيو ٢٠٢٦"],
)  # fmt: skip
def test_a_reading_is_a_date_in_the_letters_own_language(words: str) -> None:
    assert said_date(words) == date(2026, 6, 11)


@pytest.mark.parametrize("words", ["", "И июня 2026", "31 июня 2026", "PG/IC/0417/26", "11 июня 2026 – 12 июня 2026"])
def test_what_says_no_date_or_two_is_none(words: str) -> None:
    assert said_date(words) is None

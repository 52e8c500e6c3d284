"""Single findings: dates, money, articles, references under headings, and what must not be found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.intake.rules.dates import chinese_number, dates_in
from comitas.intake.rules.folding import fold, phrase
from comitas.intake.rules.matter import articles_in
from comitas.intake.rules.money import iban_passes, plain_number
from comitas.intake.rules.proposal import CHECK, SURE
from comitas.intake.rules.propose import propose
from comitas.intake.tests.typing_out import reading_of


def values(text: str, field: str) -> list[object]:
    return [p.value for p in propose(reading_of(text)) if p.field == field]


@pytest.mark.parametrize(
    ("text", "iso", "ambiguous"),
    [
        ("5 أيار/مايو 2026", "2026-05-05", False),
        ("١٢ تموز/يوليو ٢٠٢٦", "2026-07-12", False),
        ("二〇二六年三月二十六日", "2026-03-26", False),
        ("le trois août deux mille vingt-six", "2026-08-03", False),
        ("third day of March two thousand and twenty-six", "2026-03-03", False),
        ("seis de marzo de dos mil veintiséis", "2026-03-06", False),
        ("первого марта две тысячи двадцать шестого года", "2026-03-01", False),
        ("cinco de outubro de dois mil e vinte e seis", "2026-10-05", False),
        ("March 3, 2026", "2026-03-03", False),
        ("15January2027", "2027-01-15", False),
        ("03/04/2026", "2026-04-03", True),
        ("04/13/2026", "2026-04-13", False),
        ("04/04/2026", "2026-04-04", False),
        ("03.04.2026", "2026-04-03", False),
        ("«15» мая 2026 г.", "2026-05-15", False),
        ("1 5 January 2027", "2027-01-05", True),
    ],
)
def test_a_date_is_read(text: str, iso: str, ambiguous: bool) -> None:
    assert [(hit.iso, hit.ambiguous) for hit in dates_in(fold(text))] == [(iso, ambiguous)]


@pytest.mark.parametrize(
    "text", ["31 February 2026", "2026/0031", "12-2026", "20-02-2026/7", "99/99/2026", "1 March 26"]
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert dates_in(fold(text)) == []


@pytest.mark.parametrize(
    ("numeral", "number"), [("二〇二六", 2026), ("二十八", 28), ("十", 10), ("十二", 12), ("三十", 30), ("7", 7)]
)
def test_chinese_numerals(numeral: str, number: int) -> None:
    assert chinese_number(numeral) == number


@pytest.mark.parametrize("number", ["NO9386011117947", "GB82WEST12345698765432", "DE89370400440532013000"])
def test_an_iban_passes_its_arithmetic_and_fails_with_any_digit_changed(number: str) -> None:
    assert iban_passes(number)
    for at in range(4, len(number)):
        if number[at].isdigit():
            assert not iban_passes(number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :])


def test_an_account_that_fails_is_shown_to_be_checked() -> None:
    made = [p for p in propose(reading_of("Account NO93 8601 1117 948 is concerned.")) if p.field == "account"]
    assert [(p.value, p.certainty) for p in made] == [
        ({"number": "NO9386011117948", "scheme": "iban", "verdict": "fails"}, CHECK)
    ]


def test_an_account_that_passes_is_sure() -> None:
    made = [p for p in propose(reading_of("Account NO93 8601 1117 947 is concerned.")) if p.field == "account"]
    assert [p.certainty for p in made] == [SURE]


@pytest.mark.parametrize(
    ("figure", "number"),
    [("2,350,000", "2350000"), ("2 350 000", "2350000"), ("84.500,00", "84500.00"), ("84,500.5", "84500.50"), ("1,250", "1250"),
     ("12", "12"), ("1.2", "1.20"), ("1'480'000", "1480000")],
)  # fmt: skip
def test_figures_of_all_countries(figure: str, number: str) -> None:
    assert plain_number(figure) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [("EUR 2,350,000 was paid", "EUR 2350000"), ("1 480 000 euros", "EUR 1480000"), ("R$ 4.300.000,00", "BRL 4300000"),
     ("86 millones de pesos", "86000000"), ("174 500 000 рублей", "RUB 174500000"), ("120万美元", "USD 1200000"),
     ("US$ 640,000.50", "USD 640000.50"), ("3.2 million US dollars", "USD 3200000")],
)  # fmt: skip
def test_an_amount_is_read(text: str, amount: str) -> None:
    assert values(text, "amount") == [amount]


@pytest.mark.parametrize("text", ["EUR 2350,000 is what the seal left", "EUR 12.34.56"])
def test_a_figure_that_no_country_writes_is_no_amount(text: str) -> None:
    assert values(text, "amount") == []


@pytest.mark.parametrize(
    ("words", "articles"),
    [("articles 46 and 55 of the", "46, 55"), ("article 46, paragraph 4, and article 56 of the", "46, 56"), ("第四十六条", "46"),
     ("artigo 46.o, n.o 21, alinea b), da", "46"), ("подпункта b пункта 21 статьи 46", "46")],
)  # fmt: skip
def test_articles_without_their_paragraphs(words: str, articles: str) -> None:
    assert articles_in(words) == articles


def test_a_label_at_the_head_of_a_column_names_what_stands_beneath() -> None:
    text = "Your reference        Our reference        Date\n2026/0019        ILD 2026-1187        27 March 2026"
    assert values(text, "our_reference") == ["2026/0019"]
    assert values(text, "their_reference") == [
        {"number": "ILD 2026-1187", "of": "letter", "owner": "transmitting_authority"}
    ]
    assert values(text, "date_written") == ["2026-03-27"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Your reference: (none)", "our_reference"),
        ("This is not urgent.", "urgency"),
        ("We shall inform you of the result by 30 June 2026.", "deadline"),
        ("The Anti-Corruption Division fights against bribery in the State.", "state"),
        ("the United Nations Convention against Corruption and bribery", "person"),
        ("the Convention on combating bribery of foreign public officials", "offence"),
        ("The hearing was long ago.", "hearing_date"),
        ("Your request for pre-trial detention was read.", "custody"),
    ],
)
def test_what_is_not_said_is_not_proposed(text: str, field: str) -> None:
    assert values(text, field) == []


@given(st.text(max_size=60))
def test_folding_is_settled(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_phrase_survives_lost_blanks_but_not_the_middle_of_a_word() -> None:
    assert re.search(phrase("no later than"), fold("nolaterthan15"))
    assert re.search(phrase("court"), fold("escourt")) is None

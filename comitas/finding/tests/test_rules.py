"""Words, questions, names and excerpts, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.finding.rules import names, words
from comitas.finding.rules.asked import asked
from comitas.finding.rules.excerpts import LENGTH, excerpt, spans


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("The REQUESTS were answered", "request"),
        ("une personne extradée hier", "extrader"),
        ("une personne extradée hier", "extradee"),
        ("L’extradition de l’État requis", "extraditions etat"),
        ("las solicitudes de asistencia", "solicitud"),
        ("os pedidos de extradição", "extradicao pedido"),
        ("О банковских счетах и запросах", "банковский счёт запрос"),
        ("تحيل إليها طلبات المساعدة القانونية", "طلب مساعدة"),
        ("关于银行账户的司法协助请求书", "司法协助"),
        ("关于银行账户的司法协助请求书", "书"),
        ("Ihre Zeichen: PG/IC/0417 – 26", "pg-ic-0417-26"),
        ("Straße und Œuvre", "STRASSE oeuvre"),
    ],
)
def test_a_text_is_found_whatever_the_form_of_its_words(written: str, typed: str) -> None:
    sought = asked(typed)
    assert sought.terms
    for sequence in sought.forms:
        assert spans(written, [sequence]), sequence


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("bank and later accounts", '"bank accounts"'),
        ("协助司法", "司法协助"),
        ("the harbour", "arbour"),
        ("IC/0417", "0417/IC"),
    ],
)
def test_what_is_not_there_is_not_found(written: str, typed: str) -> None:
    assert not all(spans(written, [sequence]) for sequence in asked(typed).forms)


def test_words_that_stand_everywhere_are_left_out_of_a_question_that_has_others() -> None:
    assert asked("the harbour of the company").tsquery == asked("harbour company").tsquery
    assert asked("the").tsquery != ""


def test_a_question_has_an_end() -> None:
    assert len(asked("word " * 500).terms) == 1
    assert len(asked(" ".join(f"w{n}" for n in range(500))).terms) <= 12


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_question_that_postgresql_can_read(typed: str) -> None:
    """Quotation marks, backslashes and operators of its language never come through: only forms between our own signs."""
    told = asked(typed).tsquery.split("'")
    assert set("".join(told[::2])) <= set(" ()|&<->:*")
    assert not any(set(piece) & set("\\ \x00()|&:*") for piece in told[1::2])


@given(st.text(max_size=400), st.text(max_size=40))
def test_an_excerpt_is_a_piece_of_the_text(text: str, typed: str) -> None:
    found = excerpt(text, asked(typed).forms)
    shown = "".join(piece.text for piece in found.pieces)
    assert len(shown) <= LENGTH + 8
    assert found.words in text


def test_an_excerpt_shows_the_place_where_most_of_the_words_stand() -> None:
    text = f"bank {'x ' * 400} the accounts of the bank {'y ' * 400}"
    found = excerpt(text, asked("bank accounts").forms)
    assert [piece.text for piece in found.pieces if piece.found] == ["accounts", "bank"]


ALIKE = [
    ("Хаджиев", "Hadzhiev"), ("Хаджиев", "Khadjiev"), ("Hadžiev", "Хаджиев"), ("Mohammed al-Harbi", "محمد الحربي"), ("Mohamed Alharbi", "محمد الحربي"),
    ("Ivanoff", "Иванов"), ("Yulia Timoshenko", "Юлия Тимошенко"), ("Wang Wei", "王伟"), ("Mueller", "Müller"), ("Chtcherbakov", "Щербаков"),
    ("Abdullah", "عبد الله"), ("Gaddafi", "القذافي"), ("Qadhafi", "Gaddafi"), ("Joukov", "Жуков"), ("Gorbatschow", "Горбачёв"), ("Stefan", "Stephen"),
]  # fmt: skip
UNLIKE = [
    ("Ivanov", "Petrov"), ("Wang", "Huang"), ("Smith", "Schmidt"), ("Johnson", "Jansen"), ("Berg", "Burger"), ("Ahmed", "Hamad"), ("Novak", "Nowicki"),
    ("Meier", "Moor"), ("Rossi", "Russo"), ("Lopez", "Lapaz"), ("Anna Berg", "Anna Lind"),
]  # fmt: skip


@pytest.mark.parametrize(("sought", "written"), ALIKE)
def test_names_are_alike_across_scripts_and_ways_of_writing(sought: str, written: str) -> None:
    assert names.likeness(names.keys(sought), written) >= names.ALIKE


@pytest.mark.parametrize(("sought", "written"), UNLIKE)
def test_other_names_are_not(sought: str, written: str) -> None:
    assert names.likeness(names.keys(sought), written) < names.ALIKE


@given(st.text(max_size=80))
def test_a_name_is_like_itself(name: str) -> None:
    sought = names.keys(name)
    assert not sought or names.likeness(sought, name) >= names.ALIKE


@given(st.text(max_size=200))
def test_a_vector_never_repeats_a_form(text: str) -> None:
    forms = words.vector(words.Field(text, "A")).split("'")[1::2]
    assert len(forms) == len(set(forms))

"""Finding words on a page."""

from hypothesis import given
from hypothesis import strategies as st

from comitas.documents.rules import finding
from comitas.documents.rules.reading import Line, Page, Word


def line(*words: str, between: str = " ") -> Line:
    placed = tuple(Word(word, (index / 10, 0.0, index / 10 + 0.05, 0.1)) for index, word in enumerate(words))
    return Line(between.join(words), (0.0, 0.0, 1.0, 0.1), placed, 0.9)


def page(*lines: Line) -> Page:
    return Page(3, 100, 100, 0, "ocr", "fr", "Latn", "good", lines, ())


def found(words: str, *lines: Line) -> list[tuple[int, list[float]]]:
    return [(hit.line, [box[0] * 10 for box in hit.boxes]) for hit in finding.hits(page(*lines), words)]


def test_case_accents_and_width_do_not_matter() -> None:
    assert found("evecHE", line("un"), line("l’", "Évêché")) == [(1, [1.0])]
    assert found("IBAN", line("ＩＢＡＮ")) == [(0, [0.0])]
    assert found("запрос", line("ЗАПРОС")) == [(0, [0.0])]


def test_several_words_are_found_across_blanks() -> None:
    assert found("  sol   okoro ", line("Mr", "Sol", "Okoro,", "Norrhaven")) == [(0, [1.0, 2.0])]


def test_part_of_a_word_is_found_and_each_time() -> None:
    assert found("an", line("banana", "can")) == [(0, [0.0]), (0, [0.0]), (0, [1.0])]


def test_chinese_is_found_across_words() -> None:
    assert found("人民法院", line("最高", "人民", "法院", between="")) == [(0, [1.0, 2.0])]


def test_nothing_is_found_for_nothing() -> None:
    assert found("   ", line("a b")) == [] and found("absent", line("a b")) == []


@given(
    st.lists(
        st.text(min_size=1, max_size=8).filter(lambda word: word.strip() == word and word), min_size=1, max_size=6
    ),
    st.text(max_size=6),
)
def test_whatever_is_sought_it_answers_with_boxes_of_the_line(words: list[str], sought: str) -> None:
    made = line(*words)
    for hit in finding.hits(page(made), sought):
        assert hit.boxes and set(hit.boxes) <= {word.box for word in made.words}

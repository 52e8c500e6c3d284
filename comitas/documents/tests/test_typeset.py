"""Text set on pages: nothing of it is lost, and every word stands where its box says."""

from __future__ import annotations

import io
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from comitas.documents.conversion import images
from comitas.documents.conversion.typeset import LETTER, TABLE, Block, cleaned, paragraphs, typeset
from comitas.documents.rules import limits
from comitas.documents.rules.reading import Page

ARABIC = (
    "الجهات المختصة في جمهورية أرلاند تطلب المساعدة في القضية رقم 2026/118، والحساب EE38 2200 2210 2014 5685 (بنك)."
)
CHINESE = "博兰共和国检察院请求提供账户4471的银行记录，案件编号为公外函〔2026〕303号。"


def words_of(page: Page) -> list[str]:
    return [word.text for line in page.lines for word in line.words]


@pytest.mark.parametrize(
    "text", [ARABIC, "הרשויות מבקשות עזרה בתיק 2026/118 (דחוף).", "Évêché — Київ", "a\u200cb می\u200cخواهم"]
)
def test_the_text_is_that_of_the_file_in_its_order(text: str) -> None:
    (typed,) = typeset(paragraphs(text))
    assert words_of(typed.page) == text.split()
    assert Page.from_json(typed.page.to_json()) == typed.page


def test_arabic_runs_from_the_right_and_its_account_number_is_not_turned_round() -> None:
    (typed,) = typeset(paragraphs(ARABIC))
    first, second = typed.page.lines[0].words[:2]
    assert first.box[0] > second.box[2] and first.box[2] > 0.9
    assert "EE38 2200 2210 2014 5685" in " ".join(words_of(typed.page))
    assert (typed.page.script, typed.page.language) == ("Arab", "ar")


def test_chinese_is_joined_without_blanks() -> None:
    (typed,) = typeset(paragraphs(CHINESE))
    assert "".join(line.text for line in typed.page.lines) == CHINESE


def test_each_word_is_drawn_inside_its_box() -> None:
    (typed,) = typeset(paragraphs("Request PG/118/2026"))
    high, wide = typed.picture.shape[:2]
    ink = typed.picture[:, :, 0] < 128
    inside = np.zeros_like(ink)
    for word in typed.page.lines[0].words:
        x0, y0, x1, y1 = (round(side * whole) for side, whole in zip(word.box, (wide, high) * 2, strict=True))
        assert ink[y0:y1, x0:x1].any()
        inside[y0 - 2 : y1 + 2, x0 - 2 : x1 + 2] = True
    assert not (ink & ~inside).any()


def test_the_picture_of_a_dense_page_is_sharp_and_small() -> None:
    chance = random.Random(3)
    words = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randrange(2, 11))) for _ in range(230))
    typed = next(iter(typeset(paragraphs(" ".join(words)))))
    data = images.drawn(typed.picture)
    assert len(data) <= limits.VIEW_AIM_BYTES
    with Image.open(io.BytesIO(data)) as shown:
        assert (np.asarray(shown.convert("L")) == typed.picture[:, :, 0]).all()


def test_a_long_text_goes_over_several_pages_and_a_number_that_is_broken_gets_no_hyphen() -> None:
    pages = list(typeset(paragraphs("\n".join(f"Line {number}" for number in range(100)) + "\n" + "7" * 120)))
    assert [typed.page.number for typed in pages] == list(range(1, len(pages) + 1))
    words = [word for typed in pages for word in words_of(typed.page)]
    assert words[:4] == ["Line", "0", "Line", "1"] and "".join(words[200:]) == "7" * 120
    assert all(line.box[3] <= 1 - LETTER.margin / LETTER.height + 0.01 for typed in pages for line in typed.page.lines)


def test_cells_of_a_row_stand_side_by_side() -> None:
    (typed,) = typeset([Block(("12 March 2026", "Korvin", "610000"), (1, 2, 1))], TABLE)
    boxes = [line.box for line in typed.page.lines]
    assert [line.text for line in typed.page.lines] == ["12 March 2026", "Korvin", "610000"]
    assert boxes[0][2] < boxes[1][0] < boxes[1][2] < boxes[2][0] and len({box[1] for box in boxes}) == 1


def test_nothing_to_set_is_an_empty_page() -> None:
    (typed,) = typeset([])
    assert (typed.page.quality, typed.page.lines) == ("blank", ()) and typed.picture.min() == 255


def test_signs_that_turn_the_writing_round_are_left_out() -> None:
    assert cleaned("invoice\u202egnp.exe\0\x1b[31m") == "invoicegnp.exe[31m"


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_any_text_can_be_set_and_none_of_it_is_lost(text: str) -> None:
    shown = "".join(cleaned(line) for line in text.splitlines()).split()
    read = "".join("".join(words_of(typed.page)) for typed in typeset(paragraphs(text)))
    assert read.replace(" ", "") == "".join(shown)

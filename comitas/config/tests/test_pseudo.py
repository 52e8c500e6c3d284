"""The generated right-to-left language: every text, mirrored and accented, with its placeholders whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import translation
from django.utils.translation import gettext, ngettext
from hypothesis import given
from hypothesis import strategies as st

from comitas.config import messages, pseudo


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[None]:
    """The language, installed and active."""
    pseudo.make(tmp_path)
    with override_settings(LOCALE_PATHS=[tmp_path], LANGUAGES=[("en", "en"), ("ar", "ar")]):
        with translation.override("ar"):
            yield


def test_every_text_of_the_program_is_in_it(spoken: None) -> None:
    texts = [text for app in messages.apps() for context, text in messages.gathered(app) if context is None]
    plain = [text for text in texts if isinstance(text, str) and pseudo.KEPT.sub("", text)]
    assert len(plain) > 50
    assert [text for text in plain if pseudo.RIGHT_TO_LEFT not in gettext(text)] == []


def test_it_runs_from_right_to_left(spoken: None) -> None:
    assert translation.get_language_bidi()


def test_all_six_plural_forms_are_filled(spoken: None) -> None:
    plural = next(text for app in messages.apps() for _, text in messages.gathered(app) if isinstance(text, tuple))
    assert all(pseudo.RIGHT_TO_LEFT in ngettext(*plural, n) for n in (0, 1, 2, 5, 50, 100))


@pytest.mark.parametrize("kept", ["%(count)d", "%s", "{number}", "<b>", "</a>", "&nbsp;", "%%"])
def test_what_is_filled_in_stays_as_it_is(kept: str) -> None:
    assert f" {kept} " in pseudo.written(f"Before {kept} after")


@given(st.text(max_size=60))
def test_any_text_comes_back_when_the_marks_are_taken_off(text: str) -> None:
    bare = pseudo.written(text).replace(pseudo.RIGHT_TO_LEFT, "").replace(pseudo.BACK, "")
    table = {ord(m): p for p, m in zip(pseudo.PLAIN, pseudo.MARKED, strict=True)}
    hidden = str.maketrans("", "", "~" + pseudo.RIGHT_TO_LEFT + pseudo.BACK)
    assert bare.translate(hidden).translate(table) == text.translate(hidden).translate(table)

"""What the catalogues say is what is shown: every one is loaded, and no two of them say the same text differently."""

from collections import defaultdict

import polib
import pytest
from django.utils import translation

from comitas.config.settings import ROOT


def said(language: str) -> dict[tuple[str | None, str], set[str]]:
    found: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for path in sorted((ROOT / "comitas").glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            if not entry.msgid_plural:
                found[entry.msgctxt, entry.msgid].add(entry.msgstr)
    return found


@pytest.mark.parametrize("language", ["fr"])
def test_every_text_is_shown_as_its_catalogue_says_it(language: str) -> None:
    known = said(language)
    with translation.override(language):
        shown = {
            (context, text): translation.pgettext(context, text) if context else translation.gettext(text)
            for context, text in known
        }
    assert {key: words for key, words in shown.items() if known[key] != {words}} == {}
    assert shown[None, "Home"] != "Home", "config is no app, and its catalogue has to be named"

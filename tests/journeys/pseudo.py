"""A language made by machine from every text there is: letters of Arabic, from right to left. What is left in Latin was never marked.

It says nothing that anybody could read. It proves that every text is translated and that every page can be mirrored.
"""

import os
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from comitas.config import messages
from comitas.core.text import isolated

LANGUAGE = "ar"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابجدهوزحطيكلمنسعفصقرشتثخذض"
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[sd%]|\{[^}]*\}|<[^>]+>|&\w+;|\n)")
NUMBER = re.compile(
    r"\d+[A-Za-z]?(?:\(\w+\))+(?:-\(\w+\))?|\d+/\d+"
)  # 46(3)(a), 2014/41: a translator isolates what has an order of its own
TABLE = str.maketrans(LATIN + LATIN.upper(), ARABIC + ARABIC)


def written(text: str) -> str:
    """*text* in the made-up language; placeholders and tags stay."""
    return "".join(part if KEPT.fullmatch(part) else _said(part) for part in KEPT.split(text))


def _said(text: str) -> str:
    return NUMBER.sub(lambda found: isolated(found.group()), text).translate(TABLE)


def make(folder: Path) -> None:
    """Write the catalogue of every app's texts under *folder*, whole or not at all."""
    catalog = Catalog(locale=LANGUAGE, domain="django", fuzzy=False)
    for app in messages.apps():
        for context, text in messages.gathered(app):
            one, many = (text, text) if isinstance(text, str) else text
            plural = (written(one), *[written(many)] * (catalog.num_plurals - 1))
            catalog.add(text, written(one) if isinstance(text, str) else plural, context=context)
    target = folder / LANGUAGE / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as file:
        write_mo(file, catalog)
    fresh.replace(target)

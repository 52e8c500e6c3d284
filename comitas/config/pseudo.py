"""A language that nobody speaks, written from right to left: it shows every text that was not translated, and every layout
that only works from left to right.

Each text of ours is written with accents and mirrored by a right-to-left override (UAX #9), a third longer, as translations are.
It takes the place of Arabic, whose plural rules it must fill, so that Django turns pages around by itself.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from comitas.config import messages
from comitas.config.messages import Text

CODE = "ar"
RIGHT_TO_LEFT, BACK = "\u202e", "\u202c"
# What a program fills in or a browser reads stays as it is: %(name)s, {name}, tags, character references.
KEPT = re.compile(r"(%\([^)]*\)[a-z]|%[sd%]|\{[^{}]*\}|<[^>]*>|&#?\w+;|\s+)")
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MARKED = "ÅƁÇĐÉƑĜĤÎĴĶĹṀÑÕÞǪŔŠŢÛṼŴẊÝŽåƀçđéƒĝĥîĵķĺɱñöþǫŕšţûṽŵẋýž"
ACCENTS = str.maketrans(PLAIN, MARKED)
LONGER = 3  # one more sign for each so many: French and Spanish run a third longer than English


def written(text: str) -> str:
    """*text* in the language, with its placeholders as they were: "Save %(name)s" is "‮Šåṽé~‬ %(name)s"."""
    return "".join(part if KEPT.fullmatch(part) or not part else _turned(part) for part in KEPT.split(text))


def _turned(word: str) -> str:
    return f"{RIGHT_TO_LEFT}{word.translate(ACCENTS)}{'~' * (len(word) // LONGER)}{BACK}"


def catalogue(texts: list[Text]) -> Catalog:
    """Every text in the language, in all six forms of an Arabic plural."""
    made = Catalog(locale=CODE, domain="django", project="Comitas", fuzzy=False)
    for context, text in texts:
        if isinstance(text, str):
            made.add(text, written(text), context=context)
        else:
            made.add(text, (written(text[0]), *[written(text[1])] * (made.num_plurals - 1)), context=context)
    return made


def make(folder: Path) -> Path:
    """Write the compiled catalogue of the whole program under *folder*, for Django's LOCALE_PATHS; returns its path."""
    path = folder / CODE / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = [text for app in messages.apps() for text in messages.gathered(app)]
    with path.open("wb") as target:
        write_mo(target, catalogue(list(dict.fromkeys(texts))))
    return path


def main(arguments: list[str]) -> int:
    """`python -m comitas.config.pseudo FOLDER`."""
    print(make(Path(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

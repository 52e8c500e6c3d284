"""Words in the form in which they are searched for: stems of seven languages, without case, accents and vowel points.

Chinese, Japanese and Korean are written without blanks or with endings; of them every two signs that follow each other are a
word, so that whatever stands in the text is found, and nobody needs a dictionary that knows names.

Stems are made here and not by the database: the same function then finds, and marks what was found; and what is folded does
not depend on the locale of a server.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import snowballstemmer
import stop_words

from comitas.directory.rules.folding import fold

LATIN = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese"}
EVERY_LATIN = tuple(LATIN.values())
CYRILLIC, ARABIC = "russian", "arabic"
LONGEST_WORD = 60
MANY_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
FIRST_OF_MANY = "\u3040"
POINTS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
"""Marks that stand upon a letter or lengthen it: they end no word."""

_PIECE = re.compile(rf"[{MANY_SIGNS}]+|(?:[^\W_{MANY_SIGNS}]|[{POINTS}])+")
_SCRIPTS = ((re.compile(r"[\u0400-\u052f]"), (CYRILLIC,)), (re.compile(r"[\u0600-\u06ff\ufb50-\ufeff]"), (ARABIC,)))
_LETTER = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")
_MANY = re.compile(rf"[{MANY_SIGNS}]")


class Token(NamedTuple):
    """One word of a text: where it stands, and the forms by which it is found."""

    start: int
    end: int
    lexemes: tuple[str, ...]


def tokens(text: str, language: str = "") -> Iterator[Token]:
    """The words of *text* in their order. *language* as a page is marked with; "" where nobody knows."""
    latin = (LATIN[language],) if language in LATIN else EVERY_LATIN
    for found in _PIECE.finditer(text):
        piece, start = found[0], found.start()
        if not piece[0] >= FIRST_OF_MANY or not _MANY.match(piece):
            if lexemes := stems(piece, latin):
                yield Token(start, found.end(), lexemes)
            continue
        for place, pair in enumerate(pairwise(piece)):
            yield Token(start + place, start + place + 2, (fold("".join(pair)).replace(" ", ""),))
        yield Token(
            found.end() - 1, found.end(), (fold(piece[-1]) or piece[-1],)
        )  # so that one sign is found wherever it stands


@lru_cache(maxsize=200_000)
def stems(word: str, latin: tuple[str, ...] = EVERY_LATIN) -> tuple[str, ...]:
    """The forms of one word, in the languages of its script: of the word as written and of the word without its accents.

    Both, because a stemmer takes "-ée" away only where it sees the accent, and who searches may not type it.
    """
    word = word[:LONGEST_WORD].casefold()
    folded = fold(word).replace(" ", "")
    if not folded or any(sign.isdigit() for sign in folded):
        return (folded,) if folded else ()
    found = (form for language in _languages(word, latin) for form in (_stem(language, word), _stem(language, folded)))
    return tuple(dict.fromkeys(form for form in found if form)) or (folded,)


def _languages(word: str, latin: tuple[str, ...]) -> tuple[str, ...]:
    for script, languages in _SCRIPTS:
        if script.search(word):
            return languages
    return latin if _LETTER.search(word) else ()


def _stem(language: str, word: str) -> str:
    stem: str = _stemmer(language).stemWord(word)
    if language == ARABIC:  # a plural loses its ending in two steps
        stem = _stemmer(language).stemWord(stem)
    return fold(stem).replace(" ", "")


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


@cache
def _silent() -> frozenset[str]:
    lists = (stop_words.get_stop_words(code) for code in ("en", "fr", "es", "pt", "ru", "ar"))
    return frozenset(fold(word) for words in lists for word in words if not any(sign.isdigit() for sign in word))


def says_nothing(word: str) -> bool:
    """Whether *word* stands in every text, like "the": it is left out of a question that has others."""
    return fold(word) in _silent()


MOST_PLACES = 255
LAST_PLACE = 16_383
"""What the database keeps of where a word stands."""
LONGEST_TEXT = 60_000
"""Characters of one entry that are searched: thirty pages on one. A tsvector ends at a megabyte, and no text may stop the reader."""


@dataclass(frozen=True, slots=True)
class Field:
    """A text to be searched; `weight` A counts most, D least."""

    text: str
    weight: str = "D"
    language: str = ""


def vector(*fields: Field) -> str:
    """Texts as PostgreSQL writes a tsvector: each form with the places where it stands."""
    places: dict[str, list[str]] = {}
    place, left = 0, LONGEST_TEXT
    for field in fields:
        text = field.text[:left]
        left -= len(text)
        for token in tokens(text, field.language):
            place += 1
            for lexeme in token.lexemes:
                known = places.setdefault(lexeme, [])
                if len(known) < MOST_PLACES and place <= LAST_PLACE:
                    known.append(f"{place}{field.weight}")
        place += 10  # no phrase runs from one text into the next
    return " ".join(f"'{lexeme}':{','.join(known)}" if known else f"'{lexeme}'" for lexeme, known in places.items())

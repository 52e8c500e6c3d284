"""When two names are alike, in whatever script and by whatever way of writing one in another's letters.

A name is written in Latin letters (anyascii, after the usual tables), and beside that as the bare consonants that no way of writing it
drops: Хаджиев, Khadzhiev, Hadžiev and Hadjiev have the same ones, and so have محمد, Mohammed and Muhamad.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

from comitas.directory.rules.folding import fold

MOST_WORDS = 6
FEWEST_LETTERS = 3
FEWEST_BONES = 2
ALIKE = 80.5
"""Of a hundred: from here on two names are said to be alike."""

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNSPOKEN = re.compile(r"[\u0590-\u06ff\u0700-\u077f\ufb1d-\ufdff\ufe70-\ufeff]")
_ARTICLE = re.compile(r"\bال(?=\w{3})")
# Sounds that one language's way of writing spells otherwise than another's, the longest first.
_SOUNDS = (
    ("chtch", "s"), ("tsch", "s"), ("shch", "s"), ("sch", "s"), ("tch", "s"), ("dzh", "s"), ("dj", "s"), ("dz", "s"), ("zh", "s"), ("sh", "s"),
    ("ch", "s"), ("kh", "h"), ("gh", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("x", "ks"),
)  # fmt: skip
_ENDINGS = re.compile(r"(?:ff|w|f)$")
_LETTERS = str.maketrans({"c": "k", "q": "k", "g": "k", "w": "v", "p": "b", "j": "s", "z": "s"})
_SPOKEN = str.maketrans("", "", "aeiouy'`")


@dataclass(frozen=True, slots=True)
class Key:
    """One word of a name: in Latin letters, and its consonants."""

    latin: str
    bones: str
    bare: bool = False
    """It comes from a script that writes few vowels or none: its consonants alone are compared."""


@lru_cache(maxsize=50_000)
def keys(name: str) -> tuple[Key, ...]:
    """The words of a name as they are compared."""
    apart = name if name.isascii() else _JOINED.sub(" ", anyascii(_ARTICLE.sub("", name)))
    bare = bool(_UNSPOKEN.search(name))
    return tuple(Key(word, bones(word), bare) for word in fold(apart).split())


def bones(word: str) -> str:
    """The consonants of a word in Latin letters, one for each sound; of a word without any, the word."""
    word = _ENDINGS.sub("v", word)
    for sound, letter in _SOUNDS:
        word = word.replace(sound, letter)
    bare = word.translate(_LETTERS).translate(_SPOKEN)
    return re.sub(r"(.)\1+", r"\1", bare) or word


def written(names: Iterable[str]) -> str:
    """What is kept of the names of a person, for the database to look through."""
    found = dict.fromkeys(part for name in names for key in keys(name) for part in (key.latin, f"{key.bones}-"))
    return " ".join(part for part in found if part)


def asked(typed: str) -> tuple[Key, ...]:
    """The words of what was typed, where it may be a name: a few words, no number."""
    found = keys(typed)
    if len(found) > MOST_WORDS or any(sign.isdigit() for sign in typed):
        return ()
    return tuple(key for key in found if len(key.latin) >= FEWEST_LETTERS)


def likeness(sought: Sequence[Key], name: str) -> float:
    """How much of what is *sought* is in *name*, of a hundred: the least of its words, since all must be there.

    Or the whole beside the whole: Abdullah is one word here and two there.
    """
    there = keys(name)
    by_words = min((max((_alike(one, other) for other in there), default=0.0) for one in sought), default=0.0)
    if by_words >= ALIKE or not there or not sought:
        return by_words
    return max(by_words, _alike(_joined(sought), _joined(there)))


def _joined(words: Sequence[Key]) -> Key:
    return Key("".join(key.latin for key in words), "".join(key.bones for key in words), words[0].bare)


def _alike(one: Key, other: Key) -> float:
    """By their letters and their consonants alike; by these alone where a script writes no vowels."""
    by_letters = fuzz.ratio(one.latin, other.latin)
    if min(len(one.bones), len(other.bones)) < FEWEST_BONES:
        return by_letters
    by_bones = fuzz.ratio(one.bones, other.bones)
    if one.bare or other.bare:
        return max(by_letters, 0.95 * by_bones)
    return max(by_letters, (by_letters + by_bones) / 2)

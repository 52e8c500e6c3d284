"""The place in a text where most of what was asked for stands, with the words that were found marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comitas.finding.rules.words import Token, tokens

LENGTH = 240
"""Characters of an excerpt."""
LEAD = 60
"""Of them before the first word that was found."""

Sequences = Sequence[tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt; `found` is to be marked."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`pieces` in their order; `words` is what stands at the first place marked, as it is written there."""

    pieces: tuple[Piece, ...]
    words: str


def excerpt(text: str, sought: Sequences, language: str = "", length: int = LENGTH) -> Excerpt:
    """The best stretch of *text*. Where nothing is found in it, its beginning."""
    places = _places(list(tokens(text, language)), sought)
    if not places:
        return Excerpt((Piece(_trimmed(text, 0, length), False),), "")
    start = _best(places, length)
    begin = _word_start(text, max(0, start - LEAD))
    end = _word_end(text, min(len(text), begin + length))
    inside = [(a, b) for a, b, _term in places if begin <= a and b <= end]
    first = inside[0] if inside else places[0][:2]
    return Excerpt(tuple(_pieces(text, begin, end, inside)), text[first[0] : first[1]])


def spans(text: str, sought: Sequences, language: str = "") -> list[tuple[int, int]]:
    """Every place of *text* where one of *sought* stands: start and end."""
    return [(start, end) for start, end, _term in _places(list(tokens(text, language)), sought)]


def _places(found: list[Token], sought: Sequences) -> list[tuple[int, int, int]]:
    """Where each of *sought* stands: start, end and which; joined where two of one kind touch."""
    forms = [[frozenset(word) for word in sequence] for sequence in sought]
    firsts: dict[str, list[int]] = {}
    for number, sequence in enumerate(forms):
        for lexeme in sequence[0]:
            firsts.setdefault(lexeme, []).append(number)
    places: list[tuple[int, int, int]] = []
    looked_for = firsts.keys()
    for place, token in enumerate(found):
        if looked_for.isdisjoint(token.lexemes):
            continue
        for number in dict.fromkeys(n for lexeme in token.lexemes for n in firsts.get(lexeme, ())):
            following = found[place : place + len(forms[number])]
            if len(following) == len(forms[number]) and all(
                not sequence.isdisjoint(one.lexemes) for one, sequence in zip(following, forms[number], strict=True)
            ):
                _add(places, token.start, following[-1].end, number)
    return places


def _add(places: list[tuple[int, int, int]], start: int, end: int, number: int) -> None:
    if places and start < places[-1][1]:
        places[-1] = (places[-1][0], max(end, places[-1][1]), places[-1][2])
    else:
        places.append((start, end, number))


def _best(places: list[tuple[int, int, int]], length: int) -> int:
    """Where to begin so that most of the different words are to be seen, and then most words."""
    best, chosen = (0, 0), places[0][0]
    for index, (start, _end, _term) in enumerate(places):
        seen = [term for a, b, term in places[index : index + 40] if b <= start + length - LEAD]
        if (score := (len(set(seen)), len(seen))) > best:
            best, chosen = score, start
    return chosen


def _word_start(text: str, place: int) -> int:
    """The nearest beginning of a word from *place* on; *place* itself in a script without blanks."""
    if place == 0:
        return 0
    blank = text.find(" ", place, place + 30)
    return blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int) -> int:
    """The nearest end of a word before *place*; *place* itself at the end, and in a script without blanks."""
    blank = text.rfind(" ", place - 30, place) if place < len(text) else -1
    return blank if blank >= 0 else place


def _trimmed(text: str, begin: int, end: int) -> str:
    cut = " ".join(text[begin:end].split())
    return f"{'… ' if begin else ''}{cut}{' …' if end < len(text) else ''}"


def _pieces(text: str, begin: int, end: int, inside: Iterable[tuple[int, int]]) -> list[Piece]:
    pieces, at = [Piece("… " if begin else "", False)], begin
    for start, stop in inside:
        pieces += [Piece(_blanks(text[at:start]), False), Piece(_blanks(text[start:stop]), True)]
        at = stop
    pieces += [Piece(_blanks(text[at:end]), False), Piece(" …" if end < len(text) else "", False)]
    return [piece for piece in pieces if piece.text]


def _blanks(text: str) -> str:
    """Ends of lines become blanks; those at the ends of a stretch stay, or words would run together."""
    inner = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"

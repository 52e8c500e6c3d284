"""What somebody typed into the search: words, "words in this order", references whatever their punctuation, names."""

import re
from dataclasses import dataclass

from comitas.directory.rules.folding import fold
from comitas.finding.rules import names, words

LONGEST = 200
"""Characters that are searched for."""
MOST_WORDS = 12
FEWEST_OF_REFERENCE = 3
ELISION = 2
"""Letters before an apostrophe that belong to the next word: l'extradition, d’Arland, qu'il."""

_CHUNK = re.compile(r'"([^"]*)"|(\S+)')
_ELIDED = re.compile(rf"^\w{{1,{ELISION}}}[’'ʼ](?=\w)")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one after the other, each in one of its forms; mostly one word."""

    sequence: tuple[tuple[str, ...], ...]
    open: bool = False
    """One sign of a script without blanks: whatever begins with it."""

    @property
    def written(self) -> str:
        return " <-> ".join(_any(forms, ":*" if self.open else "") for forms in self.sequence)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `terms` must all stand in one place; `reference` and `names` are looked for beside."""

    typed: str
    terms: tuple[Term, ...]
    reference: str
    names: tuple[names.Key, ...]

    @property
    def tsquery(self) -> str:
        """As PostgreSQL writes it; "" asks for nothing."""
        return " & ".join(f"({term.written})" for term in self.terms)

    @property
    def forms(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The sequences to be marked in what was found."""
        return tuple(term.sequence for term in self.terms)

    @property
    def empty(self) -> bool:
        return not (self.terms or self.reference or self.names)


def asked(text: str) -> Asked:
    """What *text* asks for. Of a long one the first characters and words."""
    typed = " ".join(text.replace("\x00", " ")[:LONGEST].split())
    chunks = [(quoted or plain, bool(quoted)) for quoted, plain in _CHUNK.findall(typed) if quoted or plain]
    telling = [chunk for chunk in chunks if chunk[1] or not words.says_nothing(chunk[0])] or chunks
    terms = [term for chunk, _quoted in telling[:MOST_WORDS] if (term := _term(chunk))]
    return Asked(typed, tuple(dict.fromkeys(terms)), _reference(typed), names.asked(typed))


def _term(chunk: str) -> Term | None:
    found = list(words.tokens(_ELIDED.sub("", chunk)))
    many = found and found[-1].end - found[-1].start == 1 and len(found) > 1 and found[-1].start < found[-2].end
    if many:  # the last sign of several stands in the pair before it
        found.pop()
    sequence = tuple(token.lexemes for token in found[:MOST_WORDS])
    if not sequence:
        return None
    single = len(sequence) == 1 and len(chunk) == 1 and ord(chunk) > 0x2E7F
    return Term(sequence, open=single)


def _reference(typed: str) -> str:
    """Letters and digits of what may be somebody's number: it has a digit."""
    folded = fold(typed).replace(" ", "")
    return folded if len(folded) >= FEWEST_OF_REFERENCE and any(sign.isdigit() for sign in folded) else ""


def _any(forms: tuple[str, ...], ending: str) -> str:
    joined = " | ".join(f"'{form}'{ending}" for form in forms)
    return f"({joined})" if len(forms) > 1 else joined

"""What is typed to find a case, made comparable: names without accents and case, references as letters and digits only."""

from comitas.directory.rules.folding import fold

LONGEST = 200
FEWEST = 2
"""Characters that are searched for, at most and at least: one letter stands in every name."""


def folded_name(text: str) -> str:
    """A name in the form in which names are compared."""
    return fold(text[:LONGEST])


def folded_reference(text: str) -> str:
    """A reference without blanks and punctuation: "PG/IC/0417 – 26" and "pg ic 0417/26" are the same."""
    return fold(text[:LONGEST]).replace(" ", "")


def folded_all(*texts: str) -> str:
    """Several texts in one, each as names are compared, so that no word runs from one into the next."""
    return " | ".join(fold(text) for text in texts if text)

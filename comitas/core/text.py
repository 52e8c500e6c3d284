"""Text marking for places that must stay plain Python.

Rules may not import Django, yet their words reach users. They mark each text with `N_`; Babel extracts it, and whoever shows
the text translates it with `gettext`.
"""


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools know
    """Mark *text* for extraction and give it back unchanged."""
    return text


FIRST_STRONG, POP = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """*text* of another direction inside a sentence: it keeps its order and disturbs none (Unicode Annex 9, FSI and PDI)."""
    return f"{FIRST_STRONG}{text}{POP}" if text else ""

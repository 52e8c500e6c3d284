"""Text marking for places that must stay plain Python.

Rules may not import Django, yet their words reach users. They mark each text with `N_`; Babel extracts it, and whoever shows
the text translates it with `gettext`.
"""


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools know
    """Mark *text* for extraction and give it back unchanged."""
    return text

"""The text of an HTML mail. Nothing in it runs and nothing is loaded: tags are read, never obeyed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

SILENT = frozenset("script style head title template iframe object embed applet noscript svg math select".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p"
    " pre section table tr ul".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 blockquote table".split())
_ACTIVE = frozenset("script iframe object embed applet form".split())
_LOADS = re.compile(r"\s*(?:https?:|ftp:|//|\\\\|file:)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*(?:https?:|//)", re.IGNORECASE)


def text_of(markup: str) -> tuple[str, set[str]]:
    """The text, a line a paragraph, and the notes it earns (`active-content`, `remote-content`)."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"), reader.notes


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.notes: set[str] = set()
        self._silent = ""
        self._depth = self._ended = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)
        if self._silent:
            self._depth += tag == self._silent
        elif tag in SILENT and tag not in _VOID:
            self._silent, self._depth = tag, 1
        else:
            self._begin(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)
        if not self._silent:
            self._begin(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._depth -= tag == self._silent
            if not self._depth or (self._silent == "head" and tag == "html"):
                self._silent = ""
        elif tag in _BLOCKS:
            self._ended = max(self._ended, 2 if tag in _SPACED else 1)
        elif tag in ("td", "th"):
            self.pieces.append("   ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(re.sub(r"\s+", " ", data))
        elif self._silent == "style" and _URL.search(data):
            self.notes.add("remote-content")

    def _begin(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "br":
            self._ended += 1
        elif tag in _BLOCKS:
            self._ended = max(self._ended, 2 if tag in _SPACED else 1)
            if tag == "li":
                self._say("- ")
        elif tag == "img" and (attrs.get("alt") or "").strip():
            self._say(f" [{(attrs['alt'] or '').strip()}] ")

    def _say(self, text: str) -> None:
        """Blocks end lines; one that is empty ends none."""
        if text.strip():
            self.pieces.append("\n" * min(self._ended, 2))
            self._ended = 0
        self.pieces.append(text)

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith(("javascript:", "vbscript:")):
                self.notes.add("active-content")
            loads = name in ("src", "background", "data", "poster", "srcset") and _LOADS.match(value or "")
            if loads or (name == "style" and _URL.search(value or "")) or (tag == "link" and name == "href"):
                self.notes.add("remote-content")
        if tag in _ACTIVE:
            self.notes.add("active-content")

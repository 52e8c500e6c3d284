"""A page of the handbook: Markdown to HTML for our pages, which allow no inline style and no raw HTML."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from comitas.core.text import N_

PAGES: dict[str, str] = {
    "start": N_("A day at the registry"),
    "assistance": N_("The life of a part"),
    "extradition": N_("Extradition"),
    "requests": N_("Requests to other States"),
    "finding": N_("Finding"),
    "sources": N_("Folders and mailboxes"),
    "letters": N_("Letters"),
    "moving-in": N_("Moving in"),
    "execution": N_("Carrying out"),
    "figures": N_("Figures"),
    "deadlines": N_("How deadlines are counted"),
    "absence": N_("Absence, duty and reminders"),
    "retention": N_("Retention and destruction"),
    "persons": N_("Requests of persons"),
    "set-up": N_("Set-up"),
    "need-to-know": N_("Who sees what"),
    "machines": N_("The machine door"),
    "signing-in": N_("Signing in and emergency access"),
    "security": N_("What stops attacks on sign-in"),
    "operating": N_("Running Comitas"),
    "glossary": N_("Glossary"),
}
"""The pages in the order to read them, by the name of their file, with their words in the list."""


@dataclass(frozen=True, slots=True)
class Page:
    """`html` is what follows the title; `headings` are (anchor, words) of its sections."""

    title: str
    html: str
    headings: tuple[tuple[str, str], ...]


def rendered(text: str, root: str) -> Page:
    """*text* as a page; links to other pages and pictures of the handbook lead below *root*."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("table_open", _table_begins)
    parser.add_render_rule("table_close", _table_ends)
    tokens = parser.parse(_without_comments(text))
    title, rest = _titled(tokens)
    headings = tuple(_anchored(rest))
    for token in rest:
        _led(token, root)
        _framed(token)
    return Page(title, str(parser.renderer.render(rest, parser.options, {})), headings)


def _without_comments(text: str) -> str:
    """The marks around generated parts are for the program, not for readers."""
    return re.sub(r"<!--.*?-->\n?", "", text, flags=re.DOTALL)


def _titled(tokens: list[Token]) -> tuple[str, list[Token]]:
    """The first heading, and everything after it."""
    if len(tokens) > 2 and tokens[0].tag == "h1":
        return tokens[1].content, tokens[3:]
    return "", tokens


def _anchored(tokens: list[Token]) -> list[tuple[str, str]]:
    """Give each section an anchor; returns them."""
    found: list[tuple[str, str]] = []
    for opening, words in zip(tokens, tokens[1:], strict=False):
        if opening.type == "heading_open" and opening.tag == "h2":
            anchor = f"s{len(found) + 1}"
            opening.attrSet("id", anchor)
            found.append((anchor, words.content))
    return found


def _led(token: Token, root: str) -> None:
    """Links between files become links between pages."""
    for name in ("href", "src"):
        target = token.attrGet(name)
        if match := re.fullmatch(r"([a-z-]+)\.(md|svg)(#[a-z0-9-]+)?", str(target or "")):
            page, kind, anchor = match.groups()
            token.attrSet(name, f"{root}{page}.svg" if kind == "svg" else f"{root}{page}/{anchor or ''}")
    for child in token.children or ():
        _led(child, root)


def _framed(token: Token) -> None:
    if token.type == "th_open":
        token.attrSet("scope", "col")


def _table_begins(*_given: object) -> str:
    """A wide table scrolls by itself, and the keyboard reaches it."""
    return '<div class="cm-table-scroll" tabindex="0"><table class="cm-table">\n'


def _table_ends(*_given: object) -> str:
    return "</table></div>\n"

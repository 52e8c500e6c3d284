"""The handbook's pages as they lie on disk, in English and where there is one in the reader's language."""

from pathlib import Path

from comitas.core.refusals import NotThere
from comitas.desk.rules.handbook import PAGES

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "handbook"
ENGLISH = "en"


def handbook_page(name: str, language: str) -> tuple[str, str]:
    """The text of a page and the language that it is in; `NotThere` for a page that the handbook does not have."""
    if name not in PAGES:
        raise NotThere(name)
    own = FOLDER / language / f"{name}.md"
    if language.isalpha() and own.is_file():
        return own.read_text(encoding="utf-8"), language
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8"), ENGLISH

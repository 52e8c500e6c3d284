"""Texts and their translations: `comitas messages` extracts what users see, app by app; `--check` says what is missing or
said in two ways.

Texts come from Python (`N_`, `gettext` and its kin) and from templates (`translate`, `blocktranslate`, `_("…")`). Each app keeps
its translations in `locale/LANGUAGE/LC_MESSAGES/django.po`; English is the text itself.
"""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr",)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "N_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
STRING = r"""[uU]?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(({STRING}(?:\s*,\s*{STRING})*)")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # a date that never changes keeps the files quiet

Text = tuple[str | None, str | tuple[str, str]]  # context, and the text or its singular and plural


def apps() -> list[Path]:
    """The folder of every app that has texts or translations."""
    return sorted(
        p.parent for p in PACKAGE.glob("*/__init__.py") if (p.parent / "locale").is_dir() or gathered(p.parent)
    )


def gathered(app: Path) -> dict[Text, list[str]]:
    """Every text of *app*, with the files that it stands in."""
    found: dict[Text, list[str]] = {}
    for path in sorted(app.rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and not {"tests", "migrations", "locale"} & set(path.parts):
            for text in from_python(path) if path.suffix == ".py" else from_template(path):
                places = found.setdefault(text, [])
                if (place := path.relative_to(PACKAGE.parent).as_posix()) not in places:
                    places.append(place)
    return found


def from_python(path: Path) -> Iterator[Text]:
    with path.open("rb") as source:
        for _line, message, _comments, context in extract("python", source, KEYWORDS):
            yield context, (message[0], message[1]) if isinstance(message, tuple) else message


def from_template(path: Path) -> Iterator[Text]:
    """Django turns a template into calls of gettext; everything else it blanks out."""
    if "templates" not in path.parts:
        return
    from django.utils.translation.template import templatize

    for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        parts = [ast.literal_eval(part) for part in re.findall(STRING, arguments)]
        context = parts.pop(0) if "p" in name.replace("gettext", "") else None
        yield context, (parts[0], parts[1]) if name.startswith("n") else parts[0]


def file_of(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def existing(path: Path, language: str) -> Catalog:
    if not path.exists():
        return new(language)
    with path.open("rb") as source:
        return read_po(source, locale=language, domain="django")


def new(language: str | None) -> Catalog:
    return Catalog(
        locale=language, domain="django", project="Comitas", creation_date=EPOCH, revision_date=EPOCH, fuzzy=False
    )


def write(app: Path, language: str) -> None:
    """Bring one file up to date: new texts are added empty, those no longer used are removed."""
    path, template = file_of(app, language), new(None)
    for (context, text), places in gathered(app).items():
        template.add(text, locations=[(place, 0) for place in places], context=context)
    catalog = existing(path, language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.creation_date = catalog.revision_date = EPOCH
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)


def problems(app: Path, language: str) -> Iterator[str]:
    """One sentence for each text that is missing, unused, untranslated, or whose translation lost a placeholder."""
    catalog, texts = existing(file_of(app, language), language), gathered(app)
    where = f"{app.name} ({language})"
    for context, text in texts:
        message = catalog.get(text if isinstance(text, str) else text[0], context)
        if message is None or not translated(message):
            yield f"{where}: not translated: {text!r}"
    known = {(context, text if isinstance(text, str) else text[0]) for context, text in texts}
    for message in catalog:
        identity = message.id if isinstance(message.id, str) else message.id[0]
        if identity and (message.context, identity) not in known:
            yield f"{where}: no longer used: {identity!r}"
        if message.fuzzy and identity:
            yield f"{where}: marked as unsure: {identity!r}"
        yield from (f"{where}: {error}" for error in message.check(catalog))


def unlike(language: str) -> Iterator[str]:
    """One sentence for each text that two apps translate differently: only one of them would ever be shown."""
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for app in apps():
        for message in existing(file_of(app, language), language):
            if isinstance(message.id, str) and message.id:
                said.setdefault((message.context, message.id), {})[app.name] = str(message.string)
    for (_context, text), words in said.items():
        if len(set(words.values())) > 1:
            yield f"({language}): translated in several ways: {text!r}: {words}"


def translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def run(*, check_only: bool) -> int:
    """Update every file, or with *check_only* print what is wrong; 1 where something is."""
    found = [line for app in apps() for language in LANGUAGES for line in problems(app, language)]
    found += [line for language in LANGUAGES for line in unlike(language)]
    if not check_only:
        for app in apps():
            for language in LANGUAGES:
                write(app, language)
    print("\n".join(found) if found else "Every text is translated.")
    return 1 if found and check_only else 0

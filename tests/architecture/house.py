"""The house as the guards see it: its apps in their order, its files in theirs, and what each file imports and calls."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "comitas"

# From the roof down; apps of one storey must not know each other. An app may import only what stands below it.
RIVER = (
    ("config",),
    ("samples",),
    ("desk", "portal", "api"),
    ("arrangement",),
    ("protection",),
    ("statistics", "analysis"),
    ("finding",),
    ("exchange", "duty"),
    ("takeover",),
    ("intake", "drafting", "messaging"),
    ("worklist", "assets"),
    ("checks",),
    ("execution",),
    ("cases",),
    ("documents", "library", "surveys"),
    ("accounts",),
    ("directory",),
    ("ledger",),
    ("wire",),
    ("core",),
)
LEVEL = {app: len(RIVER) - place for place, storey in enumerate(RIVER) for app in storey}

# From the top down inside an app; files of one storey must not know each other.
STOREYS = (
    ("urls",),
    ("views",),
    ("forms",),  # a form names its choices in the words of a presenter
    ("presenters",),
    ("readers", "jobs"),
    ("gateways",),
    ("actions",),
    ("queries",),
    ("store",),
    ("access",),
    ("models",),
    ("workshop",),  # what runs in the sealed box
    ("rules",),
)
HEIGHT = {name: len(STOREYS) - place for place, storey in enumerate(STOREYS) for name in storey}
DOORS = ("models", "rules", "access", "queries", "actions")  # what other apps may import
ASIDE = ("tests", "migrations", "apps", "templatetags", "management", "conftest", "__init__", "__main__")
FREE = ("config", "samples", "core", "wire")  # no storeys inside


@dataclass(frozen=True)
class Import:
    """One import of ours: `module` is dotted without "comitas.", `name` what is taken from it ("" for the module)."""

    module: str
    name: str
    alias: str
    line: int

    @property
    def app(self) -> str:
        return self.module.split(".")[0]

    @property
    def file(self) -> str:
        """The file of the app that is meant: the module's own, or, for `from comitas.cases import actions`, the name."""
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 else self.name


@dataclass(frozen=True)
class Source:
    """One Python file of the package."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def parts(self) -> tuple[str, ...]:
        return self.path.relative_to(PACKAGE).with_suffix("").parts

    @property
    def app(self) -> str:
        return self.parts[0]

    @property
    def file(self) -> str:
        """Its place in the app: "actions" for actions.py and for everything in actions/."""
        return self.parts[1] if len(self.parts) > 1 else "__init__"

    @property
    def aside(self) -> bool:
        return bool(set(self.parts[1:]) & set(ASIDE)) or len(self.parts) == 1

    def tree(self) -> ast.Module:
        return parsed(self.path)

    def imports(self) -> Iterator[Import]:
        for node in ast.walk(self.tree()):
            if isinstance(node, ast.ImportFrom):
                yield from self._from(node)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name.startswith("comitas."):
                        yield Import(alias.name.removeprefix("comitas."), "", alias.asname or alias.name, node.lineno)

    def _from(self, node: ast.ImportFrom) -> Iterator[Import]:
        module = node.module or ""
        if module == "comitas" or module.startswith("comitas."):
            for alias in node.names:
                inside = module.removeprefix("comitas").removeprefix(".")
                whole = inside or alias.name
                yield Import(whole, alias.name if inside else "", alias.asname or alias.name, node.lineno)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file under comitas/, tests and migrations too."""
    return tuple(Source(path) for path in sorted(PACKAGE.rglob("*.py")))


def program() -> tuple[Source, ...]:
    """The files that run: no tests, no migrations."""
    return tuple(source for source in sources() if not {"tests", "migrations"} & set(source.parts))


def apps() -> tuple[str, ...]:
    """Every folder in the package."""
    return tuple(sorted(p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"))

"""One read door and one write door an app; foreign keys point down; job names, kinds and addresses hold what they promise."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField
from django.urls import URLPattern, URLResolver, get_resolver
from procrastinate.contrib.django import app as jobs

from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.config.worker import LANES
from tests.architecture import house
from tests.architecture.house import LEVEL, Source

MAY_ASK_THE_DATABASE = {"queries", "actions", "store", "readers", "access", "models", "migrations", "tests"}
WHOLE_APPS = {"samples"}
EXCEPTIONS = {
    "comitas/config/migration.py": "asks whether the house key is there before anything else can run",
}


def test_only_the_doors_ask_the_database() -> None:
    assert [
        f"{source.name}:{node.lineno}"
        for source in house.program()
        if source.file not in MAY_ASK_THE_DATABASE and source.app not in WHOLE_APPS and source.name not in EXCEPTIONS
        for node in ast.walk(source.tree())
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
        if _is_model(node.value)
    ] == []


def _is_model(value: ast.expr) -> bool:
    """A class by its name, or something asked for by a call: not `ENV.objects`, not the objects of a PDF."""
    if isinstance(value, ast.Name):
        return value.id[:1].isupper() and not value.id.isupper()
    return isinstance(value, ast.Call)


def our_models() -> Iterator[Any]:
    for model in apps.get_models():
        if model.__module__.startswith("comitas."):
            yield model


def app_of(model: Any) -> str:
    return str(model.__module__).split(".")[1]


def test_foreign_keys_point_down_the_river_and_leave_nothing_there() -> None:
    wrong = []
    for model in our_models():
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField) or not field.related_model.__module__.startswith(
                "comitas."
            ):
                continue
            here, there = app_of(model), app_of(field.related_model)
            if here == there:
                continue
            if LEVEL[there] >= LEVEL[here]:
                wrong.append(f"{model.__name__}.{field.name} points up, to {there}")
            if field.remote_field.related_name not in ("+", None) and not field.remote_field.hidden:
                wrong.append(f"{model.__name__}.{field.name} needs related_name='+'")
            if field.remote_field.related_name is None:
                wrong.append(f"{model.__name__}.{field.name} needs related_name='+'")
    assert wrong == []


def test_no_model_overrides_save_or_delete() -> None:
    assert [m.__name__ for m in our_models() if {"save", "delete"} & set(vars(m))] == []


def deferred() -> list[tuple[str, str | None]]:
    """Where a job is asked for, and its name; None where it is not written out."""
    found = []
    for source in house.program():
        for node in ast.walk(source.tree()):
            if isinstance(node, ast.Call) and _called(node) == "defer" and source.name != "comitas/core/jobs.py":
                given = node.args[0] if node.args else None
                name = given.value if isinstance(given, ast.Constant) else None
                following = [
                    word.value.value
                    for word in node.keywords
                    if word.arg == "then" and isinstance(word.value, ast.Constant)
                ]
                handed_on = isinstance(given, ast.Name) and given.id == "then"  # written out where it was handed in
                found += [
                    (f"{source.name}:{node.lineno}", one) for one in (*(() if handed_on else (name,)), *following)
                ]
    return found


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_job_that_is_asked_for_is_there() -> None:
    jobs.perform_import_paths()
    assert [f"{place} asks for {name}" for place, name in deferred() if name not in jobs.tasks] == []


def test_every_job_that_is_asked_for_is_tried_again() -> None:
    """The database may go away under it, and nobody asks a second time."""
    jobs.perform_import_paths()
    assert sorted({name for _place, name in deferred() if jobs.tasks[name].retry_strategy is None}) == []


def test_every_job_has_a_lane_and_holds_up_nobody() -> None:
    """A lock is kept while a job waits for its next try: all that share it would wait as well."""
    jobs.perform_import_paths()
    lanes = {queue for queues in LANES for queue in queues}
    assert {task.queue for task in jobs.tasks.values()} == lanes
    assert sorted(task.name for task in jobs.tasks.values() if task.lock) == []


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for found in resolver.url_patterns:
        route = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, route)
        elif isinstance(found, URLPattern):
            yield route, found.callback


# Addresses that nobody needs to be signed in for, each with its reason.
PUBLIC = {
    "account_login": "signing in",
    "account_logout": "signing out",
    "forgotten": "whom to ask for a new password; says nothing of who is here",
    "account_inactive": "said to somebody whose account was closed",
    "mfa_authenticate": "the second step of signing in",
    "sso-leave": "signing in by single sign-on",
    "sso-return": "coming back from there",
    "mfa_login_webauthn": "signing in with a passkey",
    "language": "choosing a language on the sign-in page",
    "calendar-link": "asked by a calendar program; a secret in the address opens one person's dates",
    "health": "asked by the supervisor and by monitors; says only that it is there",
}


def test_every_address_declares_its_permission() -> None:
    assert [
        route
        for route, view in patterns(get_resolver())
        if getattr(view, "permission", "undeclared") not in (*PERMISSIONS, None)
    ] == []


def test_only_the_addresses_named_are_public() -> None:
    names = {found.name for found in _named(get_resolver()) if getattr(found.callback, "permission", "") is None}
    assert sorted(str(name) for name in names - set(PUBLIC)) == []


def _named(resolver: URLResolver) -> Iterator[URLPattern]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from _named(found)
        elif isinstance(found, URLPattern):
            yield found


@pytest.mark.parametrize("source", [s for s in house.program() if s.file == "views"], ids=lambda source: source.name)
def test_a_view_reaches_data_through_the_doors_only(source: Source) -> None:
    reached = {found.module for found in source.imports() if found.file in ("models", "store")}
    used = {f"{module}" for module in reached if "store" in module}
    assert used == set(), "bytes are read through queries"
    assert "connection" not in {
        alias.name for n in ast.walk(source.tree()) if isinstance(n, ast.ImportFrom) for alias in n.names
    }

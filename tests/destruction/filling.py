"""Every table that has content, found by itself; a row of the wanted compartment in each, with a word in every column that takes one;
and a search for that word through the whole database and the store."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.models import Value

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case
from comitas.core import sealing
from comitas.documents import queries as documents
from comitas.documents import store
from comitas.documents.models import Object
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line, Reading
from comitas.ledger.rules.canonical import HOUSE

WORD = "Zyxquorn"
SHORTEST = len(WORD)

# Tables that have a compartment's column and outlive what was destroyed, each with its reason.
KEPT = {
    "accounts_compartment": "an id, an authority and a flag: who could read what must be answerable",
    "accounts_reader": "as the compartment: people of ours, by id",
    "accounts_recusal": "as the reader",
    "accounts_lentreading": "as the reader",
    "accounts_emergencyaccess": "as the reader: who took sight, and when; the reason lies in the ledger, under the destroyed key",
    "ledger_key": "its row says when the key was destroyed",
    "ledger_line": "the chain covers digests; personal values lie under the destroyed key",
    "ledger_reading": "who read what has a retention of its own; it holds ids",
    "statistics_casefact": "figures keep counting: codes, days and numbers",
    "statistics_movement": "as the fact",
    "statistics_sending": "as the fact",
    "statistics_noted": "places of lines of the ledger, for the auditor's lists: codes and days",
    "protection_destruction": "the certificate",
    "protection_number": "the numbers that the certificate accounts for",
}


def ours() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if (model._meta.auto_created or model).__module__.startswith("comitas.") and model._meta.managed
    ]


def ways() -> dict[type[models.Model], list[str]]:
    """Each table of content, with the ways from a row to its compartment. What points to content is content."""
    direct = {model for model in ours() if not _kept(model) and "compartment" in _names(model)}
    found, size = set(direct), 0
    while size < len(found):
        size = len(found)
        found |= {model for model in ours() if not _kept(model) and any(_targets(model, found))}
    return {model: list(_ways(model, direct, found, (model,))) for model in ours() if model in found}


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _targets(model: type[models.Model], among: set[type[models.Model]]) -> Iterator[Any]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model in among and field.related_model is not model:
            yield field


def _ways(model: Any, direct: set[Any], found: set[Any], seen: tuple[Any, ...]) -> Iterator[str]:
    """A row's own compartment says where it belongs; without one, that of whatever it points to."""
    if model in direct:
        yield "compartment"
        return
    for field in _targets(model, found):
        if field.related_model not in seen:
            for way in _ways(field.related_model, direct, found, (*seen, field.related_model)):
                yield f"{field.name}__{way}"


def _kept(model: type[models.Model]) -> bool:
    return model._meta.db_table in KEPT


def rows_of(model: type[models.Model], way: list[str], places: list[UUID]) -> models.QuerySet[Any]:
    wanted = models.Q()
    for one in way:
        wanted |= models.Q(**{f"{one}__in": places})
    return model._default_manager.filter(wanted)


class Filler:
    """Makes and fills rows of one compartment."""

    def __init__(self, place: UUID, places: list[UUID], user: int) -> None:
        self.place, self.places = place, places
        self.user = User.objects.get(pk=user)
        self.ways = ways()
        self.filled: set[str] = set()
        self.failed: list[str] = []

    def fill(self) -> None:
        """A row in every table of content, and the word wherever a column takes it."""
        for model in self.ways:
            if not rows_of(model, self.ways[model], self.places).exists():
                try:
                    with transaction.atomic():
                        self.make(model)
                except (IntegrityError, DataError) as error:
                    self.failed.append(f"{model._meta.db_table} wants a hint: {error}")
        for model, way in self.ways.items():
            for field in model._meta.concrete_fields:
                self._put(model, way, field)

    def make(self, model: type[models.Model]) -> models.Model:
        """A row with the least that the table wants."""
        given: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if (value := self._value(model, field)) is not None:
                given[field.attname if not isinstance(field, models.ForeignKey) else field.name] = value
        if hint := HINTS.get(model._meta.db_table):
            given |= hint(self)
        return model._default_manager.create(**given)

    def one(self, model: type[models.Model]) -> models.Model:
        """A row of the compartment, made where there is none."""
        found = rows_of(model, self.ways[model], self.places).first()
        return found or self.make(model)

    def _value(self, model: type[models.Model], field: Any) -> Any:
        if isinstance(field, models.ForeignKey):
            return self._target(field)
        if field.has_default() or field.null or isinstance(field, models.AutoField):
            return None
        if code := _code(model, field.name):
            return code
        if isinstance(field, SearchVectorField):
            return _worded(field)
        if isinstance(field, models.CharField | models.TextField):
            return "" if field.blank else WORD[: field.max_length or None]
        if isinstance(field, models.DateTimeField):
            return datetime(2026, 1, 5, 9, tzinfo=UTC)
        plain = {
            models.DateField: date(2026, 1, 5),
            models.TimeField: time(9),
            models.BinaryField: WORD.encode(),
            models.BooleanField: False,
            models.UUIDField: self.place,
            models.JSONField: {},
            models.DecimalField: 1,
            models.IntegerField: 1,
        }
        return next((value for kind, value in plain.items() if isinstance(field, kind)), None)

    def _target(self, field: Any) -> Any:
        target = field.related_model
        if target is Compartment:
            return Compartment.objects.get(pk=self.place)
        if target is User:
            return None if field.null else self.user
        if field.null:
            return None
        return self.one(target) if target in self.ways else target._default_manager.first()

    def _put(self, model: type[models.Model], way: list[str], field: Any) -> None:
        """The word in that column of one row that takes it."""
        value = _worded(field)
        if value is None or f"{model._meta.db_table}.{field.column}" in NO_WORDS:
            return
        for key in rows_of(model, way, self.places).values_list("pk", flat=True)[:3]:
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=key).update(**{field.name: value})
                self.filled.add(f"{model._meta.db_table}.{field.column}")
                return
            except (IntegrityError, DataError):
                continue  # a column of codes takes no word


def _code(model: type[models.Model], name: str) -> Any:
    """A code that a constraint of the table allows."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            for told in _leaves(constraint.condition):
                if told[0] == f"{name}__in":
                    return next(iter(told[1]))
    return None


def _leaves(condition: Any) -> Iterator[tuple[str, Any]]:
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child
        else:
            yield from _leaves(child)


def _worded(field: Any) -> Any:
    """The word, as the column takes it; None for a column that holds no words."""
    if isinstance(field, models.ForeignKey):
        return None
    if isinstance(field, ArrayField):
        return [WORD] if isinstance(field.base_field, models.CharField | models.TextField) else None
    if isinstance(field, models.JSONField):
        return {"word": WORD}
    if isinstance(field, models.BinaryField):
        return WORD.encode()
    if isinstance(field, SearchVectorField):
        return Value(WORD.casefold(), output_field=field)
    if isinstance(field, models.CharField | models.TextField):
        return WORD if (field.max_length or SHORTEST) >= SHORTEST else None
    return None


NO_WORDS = {
    "documents_object.wrapped": "the key with which the store is searched",
    "cases_case.kind": "a code, which the certificate repeats",
}
# What a table wants beyond its columns' types, for rows that no action of the story made.
HINTS: dict[str, Callable[["Filler"], dict[str, Any]]] = {
    "protection_personrequest": lambda _filler: {"answer": ""},
    "protection_hold": lambda _filler: {"lifted_at": datetime(2026, 1, 6, 9, tzinfo=UTC)},
    "takeover_takeover": lambda _filler: {"stage": "done"},
    "cases_link": lambda filler: {"other": Case.objects.exclude(compartment=filler.place).first()},
}

_TEXTS = ("tsvector", "text", "character varying", "character", "json", "jsonb", "ARRAY")
_COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
WHERE c.table_schema = 'public' AND (c.data_type = ANY(%s) OR c.data_type = 'bytea')
"""


def found_in_database() -> list[str]:
    """Every column of every table, ours or not, in which the word stands in clear or under a key that is there."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [list(_TEXTS)])
        for table, column, kind in cursor.fetchall():
            shown = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" WHERE {shown} ILIKE %s)', [f"%{WORD}%"])
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return sorted({*found, *_found_under_keys()})


def _found_under_keys() -> Iterator[str]:
    for line in Line.objects.exclude(personal=None):
        try:
            told = str(ledger.personal(line))
        except ledger.KeyDestroyed:
            continue
        if WORD.casefold() in told.casefold():
            yield "ledger_line.personal (under its key)"
    for reading in Reading.objects.exclude(sealed=None):
        if WORD.encode() in sealing.unseal(bytes(reading.sealed or b""), ledger.key(HOUSE), b"reading"):
            yield "ledger_reading.sealed (under its key)"


def found_in_store() -> list[str]:
    """Files in which the word stands, in their name, in clear, or under a key that is there; and files that no row names."""
    known = {one.pk: one for one in Object.objects.all()}
    found = []
    for path in settings.OBJECTS.rglob("*"):
        if not path.is_file():
            continue
        held = known.get(UUID(path.name))
        if held is None:
            found.append(f"{path.name} is named by no row")
        elif WORD.encode() in path.read_bytes() + _opened(held):
            found.append(path.name)
    return found


def _opened(held: Object) -> bytes:
    try:
        return b"".join(store.read(documents.sealed(held)))
    except (ledger.KeyDestroyed, store.Damaged):
        return b""

"""Names in the reader's language, and States found by their names in any."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from uuid import UUID

from babel import Locale, UnknownLocaleError
from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from comitas.core.actor import Actor
from comitas.directory.models import Authority, Instrument, Name, State
from comitas.directory.rules.folding import best_name, fold
from comitas.directory.rules.sentences import DAY_PLACES, INSTRUMENT_PLACES, STATE_PLACES, Sentence

SUGGESTION_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "pt", "de", "it")
"""Languages in which letters name States: the six of the United Nations and three more that are common."""

MOST_SUGGESTIONS = 20
_STATE_NAMES = """
SELECT s.iso2, s.name, s.fictional, n.name
FROM directory_state s LEFT JOIN directory_name n ON n.state_id = s.iso2 AND n.language = %s ORDER BY s.iso2, n.name
"""


def state_names(language: str = "") -> dict[str, str]:
    """The name of every State by its code, in *language* or in that of the reader.

    A name entered in the directory comes before the one of CLDR; a fictional State has only its own.
    """
    language = language or get_language() or "en"
    territories = _territories(language)
    with connection.cursor() as cursor:  # on every page of the register: 250 rows, and no objects
        cursor.execute(_STATE_NAMES, [_base(language)])
        rows = cursor.fetchall()
    return {
        iso2: entered or (name if fictional else territories.get(iso2, name)) for iso2, name, fictional, entered in rows
    }


def state_name(state: State, language: str = "") -> str:
    """The name of one State, in *language* or in that of the reader."""
    language = language or get_language() or "en"
    entered = Name.objects.filter(state=state, language=_base(language)).values_list("name", flat=True).first()
    if entered or state.fictional:
        return entered or state.name
    return _territories(language).get(state.iso2, state.name)


def instrument_names(language: str = "") -> dict[str, str]:
    """The full name of every instrument by its code."""
    language = language or get_language() or "en"
    names = {
        code: gettext(name) if shipped else name
        for code, name, shipped in Instrument.objects.values_list("code", "name", "shipped")
    }
    entered = Name.objects.filter(instrument__isnull=False, language=_base(language)).values_list(
        "instrument_id", "name"
    )
    return names | dict(entered)


def authority_names(actor: Actor, found: Iterable[Authority], language: str = "") -> dict[UUID, str]:
    """The name of each authority, by id, in *language* or in that of the reader; its own where there is none. One
    query.
    """
    language = language or get_language() or "en"
    own = {row.pk: row.name for row in found}
    named: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = Name.objects.filter(authority__in=own, kind="other").values_list("authority_id", "language", "name")
    for key, tag, name in rows:
        named[key][tag] = name
    return own | {key: best_name(names, language) or own[key] for key, names in named.items()}


def words(sentence: Sentence) -> str:
    """The sentence in the reader's language, with States and instruments by name."""
    values = dict(sentence.parameters)
    for place in STATE_PLACES & values.keys():
        state = State.objects.filter(pk=values[place]).first()
        values[place] = state_name(state) if state else values[place]
    for place in INSTRUMENT_PLACES & values.keys():
        short = Instrument.objects.filter(pk=values[place]).values_list("short_name", flat=True).first()
        values[place] = short or values[place]
    for place in DAY_PLACES & values.keys():
        values[place] = date_format(date.fromisoformat(values[place]), "j F Y")
    return gettext(sentence.text) % values


def suggest_states(actor: Actor, text: str, limit: int = 10) -> list[State]:
    """States whose name in any of the common languages, or whose code, begins with or holds *text*, the best first."""
    folded = fold(text[:100])
    if not folded:
        return []
    ranks = _ranked(folded, text.strip().upper())
    best = sorted(ranks, key=lambda iso2: (ranks[iso2], iso2))[: min(limit, MOST_SUGGESTIONS)]
    found = State.objects.in_bulk(best)
    return [found[iso2] for iso2 in best]


def _ranked(folded: str, code: str) -> dict[str, int]:
    """Rank 0 for a code, 1 for a whole name, 2 for a beginning, 3 for the beginning of a word inside, 4 for the
    rest.
    """
    found: dict[str, int] = {}
    for iso2, iso3, name in State.objects.values_list("iso2", "iso3", "name"):
        names = _folded_names(iso2, name)
        if code in (iso2, iso3):
            found[iso2] = 0
        elif any(folded in known for known in names):
            found[iso2] = min(_rank(folded, known) for known in names if folded in known)
    for iso2, known in Name.objects.filter(state__isnull=False, folded__contains=folded).values_list(
        "state_id", "folded"
    ):
        found[iso2] = min(found.get(iso2, 4), _rank(folded, known))
    return found


def _rank(folded: str, known: str) -> int:
    if known == folded:
        return 1
    if known.startswith(folded):
        return 2
    return 3 if f" {folded}" in known else 4


@cache
def _folded_names(iso2: str, name: str) -> tuple[str, ...]:
    """The names under which a State is looked for; `name` is its own, so that a changed one is folded anew."""
    translated = () if iso2.startswith("X") else tuple(_territories(tag).get(iso2, "") for tag in SUGGESTION_LANGUAGES)
    return tuple({fold(known) for known in (name, *translated) if known})


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language.replace("_", "-"), sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}


def _base(language: str) -> str:
    return language.split("-", 1)[0]

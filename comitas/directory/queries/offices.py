"""Authorities: one, listed, suggested, ageing; and each as the entry that forms and files show."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Max, Q, QuerySet

from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority, AuthorityFunction, ContactPoint, Name
from comitas.directory.rules import stored
from comitas.directory.rules.acceptance import Acceptance
from comitas.directory.rules.entries import AuthorityEntry, Designation
from comitas.directory.rules.folding import fold
from comitas.directory.rules.functions import FUNCTIONS
from comitas.directory.rules.staleness import WARN_AFTER_DAYS
from comitas.directory.rules.states import is_code

LISTING = ("state_id", "name", "id")
"""The order of the list, for `core.paging.page`; an index serves it."""


def authority(actor: Actor, authority_id: UUID) -> Authority:
    """One authority with its State; raises `NotThere`."""
    found = Authority.objects.filter(pk=authority_id).select_related("state", "parent").first()
    if found is None:
        raise NotThere(str(authority_id))
    return found


def authorities(
    actor: Actor, *, state: str = "", function: str = "", text: str = "", ours: bool | None = None
) -> QuerySet[Authority]:
    """The list, by State and name. A State or function that does not exist finds nothing."""
    found = Authority.objects.select_related("state").order_by(*LISTING)
    if state:
        found = found.filter(state=state) if is_code(state) else found.none()
    if ours is not None:
        found = found.filter(ours=ours)
    if function:
        found = found if function in FUNCTIONS else found.none()
        found = found.filter(pk__in=AuthorityFunction.objects.filter(function=function).values("authority"))
    if text:
        found = found.filter(pk__in=Name.objects.filter(folded__contains=fold(text[:200])).values("authority"))
    return found


def suggest_authorities(actor: Actor, text: str, *, state: str = "", limit: int = 10) -> list[Authority]:
    """Authorities whose name in any language is like *text* or holds it, the likest first. Fewer than two letters:
    none.
    """
    folded = fold(text[:200])
    if len(folded) < 2:
        return []
    names = Name.objects.filter(authority__isnull=False)
    if state:
        names = names.filter(authority__state=state) if is_code(state) else names.none()
    like = names.filter(Q(folded__trigram_word_similar=folded) | Q(folded__contains=folded))
    like = like.annotate(likeness=TrigramWordSimilarity(folded, "folded"))
    best = like.values("authority").annotate(best=Max("likeness")).order_by("-best", "authority")[: min(limit, 50)]
    ranked = [row["authority"] for row in best]
    found = Authority.objects.select_related("state").in_bulk(ranked)
    return [found[key] for key in ranked]


def designations(actor: Actor, authority_id: UUID) -> tuple[Designation, ...]:
    """What an authority is designated for."""
    return _designations([authority_id])[authority_id]


def contact_points(actor: Actor, authority_id: UUID) -> QuerySet[ContactPoint]:
    """The contact points of an authority that anybody signed in may see."""
    return restricted_contact_points(actor, authority_id).filter(restricted=False)


def restricted_contact_points(actor: Actor, authority_id: UUID) -> QuerySet[ContactPoint]:
    """All contact points of an authority, for those who may edit the directory: the view declares it."""
    return ContactPoint.objects.filter(authority=authority_id)


def stale(actor: Actor, today: date) -> QuerySet[Authority]:
    """Valid authorities of others that want verifying, the oldest first and those never verified before them."""
    limit = today - timedelta(days=WARN_AFTER_DAYS)
    found = Authority.objects.filter(Q(verified_on__lt=limit) | Q(verified_on=None), ours=False)
    valid = found.filter(Q(valid_to=None) | Q(valid_to__gte=today)).select_related("state")
    return valid.order_by(F("verified_on").asc(nulls_first=True), "id")


def acceptance(authority: Authority) -> Acceptance:
    """What an authority accepts, for `rules.acceptance.remarks`."""
    return Acceptance(
        tuple(authority.languages_accepted),
        authority.urgent_language,
        stored.electronic(authority.e_transmission),
        authority.originals_required,
        authority.apostille_required,
        authority.diplomatic_channel_required,
        authority.interpol_urgent,
    )


def entries(actor: Actor, found: Iterable[Authority]) -> dict[UUID, AuthorityEntry]:
    """Authorities as they would be entered, by id. Four queries, however many."""
    rows = list(found)
    keys = [row.pk for row in rows]
    names, functions = _names(keys), _designations(keys)
    parents = parent_keys(rows)
    return {row.pk: _entry(row, names[row.pk], functions[row.pk], parents[row.pk]) for row in rows}


def parent_keys(found: Iterable[Authority]) -> dict[UUID, str]:
    """The key of each authority's parent, empty where it has none."""
    rows = list(found)
    keys = _keys({row.parent_id for row in rows if row.parent_id})
    return {row.pk: keys[row.parent_id] if row.parent_id else "" for row in rows}


def _entry(
    row: Authority, names: dict[str, str], functions: tuple[Designation, ...], parent_key: str
) -> AuthorityEntry:
    plain = {name: getattr(row, name) for name in stored.PLAIN}
    return AuthorityEntry(
        state=row.state_id,
        external_key=row.external_key or "",
        names=names,
        designations=functions,
        parent_key=parent_key,
        channels=stored.channels(row.channels),
        languages_accepted=tuple(row.languages_accepted),
        e_transmission=stored.electronic(row.e_transmission),
        links=stored.links(row.links),
        networks=tuple(row.networks),
        **plain,
    )


def _names(keys: list[UUID]) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = Name.objects.filter(authority__in=keys, kind="other").values_list("authority_id", "language", "name")
    for key, language, name in rows:
        found[key][language] = name
    return found


def _designations(keys: list[UUID]) -> dict[UUID, tuple[Designation, ...]]:
    found: dict[UUID, list[Designation]] = defaultdict(list)
    rows = AuthorityFunction.objects.filter(authority__in=keys)
    for key, function, instrument, region in rows.values_list("authority_id", "function", "instrument_id", "region"):
        found[key].append(Designation(function, instrument or "", region))
    return defaultdict(tuple, {key: stored.in_order(listed) for key, listed in found.items()})


def _keys(ids: set[UUID]) -> dict[UUID, str]:
    """The key that a file uses for each authority: its own, or else its id."""
    rows = Authority.objects.filter(pk__in=ids).values_list("id", "external_key")
    return {key: external or str(key) for key, external in rows}

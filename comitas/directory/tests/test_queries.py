"""Reading the directory: lists, suggestions, routing, legal bases, words."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.test import RequestFactory
from django.utils import translation

from comitas.core import paging
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.directory import actions, queries
from comitas.directory.models import Authority, State
from comitas.directory.rules.acceptance import Sending, remarks
from comitas.directory.rules.entries import AuthorityEntry, Designation, PartyEntry
from comitas.directory.rules.sentences import say
from comitas.directory.rules.staleness import freshness

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 3)
MINISTRY = AuthorityEntry(
    "XP",
    "Ministère de la Justice",
    "fr",
    names={"en": "Ministry of Justice", "ru": "Министерство юстиции", "ar": "وزارة العدل", "zh": "司法部"},
    designations=(Designation("mla-central"),),
    source="Note",
    verified_on=TODAY,
)


@pytest.fixture(autouse=True)
def states(by: Actor, at: datetime) -> None:
    for iso2, iso3, name in (("XP", "XPO", "Pentland"), ("XQ", "XQU", "Quorland")):
        actions.add_state(by=by, at=at, iso2=iso2, iso3=iso3, name=name, fictional=True)


def entered(by: Actor, at: datetime, *entries: AuthorityEntry) -> list[Authority]:
    return [actions.create_authority(by=by, at=at, entry=entry) for entry in entries]


def named(name: str, state: str = "XP", **more: object) -> AuthorityEntry:
    return AuthorityEntry(state, name, source="Note", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "ministere",
        "Ministère de la",
        "Ministry Justice",
        "ministry of justise",
        "юстиции",
        "وزاره العدل",
        "司法",
        "MINISTÈRE",
    ],
)
def test_an_authority_is_suggested_by_its_name_in_any_language(by: Actor, at: datetime, typed: str) -> None:
    ministry, _police, _court = entered(by, at, MINISTRY, named("National Police"), named("Supreme Court", "XQ"))
    assert queries.suggest_authorities(by, typed, state="XP")[:1] == [ministry]


def test_suggestions_can_be_kept_to_one_state_and_are_few(by: Actor, at: datetime) -> None:
    court = named("Court of Appeal")
    one, other = entered(by, at, court, replace(court, state="XQ"))
    assert set(queries.suggest_authorities(by, "court of appeal")) == {one, other}
    assert queries.suggest_authorities(by, "court of appeal", state="XQ") == [other]
    assert len(queries.suggest_authorities(by, "court of appeal", limit=1)) == 1


@pytest.mark.parametrize("typed", ["", "c", "  ", "%_", "\x00", "Z" * 10_000, "zzzzqqqq"])
def test_what_is_no_name_suggests_nothing(by: Actor, at: datetime, typed: str) -> None:
    entered(by, at, MINISTRY)
    assert queries.suggest_authorities(by, typed) == []


def test_the_list_is_paged_by_state_and_name(by: Actor, at: datetime, rf: RequestFactory) -> None:
    rows = entered(by, at, *(named(f"Paged hall {number % 4}", "XQ" if number % 2 else "XP") for number in range(11)))
    wanted = [row.pk for row in sorted(rows, key=lambda row: (row.state_id, row.name, row.pk))]
    found: list[UUID] = []
    address = "/"
    while address:
        listed = queries.authorities(by, text="paged hall")
        page = paging.page(rf.get(address), listed, queries.LISTING, size=3)
        found.extend(row.pk for row in page.rows)
        address = f"/{page.older}" if page.older else ""
    assert found == wanted


def test_the_list_is_filtered(by: Actor, at: datetime) -> None:
    ministry, court = entered(by, at, MINISTRY, named("Court", "XQ"))
    assert list(queries.authorities(by, state="XQ")) == [court]
    assert list(queries.authorities(by, function="mla-central", state="XP", ours=False)) == [ministry]
    assert list(queries.authorities(by, text="юстиции", ours=False)) == [ministry]


@pytest.mark.parametrize("wrong", ["\x00", "x", "France", "'; --"])
def test_a_code_that_is_none_finds_nothing(by: Actor, at: datetime, wrong: str) -> None:
    entered(by, at, MINISTRY)
    assert list(queries.authorities(by, state=wrong)) == []
    assert list(queries.authorities(by, function=wrong)) == []
    assert queries.suggest_authorities(by, "justice", state=wrong) == []
    with pytest.raises(NotThere):
        queries.state(by, wrong)


def test_what_is_not_there_is_not_there(by: Actor) -> None:
    with pytest.raises(NotThere):
        queries.authority(by, uuid4())


def test_names_are_in_the_readers_language(by: Actor, at: datetime) -> None:
    (row,) = entered(by, at, MINISTRY)
    for language, name in (
        ("en", "Ministry of Justice"),
        ("zh-hans", "司法部"),
        ("fr", MINISTRY.name),
        ("sv", MINISTRY.name),
    ):
        assert queries.authority_names(by, [row], language)[row.pk] == name


def test_states_have_names_in_every_language_and_fictional_ones_their_own() -> None:
    names = queries.state_names("fr")
    assert (names["DE"], names["XP"]) == ("Allemagne", "Pentland")
    assert queries.state_names("ar")["EG"] == "مصر"
    assert queries.state_name(State.objects.get(pk="XP"), "en") == "Pentland"
    assert queries.state_names("not a language")["DE"] == "Germany"


@pytest.mark.parametrize(
    ("typed", "iso2"),
    [
        ("DE", "DE"),
        ("fra", "FR"),
        ("alemania", "DE"),
        ("Австрия", "AT"),
        ("مصر", "EG"),
        ("法国", "FR"),
        ("pentl", "XP"),
        ("cote d'ivoire", "CI"),
        ("Allem", "DE"),
        ("Niger", "NE"),
    ],
)
def test_a_state_is_suggested_by_its_name_in_any_language(by: Actor, typed: str, iso2: str) -> None:
    assert queries.suggest_states(by, typed)[0].iso2 == iso2


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "q" * 5_000])
def test_no_name_suggests_no_state(by: Actor, typed: str) -> None:
    assert queries.suggest_states(by, typed) == []


def test_only_fresh_and_valid_authorities_are_routed_to(by: Actor, at: datetime) -> None:
    asset = replace(MINISTRY, name="Asset Office", names={}, designations=(Designation("asset-recovery"),))
    old = replace(MINISTRY, name="Old Ministry", verified_on=date(2025, 3, 2))
    ended = replace(MINISTRY, name="Former Ministry", valid_to=date(2026, 3, 2))
    coming = replace(MINISTRY, name="Coming Ministry", valid_from=date(2026, 3, 4))
    last_day = replace(MINISTRY, name="Passing Ministry", valid_from=TODAY, valid_to=TODAY)
    entered(
        by, at, old, asset, ended, coming, last_day, MINISTRY, replace(MINISTRY, name="Unverified", verified_on=None)
    )
    found = queries.addressees(by, state="XP", family="confiscation", today=TODAY)
    assert [(item.authority.name, item.routable) for item in found] == [
        ("Ministère de la Justice", True),
        ("Passing Ministry", True),
        ("Asset Office", True),
        ("Old Ministry", False),
        ("Unverified", False),
    ]
    central = queries.addressees(by, state="XP", family="mla", today=TODAY)
    assert [item.authority.name for item in central if item.routable] == ["Ministère de la Justice", "Passing Ministry"]


def test_what_wants_verifying_is_listed_oldest_first(by: Actor, at: datetime) -> None:
    fresh = replace(MINISTRY, verified_on=date(2025, 9, 4))
    entered(
        by,
        at,
        fresh,
        *(replace(MINISTRY, name=str(day), verified_on=day) for day in (date(2025, 9, 3), None, date(2024, 1, 1))),
    )
    assert [row.name for row in queries.stale(by, TODAY) if row.state_id == "XP"] == [
        "None",
        "2024-01-01",
        "2025-09-03",
    ]


def test_the_legal_basis_is_resolved_from_what_is_recorded(by: Actor, at: datetime) -> None:
    for state in ("XP", "XQ"):
        party = PartyEntry(state, "uncac", in_force_from=date(2010, 1, 1), source="Depositary")
        actions.record_party(by=by, at=at, entry=party)
    actions.record_fact(by=by, at=at, state="XQ", key="extradition-treaty-required", value=True, source="Law")
    actions.record_fact(by=by, at=at, state="XQ", key="extradition-basis-uncac", value=True, source="Declaration")
    found = queries.legal_bases(by, requesting="XP", requested="XQ", family="extradition", day=TODAY)
    assert found.best is not None and found.best.instrument == "uncac"
    back = queries.legal_bases(by, requesting="XQ", requested="XP", family="extradition", day=TODAY)
    assert back.best is None


def test_real_states_begin_with_no_fact_at_all(by: Actor) -> None:
    profile = queries.profile(by, "FR")
    assert (profile.memberships, profile.facts) == ((), ())


def test_sentences_name_states_and_instruments(by: Actor) -> None:
    sentence = say(
        "x",
        "%(requesting)s and %(requested)s are both parties to %(instrument)s.",
        requesting="DE",
        requested="XP",
        instrument="uncac",
    )
    with translation.override("en"):
        assert queries.words(sentence) == "Germany and Pentland are both parties to UNCAC."


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Last verified on 3 March 2026."), ("fr", "Vérifié le 3 mars 2026.")]
)
def test_sentences_are_said_in_the_readers_language(by: Actor, language: str, said: str) -> None:
    with translation.override(language):
        assert queries.words(freshness(TODAY, TODAY).sentence) == said


def test_what_an_authority_accepts_is_asked_of_the_rules(by: Actor, at: datetime) -> None:
    (row,) = entered(by, at, replace(MINISTRY, languages_accepted=("fr",), diplomatic_channel_required=True))
    found = remarks(queries.acceptance(row), Sending("mla", "en", "post"))
    assert [remark.sentence.code for remark in found[:2]] == ["language-refused", "diplomatic-required"]

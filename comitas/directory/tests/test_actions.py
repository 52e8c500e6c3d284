"""Changing the directory: rows, ledger lines, conflicts, refusals."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.directory import actions, queries
from comitas.directory.models import Authority, ContactPoint, Fact, Instrument, Name, Party, State
from comitas.directory.rules.acceptance import Electronic
from comitas.directory.rules.entries import AuthorityEntry, Channel, ContactEntry, Designation, Link, PartyEntry
from comitas.directory.rules.instruments import InstrumentFacts
from comitas.ledger.models import Line
from comitas.ledger.rules import canonical

pytestmark = pytest.mark.django_db

FULL = AuthorityEntry(
    state="XP",
    name="Generální prokuratura Pentlandu",
    name_language="cs",
    external_key="pg",
    short_name="PG",
    names={"en": "Prosecutor General of Pentland", "fr": "Procureur général du Pentland"},
    designations=(Designation("extradition-central"), Designation("mla-central", "uncac", "Isles")),
    time_zone="Europe/Oslo",
    address="1 Quay\nSouthport",
    phone="+999 1 234",
    phone_24h="+999 1 235",
    email="office@pentland.example",
    website="https://pentland.example/pg",
    hours="Mon-Fri 9-17",
    channels=(Channel("secure-email", "in@pentland.example", date(2026, 1, 15)), Channel("diplomatic")),
    languages_accepted=("cs", "en"),
    urgent_language="en",
    e_transmission={"mla": Electronic(True, ("email",), True), "service": Electronic(False)},
    originals_required=True,
    apostille_required=False,
    interpol_urgent=True,
    dual_criminality="coercive",
    minimum_penalty=12,
    links=(Link("Form", "https://pentland.example/form"),),
    networks=("globe",),
    requirements="Two copies.",
    public=True,
    source="Note verbale 12/2026",
    verified_on=date(2026, 2, 1),
    verified_by="Ines Marlow",
)


@pytest.fixture(autouse=True)
def pentland(by: Actor, at: datetime) -> State:
    return actions.add_state(by=by, at=at, iso2="XP", iso3="XPO", name="Pentland", fictional=True)


def last_line() -> canonical.Content:
    return canonical.decode(bytes(Line.objects.order_by("-id").values_list("canonical", flat=True)[0]))


def lines() -> int:
    return Line.objects.count()


def test_an_authority_is_kept_as_entered(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    assert queries.entries(by, [Authority.objects.get(pk=row.pk)])[row.pk] == FULL
    assert last_line().kind == "authority.created"
    assert last_line().payload == {"authority": str(row.pk), "state": "XP", "ours": False}


def test_a_change_counts_the_version_and_names_the_fields(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    changed = replace(FULL, phone="+999 2", names={"en": "Prosecutor"})
    actions.change_authority(by=by, at=at, authority=row.pk, version=1, entry=changed)
    row = Authority.objects.get(pk=row.pk)
    assert (row.version, row.phone) == (2, "+999 2")
    assert last_line().payload["fields"] == ["names", "phone"]
    assert not Name.objects.filter(authority=row, language="fr").exists()


def test_where_letters_go_is_kept_sealed_and_not_in_the_payload(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    actions.change_authority(by=by, at=at, authority=row.pk, version=1, entry=replace(FULL, email="x@y.example"))
    line = Line.objects.order_by("-id")[0]
    assert b"y.example" not in bytes(line.canonical)
    assert line.personal
    assert last_line().personal_digest


def test_an_entry_that_says_nothing_new_leaves_no_line(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    before = lines()
    actions.change_authority(by=by, at=at, authority=row.pk, version=1, entry=FULL)
    assert (lines(), Authority.objects.get(pk=row.pk).version) == (before, 1)


def test_the_second_officer_is_told(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    actions.change_authority(by=by, at=at, authority=row.pk, version=1, entry=replace(FULL, phone="+1"))
    with pytest.raises(Conflict, match="colleague"):
        actions.change_authority(by=by, at=at, authority=row.pk, version=1, entry=replace(FULL, phone="+2"))
    assert Authority.objects.get(pk=row.pk).phone == "+1"


def test_a_bad_entry_is_refused_at_its_fields_and_writes_nothing(by: Actor, at: datetime) -> None:
    before = (lines(), Authority.objects.count())
    with pytest.raises(Invalid) as refused:
        actions.create_authority(by=by, at=at, entry=replace(FULL, email="nobody", state="QQ"))
    assert set(refused.value.fields) == {"email", "state"}
    assert (lines(), Authority.objects.count()) == before


def test_two_authorities_cannot_have_one_key(by: Actor, at: datetime) -> None:
    actions.create_authority(by=by, at=at, entry=FULL)
    with pytest.raises(Invalid) as refused:
        actions.create_authority(by=by, at=at, entry=FULL)
    assert set(refused.value.fields) == {"external_key"}


def test_an_authority_stands_below_another_and_never_above_itself(by: Actor, at: datetime) -> None:
    top = actions.create_authority(by=by, at=at, entry=FULL)
    low = actions.create_authority(by=by, at=at, entry=replace(FULL, external_key="desk", parent_key="pg"))
    assert low.parent_id == top.pk
    with pytest.raises(Invalid, match="above itself"):
        actions.change_authority(by=by, at=at, authority=top.pk, version=1, entry=replace(FULL, parent_key="desk"))
    with pytest.raises(Invalid, match="nobody"):
        actions.create_authority(by=by, at=at, entry=replace(FULL, external_key="x", parent_key="nobody"))


def test_an_authority_cannot_change_sides(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    with pytest.raises(Invalid) as refused:
        actions.change_authority(by=by, at=at, authority=row.pk, version=1, entry=replace(FULL, ours=True))
    assert set(refused.value.fields) == {"ours"}


def test_verifying(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    actions.verify_authority(by=by, at=at, authority=row.pk, version=1, day=date(2026, 3, 3))
    row.refresh_from_db()
    assert (row.verified_on, row.verified_by, row.version, row.source) == (date(2026, 3, 3), "test", 2, FULL.source)
    with pytest.raises(Invalid):
        actions.verify_authority(by=by, at=at, authority=row.pk, version=2, day=date(2026, 3, 5))
    with pytest.raises(NotThere):
        actions.verify_authority(by=by, at=at, authority=uuid4(), version=1, day=date(2026, 3, 3))


def test_contact_points_come_change_and_go(by: Actor, at: datetime) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    entry = ContactEntry("Mara Lindt", "Desk officer", "globe", "+999 1", "mara@pentland.example", ("en",))
    contact = actions.add_contact(by=by, at=at, authority=row.pk, entry=entry)
    assert not queries.contact_points(by, row.pk).exists()
    assert queries.restricted_contact_points(by, row.pk).get() == contact
    changed = replace(entry, restricted=False, phone="+999 2")
    actions.change_contact(by=by, at=at, contact=contact.pk, version=1, entry=changed)
    assert queries.contact_points(by, row.pk).get().phone == "+999 2"
    with pytest.raises(Conflict):
        actions.remove_contact(by=by, at=at, contact=contact.pk, version=1)
    actions.remove_contact(by=by, at=at, contact=contact.pk, version=2)
    assert not ContactPoint.objects.filter(authority=row).exists()
    assert last_line().kind == "contact.removed"
    assert last_line().personal_digest
    assert all(b"Lindt" not in bytes(line.canonical) for line in Line.objects.all())


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (ContactEntry(""), "name"),
        (ContactEntry("a" * 201), "name"),
        (ContactEntry("A", email="x"), "email"),
        (ContactEntry("A", network="golf"), "network"),
        (ContactEntry("A", languages=("English",)), "languages"),
        (ContactEntry("A", verified_on=date(2027, 1, 1)), "verified_on"),
    ],
)
def test_a_bad_contact_point_is_refused(by: Actor, at: datetime, entry: ContactEntry, field: str) -> None:
    row = actions.create_authority(by=by, at=at, entry=FULL)
    with pytest.raises(Invalid) as refused:
        actions.add_contact(by=by, at=at, authority=row.pk, entry=entry)
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize(("iso2", "field"), [("FR", "iso2"), ("QM", "iso2"), ("X", "iso2"), ("XP", "iso2")])
def test_a_fictional_state_takes_no_code_of_iso(by: Actor, at: datetime, iso2: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_state(by=by, at=at, iso2=iso2, iso3="XZZ", name="Nowhere", fictional=True)
    assert list(refused.value.fields) == [field]


def test_a_regional_group_can_be_corrected(by: Actor, at: datetime) -> None:
    actions.change_state(by=by, at=at, iso2="KI", version=1, group="", names={"fr": "Kiribati (République)"})
    state = State.objects.get(pk="KI")
    assert (state.regional_group, state.version) == ("", 2)
    assert queries.state_name(state, "fr") == "Kiribati (République)"
    with pytest.raises(Conflict):
        actions.change_state(by=by, at=at, iso2="KI", version=1, group="african")
    with pytest.raises(Invalid):
        actions.change_state(by=by, at=at, iso2="KI", version=2, group="northern")


TREATY = InstrumentFacts("xa-xb", "bilateral", "XA-XP", "Treaty", articles={"mla": "1"}, source="Official journal")


def test_a_bilateral_treaty_is_entered_and_changed(by: Actor, at: datetime) -> None:
    actions.add_instrument(by=by, at=at, facts=TREATY)
    actions.change_instrument(by=by, at=at, version=1, facts=replace(TREATY, uncac_9_29=True))
    assert next(facts for facts in queries.catalogue(by) if facts.code == "xa-xb") == replace(TREATY, uncac_9_29=True)
    with pytest.raises(Invalid):
        actions.add_instrument(by=by, at=at, facts=TREATY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "No blanks"}, "code"),
        ({"kind": "handshake"}, "kind"),
        ({"name": ""}, "name"),
        ({"source": " "}, "source"),
        ({"articles": {"friendship": "1"}}, "articles"),
        ({"articles": {"mla": "1" * 61}}, "articles"),
        ({"supplements": "nothing"}, "supplements"),
        ({"scope": "a" * 301}, "scope"),
    ],
)
def test_a_bad_instrument_is_refused(by: Actor, at: datetime, changes: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_instrument(by=by, at=at, facts=replace(TREATY, **changes))
    assert list(refused.value.fields) == [field]


PARTY = PartyEntry("XP", "uncac", "party", in_force_from=date(2010, 1, 1), source="Depositary")


def test_a_party_is_recorded_once_at_a_time(by: Actor, at: datetime) -> None:
    row = actions.record_party(by=by, at=at, entry=PARTY)
    with pytest.raises(Invalid):
        actions.record_party(by=by, at=at, entry=replace(PARTY, in_force_from=date(2012, 1, 1)))
    ended = replace(PARTY, in_force_to=date(2011, 12, 31))
    actions.record_party(by=by, at=at, entry=ended, party=row.pk, version=1)
    actions.record_party(by=by, at=at, entry=replace(PARTY, in_force_from=date(2012, 1, 1)))
    assert Party.objects.filter(state="XP").count() == 2


def test_the_database_itself_keeps_parties_apart(by: Actor, at: datetime) -> None:
    actions.record_party(by=by, at=at, entry=PARTY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(
            state_id="XP", instrument_id="uncac", standing="party", in_force_from=date(2020, 1, 1), source="x"
        )


def test_a_party_can_be_removed(by: Actor, at: datetime) -> None:
    row = actions.record_party(by=by, at=at, entry=PARTY)
    actions.remove_party(by=by, at=at, party=row.pk, version=1)
    assert not Party.objects.filter(state="XP").exists()
    assert last_line().kind == "party.removed"


def test_facts_are_recorded_replaced_and_forgotten(by: Actor, at: datetime) -> None:
    fact = {"state": "XP", "key": "diplomatic-channel", "source": "Declaration of 2010"}
    actions.record_fact(by=by, at=at, value=True, **fact)
    actions.record_fact(by=by, at=at, value=False, **fact)
    assert queries.profile(by, "XP").fact("diplomatic-channel") is False
    actions.forget_fact(by=by, at=at, state="XP", key="diplomatic-channel")
    assert queries.profile(by, "XP").fact("diplomatic-channel") is None
    with pytest.raises(NotThere):
        actions.forget_fact(by=by, at=at, state="XP", key="diplomatic-channel")


@pytest.mark.parametrize(("change", "field"), [({"key": "likes-tea"}, "key"), ({"source": " "}, "source")])
def test_a_fact_needs_a_known_key_and_a_source(by: Actor, at: datetime, change: dict, field: str) -> None:
    fact = {"state": "XP", "key": "diplomatic-channel", "source": "Declaration", **change}
    with pytest.raises(Invalid) as refused:
        actions.record_fact(by=by, at=at, value=True, **fact)
    assert list(refused.value.fields) == [field]
    assert not Fact.objects.filter(state="XP").exists()


def test_every_instrument_that_comes_with_the_program_is_there() -> None:
    assert Instrument.objects.get(pk="ecma-p2").supplements_id == "ecma"
    assert Instrument.objects.filter(shipped=True).count() == Instrument.objects.count()

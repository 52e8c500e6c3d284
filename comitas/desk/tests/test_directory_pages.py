"""The directory's screens: what they show and to whom, what they change, and what they cost."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comitas.core.actor import system
from comitas.directory import actions, queries
from comitas.directory.models import Authority, ContactPoint
from comitas.directory.rules.entries import AuthorityEntry, Channel, ContactEntry, Designation
from comitas.directory.rules.tables import MOST_BYTES

BY = system("test")
EVERYBODY = ("rosa", "ines", "karin", "ada", "max", "lea", "pavel")
EDITORS = ("rosa", "ines", "karin", "ada")


@pytest.fixture
def borland(cast: Any) -> Authority:
    return Authority.objects.get(state="XB")


@pytest.fixture
def ines(signed_in: Callable[..., Client], cast: Any) -> Client:
    return signed_in(cast.ines)


@pytest.fixture
def max_(signed_in: Callable[..., Client], cast: Any) -> Client:
    return signed_in(cast.max)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def entered(at: datetime, name: str, **more: Any) -> Authority:
    return actions.create_authority(
        by=BY, at=at, entry=AuthorityEntry(**{"state": "XE", "name": name, "source": "A test"} | more)
    )


def posted(page: Client, authority: Authority, **changes: Any) -> dict[str, Any]:
    """What the browser would send from the form of *authority*, with *changes*."""
    form = page.get(f"/directory/{authority.pk}/change/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | changes).items() if value not in (None, False, "", [])}


# --- the list -------------------------------------------------------------------------------------------------------------


def test_everybody_reads_the_directory_and_only_editors_see_how_to_change_it(
    signed_in: Any, cast: Any, borland: Authority
) -> None:
    for name in EVERYBODY:
        page = signed_in(getattr(cast, name)).get("/directory/")
        assert page.status_code == 200 and "Office of the Prosecutor General of Borland" in text(page)
        assert ("Enter an authority" in text(page)) == (name in EDITORS), name


@pytest.mark.parametrize("path", ["new/", "import/", "{id}/change/", "{id}/contacts/new/"])
def test_who_may_only_read_cannot_open_a_form(max_: Client, borland: Authority, path: str) -> None:
    assert max_.get(f"/directory/{path.format(id=borland.pk)}").status_code == 403


@pytest.mark.parametrize(
    ("query", "names"),
    [("state=XC", ["Ministry of Justice of Castellan"]), ("text=procureur", ["Office of the Prosecutor General of Borland"]),
     ("function=asset-recovery", ["Office of the Prosecutor General of Borland"]), ("whose=ours&text=court", ["District Court of Norrhaven"])],
)  # fmt: skip
def test_filters(max_: Client, cast: Any, query: str, names: list[str]) -> None:
    page = max_.get(f"/directory/?{query}")
    assert [row["authority"].name for row in page.context["rows"]] == names
    assert page.context["showing"]


@pytest.mark.parametrize("query", ["state=ZZ", "function=nonsense", "text=%00", f"text={'x' * 300}", "after=rubbish"])
def test_a_filter_that_makes_no_sense_is_told_and_loses_nothing(max_: Client, cast: Any, query: str) -> None:
    page = max_.get(f"/directory/?{query}")
    assert page.status_code in (200, 400) and "Ministry of Justice of Castellan" in text(page)


def test_the_list_costs_the_same_with_more_rows(ines: Client, at: datetime) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            ines.get("/directory/")
        return len(seen)

    cost()
    few = cost()
    for number in range(12):
        entered(at, f"Office {number}", designations=(Designation("court"),), names={"fr": f"Bureau {number}"})
    assert cost() == few


# --- a State --------------------------------------------------------------------------------------------------------------


def test_a_state_shows_codes_treaties_law_and_legal_bases_in_both_directions(max_: Client, cast: Any) -> None:
    page = text(max_.get("/directory/states/XB/"))
    for words in (
        "XB, XBR",
        "UNCAC",
        "1 June 2006",
        "Invented for the demonstration",
        "Takes UNCAC as the legal basis for extradition",
    ):
        assert words in page
    assert "If Borland asks us" in page and "Depends on what is not recorded" in page
    theirs, ours = (
        max_.get("/directory/states/XB/").context["families"],
        max_.get("/directory/states/XB/?request=ours").context["families"],
    )
    assert theirs != ours and [family["family"] for family in ours] == ["mla", "extradition", "confiscation", "other"]


def test_what_is_not_recorded_is_said(max_: Client, cast: Any) -> None:
    facts = max_.get("/directory/states/XE/").context["facts"]
    assert {fact["answer"] for fact in facts} == {"Not recorded"}
    families = max_.get("/directory/states/XE/?request=ours").context["families"]
    assert any(basis["unknown"] for family in families for basis in family["proposals"])
    assert "echr" not in text(max_.get("/directory/states/XE/")) and "That is not a no" in text(
        max_.get("/directory/states/XE/")
    )


def test_our_own_state_has_no_legal_bases_towards_itself(max_: Client, cast: Any) -> None:
    assert "This is our own State" in text(max_.get("/directory/states/XA/"))


@pytest.mark.parametrize("code", ["ZZ", "xb", "X", "XBX", "%00"])
def test_a_state_that_is_not_there(max_: Client, cast: Any, code: str) -> None:
    assert max_.get(f"/directory/states/{code}/").status_code == 404


def test_a_state_costs_the_same_with_more_authorities(max_: Client, at: datetime, cast: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            max_.get("/directory/states/XE/")
        return len(seen)

    cost()
    few = cost()
    for number in range(6):
        entered(at, f"Office {number}", names={"fr": f"Bureau {number}"})
    assert cost() == few


# --- an authority ---------------------------------------------------------------------------------------------------------


def test_what_is_known_is_shown_and_what_is_not_is_left_out(max_: Client, borland: Authority) -> None:
    page = text(max_.get(f"/directory/{borland.pk}/"))
    for words in (
        "1 Quay Street",
        "+999 1 555 0100",
        "English, French",
        "Encrypted e-mail",
        "signature needed",
        "GlobE Network",
        "coercive measures only",
    ):
        assert words in page
    assert "Apostille" not in page and "Minimum penalty" not in page


@pytest.mark.parametrize(("days", "words"), [(3, ""), (200, "some time ago"), (400, "too long ago")])
def test_an_old_entry_warns_in_words_with_the_day(max_: Client, at: datetime, cast: Any, days: int, words: str) -> None:
    day = timezone.localdate() - timedelta(days=days)
    row = entered(at, "Office", verified_on=None)
    Authority.objects.filter(pk=row.pk).update(verified_on=day)
    page = max_.get(f"/directory/{row.pk}/")
    assert (f"Last verified on {day.day} {day:%B %Y}" in text(page)) == bool(words) and words in text(page)


def test_an_authority_that_nobody_verified_says_so(max_: Client, at: datetime, cast: Any) -> None:
    assert "Nobody has verified this entry" in text(max_.get(f"/directory/{entered(at, 'Office').pk}/"))


def test_restricted_contact_points_are_for_editors(max_: Client, ines: Client, borland: Authority) -> None:
    seen, hidden = text(ines.get(f"/directory/{borland.pk}/")), text(max_.get(f"/directory/{borland.pk}/"))
    assert "International desk" in hidden and "Mira Landsholm" not in hidden and "landsholm" not in hidden
    assert "Mira Landsholm" in seen and "m.landsholm@opg.borland.example" in seen


def test_markup_in_an_entry_stays_text(max_: Client, at: datetime, cast: Any) -> None:
    row = entered(at, "<script>alert(1)</script>", hours="<b>9</b>", source="<i>x</i>")
    page = text(max_.get(f"/directory/{row.pk}/"))
    assert "<script>alert" not in page and "<b>9" not in page and "<i>x" not in page


def test_verified_today_takes_one_click_and_a_source(ines: Client, borland: Authority) -> None:
    address = f"/directory/{borland.pk}/verify/"
    assert ines.post(address, {"version": borland.version, "source": "By telephone"}, follow=True).status_code == 200
    row = Authority.objects.get(pk=borland.pk)
    assert (row.verified_on, row.source, row.verified_by) == (timezone.localdate(), "By telephone", "Ines Marlow")
    told = text(ines.post(address, {"version": borland.version}, follow=True))
    assert "A colleague changed this entry meanwhile" in told
    assert ines.post(address, {"version": "²"}, follow=True).status_code == 200


def test_who_may_not_edit_cannot_verify(max_: Client, borland: Authority) -> None:
    assert max_.post(f"/directory/{borland.pk}/verify/", {"version": borland.version}).status_code == 403


# --- forms ----------------------------------------------------------------------------------------------------------------


def test_saving_an_untouched_form_changes_nothing(ines: Client, at: datetime, cast: Any) -> None:
    for row in Authority.objects.all():
        before = queries.entries(BY, [row])[row.pk]
        response = ines.post(f"/directory/{row.pk}/change/", posted(ines, row))
        assert response.status_code == 302, response.context["form"].errors
        again = Authority.objects.get(pk=row.pk)
        assert queries.entries(BY, [again])[row.pk] == before and again.version == row.version


def test_channels_are_shown_as_plainly_as_they_can_be_read_back(ines: Client, borland: Authority, at: datetime) -> None:
    listed = (
        Channel("diplomatic"),
        Channel("email", "a@b.example"),
        Channel("post", "1 Quay, Port"),
        Channel("fax", "+999", date(2026, 1, 15)),
    )
    row = entered(at, "Office", channels=listed)
    shown = ines.get(f"/directory/{row.pk}/change/").context["form"]["channels"].value()
    assert shown.splitlines() == ["diplomatic", "email: a@b.example", "post: 1 Quay, Port,", "fax: +999, 2026-01-15"]
    ines.post(f"/directory/{row.pk}/change/", posted(ines, row, channels=shown.replace("a@b", "c@d")))
    kept = queries.entries(BY, [Authority.objects.get(pk=row.pk)])[row.pk].channels
    assert kept == (listed[0], Channel("email", "c@d.example"), *listed[2:])


def test_a_change_is_kept_with_line_ends_of_browsers(ines: Client, borland: Authority) -> None:
    more = {
        "address": "1 Quay Street\r\nPort Selwyn", "originals_required": "yes", "languages_accepted": "en, fr, pt-BR",
        "names": "fr = Bureau\r\n\r\nes = Fiscalía", "channels": "portal: https://x.example, 2026-01-15", "minimum_penalty": "6",
    }  # fmt: skip
    response = ines.post(f"/directory/{borland.pk}/change/", posted(ines, borland, **more))
    assert response.status_code == 302, response.context["form"].errors
    entry = queries.entries(BY, [Authority.objects.get(pk=borland.pk)])[borland.pk]
    assert (entry.address, entry.originals_required, entry.minimum_penalty) == ("1 Quay Street\nPort Selwyn", True, 6)
    assert entry.languages_accepted == ("en", "fr", "pt-BR") and entry.names == {"fr": "Bureau", "es": "Fiscalía"}
    assert entry.channels[0].verified_on == date(2026, 1, 15) and entry.interpol_urgent is True


def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(ines: Client, borland: Authority) -> None:
    wrong = {
        "email": "nobody",
        "channels": "pigeon: roof",
        "links": "no sign",
        "name": "Typed name",
        "languages_accepted": "english!",
    }
    response = ines.post(f"/directory/{borland.pk}/change/", posted(ines, borland, **wrong))
    assert response.status_code == 400 and "Typed name" in text(response) and "pigeon: roof" in text(response)
    assert "links" in response.context["form"].errors
    response = ines.post(f"/directory/{borland.pk}/change/", posted(ines, borland, **(wrong | {"links": ""})))
    assert {"email", "channels", "languages_accepted"} <= set(response.context["form"].errors)
    assert Authority.objects.get(pk=borland.pk).version == borland.version


def test_a_conflict_keeps_what_was_typed_and_shows_both(
    ines: Client, signed_in: Any, cast: Any, borland: Authority, at: datetime
) -> None:
    typed = posted(ines, borland, hours="Typed by Ines", phone="+999 1 1", networks=["egmont"])
    karin = signed_in(cast.karin)
    karin.post(f"/directory/{borland.pk}/change/", posted(karin, borland, hours="Set by Karin"))
    response = ines.post(f"/directory/{borland.pk}/change/", typed)
    assert response.status_code == 409
    for words in ("Typed by Ines", "Set by Karin", "+999 1 1", "Egmont Group", "Use theirs"):
        assert words in text(response)
    assert Authority.objects.get(pk=borland.pk).hours == "Set by Karin"

    version = response.context["form"]["version"].value()
    response = ines.post(f"/directory/{borland.pk}/change/", typed | {"version": version, "keep-hours": "theirs"})
    assert response.status_code == 409 and {row["name"] for row in response.context["differences"]} == {
        "phone",
        "networks",
    }
    assert response.context["form"]["hours"].value() == "Set by Karin"
    response = ines.post(f"/directory/{borland.pk}/change/", typed | {"version": version, "hours": "Set by Karin"})
    assert response.status_code == 302
    saved = Authority.objects.get(pk=borland.pk)
    assert (saved.hours, saved.phone, saved.networks) == ("Set by Karin", "+999 1 1", ["egmont"])


def test_theirs_of_every_field_gives_the_entry_as_it_stands(ines: Client, borland: Authority) -> None:
    data = posted(ines, borland, hours="x") | {"version": "999"}
    names = list(ines.get(f"/directory/{borland.pk}/change/").context["form"].fields)
    for name in names:
        if name not in ("version", "hours", "verified_now"):
            response = ines.post(f"/directory/{borland.pk}/change/", data | {f"keep-{name}": "theirs"})
            assert [row["name"] for row in response.context["differences"]] == ["hours"], name


def test_an_authority_is_entered_with_three_fields(ines: Client, cast: Any) -> None:
    data = {
        "state": "XC",
        "name": "Court of Castel",
        "source": "A letter",
        "functions": ["court"],
        "designations": "mla-central@uncac/North",
        "verified_now": "on",
    }
    response = ines.post("/directory/new/", data)
    row = Authority.objects.get(name="Court of Castel")
    assert response.status_code == 302 and (row.ours, row.verified_on, row.verified_by) == (
        False,
        timezone.localdate(),
        "Ines Marlow",
    )
    assert queries.designations(BY, row.pk) == (Designation("court"), Designation("mla-central", "uncac", "North"))
    response = ines.post("/directory/new/", {"state": "XC", "name": "Kept name"})
    assert response.status_code == 400 and "Kept name" in text(response)


# --- contact points -------------------------------------------------------------------------------------------------------


def test_a_contact_point_is_added_changed_and_removed(ines: Client, borland: Authority) -> None:
    base = f"/directory/{borland.pk}/contacts/"
    ines.post(f"{base}new/", {"name": "Duty desk", "phone": "+999 1 2", "languages": "en, fr"})
    row = ContactPoint.objects.get(name="Duty desk")
    assert row.restricted is False and row.languages == ["en", "fr"]
    assert (
        ines.post(f"{base}{row.pk}/", {"name": "Duty desk", "restricted": "on", "version": row.version}).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.restricted and row.phone == ""
    response = ines.post(f"{base}{row.pk}/", {"name": "Typed", "version": row.version - 1})
    assert response.status_code == 409 and "Typed" in text(response)
    assert "was not removed" in text(ines.post(f"{base}{row.pk}/remove/", {"version": row.version - 1}, follow=True))
    ines.post(f"{base}{row.pk}/remove/", {"version": row.version})
    assert not ContactPoint.objects.filter(pk=row.pk).exists()


def test_a_contact_point_belongs_to_its_authority(ines: Client, max_: Client, at: datetime, borland: Authority) -> None:
    other = entered(at, "Office")
    row = actions.add_contact(by=BY, at=at, authority=borland.pk, entry=ContactEntry("A person"))
    assert ines.get(f"/directory/{other.pk}/contacts/{row.pk}/").status_code == 404
    assert max_.get(f"/directory/{borland.pk}/contacts/{row.pk}/").status_code == 403
    assert max_.post(f"/directory/{borland.pk}/contacts/{row.pk}/remove/", {"version": row.version}).status_code == 403


# --- files ----------------------------------------------------------------------------------------------------------------

GOOD = "key,state,name,source\nx1,XE,Court of Estby,A letter\n"
MIXED = GOOD + "x2,QQ,Nowhere,A letter\n,XE,No key,A letter\n"


def look(page: Client, data: str | bytes, kind: str = "authorities") -> Any:
    raw = data if isinstance(data, bytes) else data.encode()
    return page.post("/directory/import/", {"kind": kind, "file": SimpleUploadedFile("a.csv", raw)})


def test_nothing_is_written_before_the_officer_says_so(ines: Client, cast: Any) -> None:
    count = Authority.objects.count()
    plan = look(ines, GOOD)
    assert plan.status_code == 200 and "Court of Estby" in text(plan) and Authority.objects.count() == count
    response = ines.post("/directory/import/", {"digest": plan.context["digest"], "do": "all"}, follow=True)
    assert "1 new, 0 changed, 0 rows left out" in text(response)
    assert Authority.objects.filter(external_key="x1").exists()
    again = look(ines, GOOD)
    assert (again.context["new"], again.context["unchanged"]) == (0, 1) and "Import all" not in text(again)


def test_errors_are_told_row_by_row_and_the_good_ones_can_be_imported(ines: Client, cast: Any) -> None:
    plan = look(ines, MIXED)
    assert [(error["line"], error["column"]) for error in plan.context["errors"]] == [(3, "state"), (4, "key")]
    assert "Import the good ones" in text(plan)
    all_ = ines.post("/directory/import/", {"digest": plan.context["digest"], "do": "all"})
    assert "Nothing was written" in text(all_) and not Authority.objects.filter(external_key="x1").exists()
    ines.post("/directory/import/", {"digest": plan.context["digest"], "do": "good"})
    assert (
        Authority.objects.filter(external_key="x1").exists() and not Authority.objects.filter(name="Nowhere").exists()
    )


def test_only_the_file_that_was_looked_at_is_imported(ines: Client, signed_in: Any, cast: Any) -> None:
    digest = look(ines, GOOD).context["digest"]
    look(ines, MIXED)
    response = ines.post("/directory/import/", {"digest": digest, "do": "all"}, follow=True)
    assert "Choose it again" in text(response)
    response = signed_in(cast.karin).post("/directory/import/", {"digest": digest, "do": "all"}, follow=True)
    assert "Choose it again" in text(response) and not Authority.objects.filter(external_key="x1").exists()


HOSTILE = [
    b"", b"\x00\x01", b"\xff\xfe", b'key,state\n"', b"=cmd|' /C calc'!A0,state\n", b"key,state,name,source\n" + b"a" * 200_000,
    b"key,state,name,source\nk,XE,<script>alert(1)</script>,=HYPERLINK(1)\n", b"key,state,name,source\n" + b"k,XE,N,S\n" * 2_001,
    "key,state,name,source\nk,XE,\u202eevil,S\n".encode(), b"key;state;name;source;names\nk;XE;N;S;====||||\n",
    b"key,state,name,source,parent_key\na,XE,A,S,b\nb,XE,B,S,a\n",
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE)
@pytest.mark.parametrize("kind", ["authorities", "parties"])
def test_a_hostile_file_is_told_and_writes_nothing(ines: Client, cast: Any, data: bytes, kind: str) -> None:
    count = Authority.objects.count()
    response = look(ines, data, kind)
    assert response.status_code in (200, 400) and "<script>alert" not in text(response)
    assert Authority.objects.count() == count


def test_a_file_over_the_limit_is_refused_before_it_is_read(ines: Client, cast: Any) -> None:
    response = look(ines, b"a" * (MOST_BYTES + 1))
    assert response.status_code == 400 and "larger than 4 MiB" in text(response)


def test_an_exported_file_can_be_imported_without_a_change(ines: Client, max_: Client, at: datetime, cast: Any) -> None:
    entered(at, "=SUM(A1)", hours="+1", external_key="odd")
    for kind in ("authorities", "parties"):
        response = max_.get(f"/directory/{kind}.csv")
        assert response["Content-Type"].startswith("text/csv") and "attachment" in response["Content-Disposition"]
        plan = look(ines, response.content, kind)
        assert (plan.context["new"], plan.context["changed"], plan.context["bad"]) == (0, 0, 0) and plan.context[
            "unchanged"
        ] > 0
    only = max_.get("/directory/authorities.csv?state=XC").content.decode()
    assert (
        "Castellan" in only
        and "Borland" not in only
        and "Landsholm" not in max_.get("/directory/authorities.csv").content.decode()
    )
    assert "'=SUM(A1)" in max_.get("/directory/authorities.csv").content.decode()


def test_the_demonstration_finds_addressees_and_warns_of_an_old_entry(cast: Any) -> None:
    today = date(2026, 1, 5)
    for state in ("XB", "XC", "XD", "XE"):
        found = queries.addressees(cast.ines, state=state, family="mla", today=today)
        assert found and found[0].routable
        assert found[0].freshness.age == ("ageing" if state == "XD" else "fresh")

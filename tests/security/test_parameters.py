"""Fields that nobody asked for, parameters said twice, ways that lead elsewhere: ASVS 5, chapters 2, 3.7 and 15.3."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from comitas.accounts.models import EmergencyAccess, Membership, User
from comitas.core.actor import Actor
from comitas.samples.cast import PASSWORD, Cast

SignedIn = Callable[[Actor], Client]
ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)", "data:text/html,x",
    "http:evil.example", "https:///evil.example", " https://evil.example", "\thttps://evil.example", "ftp://testserver/",
]  # fmt: skip
MORE = {
    "is_active": "", "is_staff": "1", "is_superuser": "1", "username": "root", "email": "evil@arland.example", "full_name": "Evil",
    "password": "quiet-meadow-41", "session_round": "99", "version": "99", "id": "1", "pk": "1", "user": "1", "role": "head",
    "memberships": "1", "authority": "1",
}  # fmt: skip


def test_fields_that_nobody_asked_for_are_not_taken_of_oneself(cast: Cast, signed_in: SignedIn) -> None:
    before = (
        User.objects.filter(pk=cast.lea.id)
        .values("username", "email", "full_name", "is_active", "password", "session_round")
        .get()
    )
    answer = signed_in(cast.lea).post("/account/", {"language": "fr", "time_zone": "UTC", **MORE})
    assert answer.status_code == 302 and User.objects.get(pk=cast.lea.id).language == "fr"
    after = (
        User.objects.filter(pk=cast.lea.id)
        .values("username", "email", "full_name", "is_active", "password", "session_round")
        .get()
    )
    assert after == before and not Membership.objects.filter(user=cast.lea.id, role="head").exists()


def test_fields_that_nobody_asked_for_are_not_taken_of_a_new_person(cast: Cast, signed_in: SignedIn) -> None:
    told = {"full_name": "Nora Lind", "username": "nora", "email": "nora@arland.example", "password": "quiet-meadow-41"}
    signed_in(cast.ada).post("/people/new/", {**MORE, **told, "is_active": "", "session_round": "7"})
    made = User.objects.get(username="nora")
    assert made.is_active and made.session_round == 0 and not Membership.objects.filter(user=made.pk).exists()


def test_a_change_is_made_for_who_is_in_the_address_and_by_who_is_signed_in(cast: Cast, signed_in: SignedIn) -> None:
    form = {"change": "close", "person": cast.ada.id, "user": cast.ada.id, "by": cast.karin.id}
    signed_in(cast.ada).post(f"/people/{cast.lea.id}/change/?person={cast.ada.id}", form)
    closed = User.objects.filter(is_active=False).values_list("username", flat=True)
    assert list(closed) == ["lea"]


def test_what_is_said_twice_is_said_once(cast: Cast) -> None:
    """Two names, one password: the last of both counts, and it is the one that is signed in."""
    cache.clear()
    browser = Client()
    body = f"login=karin&login=lea&password=wrong&password={PASSWORD}"
    browser.post("/sign-in/?login=karin", body, content_type="application/x-www-form-urlencoded")
    assert browser.session["_auth_user_id"] == str(cast.lea.id)


def test_a_query_does_not_fill_in_a_form(cast: Cast, signed_in: SignedIn) -> None:
    jonas = signed_in(cast.jonas)
    query = f"?authority={cast.central}&number=2026/0001&reason=There+is+an+emergency+of+some+kind"
    assert jonas.post(f"/register/emergency/{query}").status_code == 400
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "after=x&after=y",
        "after[]=x",
        "view=open&view=closed",
        "view[]=open",
        "q=%00",
        "q=%ff",
        "after=" + "A" * 5000,
        "%=%",
        "&&&=&",
    ],
)
def test_odd_questions_are_answered_without_a_fault(query: str, cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.solo)
    for path in ("/register/", "/people/", "/ledger/emergencies/", "/people/factors/"):
        assert browser.get(f"{path}?{query}").status_code < 500, path


@pytest.mark.parametrize("headers", [{"x-http-method-override": "POST"}, {"x-method-override": "DELETE"}])
def test_a_method_is_what_it_is(headers: dict[str, str], cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.ada).get(f"/people/{cast.lea.id}/change/?change=close&_method=POST", headers=headers)
    assert answer.status_code == 405 and User.objects.get(pk=cast.lea.id).is_active


@pytest.mark.parametrize("where", ELSEWHERE)
def test_no_way_leads_elsewhere(where: str, cast: Cast, signed_in: SignedIn) -> None:
    cache.clear()
    browser = Client()
    assert browser.post("/sign-in/", {"login": "lea", "password": PASSWORD, "next": where})["Location"] == "/"
    lea = signed_in(cast.lea)
    for answer in (
        lea.get("/sign-in/", {"next": where}),
        lea.get("/language/fr/", {"next": where}),
        lea.post("/account/confirm/", {"password": PASSWORD, "next": where}),
        lea.post("/sign-out/", {"next": where}),
    ):
        assert answer.status_code == 302 and "evil" not in answer["Location"] and answer["Location"].startswith("/"), (
            answer
        )
        assert not answer["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "path",
    ["/sign-in/", "/account/confirm/", "/register/emergency/", "/people/factors/", "/account/recovery-codes/seal/"],
)
@pytest.mark.parametrize(
    "body", ["\x00", "a" * 300_000, "login=" + "\ud83d".encode("utf-16", "surrogatepass").hex(), "[]", "a=1&" * 2000]
)
def test_odd_forms_are_answered_without_a_fault(path: str, body: str, cast: Cast, signed_in: SignedIn) -> None:
    cache.clear()
    for kind in (
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data; boundary=x",
        "text/plain",
    ):
        answer = signed_in(cast.solo).post(path, body.encode(), content_type=kind)
        assert answer.status_code < 500, (path, kind)

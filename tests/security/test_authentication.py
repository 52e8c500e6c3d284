"""Guessing, stuffing, listing names, playing back: ASVS 5, chapter 6."""

import re
from collections.abc import Callable, Iterator
from hashlib import sha1
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from comitas.accounts.models import User
from comitas.config import breached, proxies
from comitas.core.actor import Actor
from comitas.samples.cast import CAST, PASSWORD, Cast

SignedIn = Callable[[Actor], Client]
TOO_MANY = 429
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def tried(name: str, password: str, address: str = "192.0.2.1", **headers: str) -> HttpResponse:
    browser = Client(REMOTE_ADDR=address)
    answer = browser.post("/sign-in/", {"login": name, "password": password}, headers=headers or None)
    answer.entered = "_auth_user_id" in browser.session  # type: ignore[attr-defined]
    return answer  # type: ignore[return-value]


def entered(answer: HttpResponse) -> bool:
    return bool(answer.entered)  # type: ignore[attr-defined]


def test_one_account_is_not_guessed_at_from_many_addresses(cast: Cast) -> None:
    for number in range(5):
        assert not entered(tried("lea", f"guess-{number}", f"192.0.2.{number + 1}"))
    assert not entered(tried("lea", PASSWORD, "192.0.2.99")), "The sixth try was looked at."
    assert entered(tried("max", PASSWORD, "192.0.2.99")), "Others are not locked out with it."


def test_many_accounts_are_not_tried_from_one_address(cast: Cast) -> None:
    for number in range(10):
        tried(f"name-{number}", PASSWORD)
    assert not entered(tried("lea", PASSWORD))
    assert entered(tried("lea", PASSWORD, "192.0.2.2")), "The account itself is not locked."


def test_a_forged_address_does_not_begin_the_count_anew(cast: Cast) -> None:
    for number in range(10):
        forged = f"198.51.100.{number}"
        tried(
            f"name-{number}", PASSWORD, **{"x-forwarded-for": forged, "x-real-ip": forged, "forwarded": f"for={forged}"}
        )
    assert not entered(tried("lea", PASSWORD, **{"x-forwarded-for": "198.51.100.200"}))


PROXIES = (ip_network("10.0.0.0/29"), ip_network("fd00::5"))


def test_behind_a_declared_proxy_each_sender_is_counted_apart(cast: Cast, settings: Any) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    for number in range(10):
        tried(f"name-{number}", PASSWORD, "10.0.0.1", **{"x-forwarded-for": "203.0.113.7"})
    assert not entered(tried("lea", PASSWORD, "10.0.0.1", **{"x-forwarded-for": "203.0.113.7"}))
    assert entered(tried("lea", PASSWORD, "10.0.0.1", **{"x-forwarded-for": "203.0.113.8, 10.0.0.2"}))
    assert UserSession.objects.get().ip == "203.0.113.8"


def test_behind_a_declared_proxy_a_forged_address_counts_for_nothing(cast: Cast, settings: Any) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    for number in range(10):  # the stranger writes the left, the proxy the right
        forged = f"198.51.100.{number}, 10.0.0.3, 203.0.113.7"
        tried(f"name-{number}", PASSWORD, "10.0.0.1", **{"x-forwarded-for": forged})
    assert not entered(tried("lea", PASSWORD, "10.0.0.1", **{"x-forwarded-for": "198.51.100.99, 203.0.113.7"}))
    for number in range(10):  # who comes past the proxies is believed nothing
        tried(f"name-{number}", PASSWORD, "192.0.2.9", **{"x-forwarded-for": f"203.0.113.{number}"})
    assert not entered(tried("lea", PASSWORD, "192.0.2.9", **{"x-forwarded-for": "203.0.113.99"}))


@pytest.mark.parametrize(
    ("peer", "forwarded", "sender"),
    [
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("fd00::5", "[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, nonsense", "10.0.0.1"),  # what cannot be read is whoever said it
        ("10.0.0.1", "203.0.113.7, nonsense, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "203.0.113.7,", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),  # a proxy that asks for itself
        ("192.0.2.9", "203.0.113.7", "192.0.2.9"),
        ("10.0.0.9", "203.0.113.7", "10.0.0.9"),
        ("", "203.0.113.7", ""),
    ],
)
def test_whom_a_request_comes_from(peer: str, forwarded: str, sender: str) -> None:
    assert proxies.sender(peer, forwarded, PROXIES) == sender


def test_codes_of_the_second_factor_are_not_guessed(cast: Cast) -> None:
    TOTP.activate(User.objects.get(pk=cast.lea.id), SECRET)
    browser = Client()
    browser.post("/sign-in/", {"login": "lea", "password": PASSWORD})
    answers = [browser.post("/sign-in/second-factor/", {"code": f"{number:06}"}) for number in range(12)]
    assert "_auth_user_id" not in browser.session
    assert any("Too many" in answer.content.decode() or answer.status_code == TOO_MANY for answer in answers)


def test_who_is_here_is_not_told_by_a_wrong_password(cast: Cast) -> None:
    once = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|csrf_token=[^"&]+')
    pages = []
    for name in ("lea", "lea@arland.example", "nobody", "nobody@arland.example"):
        answer = tried(name, "wrong-lantern-9", f"192.0.2.{len(pages) + 1}")
        pages.append((answer.status_code, once.sub("", answer.content.decode()).replace(f'value="{name}"', "")))
    assert pages[0] == pages[2] and pages[1] == pages[3]


def test_a_closed_account_is_told_apart_only_by_who_knows_its_password(cast: Cast) -> None:
    User.objects.filter(pk=cast.lea.id).update(is_active=False)
    assert not entered(tried("lea", PASSWORD))
    assert tried("lea", "wrong-lantern-9", "192.0.2.2").status_code == tried("x", "wrong", "192.0.2.3").status_code


@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("short-1", False),  # under twelve characters
        ("123456789012345", False),
        ("password12345", False),  # a common one
        ("leastadelead", False),  # her own name
        ("x" * 64 + " ünïcode 密碼 🔑", True),
        ("correct horse battery staple", True),
        ("onlylowercaseletters", True),  # no rules of composition
    ],
)
def test_which_passwords_are_taken(password: str, taken: bool, cast: Cast) -> None:
    browser = signed_in_with_password("lea")
    browser.post("/account/password/", {"oldpassword": PASSWORD, "password1": password, "password2": password})
    assert User.objects.get(pk=cast.lea.id).check_password(password) is taken


def digest(password: str) -> str:
    return sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture
def stolen(tmp_path: Path) -> Path:
    """A list such as Have I Been Pwned offers, with one password that nobody would call common."""
    lines = sorted([*(digest(f"stolen-{number}") for number in range(500)), digest("quiet-meadow-41")])
    path = tmp_path / "pwned.txt"
    path.write_bytes(b"".join(f"{line}:{n}\r\n".encode() for n, line in enumerate(lines)))
    return path


def listed(path: Path) -> dict[str, Any]:
    return {"NAME": "comitas.config.passwords.BreachedPasswordValidator", "OPTIONS": {"path": path}}


def test_a_password_that_was_stolen_elsewhere_is_not_taken(cast: Cast, stolen: Path, settings: Any) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = [*settings.AUTH_PASSWORD_VALIDATORS, listed(stolen)]
    browser = signed_in_with_password("lea")
    new = {"oldpassword": PASSWORD, "password1": "quiet-meadow-41", "password2": "quiet-meadow-41"}
    answer = browser.post("/account/password/", new)
    assert "stolen elsewhere. Choose another one." in answer.content.decode()
    stolen.rename(stolen.with_suffix(".away"))  # a list that cannot be read lets nothing through
    assert "cannot be looked up at the moment" in browser.post("/account/password/", new).content.decode()
    assert User.objects.get(pk=cast.lea.id).check_password(PASSWORD)
    stolen.with_suffix(".away").rename(stolen)
    browser.post("/account/password/", {**new, "password1": "quiet-meadow-42", "password2": "quiet-meadow-42"})
    assert User.objects.get(pk=cast.lea.id).check_password("quiet-meadow-42")


def test_every_line_of_the_list_is_found_and_nothing_else(stolen: Path) -> None:
    lines = stolen.read_text().split()
    assert all(breached.holds(stolen, line[:40].lower()) for line in lines)
    others = ["0" * 40, "F" * 40, *(digest(f"other-{number}") for number in range(300))]
    assert not any(breached.holds(stolen, other) for other in others)
    short = stolen.with_name("short.txt")
    for text in ("", lines[0], f"{lines[0]}\n", f"{lines[0]}\n{lines[1]}"):  # with and without a last line's end
        short.write_text(text)
        assert [breached.holds(short, line[:40]) for line in lines[:3]] == [line in text for line in lines[:3]]


def test_a_password_counts_as_it_was_typed(cast: Cast) -> None:
    long = "Quiet Meadow " * 8 + "end"
    user = User.objects.get(pk=cast.lea.id)
    user.set_password(long)
    user.save(update_fields=["password"])
    for number, other in enumerate((long[:-1], long.lower(), long.replace("  ", " ")[:72])):
        assert not entered(tried("lea", other, f"192.0.2.{number + 1}"))
    assert entered(tried("lea", long, "192.0.2.50"))


def test_a_new_password_needs_the_old_one(cast: Cast) -> None:
    browser = signed_in_with_password("lea")
    for old in ("", "wrong-lantern-9"):
        browser.post(
            "/account/password/", {"oldpassword": old, "password1": "quiet-meadow-41", "password2": "quiet-meadow-41"}
        )
    assert User.objects.get(pk=cast.lea.id).check_password(PASSWORD)


def test_password_fields_are_masked_and_managers_may_fill_them(cast: Cast) -> None:
    field = re.findall(r'<input[^>]*name="password"[^>]*>', Client().get("/sign-in/").content.decode())[0]
    assert 'type="password"' in field and 'autocomplete="current-password"' in field
    assert "onpaste" not in field and "maxlength" not in field


def test_there_is_no_way_round_by_mail_hint_or_question(cast: Cast) -> None:
    page = Client().get("/sign-in/").content.decode()
    for path in (
        "/password/reset/",
        "/accounts/password/reset/",
        "/signup/",
        "/accounts/signup/",
        "/account/email/",
        "/admin/",
    ):
        assert Client().get(path).status_code == 404 and path not in page


def test_a_code_counts_once(cast: Cast) -> None:
    TOTP.activate(User.objects.get(pk=cast.lea.id), SECRET)
    counters = list(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2]))
    assert [second_factor("lea", code), second_factor("lea", code)] == [True, False]


def test_a_recovery_code_counts_once(cast: Cast) -> None:
    user = User.objects.get(pk=cast.lea.id)
    TOTP.activate(user, SECRET)
    spare = RecoveryCodes.activate(user).get_unused_codes()
    assert len(set(spare)) == 10 and all(len(code) >= 6 for code in spare)
    assert [second_factor("lea", spare[0]), second_factor("lea", spare[0]), second_factor("lea", spare[1])] == [
        True,
        False,
        True,
    ]


def test_the_second_factor_cannot_be_stepped_over(cast: Cast) -> None:
    TOTP.activate(User.objects.get(pk=cast.lea.id), SECRET)
    browser = Client()
    browser.post("/sign-in/", {"login": "lea", "password": PASSWORD})
    for path in ("/", "/account/", "/account/second-factor/", "/account/recovery-codes/", "/account/passkeys/add/"):
        assert browser.get(path).status_code == 302 and "_auth_user_id" not in browser.session, path
    assert Client().get("/sign-in/second-factor/")["Location"].startswith("/sign-in/")


def test_where_two_factors_are_required_one_opens_nothing(cast: Cast, settings: object, signed_in: SignedIn) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    lea = signed_in(cast.lea)
    assert lea.get("/figures/")["Location"] == "/account/second-factor/"
    assert lea.get("/account/second-factor/").status_code == 200
    Authenticator.objects.create(user_id=cast.lea.id, type="totp", data={"secret": SECRET})
    assert lea.get("/figures/").status_code == 200


def test_no_name_that_everybody_tries_is_here(cast: Cast) -> None:
    names = set(User.objects.values_list("username", flat=True))
    assert names == {part.username for part in CAST} and not names & {"root", "admin", "sa", "test", "guest", "comitas"}


def second_factor(name: str, code: str) -> bool:
    browser = Client()
    browser.post("/sign-in/", {"login": name, "password": PASSWORD})
    browser.post("/sign-in/second-factor/", {"code": code})
    return "_auth_user_id" in browser.session


def signed_in_with_password(name: str) -> Client:
    browser = Client()
    browser.post("/sign-in/", {"login": name, "password": PASSWORD})
    assert "_auth_user_id" in browser.session
    return browser

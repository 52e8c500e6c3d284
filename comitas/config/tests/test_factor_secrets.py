"""Keys of authenticators and seeds of recovery codes lie sealed in the database, before and after a change of keys."""

import os
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from comitas.accounts import actions, queries
from comitas.accounts.models import User
from comitas.config import keychange
from comitas.core import sealing
from comitas.core.actor import system
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SECRET = "JBSWY3DPEHPK3PXP"
BY = system("test")


@pytest.fixture
def lea(cast: Cast) -> User:
    cache.clear()
    return User.objects.get(pk=cast.lea.id)


def right_code() -> str:
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2])))


def opens(lea: User) -> bool:
    cache.clear()
    return bool(TOTP(Authenticator.objects.get(user=lea, type="totp")).validate_code(right_code()))


def test_no_secret_of_a_factor_lies_in_clear(lea: User) -> None:
    TOTP.activate(lea, SECRET)
    codes = RecoveryCodes.activate(lea).get_unused_codes()
    kept = " ".join(str(data) for data in Authenticator.objects.values_list("data", flat=True))
    assert SECRET not in kept and kept.count("house:") == 2
    assert opens(lea)
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes


def test_what_an_earlier_version_kept_in_clear_is_sealed_once_and_still_opens(lea: User, at: datetime) -> None:
    Authenticator.objects.create(user=lea, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(
        user=lea, type="recovery_codes", data={"migrated_codes": ["12345678", "87654321"], "used_mask": 0}
    )
    Authenticator.objects.create(user=lea, type="webauthn", data={"credential": {"id": "x"}, "name": "x"})
    assert actions.seal_secrets(by=BY, at=at) == 2 and actions.seal_secrets(by=BY, at=at) == 0
    kept = " ".join(str(data) for data in Authenticator.objects.values_list("data", flat=True))
    assert SECRET not in kept and "12345678" not in kept
    assert opens(lea)
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).validate_code("87654321")
    assert Authenticator.objects.get(type="webauthn").data == {"credential": {"id": "x"}, "name": "x"}
    assert Line.objects.filter(kind="factors.sealed").count() == 1


def test_a_change_of_keys_loses_no_factor_and_the_old_key_opens_none(lea: User, settings: Any) -> None:
    TOTP.activate(lea, SECRET)
    kept = Authenticator.objects.get(user=lea).data["secret"]
    old = settings.MASTER_KEY
    settings.OLD_MASTER_KEYS, settings.MASTER_KEY = (old,), os.urandom(32)
    assert opens(lea), "before the move both keys are known"
    keychange.finish()
    settings.OLD_MASTER_KEYS = ()
    assert opens(lea)
    settings.MASTER_KEY = old
    with pytest.raises(sealing.SealBroken):
        queries.opened_secret(kept)


@pytest.mark.parametrize("kept", ["JBSWY3DPEHPK3PXP", "house:", "house:%%%", "house:AAAA", ""])
def test_what_was_not_sealed_here_is_no_secret(kept: str, db: None) -> None:
    with pytest.raises(sealing.SealBroken):
        queries.opened_secret(kept)

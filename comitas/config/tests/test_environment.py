"""The table of settings: read, typed, refused."""

import base64
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.config import environment
from comitas.config.environment import Misconfigured


def key(seed: int) -> str:
    return base64.b64encode(bytes([seed]) * 32).decode()


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"COMITAS_HOME": str(tmp_path / "home")}


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    target = tmp_path / "backups"
    target.mkdir()
    return {
        "COMITAS_HOME": str(tmp_path / "home"),
        "COMITAS_MODE": "production",
        "COMITAS_SECRET_KEY": "s" * 50,
        "COMITAS_MASTER_KEY": key(1),
        "COMITAS_SIGNING_KEY": key(2),
        "COMITAS_HOSTS": "comitas.example",
        "COMITAS_URL": "https://comitas.example",
        "COMITAS_BACKUP_TARGET": str(target),
    }


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(Misconfigured) as caught:
        environment.read(environ)
    return "\n".join(caught.value.problems)


def test_a_demonstration_needs_nothing_and_keeps_its_keys(home):
    first, second = environment.read(home), environment.read(home)
    assert first == second
    assert len({first.master_key, first.signing_key, first.secret_key.encode()}) == 3
    kept = [*first.keys.iterdir()]
    assert {path.name for path in kept} == {"secret_key", "master_key", "signing_key"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_keys_are_not_shown(home):
    env = environment.read(home)
    assert env.secret_key not in repr(env) and repr(env.master_key) not in repr(env)


def test_production_starts_with_all_it_needs(production):
    env = environment.read(production)
    assert env.production and env.second_factor == "required"
    assert not env.keys.exists()


def test_production_names_everything_that_is_missing_at_once(home):
    said = refusal({**home, "COMITAS_MODE": "production", "COMITAS_SECOND_FACTOR": "optional"})
    for name in (*environment.KEYS, "COMITAS_SECOND_FACTOR", "COMITAS_HOSTS", "COMITAS_URL", "COMITAS_BACKUP_TARGET"):
        assert name in said
    assert not Path(home["COMITAS_HOME"]).exists()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("COMITAS_SECRET_KEY", "short", "shorter than 50"),
        ("COMITAS_MASTER_KEY", "bm90IGEga2V5", "32 bytes"),
        ("COMITAS_SIGNING_KEY", key(1), "the same"),
        ("COMITAS_URL", "http://comitas.example", "https only"),
        ("COMITAS_HOSTS", "*", "each host"),
        ("COMITAS_BACKUP_TARGET", "/nowhere/at/all", "not a folder"),
    ],
)
def test_production_refuses_what_is_careless(production, name, value, words):
    assert words in refusal({**production, name: value})


def test_a_backup_inside_the_data_is_refused(production):
    inside = Path(production["COMITAS_HOME"]) / "backups"
    inside.mkdir(parents=True)
    assert "lies in COMITAS_HOME" in refusal({**production, "COMITAS_BACKUP_TARGET": str(inside)})


def test_a_key_may_come_from_a_file_but_not_from_both(production, tmp_path):
    path = tmp_path / "key"
    path.write_text(production.pop("COMITAS_MASTER_KEY") + "\n")
    with_file = {**production, "COMITAS_MASTER_KEY_FILE": str(path)}
    assert environment.read(with_file).master_key == bytes([1]) * 32
    assert "both set" in refusal({**with_file, "COMITAS_MASTER_KEY": key(1)})
    path.unlink()
    assert "cannot be read" in refusal(with_file)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("COMITAS_PROT", "8000", "Did you mean COMITAS_PORT?"),
        ("COMITAS_PORT", "eight", "a whole number"),
        ("COMITAS_PORT", "70000", "between 1 and 65535"),
        ("COMITAS_UPLOAD_PORT", "8000", "same as COMITAS_PORT"),
        ("COMITAS_INSTANCE", "../other", "small letters"),
        ("COMITAS_HOME", "here", "begins with /"),
        ("COMITAS_MODE", "prod", "demonstration or production"),
        ("COMITAS_TIME_ZONE", "Europe/Atlantis", "not a time zone"),
        ("COMITAS_TIME_ZONE", "../../etc/passwd", "not a time zone"),
        ("COMITAS_QUOTA_BYTES", "a lot", "a size such as"),
        ("DATABASE_URL", "sqlite:///x", "postgresql://"),
        ("DATABASE_OWNER_URL", "postgresql://o@h/d", "DATABASE_URL"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_right(home, name, value, words):
    said = refusal({**home, name: value})
    assert words in said and name in said


def test_every_default_is_valid_and_every_line_is_a_sentence(home):
    environment.read({**home, **{s.name: s.default for s in environment.TABLE if s.default}})
    assert all(setting.sentence.endswith(".") for setting in environment.TABLE)


@given(
    number=st.integers(0, 10**9),
    unit=st.sampled_from(["", "B", "kB", "MB", "GB", "KiB", "MiB", "GiB"]),
    gap=st.sampled_from(["", " "]),
)
def test_sizes(number, unit, gap):
    assert environment.as_size(f"{number}{gap}{unit}") == number * environment.UNITS[unit.upper()]


@given(st.binary(min_size=32, max_size=32), st.booleans(), st.booleans())
def test_keys_in_either_alphabet_with_or_without_padding(raw, urlsafe, padded):
    text = (base64.urlsafe_b64encode if urlsafe else base64.b64encode)(raw).decode()
    assert environment.as_key(text if padded else text.rstrip("=")) == raw


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers_otherwise_than_by_value_error(text):
    for reader in (environment.as_size, environment.as_key, environment.as_number, environment.as_path):
        try:
            reader(text)
        except ValueError:
            continue


@given(st.integers(1, 200))
def test_the_socket_path_fits_whatever_the_home(length):
    env = environment.read({"COMITAS_HOME": "/" + "h" * length}, make_keys=False)
    assert len(os.fsencode(f"{env.sockets}/.s.PGSQL.5432")) < environment.LONGEST_SOCKET
    assert env.sockets == environment.read({"COMITAS_HOME": "/" + "h" * length}, make_keys=False).sockets


@pytest.mark.parametrize(
    ("text", "networks"),
    [("", []), ("127.0.0.1", ["127.0.0.1/32"]), ("10.0.0.0/29, fd00::5", ["10.0.0.0/29", "fd00::5/128"])],
)
def test_proxies_are_declared_by_their_networks(home, text, networks):
    assert [str(one) for one in environment.read({**home, "COMITAS_TRUSTED_PROXIES": text}).trusted_proxies] == networks


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.1/8", "1", "0.0.0.0/0", "::/0"])
def test_what_is_no_network_of_proxies_is_refused(home, text):
    assert "COMITAS_TRUSTED_PROXIES names" in refusal({**home, "COMITAS_TRUSTED_PROXIES": text})


def test_hosts_below_are_told_to_be_https_in_production_unless_it_is_refused(home, production):
    assert not environment.read(home).hsts_subdomains and environment.read(production).hsts_subdomains
    assert not environment.read({**production, "COMITAS_HSTS_SUBDOMAINS": "no"}).hsts_subdomains


def test_a_list_of_breached_passwords_is_looked_at_before_it_is_believed(home, tmp_path):
    path, digests = tmp_path / "pwned.txt", [f"{number:040X}:7" for number in range(0, 9000, 9)]
    told = {**home, "COMITAS_BREACHED_PASSWORDS": str(path)}
    assert "cannot be read" in refusal(told)
    for lines, why in (([], "SHA-1"), (["password"], "SHA-1"), (digests[::-1], "not in the order")):
        path.write_text("\n".join(lines))
        assert why in refusal(told)
    path.write_text("\r\n".join(digests))
    assert environment.read(told).breached_passwords == path


@pytest.mark.parametrize(("minutes", "right"), [("4", False), ("5", True), ("600", True), ("601", False)])
def test_idleness_ends_a_session_within_bounds(home, minutes, right):
    told = {**home, "COMITAS_IDLE_MINUTES": minutes}
    assert environment.read(told).idle_minutes == int(minutes) if right else "must lie between" in refusal(told)

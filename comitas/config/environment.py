"""Every setting of Comitas, read from the environment: the table, the typed reader, and the refusal of a careless production.

`read()` is the only place that looks at environment variables. It collects everything that is wrong and raises it at once.
"""

import hashlib
import os
import re
import tempfile
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from comitas.config import breached, keyfiles, outside, proxies
from comitas.config.variables import (
    BY_NAME,
    KEY_BYTES,
    TABLE,
    UNITS,
    Misconfigured,
    Reader,
    as_key,
    as_list,
    as_number,
    as_path,
    as_size,
)
from comitas.desk.rules.safekeeping import Keep

__all__ = [
    "BY_NAME",
    "KEY_BYTES",
    "TABLE",
    "UNITS",
    "Environment",
    "Misconfigured",
    "as_key",
    "as_number",
    "as_path",
    "as_size",
    "read",
]

KEYS = ("COMITAS_SECRET_KEY", "COMITAS_MASTER_KEY", "COMITAS_SIGNING_KEY")
OLD_KEYS = ("COMITAS_OLD_SECRET_KEYS", "COMITAS_OLD_MASTER_KEYS", "COMITAS_OLD_SIGNING_KEY")
SHORTEST_SECRET = 50  # characters; Django's own deployment check asks for the same
LONGEST_SOCKET = 107  # bytes, `sun_path` of unix(7); PostgreSQL appends "/.s.PGSQL.5432"
SOCKET_NAME = "/.s.PGSQL.5432.lock"


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
    trusted_proxies: tuple[proxies.Network, ...]
    hsts_subdomains: bool
    web_workers: int
    secret_key: str = field(repr=False)
    master_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    old_secret_keys: tuple[str, ...] = field(repr=False)
    old_master_keys: tuple[bytes, ...] = field(repr=False)
    old_signing_key: bytes = field(repr=False)
    backup_passphrase: str = field(repr=False)
    backup_at: str
    backup_mounted: bool
    backup_keep: Keep
    second_factor: str
    break_glass_minutes: int
    breached_passwords: Path | None
    idle_minutes: int
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)
    given_oidc_name: str
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
    export_rows: int
    takeover_rows: int
    takeover_columns: int
    takeover_cell: int
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str = field(repr=False)
    smtp_from: str
    given_drop_folder: Path | None
    mail_limit_bytes: int
    mail_ca_file: Path | None
    machine_rate: int
    machine_body: int
    bench_letters: Path | None

    @property
    def oidc_name(self) -> str:
        """What people call the provider of single sign-on."""
        return self.given_oidc_name or urlsplit(self.oidc_issuer).hostname or ""

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
        """Address of the database for the role that migrates; "" in a process that may not migrate."""
        owner = socket_url(self.sockets, "comitas_owner") if self.embedded else ""
        return self.given_database_owner_url or owner

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
    def drop_folder(self) -> Path:
        """Where watched folders lie: scanners and people put files there, in the open."""
        return self.given_drop_folder or self.home / "drop"

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


def read(environ: Mapping[str, str] = os.environ, *, make_keys: bool = True) -> Environment:
    """Read and check every setting. In a demonstration, keys that are missing are made in `home`/keys (mode 0600).

    Raises Misconfigured with every problem at once; in production also where a key, the second factor, the backup target, the
    hosts or the address are missing.
    """
    reader = Reader(environ)
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
    former = [
        reader.text(name) or keyfiles.former(base / instance / "keys" / name.removeprefix("COMITAS_").lower())
        for name in OLD_KEYS
    ]
    port = reader.port("COMITAS_PORT", 8000)
    found = Environment(
        base=base,
        home=base / instance,
        instance=instance,
        mode=mode,
        bind=reader.text("COMITAS_BIND"),
        port=port,
        upload_port=reader.port("COMITAS_UPLOAD_PORT", port + 1),
        hosts=reader.value("COMITAS_HOSTS", outside.LOOPBACK),
        url=(reader.text("COMITAS_URL") or f"http://localhost:{port}").rstrip("/"),
        trusted_proxies=outside.proxy_networks(reader),
        hsts_subdomains=reader.choice("COMITAS_HSTS_SUBDOMAINS", "yes" if mode == "production" else "no") == "yes",
        web_workers=reader.value("COMITAS_WEB_WORKERS", 2),
        secret_key=keys[0],
        master_key=_key(reader, "COMITAS_MASTER_KEY", keys[1]),
        signing_key=_key(reader, "COMITAS_SIGNING_KEY", keys[2]),
        old_secret_keys=as_list(former[0]),
        old_master_keys=tuple(_key(reader, "COMITAS_OLD_MASTER_KEYS", text) for text in as_list(former[1])),
        old_signing_key=_key(reader, "COMITAS_OLD_SIGNING_KEY", former[2]),
        backup_passphrase=reader.text("COMITAS_BACKUP_PASSPHRASE"),
        backup_at=_time_of_day(reader, "COMITAS_BACKUP_AT"),
        backup_mounted=reader.choice("COMITAS_BACKUP_MOUNTED") == "yes",
        backup_keep=Keep(*(reader.value(f"COMITAS_BACKUP_KEEP{of}", 0) for of in ("", "_DAYS", "_WEEKS"))),
        second_factor=second_factor,
        breached_passwords=reader.value("COMITAS_BREACHED_PASSWORDS"),
        idle_minutes=reader.value("COMITAS_IDLE_MINUTES", 0),
        oidc_issuer=reader.text("COMITAS_OIDC_ISSUER"),
        oidc_client_id=reader.text("COMITAS_OIDC_CLIENT_ID"),
        oidc_client_secret=reader.text("COMITAS_OIDC_CLIENT_SECRET"),
        given_oidc_name=reader.text("COMITAS_OIDC_NAME"),
        break_glass_minutes=reader.value("COMITAS_BREAK_GLASS_MINUTES", 0),
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
        export_rows=reader.value("COMITAS_EXPORT_ROWS", 0),
        takeover_rows=reader.value("COMITAS_TAKEOVER_ROWS", 0),
        takeover_columns=reader.value("COMITAS_TAKEOVER_COLUMNS", 0),
        takeover_cell=reader.value("COMITAS_TAKEOVER_CELL", 0),
        smtp_host=reader.text("COMITAS_SMTP_HOST"),
        smtp_port=outside.smtp_port(reader),
        smtp_security=reader.choice("COMITAS_SMTP_SECURITY"),
        smtp_user=reader.text("COMITAS_SMTP_USER"),
        smtp_password=reader.text("COMITAS_SMTP_PASSWORD"),
        smtp_from=reader.text("COMITAS_SMTP_FROM"),
        given_drop_folder=reader.value("COMITAS_DROP_FOLDER"),
        mail_limit_bytes=reader.value("COMITAS_MAIL_LIMIT_BYTES", 0),
        mail_ca_file=reader.value("COMITAS_MAIL_CA_FILE"),
        machine_rate=reader.value("COMITAS_MACHINE_RATE", 0),
        machine_body=reader.value("COMITAS_MACHINE_BODY_BYTES", 0),
        bench_letters=reader.value("COMITAS_BENCH_LETTERS"),
    )
    _check_together(reader, found)
    outside.check_mail(reader, found)
    outside.check_oidc(reader, found)
    if reader.problems:
        raise Misconfigured(reader.problems)
    return found


def _check_production(reader: Reader, second_factor: str, base: Path) -> None:
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


def _check_databases(reader: Reader) -> None:
    names = ("DATABASE_URL", "DATABASE_OWNER_URL")
    given = [name for name in names if reader.text(name)]
    reader.demand(
        given != [names[1]], "DATABASE_OWNER_URL is set without DATABASE_URL: name the role that runs as well."
    )
    for name in given:
        scheme = urlsplit(reader.text(name)).scheme
        reader.demand(
            scheme in ("postgresql", "postgres"), f"{name} must begin with postgresql:// (no other engine is used)."
        )


def _check_together(reader: Reader, found: Environment) -> None:
    reader.demand(found.port != found.upload_port, "COMITAS_UPLOAD_PORT is the same as COMITAS_PORT.")
    reader.demand(1 <= found.web_workers <= 64, "COMITAS_WEB_WORKERS must lie between 1 and 64.")
    reader.demand(
        found.mail_limit_bytes <= 512 * 1024**2,
        "COMITAS_MAIL_LIMIT_BYTES is over 512 MiB: a message is held in memory.",
    )
    reader.demand(
        5 <= found.break_glass_minutes <= 1440, "COMITAS_BREAK_GLASS_MINUTES must lie between 5 and 1440 (a day)."
    )
    reader.demand(5 <= found.idle_minutes <= 600, "COMITAS_IDLE_MINUTES must lie between 5 and 600 (ten hours).")
    if found.breached_passwords is not None and (wrong := breached.unfit(found.breached_passwords)):
        reader.problems.append(f"COMITAS_BREACHED_PASSWORDS is {found.breached_passwords}, which {wrong}.")
    file = found.mail_ca_file
    reader.demand(file is None or file.is_file(), f"COMITAS_MAIL_CA_FILE is {file}, which is not a file.")
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


def _read_keys(reader: Reader, folder: Path, *, made: bool) -> list[str]:
    """The three keys as text; those not given come from *folder*, and are made there where *made* is true."""
    found = []
    for name in KEYS:
        text = reader.text(name)
        if not text and made:
            text = keyfiles.kept_key(folder / name.removeprefix("COMITAS_").lower())
        found.append(text)
    return found


def _time_of_day(reader: Reader, name: str) -> str:
    text = reader.text(name)
    right = not text or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text)
    reader.demand(bool(right), f"{name} is {text!r}: it must be a time of day such as 02:30.")
    return text if right else ""


def _key(reader: Reader, name: str, text: str) -> bytes:
    try:
        return as_key(text) if text else b""
    except ValueError as error:
        reader.problems.append(f"{name} must be {error}.")
        return b""

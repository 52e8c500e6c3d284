"""Where things arrive by themselves: a folder that is watched, or a mailbox. What may be set, what can go wrong, how often to look.

What goes wrong is a code with figures, never the words of a server: a server may repeat a password in what it says.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from comitas.cases.rules.receipt import wrong as wrong_day
from comitas.core.text import N_
from comitas.intake.rules.channels import CHANNELS
from comitas.intake.rules.kinds import BY_CODE

FOLDER, MAILBOX = "folder", "mailbox"
KINDS: dict[str, str] = {FOLDER: N_("Watched folder"), MAILBOX: N_("Mailbox")}

TLS, STARTTLS, PLAIN = "tls", "starttls", "plain"
SECURITY: dict[str, str] = {
    TLS: N_("TLS from the first byte (port 993)"),
    STARTTLS: N_("TLS begun on a plain line, STARTTLS (port 143)"),
    PLAIN: N_("No TLS: a server on this machine only"),
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

PASSWORD, OAUTH = "password", "oauth"
SIGN_INS: dict[str, str] = {PASSWORD: N_("With a password"), OAUTH: N_("With OAuth2")}

LEAVE, SEEN, MOVE = "leave", "seen", "move"
AFTERWARDS: dict[str, str] = {
    LEAVE: N_("Leave it as it is"),
    SEEN: N_("Mark it as read"),
    MOVE: N_("Move it to another folder of the mailbox"),
}

TAKEN, REFUSED = "taken", "refused"
"""Folders inside a watched one: what was taken, and what cannot be, with a note beside it that says why."""

LONGEST = {"name": 80, "folder": 120, "host": 253, "user_name": 254, "mailbox": 200, "moves_to": 200, "client_id": 300,
           "token_url": 500, "scope": 500, "password": 1_000, "client_secret": 2_000, "refresh_token": 8_000}  # fmt: skip
MOST_READERS = 50

EVERY = {FOLDER: timedelta(seconds=5), MAILBOX: timedelta(minutes=1)}
"""How often one looks while all is well."""
LONGEST_DELAY = {FOLDER: timedelta(minutes=1), MAILBOX: timedelta(minutes=30)}
"""How long one waits at most while a server does not answer."""

MOST_A_LOOK = 50
"""Things taken in one look: the next look goes on, and the others get their turn."""
LONGEST_LOOK = timedelta(minutes=2)
"""After this a look stops between two things."""
STUMBLES = 3
"""Looks that end at one and the same message before it is passed over, named, and tried again after the others."""
TRIED_AGAIN = timedelta(hours=1)
SCANNED_LATE = timedelta(days=14)
"""A file that lay for longer before it was found is an old one: its date says nothing about the day of receipt."""

TROUBLES: dict[str, str] = {
    "no-base": N_("The folder for watched folders ({base}) is not there. Make it, or set COMITAS_DROP_FOLDER to one that is."),
    "no-folder": N_("The folder is not there any more. If it lies on a share, see that the share is connected."),
    "not-a-folder": N_("What bears this name is a link or a file. Only a real folder is watched."),
    "not-allowed": N_("The folder cannot be read, or nothing can be moved in it. Give the account of Comitas the right to do both."),
    "not-moved": N_("What was taken is safe here, but could not be moved to {folder}. It is tried again and not taken twice."),
    "disk-full": N_("The disk is nearly full. What waits is taken when there is room again."),
    "readers": N_("Fewer than two of the readers named can still sign in. Name others; until then nothing is taken."),
    "unreachable": N_("The server {host} cannot be reached. It is tried again; what waits there stays there."),
    "timed-out": N_("The server {host} did not answer in time. It is tried again; what waits there stays there."),
    "certificate": N_("The certificate of {host} is not trusted. Check the name of the server, or set COMITAS_MAIL_CA_FILE."),
    "cut": N_("The server {host} ended the conversation. It is tried again; what waits there stays there."),
    "no-tls": N_("The server {host} does not offer TLS as it is set. Nothing was sent to it, no password either."),
    "sign-in": N_("The server {host} refuses the sign-in. Check the name, and set the password or the tokens again."),
    "token": N_("The token endpoint {host} gives no token. Check client, secret and refresh token, and set them again."),
    "no-mailbox": N_("The folder of the mailbox is not there. Check its name."),
    "lying": N_("The server {host} says what cannot be true. Nothing was taken from what it said; it is tried again."),
    "left-behind": N_("Messages are safe here, but the server {host} does not mark or move them. It is tried again."),
    "no-secret": N_("The key under which the password was kept does not open it. Set the password again."),
    "broken": N_("Something went wrong here ({what}). It stands in the worker’s log; it is tried again."),
}  # fmt: skip
"""Why a source is not well, and what to do."""

REASONS: dict[str, str] = {
    "link": N_("It is a symbolic link. Only files themselves are taken."),
    "hard-link": N_("The file has another name elsewhere (a hard link). Only files of their own are taken: copy it."),
    "no-file": N_("It is a device, a pipe or a socket, and no file."),
    "too-large": N_("It is larger ({size}) than what is taken ({limit})."),
    "empty": N_("The file is empty. Scan or save it again."),
    "not-given": N_("The server names this message and does not give it. It is tried again every hour."),
    "broken": N_(
        "Something went wrong here over this message. It stands in the worker’s log; it is tried again every hour."
    ),
}
"""Why one thing was not taken."""

_PART = re.compile(r"[^\W_][\w .()&+\-]*", re.UNICODE)
_HOST = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?|::1")
_TOKEN_URL = re.compile(
    r"https://[^\s/?#@]+(?:/[^\s#]*)?|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?:/[^\s#]*)?"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set of a source, without its secrets."""

    name: str
    channel: str = ""
    arrival_kind: str = "other"
    restricted: bool = False
    readers: tuple[int, ...] = ()
    enters: bool = False
    active: bool = True
    folder: str = ""
    keeps: bool = True
    host: str = ""
    port: int = 993
    security: str = TLS
    user_name: str = ""
    mailbox: str = "INBOX"
    after: str = LEAVE
    moves_to: str = ""
    takes_old: bool = True
    signs_in: str = PASSWORD
    client_id: str = ""
    token_url: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is written once and never shown. None leaves what is kept as it is."""

    password: str | None = field(default=None, repr=False)
    client_secret: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)


NO_SECRETS = Secrets()

WHERE = ("host", "port", "security", "user_name", "signs_in", "client_id", "token_url")
"""To whom a secret is sent, and as whom. When one of these changes the secret is asked for again: whoever may change the address
must not learn by it what a colleague typed."""


def wrong(kind: str, given: Settings) -> dict[str, str]:
    """What is wrong with the settings: field to sentence; empty when nothing is."""
    problems = _wrong_of_both(given)
    return problems | (_wrong_folder(given) if kind == FOLDER else _wrong_mailbox(given))


def _wrong_of_both(given: Settings) -> dict[str, str]:
    problems: dict[str, str] = {}
    for name, longest in LONGEST.items():
        text = getattr(given, name, "")
        if len(text) > longest or _CONTROL.search(text):
            problems[name] = N_("This is too long, or holds signs that cannot stand here.")
    if not given.name.strip():
        problems["name"] = N_("Give it a name, such as Scanner of the registry.")
    if given.channel and given.channel not in CHANNELS:
        problems["channel"] = N_("Choose one of the channels.")
    if given.arrival_kind not in BY_CODE:
        problems["arrival_kind"] = N_("Choose what it is.")
    if given.restricted and not 2 <= len(set(given.readers)) <= MOST_READERS:
        problems["readers"] = N_(
            "Name at least two readers: a restricted arrival with one is lost when that person falls ill."
        )
    return problems


def _wrong_folder(given: Settings) -> dict[str, str]:
    return {} if is_folder(given.folder) else {"folder": WRONG_FOLDER}


WRONG_FOLDER = N_(
    "Type the name of a folder, such as scanner or registry/scanner: letters, digits, blanks and hyphens, three levels at most. "
    "The names taken and refused are used inside."
)


def is_folder(name: str) -> bool:
    """Whether *name* is one to three plain names of folders: nothing that leads out, hides, or is used inside a watched folder."""
    parts = name.split("/")
    return len(parts) <= 3 and all(
        _PART.fullmatch(part) and part == part.strip(" .") and part.casefold() not in (TAKEN, REFUSED) for part in parts
    )


def _wrong_mailbox(given: Settings) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not _HOST.fullmatch(given.host):
        problems["host"] = N_("Type the name of the mail server, such as imap.ministry.example.")
    if not 1 <= given.port <= 65535:
        problems["port"] = N_("A port lies between 1 and 65535.")
    if given.security not in SECURITY:
        problems["security"] = N_("Choose how the line is protected.")
    elif given.security == PLAIN and given.host not in LOOPBACK:
        problems["security"] = N_(
            "Without TLS only a server on this machine is asked: passwords and letters would travel in the open."
        )
    if not given.user_name.strip():
        problems["user_name"] = N_("Type the name under which the mailbox is opened.")
    if not given.mailbox.strip():
        problems["mailbox"] = N_("Name the folder of the mailbox; usually INBOX.")
    return problems | _wrong_afterwards(given) | _wrong_sign_in(given)


def _wrong_afterwards(given: Settings) -> dict[str, str]:
    if given.after not in AFTERWARDS:
        return {"after": N_("Choose what becomes of a message that was taken.")}
    if given.after != MOVE:
        return {}
    if not given.moves_to.strip():
        return {"moves_to": N_("Name the folder that messages are moved to.")}
    if given.moves_to.casefold() == given.mailbox.casefold():
        return {"moves_to": N_("Choose another folder than the one that is looked into.")}
    return {}


def _wrong_sign_in(given: Settings) -> dict[str, str]:
    if given.signs_in not in SIGN_INS:
        return {"signs_in": N_("Choose how one signs in.")}
    if given.signs_in == PASSWORD:
        return {}
    problems = {}
    if not given.client_id.strip():
        problems["client_id"] = N_("Type the client id that the provider gave to this application.")
    if not _TOKEN_URL.fullmatch(given.token_url):
        problems["token_url"] = N_("Type the address of the token endpoint; it begins with https://.")
    return problems


def missing_secret(given: Settings, secrets: Secrets, kept: bool) -> dict[str, str]:
    """Which secret is still to be typed. *kept*: one is there, and still goes to the same place under the same name."""
    if kept:
        return {}
    if given.signs_in == PASSWORD:
        return {} if secrets.password else {"password": N_("Type the password. It is kept encrypted and never shown.")}
    if secrets.client_secret or secrets.refresh_token:
        return {}
    return {
        "client_secret": N_(
            "Type the client secret, the refresh token, or both. They are kept encrypted and never shown."
        )
    }


def too_long(secrets: Secrets) -> dict[str, str]:
    """Secrets that no server would take."""
    return {
        name: N_("This is too long, or holds signs that cannot stand here.")
        for name in ("password", "client_secret", "refresh_token")
        if (text := getattr(secrets, name)) and (len(text) > LONGEST[name] or _CONTROL.search(text))
    }


def delay(kind: str, failures: int) -> timedelta:
    """How long to rest before the next look: the usual time, doubled with each failure in a row."""
    doubled: int = 2 ** min(max(failures - 1, 0), 12)
    return min(EVERY[kind] * doubled, LONGEST_DELAY[kind])


def received_on(lay_since: date, today: date) -> date:
    """The day of receipt of a file: since when it lies there, unless that says more about its history than about its arrival."""
    return lay_since if today - SCANNED_LATE <= lay_since <= today else today


def delivered_on(told: date, today: date) -> date:
    """The day of receipt of a message: when its server took it; today, where that day is none that can be."""
    return today if wrong_day(told, None, today) else told

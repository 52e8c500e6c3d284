"""A real mail server (Dovecot) on this machine, of a test's own: its folder, its ports, its certificates, its token endpoint."""

import contextlib
import json
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from imapclient import IMAPClient

PASSWORD = 'Käfig & pass "word\\ 73'
SLOWEST_START = 30.0
ACCOUNT = "comitas"  # as root, the service's account runs it: nobody's mail belongs to root

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
mail_location = maildir:{folder}/mail/%u
auth_mechanisms = plain xoauth2 oauthbearer
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  mechanisms = plain
  args = {folder}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class Endpoint:
    """A token endpoint: what it was asked, what it gives, and which tokens hold."""

    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    holding: dict[str, str] = field(default_factory=dict)  # token: whose
    answer: bytes | None = None
    status: int = 200
    rotates: bool = False

    whose: str = "nobody"

    def forget(self) -> None:
        self.asked.clear()
        self.holding.clear()
        self.answer, self.status, self.rotates = None, 200, False

    def give(self, form: dict[str, str]) -> dict[str, object]:
        token = f"access-{len(self.asked)}"
        self.holding[token] = self.whose
        given: dict[str, object] = {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}
        return given | ({"refresh_token": f"refresh-{len(self.asked)}"} if self.rotates else {})


@dataclass
class Server:
    """Where it listens, and what it trusts."""

    folder: Path
    plain: int
    secure: int
    endpoint: Endpoint

    @property
    def authority(self) -> Path:
        return self.folder / "authority.pem"

    @contextlib.contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """As the person whose mailbox it is."""
        context = ssl.create_default_context(cafile=str(self.authority))
        with IMAPClient("localhost", self.secure, ssl_context=context) as client:
            client.plain_login(user, PASSWORD)
            client.normalise_times = False
            yield client

    def deliver(self, user: str, *mails: bytes, when: datetime | None = None, folder: str = "INBOX") -> list[int]:
        """Put *mails* into a mailbox; returns all numbers in it."""
        with self.client(user) as client:
            for mail in mails:
                client.append(folder, mail, msg_time=when)
            client.select_folder(folder, readonly=True)
            return [int(uid) for uid in client.search()]

    def flags(self, user: str, folder: str = "INBOX") -> dict[int, tuple[bytes, ...]]:
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            return {int(uid): tuple(flags) for uid, flags in client.get_flags(client.search()).items()}

    def make_anew(self, user: str, folder: str, *mails: bytes) -> None:
        """As after a restore: the same mails in a folder of the same name with another UIDVALIDITY."""
        with self.client(user) as client:
            if client.folder_exists(folder):
                client.delete_folder(folder)
            client.create_folder(folder)
        self.deliver(user, *mails, folder=folder)


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server with mailboxes for whoever asks, under one password. Ended by its own process."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert program, "Dovecot is missing: scripts/setup test installs it."
    folder = Path(tempfile.mkdtemp(prefix="comitas-mail-"))
    account = pwd.getpwnam(ACCOUNT) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    plain, secure = _free_port(), _free_port()
    with _endpoint() as endpoint:
        try:
            _write(folder, account, plain, secure, endpoint)
            child = subprocess.Popen(
                [program, "-F", "-c", str(folder / "dovecot.conf")],
                user=account.pw_uid if os.geteuid() == 0 else None,
                group=account.pw_gid if os.geteuid() == 0 else None,
                extra_groups=[] if os.geteuid() == 0 else None,
            )
            try:
                _wait(child, secure, folder)
                yield Server(folder, plain, secure, endpoint)
            finally:
                child.terminate()
                child.wait(20)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, account: pwd.struct_passwd, plain: int, secure: int, endpoint: Endpoint) -> None:
    from grp import getgrgid

    certificates(folder)
    names = {
        "user": account.pw_name,
        "group": getgrgid(account.pw_gid).gr_name,
        "uid": account.pw_uid,
        "gid": account.pw_gid,
    }
    (folder / "dovecot.conf").write_text(CONFIG.format(folder=folder, plain=plain, secure=secure, **names))
    (folder / "users").write_text("".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in USERS))
    checks = endpoint.url.replace("/token", "/info?access_token=")
    (folder / "oauth2.conf").write_text(f"tokeninfo_url = {checks}\nusername_attribute = email\n")
    for part in ("mail", "run", "state"):
        (folder / part).mkdir()
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid)


USERS = [f"post{number}" for number in range(40)]


def _wait(child: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + SLOWEST_START
    while time.monotonic() < end and child.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    log = folder / "log"
    raise AssertionError(f"Dovecot does not start:\n{log.read_text() if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def _endpoint() -> Iterator[Endpoint]:
    endpoint = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            endpoint.asked.append({name: values[0] for name, values in parse_qs(body).items()})
            self._say(endpoint.status, endpoint.answer or json.dumps(endpoint.give(endpoint.asked[-1])).encode())

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("access_token", [""])[0]
            holds = token in endpoint.holding
            self._say(200 if holds else 401, json.dumps({"email": endpoint.holding.get(token, "")}).encode())

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint.url = f"http://127.0.0.1:{server.server_port}/token"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificates(folder: Path) -> None:
    """An authority, and a server's certificate for localhost."""
    now = datetime.now(UTC)

    def certificate(name: str, key, issuer: str, signer, server: bool) -> x509.Certificate:
        names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)]) for each in (name, issuer)]
        built = (
            x509.CertificateBuilder().subject_name(names[0]).issuer_name(names[1]).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=not server, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        )  # fmt: skip
        if server:
            built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        else:
            usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
            built = built.add_extension(usage, critical=True)
        return built.sign(signer, hashes.SHA256())

    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    pem = serialization.Encoding.PEM
    (folder / "authority.pem").write_bytes(
        certificate("Test authority", root, "Test authority", root, False).public_bytes(pem)
    )
    (folder / "server.pem").write_bytes(certificate("localhost", leaf, "Test authority", root, True).public_bytes(pem))
    (folder / "server.key").write_bytes(
        leaf.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )

"""The upload process as it really runs: granian, sockets, slow lines, kill -9."""

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings

from comitas.core import clock
from comitas.core.actor import Actor
from comitas.documents import access, actions, queries, store
from comitas.documents.models import Upload
from comitas.documents.rules import uploads
from comitas.samples import cast as samples
from comitas.samples.cast import Cast

MIB = uploads.SEGMENT_BYTES
DATA = os.urandom(3 * MIB + 11)


@dataclass
class Server:
    """The process and its port."""

    environ: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "comitas", "serve", "uploads"]
        self.process = subprocess.Popen(command, env=self.environ, process_group=0)
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                assert self.ask("GET", "/", "")[0] == 404
                return
            except (OSError, http.client.HTTPException):  # not there yet, or the one that was killed just before
                time.sleep(0.1)
        raise AssertionError("The upload process did not start.")

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, 9)
            self.process.wait()

    def ask(self, method: str, path: str, token: str, body: bytes | None = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {"X-Comitas-Upload": token})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def send_head(self, path: str, token: str, length: int) -> socket.socket:
        """A request whose body is not sent yet."""
        line = socket.create_connection(("127.0.0.1", self.port), 60)
        head = (
            f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nX-Comitas-Upload: {token}\r\nContent-Length: {length}\r\n\r\n"
        )
        line.sendall(head.encode())
        return line


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def cast(committed_db: str, settings: Any, tmp_path: Path) -> Cast:
    settings.OBJECTS = tmp_path / "demo" / "objects"
    return samples.found()


@pytest.fixture
def server(cast: Cast, committed_db: str, tmp_path: Path) -> Iterator[Server]:
    urls = {
        name: urlsplit(os.environ[name])._replace(path=f"/{committed_db}").geturl()
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    port = free_port()
    environ = {
        **os.environ,
        **urls,
        "DJANGO_SETTINGS_MODULE": "comitas.config.settings",
        "COMITAS_HOME": str(tmp_path),
        "COMITAS_UPLOAD_PORT": str(port),
        "COMITAS_PORT": str(free_port()),
        "COMITAS_PART_SECONDS": "2",
        "COMITAS_SECRET_KEY": django_settings.SECRET_KEY,
        "COMITAS_MASTER_KEY": base64.b64encode(django_settings.MASTER_KEY).decode(),
    }
    made = Server(environ, port)
    made.start()
    yield made
    made.kill()


def begun(by: Actor) -> tuple[Upload, str, str]:
    made = actions.begin_upload(by=by, at=clock.now(), name="letter.pdf", size=len(DATA))
    return made, access.token(made.pk, made.user_id), f"/upload/{made.pk}"


def content(upload: Upload) -> bytes:
    return b"".join(store.read(queries.sealed(Upload.objects.get(pk=upload.pk).object)))


def test_an_upload_goes_on_after_the_process_was_killed(server: Server, cast: Cast) -> None:
    upload, token, path = begun(cast.rosa)
    assert server.ask("PUT", f"{path}/0", token, DATA[:MIB]) == (
        200,
        {"received": MIB, "size": len(DATA), "state": "open"},
    )
    line = server.send_head(f"{path}/{MIB}", token, MIB)
    line.sendall(DATA[MIB : MIB + 1000])
    server.kill()
    line.close()
    server.start()
    received = server.ask("GET", path, token)[1]["received"]
    assert received == MIB
    while received < len(DATA):
        status, told = server.ask("PUT", f"{path}/{received}", token, DATA[received : received + MIB])
        assert status == 200
        received = told["received"]
    assert told["state"] == "complete" and content(upload) == DATA


def test_slow_lines_are_stopped_and_stop_nobody(server: Server, cast: Cast) -> None:
    slow, token, path = begun(cast.rosa)
    lines = [server.send_head(f"{path}/0", token, MIB) for _each in range(uploads.PARTS_AT_ONCE_EACH)]
    quick, other, place = begun(cast.ines)
    for offset in range(0, len(DATA), MIB):
        assert server.ask("PUT", f"{place}/{offset}", other, DATA[offset : offset + MIB])[0] == 200
    assert content(quick) == DATA
    for line in lines:
        assert b" 408 " in line.recv(200)
        line.close()
    assert server.ask("PUT", f"{path}/0", token, DATA[:MIB])[0] == 200


def test_a_stranger_is_answered_before_the_body(server: Server, cast: Cast) -> None:
    _upload, token, path = begun(cast.rosa)
    line = server.send_head(f"{path}/0", token + "x", MIB)
    assert b" 404 " in line.recv(200)
    line.close()

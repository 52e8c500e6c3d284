"""Arrivals accepted over HTTP, 200 kB each, durable, four clients: `python -m bench.arrivals [--each 40]`.

The real processes over the embedded cluster with fsync, beside a bare Django view that writes the same bytes and makes the same
inserts (`bench.bare`), under the same server, with as many workers, on the same cluster, in turns. Conversion is stopped meanwhile.
"""

import argparse
import http.client
import re
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from bench.instance import WEB_WORKERS, Running, fsync_milliseconds, prepared, up
from comitas.config.tests.instances import own
from tests.faults import drill
from tests.faults.officer import AUTHORITY, TOKEN, _found, _multipart

BAR = 0.5
CLIENTS = 4
DATA = b"%PDF-1.7\n" + bytes(range(256)) * 781  # 200 kB
INSERTED = "SELECT tup_inserted FROM pg_stat_database WHERE datname = current_database()"
PEOPLE = ("rosa", "ines", "karin", "solo")


def main() -> str:
    """Measure, print, and give the line of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=40, help="arrivals a client sends in each of two turns")
    each = parser.parse_args().each
    with prepared() as instance, up(instance) as running:
        ours = [client(running, name) for name in PEOPLE[:CLIENTS]]
        _stop_worker(running)
        rows = _rows_each(running, ours[0])
        port, server = _bare(running)
        try:
            bare = [_plain_client(port, "/") for _client in range(CLIENTS)]
            cursor = [_plain_client(port, f"/cursor/?rows={rows}") for _client in range(CLIENTS)]
            turns = [(rate(ours, each), rate(bare, each), rate(cursor, each)) for _turn in range(2)]
        finally:
            server.terminate()
            server.wait()
        fsync = fsync_milliseconds(instance.home)
    mine, peer, raw = (max(turn[place] for turn in turns) for place in range(3))
    return (
        f"arrivals over HTTP, 200 kB, durable, {CLIENTS} clients | {mine:.1f}/s | bare Django view, same bytes and inserts: "
        f"{peer:.1f}/s | ratio {mine / peer:.2f} (bar {BAR}); with {rows} inserts written out in SQL instead: {raw:.1f}/s, "
        f"ratio {mine / raw:.2f}; fsync {fsync:.2f} ms"
    )


def client(running: Running, name: str) -> Callable[[], None]:
    """Sends one arrival each time it is called. The token is fetched once: a form left open serves for many."""
    officer = running.officer(name)
    page = officer._ask("/arrivals/new/")
    authority = _found(AUTHORITY, page)
    values = {"csrfmiddlewaretoken": _found(TOKEN, page), "authority": authority, "sender": "bench", "kind": "request"}
    cookies = next(h for h in officer.browser.handlers if hasattr(h, "cookiejar")).cookiejar
    cookie = "; ".join(f"{one.name}={one.value}" for one in cookies)
    line = http.client.HTTPConnection("localhost", running.drill.port, timeout=60)

    def send() -> None:
        given = {
            **values,
            "once": str(uuid.uuid4()),
            "received_on": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400)),
        }
        body, kind = _multipart(given, "letter.pdf", DATA)
        _post(line, "/arrivals/new/", body, {"Content-Type": kind, "Cookie": cookie, "Referer": running.drill.address})

    return send


def _plain_client(port: int, path: str) -> Callable[[], None]:
    line = http.client.HTTPConnection("localhost", port, timeout=60)

    def send() -> None:
        body, kind = _multipart({"sender": "bench", "kind": "request"}, "letter.pdf", DATA)
        _post(line, path, body, {"Content-Type": kind})

    return send


def _post(line: http.client.HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> None:
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    text = answer.read()
    if answer.status != 302:
        raise drill.Failed(f"{path}: {answer.status} {re.sub(rb'<[^>]+>', b' ', text)[:300]!r}")


def rate(clients: list[Callable[[], None]], each: int) -> float:
    """Arrivals a second when all clients send *each* arrivals at once."""
    failures: list[BaseException] = []

    def work(send: Callable[[], None]) -> None:
        try:
            for _time in range(each):
                send()
        except Exception as error:
            failures.append(error)

    for send in clients:
        send()  # warm
    threads = [threading.Thread(target=work, args=(send,)) for send in clients]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return each * len(clients) / (time.perf_counter() - began)


def _rows_each(running: Running, send: Callable[[], None]) -> int:
    """How many rows one arrival inserts, told by the database itself."""
    before = _counted(running)
    for _time in range(10):
        send()
    return max(1, round((_counted(running) - before) / 10))


def _counted(running: Running) -> int:
    time.sleep(11)  # an idle backend reports what it did after ten seconds
    return int(running.drill.query(INSERTED)[0][0])


def _stop_worker(running: Running) -> None:
    """Conversion and the worker stand still while this is measured; the peer has neither."""
    for child in running.drill.children("worker"):
        for process in (child, *child.children(recursive=True)):
            process.send_signal(signal.SIGSTOP)


def _bare(running: Running) -> tuple[int, subprocess.Popen[bytes]]:
    folder: Path = own(running.drill.instance.home / "bare")
    port = drill._free_port()
    server = running.drill.instance.start("-m", "bench.bare", str(port), str(folder), str(WEB_WORKERS))
    _wait(port)
    return port, server


def _wait(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            line = http.client.HTTPConnection("localhost", port, timeout=5)
            line.request("GET", "/")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise drill.Failed("The bare view does not come up.")


if __name__ == "__main__":
    print(main())

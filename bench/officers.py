"""Fifty officers at work on two cores: `python -m bench.officers [--minutes 10] [--officers 50]`.

Each reads the register, opens a case, searches, goes home, writes a case's form back with another title, and uploads a letter, with
some seconds of thought in between; the worker reads what came in meanwhile, at its low priority. Reported: errors, the 50th and 95th
percentile by kind of page, and the memory of all processes (PSS) at the beginning and at the end. The officers are browsers of five
people: signing in is limited, and is no part of this.
"""

import argparse
import http.client
import random
import statistics
import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from lxml import html

from bench.instance import Running, prepared, up
from bench.start import at_rest
from comitas.config.tests.instances import ROOT
from tests.faults import drill
from tests.faults.officer import _multipart

BAR_MS = 500
PEOPLE = ("rosa", "ines", "jonas", "karin")
THOUGHT = (2.0, 8.0)  # seconds between two pages
MIX = {"register": 30, "case": 30, "search": 15, "home": 12, "edit": 8, "upload": 5}
WORDS = ("harbour", "summons", "yacht", "witness", "bank", "Person 77", "2026/0042")
DATA = b"%PDF-1.7\n" + bytes(range(256)) * 781  # 200 kB, unreadable: kept, tried and listed


@dataclass
class Told:
    """What came of it, of all officers."""

    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, milliseconds: float, error: str = "") -> None:
        with self.lock:
            self.spent[kind].append(milliseconds)
            if error:
                self.wrong.append(error)


@dataclass
class AtWork:
    """One officer: a line, a cookie, and chance of their own."""

    port: int
    cookie: str
    told: Told
    chance: random.Random
    cases: list[str] = field(default_factory=list)

    def work(self, end: float) -> None:
        time.sleep(self.chance.uniform(0, THOUGHT[1]))
        while time.monotonic() < end:
            kind = self.chance.choices(list(MIX), list(MIX.values()))[0]
            getattr(self, f"_{kind}")()
            time.sleep(self.chance.uniform(*THOUGHT))

    def _ask(
        self, kind: str, path: str, body: bytes | None = None, content: str = "", *, expected: tuple[int, ...] = (200,)
    ) -> bytes:
        line = http.client.HTTPConnection("localhost", self.port, timeout=60)
        headers = {"Cookie": self.cookie, "Referer": f"http://localhost:{self.port}/"} | (
            {"Content-Type": content} if content else {}
        )
        began = time.perf_counter()
        try:
            line.request("POST" if body is not None else "GET", path, body, headers)
            answer = line.getresponse()
            text, status = answer.read(), answer.status
        except OSError as error:
            text, status = str(error).encode(), 0
        finally:
            line.close()
        self.told.add(
            kind, (time.perf_counter() - began) * 1000, "" if status in expected else f"{path}: {status} {text[:200]!r}"
        )
        return text

    def _register(self) -> None:
        view = self.chance.choice(("", "?view=open", "?view=mine"))
        links = html.fromstring(self._ask("register", f"/register/{view}")).xpath("//a/@href")
        self.cases = [one for one in links if one.startswith("/cases/") and one.count("/") == 3] or self.cases

    def _case(self) -> None:
        if self.cases:
            self._ask("case", self.chance.choice(self.cases))
        else:
            self._register()

    def _search(self) -> None:
        self._ask("search", "/register/?" + urlencode({"q": self.chance.choice(WORDS)}))

    def _home(self) -> None:
        self._ask("home", "/")

    def _edit(self) -> None:
        if not self.cases:
            return self._register()
        path = self.chance.choice(self.cases) + "change/"
        form = self._form(self._ask("edit form", path, expected=(200, 403)), "title")
        if form is not None:
            given = form.fields
            given["title"] = f"{given['title'][:150]} {self.chance.randrange(100)}"
            values = urlencode([(name, value) for name, value in form.form_values() if value is not None]).encode()
            self._ask(
                "edit", path, values, "application/x-www-form-urlencoded", expected=(302, 409)
            )  # 409: a colleague was first
        return None

    def _upload(self) -> None:
        form = self._form(self._ask("upload form", "/arrivals/new/"), "sender")
        if form is None:
            return
        given = {name: value for name, value in form.form_values() if value is not None} | {
            "once": str(uuid.uuid4()), "sender": "Bench", "kind": "request", "received_on": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400)),
        }  # fmt: skip
        body, content = _multipart(given, "letter.pdf", DATA)
        self._ask("upload", "/arrivals/new/", body, content, expected=(302,))

    def _form(self, page: bytes, having: str) -> html.FormElement | None:
        return next((one for one in html.fromstring(page).forms if having in one.fields), None)


def main() -> str:
    """Measure, and give the lines of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--officers", type=int, default=50)
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args()
    told = Told()
    with prepared() as instance, up(instance) as running:
        filled = instance.run(ROOT / "bench" / "filling.py", str(asked.cases))
        if filled.returncode:
            raise drill.Failed(filled.stderr[-2000:])
        cookies = [_cookie(running, name) for name in PEOPLE]
        end = time.monotonic() + asked.minutes * 60
        crowd = [
            AtWork(running.drill.port, cookies[number % len(cookies)], told, random.Random(number))
            for number in range(asked.officers)
        ]
        threads = [threading.Thread(target=one.work, args=(end,)) for one in crowd]
        for thread in threads:
            thread.start()
        time.sleep(min(60, asked.minutes * 15))
        before, _count = at_rest(running)
        for thread in threads:
            thread.join()
        after, count = at_rest(running)
    return _lines(told, asked.minutes, asked.officers, before, after, count)


def _cookie(running: Running, name: str) -> str:
    officer = running.officer(name)
    cookies = next(h for h in officer.browser.handlers if hasattr(h, "cookiejar")).cookiejar
    return "; ".join(f"{one.name}={one.value}" for one in cookies)


def _lines(told: Told, minutes: float, officers: int, before: float, after: float, processes: int) -> str:
    every = sorted(spent for row in told.spent.values() for spent in row)
    rows = [
        f"{kind}: {len(row)}, p50 {statistics.median(row):.0f} ms, p95 {_p95(sorted(row)):.0f} ms"
        for kind, row in sorted(told.spent.items())
    ]
    return "\n".join(
        [
            f"{officers} officers, {minutes:g} minutes, {len(every)} pages ({len(every) / minutes / 60:.1f}/s) | errors {len(told.wrong)} (bar 0) | "
            f"p95 {_p95(every):.0f} ms (bar {BAR_MS}) | ratio {_p95(every) / BAR_MS:.2f} | memory of {processes} processes {before:.0f} MB, at the end {after:.0f} MB",
            *rows,
            *told.wrong[:5],
        ]
    )


def _p95(rows: list[float]) -> float:
    return rows[min(int(len(rows) * 0.95), len(rows) - 1)] if rows else 0.0


if __name__ == "__main__":
    print(main())

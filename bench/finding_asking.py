"""Inside an instance with many documents: questions of several kinds, and the same ones to SQLite. Prints figures for `bench.search`."""

import json
import sqlite3
import statistics
import time
from collections.abc import Callable

import django

django.setup()

from comitas.accounts import access  # noqa: E402 - Django is made ready first
from comitas.accounts.models import User  # noqa: E402 - as above
from comitas.accounts.queries import actor_of  # noqa: E402 - as above
from comitas.documents.models import Page  # noqa: E402 - as above
from comitas.finding import queries  # noqa: E402 - as above
from comitas.finding.rules.asked import asked  # noqa: E402 - as above

QUESTIONS = {
    "by words": (
        "money laundering", "freezing of assets", "bank accounts", "comptes bancaires", "entraide judiciaire", "droits de l'homme",
        "solicitudes de asistencia", "cuentas bancarias", "запросы о помощи", "банковские счета", "المساعدة القانونية", "حسابات", "银行账户", "司法协助请求",
    ),
    "by a name": ("Oren Kestley", "Oren Kestlay", "Dana Pryce", "Leila Haddad", "Хаддад", "Wei Zhang"),
    "by a number": ("4417-000123", "PG/IC/0042", "pg ic 0100 26", "Ref. 17/17/PG"),
    "by a word on one page in five": ("request", "law", "droits", "demande", "право", "请求"),
}  # fmt: skip
TIMES = 9


def median(work: Callable[[], object]) -> float:
    spent = []
    for _time in range(TIMES):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def main() -> None:
    ines, peer = actor_of(User.objects.get(username="ines")), _peer()

    def ours(question: str) -> None:
        sought = asked(question)
        queries.shown(ines, sought, queries.search(ines, sought).hits)

    kinds = {}
    with access.remembering():
        for name, questions in QUESTIONS.items():
            spent = sorted(median(lambda question=question: ours(question)) for question in questions)
            others = [median(lambda question=question: _asked(peer, question)) for question in questions]
            kinds[name] = {
                "p50": statistics.median(spent), "p90": spent[int(len(spent) * 0.9)], "peer": statistics.median(others),
            }  # fmt: skip
    print(json.dumps({"kinds": kinds, "queries": [one for questions in QUESTIONS.values() for one in questions]}))


def _peer() -> sqlite3.Connection:
    held = sqlite3.connect(":memory:")
    held.execute("CREATE VIRTUAL TABLE page USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    held.executemany("INSERT INTO page VALUES (?)", Page.objects.values_list("text").iterator(2000))
    return held


def _asked(peer: sqlite3.Connection, question: str) -> None:
    words = " ".join(f'"{word}"' for word in question.replace('"', " ").split())
    statement = "SELECT snippet(page, 0, '<mark>', '</mark>', '…', 40) FROM page WHERE page MATCH ? ORDER BY bm25(page) LIMIT 10"
    peer.execute(statement, [words]).fetchall()


if __name__ == "__main__":
    main()

"""`comitas ledger`: what an operator is told about the ledger."""

from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from comitas.config import rounds
from comitas.config.commands import ledger as command
from comitas.config.commands import rebuild
from comitas.core.actor import system
from comitas.ledger import actions, queries
from comitas.ledger.rules import checkpoints, kinds

TOLD = kinds.declare("test.told", "Told {n}.")


@pytest.fixture
def head(committed_db: str, at: datetime, tmp_path: Path, settings: Any) -> int:
    """A ledger with everything in order and attested to. Gives its last position."""
    settings.CHECKPOINTS = tmp_path / "checkpoints" / "ledger.jsonl"
    for n in range(3):
        with transaction.atomic():
            actions.record(TOLD, by=system("test"), at=at, payload={"n": n})
    assert command.main(["checkpoint"]) == 0
    return queries.head()[0]


def cut(name: str, upto: int) -> None:
    """Cut the ledger off after *upto*, as the owner of the database can."""
    connection.close()
    owner = connections["owner"].settings_dict
    with psycopg.connect(
        host=owner["HOST"], user=owner["USER"], dbname=name, password=owner["PASSWORD"], port=owner["PORT"] or None
    ) as held:
        for table in ("ledger_line", "ledger_order"):
            held.execute(f"ALTER TABLE {table} DISABLE TRIGGER ledger_refuse")
        held.execute(
            "DELETE FROM ledger_line USING ledger_order o WHERE o.line_id = ledger_line.id AND o.position > %s", [upto]
        )
        held.execute("DELETE FROM ledger_order WHERE position > %s", [upto])


def test_a_whole_ledger_is_told_with_how_far_it_is_sure(head: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["verify"]) == 0
    said = capsys.readouterr().out
    assert f"Lines verified: {head}. Checkpoints verified: 1." in said
    assert f"Sure up to position {head}, attested to on 20" in said


def test_without_a_checkpoint_nothing_is_sure(head: int, capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.CHECKPOINTS.unlink()
    assert command.main(["verify"]) == 0
    assert "Nothing is sure yet" in capsys.readouterr().out


def test_each_fault_is_told_with_the_name_of_its_line(
    head: int, committed_db: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cut(committed_db, head - 1)
    assert command.main(["verify"]) == 1
    assert f"Positions {head} to {head} were removed: a checkpoint attests to them." in capsys.readouterr().err


def test_a_ledger_that_lost_its_end_is_never_attested_to_again(
    head: int, committed_db: str, at: datetime, settings: Any
) -> None:
    cut(committed_db, head - 2)
    before = settings.CHECKPOINTS.read_text()
    with pytest.raises(rounds.LedgerShorter, match=f"ends at position {head - 2}.*attests to {head}"):
        rounds.attest()
    with transaction.atomic():
        actions.record(TOLD, by=system("test"), at=at, payload={"n": 9})
    assert command.main(["checkpoint"]) == 1
    assert settings.CHECKPOINTS.read_text() == before


def test_a_checkpoint_that_goes_back_is_refused_whoever_signed_it(head: int, at: datetime, settings: Any) -> None:
    text = settings.CHECKPOINTS.read_text()
    back = checkpoints.sign(head - 1, bytes(32), at, checkpoints.digest(text.rstrip("\n")), settings.SIGNING_KEY)
    settings.CHECKPOINTS.write_text(text + back.text + "\n")
    assert command.main(["verify"]) == 1


def test_altered_checkpoints_are_told(head: int, capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.CHECKPOINTS.write_text(settings.CHECKPOINTS.read_text().replace('"position":', '"position":1'))
    assert command.main(["verify"]) == 1
    assert "Line 1 of the checkpoint file was altered" in capsys.readouterr().err


def test_an_unknown_projection_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert rebuild.main(["weather"]) == 1
    assert "There is no projection called weather." in capsys.readouterr().err

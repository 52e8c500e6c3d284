"""A short drill for every run; `make faults SECONDS=600` holds a long one."""

from tests.faults import drill


def test_nothing_acknowledged_is_lost_or_doubled_when_processes_are_killed() -> None:
    outcome = drill.run(seconds=6, seed=20261122)
    print(outcome.table())
    assert outcome.faults == []
    assert outcome.acknowledged > 0
    assert outcome.kills.total() > 0

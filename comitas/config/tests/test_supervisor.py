"""Children end with their parent, come back when they die, and one instance runs once."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from comitas.config import environment, processes, supervisor
from comitas.config.tests.test_postgres import ended, until

FAMILY = """
import os, sys, time
from comitas.config import processes
generation = int(sys.argv[1])
if generation:
    command = [sys.executable, "-c", os.environ["FAMILY"], str(generation - 1)]
    processes.spawn(command, environ=os.environ)
print(os.getpid(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def env(tmp_path: Path) -> environment.Environment:
    found = environment.read({"COMITAS_HOME": str(tmp_path), "COMITAS_PORT": "18970"})
    found.home.mkdir(exist_ok=True)
    return found


def sleeper() -> subprocess.Popen[bytes]:
    return processes.spawn(["/bin/sleep", "600"], environ={})


def test_children_and_grandchildren_end_with_a_killed_parent():
    environ = {**os.environ, "FAMILY": FAMILY, "PYTHONPATH": str(Path(__file__).parents[3])}
    head = subprocess.Popen([sys.executable, "-c", FAMILY, "2"], env=environ, stdout=subprocess.PIPE, text=True)
    assert head.stdout is not None
    with head, head.stdout:
        pids = [int(head.stdout.readline()) for _ in range(3)]
        assert not any(ended(pid) for pid in pids)
        head.kill()
    assert until(lambda: all(ended(pid) for pid in pids))


def test_a_child_that_dies_comes_back():
    service = supervisor.Service("The sleeper", sleeper)
    service.begin()
    first = service.child
    assert first is not None
    first.kill()
    first.wait()
    service.look()
    try:
        assert service.child is not None and service.child.pid != first.pid
        assert service.deaths == 1
    finally:
        service.child.kill()
        service.child.wait()


def test_a_child_that_cannot_start_waits_longer_and_longer():
    def never() -> subprocess.Popen[bytes]:
        raise OSError("no such program")

    service = supervisor.Service("The absent", never)
    for _ in range(3):
        service.begin()
    assert service.child is None and service.due > time.monotonic()
    delays = [supervisor.delay_after(n) for n in range(1, 100)]
    assert delays == sorted(delays) and delays[0] == 0.0 and delays[-1] == supervisor.LONGEST_DELAY


def test_one_instance_runs_once(env):
    with supervisor.sole(env):
        assert supervisor.held(env)
        with pytest.raises(supervisor.Refused, match="already runs as instance demo"), supervisor.sole(env):
            pass
    assert not supervisor.held(env)


def test_a_killed_holder_leaves_the_instance_free(env):
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); time.sleep(600)"
    command = [sys.executable, "-c", code, str(env.home / "running.lock")]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with holder, holder.stdout:
        holder.stdout.readline()
        assert supervisor.held(env)
        holder.send_signal(signal.SIGKILL)
    assert not supervisor.held(env)


def test_a_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        env = environment.read({"COMITAS_HOME": "/nowhere", "COMITAS_PORT": port}, make_keys=False)
        with pytest.raises(supervisor.Refused, match=f"Port {port} .* COMITAS_PORT"):
            supervisor.check_ports(env)


@pytest.mark.parametrize(("mode", "readable"), [(0o755, True), (0o750, False), (0o711, False)])
def test_who_can_read_a_folder(tmp_path, monkeypatch, mode, readable):
    folder = tmp_path / "inside"
    folder.mkdir()
    folder.chmod(mode)
    stranger = processes.Account("stranger", 64999, 64999)
    monkeypatch.setattr(Path, "parents", property(lambda self: []))
    assert processes.readable_by(folder, stranger) is readable

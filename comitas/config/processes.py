"""Child processes that cannot outlive their parent, and the unprivileged account that they run as."""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1  # prctl(2)
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the operating system."""

    name: str
    uid: int
    gid: int


def account(name: str) -> Account:
    """The account called *name*. KeyError where there is none."""
    entry = pwd.getpwnam(name)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def own_account() -> Account:
    """The account of this process. A uid without a name (a container) is named by its number."""
    uid = os.geteuid()
    try:
        return Account(pwd.getpwuid(uid).pw_name, uid, os.getegid())
    except KeyError:
        return Account(str(uid), uid, os.getegid())


def die_with_parent(parent: int, on_death: int = signal.SIGKILL) -> None:
    """Have the kernel send *on_death* to this process when *parent* (its pid) ends. A change of user afterwards undoes it."""
    _libc.prctl(PR_SET_PDEATHSIG, int(on_death), 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        os.kill(os.getpid(), on_death)


def _bound_to(parent: int, on_death: int) -> Callable[[], None]:
    def before_exec() -> None:
        os.umask(0o077)
        die_with_parent(parent, on_death)

    return before_exec


def spawn(
    command: Sequence[str | Path],
    *,
    environ: Mapping[str, str],
    as_account: Account | None = None,
    on_death: int = signal.SIGKILL,
    output: IO[bytes] | int | None = None,
    folder: Path | str = "/",
) -> subprocess.Popen[bytes]:
    """Start *command* in a process group of its own; it gets *on_death* when we end. Only root may give another account.

    Call it from the main thread: the kernel watches the thread that forked, not the process.
    """
    other = as_account is not None and as_account.uid != os.geteuid()
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(environ),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        process_group=0,
        user=as_account.uid if other and as_account else None,
        group=as_account.gid if other and as_account else None,
        extra_groups=[] if other else None,
        preexec_fn=_bound_to(
            os.getpid(), on_death
        ),  # runs after the change of user, which would clear the death signal
    )


def passable(folder: Path) -> None:
    """Root's COMITAS_HOME, made where absent, which every account may pass: what is private lies in folders inside it."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    if folder.stat().st_uid == 0:
        folder.chmod(0o755)


def readable_by(path: Path, who: Account) -> bool:
    """Whether *who* may read *path* and pass every folder above it, by owner, group and mode (an ACL may still grant more)."""
    found = path.resolve()
    return _allows(found, who, 0o4) and all(_allows(parent, who, 0o1) for parent in found.parents)


def _allows(path: Path, who: Account, bit: int) -> bool:
    status = path.stat()
    if who.uid in (0, status.st_uid):
        return who.uid == 0 or bool(status.st_mode & bit << 6)
    if who.gid == status.st_gid:
        return bool(status.st_mode & bit << 3)
    return bool(status.st_mode & bit)

"""A sealed box: a program that may read what it is given, write a little into memory, and nothing else.

It is a bubblewrap: no network, no capabilities, namespaces of its own, a read-only view of /usr, of the interpreter and of what is
named, a small memory-backed /tmp, nothing writable that outlives it, limits on memory, time and processes. Behind it a filter of
system calls.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comitas.core import seccomp
from comitas.core.text import N_

NO_BWRAP = N_("The program bwrap is missing. Install the package bubblewrap, then start the worker again.")
NO_PRLIMIT = N_("The program prlimit is missing. Install the package util-linux, then start the worker again.")

MEGA = 1024 * 1024
PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Box:
    """What a program gets. `readable`: files and folders it sees besides /usr and the interpreter; `modules`: ours, from the package.

    `memory`: its address space, `cpu`: its seconds of processor, `temporary`: what it may write, all in bytes or seconds.
    """

    modules: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    memory: int = 2_000 * MEGA
    cpu: int = 600
    temporary: int = 64 * MEGA


def command(program: list[str], box: Box, filter_file: int | None = None) -> list[str]:
    """The command line that runs *program* (absolute path first) in *box*, behind the filter in that descriptor."""
    binds = [part for path in _seen(box) for part in ("--ro-bind", path, path)]
    return [
        *("prlimit", f"--as={box.memory}", f"--cpu={box.cpu}", "--core=0"),
        *(f"--fsize={box.temporary}", "--nofile=256", "--"),
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *(() if filter_file is None else ("--seccomp", str(filter_file))),
        *("--ro-bind", "/usr", "/usr", *_links()),
        *("--proc", "/proc", "--dev", "/dev", "--size", str(box.temporary), "--tmpfs", "/tmp"),  # noqa: S108 - inside the box, where it is empty and ours
        *binds,
        *("--remount-ro", "/", "--chdir", "/", "--clearenv"),
        *(part for name, value in _environment(box).items() for part in ("--setenv", name, value)),
        *("--", *program),
    ]


def start(program: list[str], box: Box, **streams: Any) -> subprocess.Popen[bytes]:
    """Start *program* in *box*, with the streams (`stdin`, `stdout`, `stderr`) that `Popen` takes."""
    descriptor = seccomp.filter_file()
    try:
        return subprocess.Popen(
            command(program, box, descriptor),
            pass_fds=() if descriptor is None else (descriptor,),
            start_new_session=True,
            **streams,
        )
    finally:
        if descriptor is not None:
            os.close(descriptor)


def lacking() -> str | None:
    """None if the programs are there that make a box; else the sentence for the administrator."""
    if shutil.which("bwrap") is None:
        return NO_BWRAP
    return NO_PRLIMIT if shutil.which("prlimit") is None else None


def _seen(box: Box) -> list[str]:
    """What the program needs besides /usr: the interpreter's environment and real prefix, and the few modules named."""
    prefixes = {
        sys.prefix,
        sys.base_prefix,
        sysconfig.get_path("purelib"),
        str(Path(sys.executable).parent),
        *box.readable,
    }
    outside = sorted(path for path in prefixes if path != "/usr" and not path.startswith("/usr/"))
    roots = [path for path in outside if not any(path != other and path.startswith(other + "/") for other in outside)]
    return [*roots, *(str(PACKAGE / name) for name in ("__init__.py", "core/__init__.py", *box.modules))]


def _links() -> list[str]:
    """/lib and its like, as this system has them: links into /usr, or directories; and which fonts there are."""
    parts: list[str] = []
    for name in ("bin", "lib", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            parts += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            parts += ["--ro-bind", str(path), str(path)]
    for name in ("/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig"):
        parts += ["--ro-bind-try", name, name]
    return parts


def _environment(box: Box) -> dict[str, str]:
    return {
        "PATH": "/usr/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(PACKAGE.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TMPDIR": "/tmp",  # noqa: S108 - inside the box
        **box.environment,
    }

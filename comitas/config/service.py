"""From root to the unprivileged account: root prepares the folders, gives up its rights for good, and starts anew."""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from comitas.config import postgres, processes
from comitas.config.environment import Environment

NAME = "comitas"
ROOT = Path(__file__).resolve().parent.parent.parent
NOT_MIRRORED = shutil.ignore_patterns(".*", "node_modules", "__pycache__", "node")


def service_account() -> processes.Account:
    """The account that Comitas runs as when root starts it. Refused where set-up has not made it."""
    try:
        return processes.account(NAME)
    except KeyError:
        raise postgres.Refused(f"There is no system account {NAME}: run scripts/setup.") from None


def runner() -> processes.Account:
    """The account that a database of ours runs as: the service's for root, else our own."""
    return service_account() if os.geteuid() == 0 else processes.own_account()


def become(env: Environment, arguments: list[str], environ: Mapping[str, str] = os.environ) -> None:
    """Replace this root process by the same command, run by the service's account. Does nothing for anybody but root."""
    if os.geteuid() != 0:
        return
    account = service_account()
    processes.passable(env.base)
    if not processes.readable_by(env.base, account):
        raise postgres.Refused(f"{env.base} is out of reach of the account {NAME}: set COMITAS_HOME to another folder.")
    adopt(env.home, account)
    code, python = mirror(env.base, account), Path(sys.prefix).resolve() / "bin" / "python"
    if not processes.readable_by(python, account):
        raise postgres.Refused(f"{python} is out of reach of the account {NAME}: run scripts/setup again, as root.")
    drop(account)
    changed = {
        "COMITAS_HOME": str(env.base),
        "PYTHONPATH": str(code),
        "HOME": str(env.home),
        "USER": NAME,
        "LOGNAME": NAME,
    }
    changed["PYTHONPYCACHEPREFIX"] = str(env.home / "cache" / "python")  # the code itself is not ours to write beside
    written = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.chdir("/")
    os.execve(python, [str(python), "-m", "comitas", *arguments], {**written, **changed})  # noqa: S606 - ourselves, again


def adopt(folder: Path, account: processes.Account) -> None:
    """*folder*, 0700 and the account's. What root left there (a command typed by hand) is handed over."""
    if folder.exists() and folder.lstat().st_uid == 0:
        for inside in (folder, *folder.rglob("*")):
            if inside.lstat().st_uid == 0:
                os.chown(inside, account.uid, account.gid, follow_symlinks=False)
    postgres.private_folder(folder, account)


def mirror(base: Path, account: processes.Account) -> Path:
    """The folder of our code: the checkout where *account* can read it, else a copy under *base* made at each start.

    The copy belongs to root, so that the service cannot change what root runs.
    """
    if processes.readable_by(ROOT, account) and processes.readable_by(ROOT / "comitas", account):
        return ROOT
    place = base / "program" / hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    old_mask = os.umask(0o022)
    try:
        fresh, old, code = place / "code.new", place / "code.old", place / "code"
        for left in (fresh, old):
            shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(ROOT, fresh, ignore=NOT_MIRRORED, copy_function=shutil.copy2, symlinks=True)
        make_readable(fresh)
        if code.exists():
            code.rename(old)
        fresh.rename(code)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        os.umask(old_mask)
    return code


def make_readable(folder: Path) -> None:
    """Give everybody the right to read *folder*; a checkout under /root may have been made with a strict mask."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def drop(account: processes.Account) -> None:
    """Become *account* for good."""
    os.setgroups([])
    os.setresgid(account.gid, account.gid, account.gid)
    os.setresuid(account.uid, account.uid, account.uid)
    os.umask(0o077)

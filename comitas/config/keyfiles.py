"""Keys that a demonstration keeps in files: made whole or not at all, and readable by their owner alone. The standard library only."""

import base64
import os
import secrets
from pathlib import Path

from comitas.config.variables import KEY_BYTES


def kept_key(path: Path) -> str:
    """The key kept in *path*; made there, whole or not at all, when it is absent."""
    if not path.exists():
        _make_private(path.parent)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        text = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        fresh.write_text(text if path.name != "secret_key" else secrets.token_urlsafe(48), encoding="utf-8")
        give_to_owner(fresh)
        try:
            os.link(fresh, path)  # fails where another process was first: then its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8").strip()


def _make_private(folder: Path) -> None:
    """Make *folder* and those above it; as root, those above the instance's own may be passed by its account."""
    for part in (*reversed(folder.parents), folder):
        if not part.exists():
            part.mkdir(mode=0o700 if part in (folder, folder.parent) or os.geteuid() else 0o755, exist_ok=True)
            give_to_owner(part)


def give_to_owner(path: Path) -> None:
    """As root: what is made belongs to the owner of the folder it is made in."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def former(path: Path) -> str:
    """A former key that a demonstration keeps; "" where it keeps none."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""

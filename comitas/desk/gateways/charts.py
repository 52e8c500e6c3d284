"""Drawing a chart: in a process of its own that ends with the picture, as the library holds a whole script engine in memory."""

import hashlib
import json
import subprocess
import sys
from threading import Lock
from typing import Any

from django.core.cache import cache

SECONDS = 20
"""A picture takes one to two; a machine under load ten times as long."""
KEPT = 7 * 24 * 3600
"""The same figures give the same picture; a week saves the drawing and loses nothing."""
LARGEST = 256 * 1024
"""Bytes of a picture. One of eight periods has some 20 kB."""

_PROGRAM = (
    "import sys, vl_convert; sys.stdout.write(vl_convert.vegalite_to_svg(sys.stdin.read(), allowed_base_urls=[]))"
)
_one_at_a_time = Lock()


class NotDrawn(Exception):
    """There is no picture; the table has the figures."""


def svg(specification: dict[str, Any]) -> bytes:
    """The picture of a Vega-Lite *specification*, from the cache or drawn now. Raises `NotDrawn`."""
    text = json.dumps(specification, sort_keys=True)
    key = f"chart-{hashlib.sha256(text.encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = _drawn(text)
        cache.set(key, found, KEPT)
    return bytes(found)


def _drawn(text: str) -> bytes:
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise NotDrawn("another picture is being drawn")
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM], input=text.encode(), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotDrawn(str(error)) from error
    finally:
        _one_at_a_time.release()
    if not done.stdout.startswith(b"<svg") or len(done.stdout) > LARGEST:
        raise NotDrawn("what came back is no picture")
    return done.stdout

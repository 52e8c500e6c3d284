"""Serve documents until the keeper closes the socket: one job in, its pages out as they are done, then "done" or "refused"."""

from __future__ import annotations

import os
import resource
import socket
import sys
import time
from pathlib import Path
from typing import BinaryIO

from comitas.documents.conversion import frames
from comitas.documents.conversion.document import converted
from comitas.documents.conversion.engines import Engines
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules import limits

JOB_BYTES = 4096


def main(tessdata: str) -> None:
    """Answer "ready" with the engines' versions, then serve. The socket is standard input."""
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.PROCESSES, limits.PROCESSES))
    channel = socket.socket(fileno=os.dup(0))
    engines = Engines(tessdata)
    frames.send(channel, {"ready": engines.versions()})
    while True:
        try:
            job, file = frames.receive_with_file(channel, JOB_BYTES)
        except frames.Broken:
            return
        with os.fdopen(file, "rb") as original:
            serve(channel, original, engines, float(job["seconds"]))


def serve(channel: socket.socket, original: BinaryIO, engines: Engines, seconds: float) -> None:
    """Convert one document. What goes wrong unforeseen ends the process: the keeper starts a fresh one."""
    notes: list[str] = []
    try:
        for done in converted(original, engines, notes, time.monotonic() + seconds):
            frames.send(channel, {"view": done.page.number}, done.view)
            frames.send(channel, {"thumbnail": done.page.number}, done.thumbnail)
            frames.send(channel, {"page": done.page.to_json(), "total": done.total})
    except Refused as refusal:
        frames.send(channel, {"refused": refusal.code})
    else:
        frames.send(channel, {"done": notes})


if __name__ == "__main__":
    sys.path = [entry for entry in sys.path if entry and Path(entry).is_absolute()]
    main(sys.argv[1])

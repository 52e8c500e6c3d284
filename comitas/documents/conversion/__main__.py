"""Serve documents until the keeper closes the socket: one job in, the files inside it and its pages out as they are done, then
"done" or "refused"."""

from __future__ import annotations

import os
import resource
import socket
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

from comitas.core import frames
from comitas.documents.conversion import paper
from comitas.documents.conversion.document import Done, Findings, converted
from comitas.documents.conversion.engines import Engines
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules import limits, names
from comitas.documents.rules.enclosed import Enclosed, Room

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
            serve(channel, original, engines, job)


def serve(channel: socket.socket, original: BinaryIO, engines: Engines, job: dict[str, Any]) -> None:
    """Convert one document. What goes wrong unforeseen ends the process: the keeper starts a fresh one."""
    findings = Findings()
    room = Room(int(job["files"]), int(job["bytes"]), bool(job["deep"]))
    try:
        if job.get("paper"):
            _send_enclosed(channel, Enclosed(1, "paper.pdf", paper.made(original)))
            frames.send(channel, {"done": [], "kind": "pdf"})
            return
        for done in converted(original, engines, findings, room, time.monotonic() + float(job["seconds"])):
            if isinstance(done, Enclosed):
                _send_enclosed(channel, done)
            else:
                _send_page(channel, done)
    except Refused as refusal:
        frames.send(channel, {"refused": refusal.code})
    else:
        frames.send(channel, {"done": findings.notes, "kind": findings.kind})


def _send_enclosed(channel: socket.socket, enclosed: Enclosed) -> None:
    name = enclosed.name[-names.LONGEST_READ :].encode("utf-8", "replace").decode()
    frames.send(channel, {"enclosed": enclosed.place, "name": name, "size": len(enclosed.data)})
    for part in enclosed.parts():
        frames.send(channel, {"part": enclosed.place}, part)


def _send_page(channel: socket.socket, done: Done) -> None:
    frames.send(channel, {"view": done.page.number}, done.view)
    frames.send(channel, {"thumbnail": done.page.number}, done.thumbnail)
    frames.send(channel, {"page": done.page.to_json(), "total": done.total})


if __name__ == "__main__":
    sys.path = [entry for entry in sys.path if entry and Path(entry).is_absolute()]
    main(sys.argv[1])

"""Messages over the one socket between the box and its keeper: a JSON head, then bytes, perhaps a file descriptor.

A frame is two lengths (4 bytes each, big-endian), the head and the blob. Both sides bound what they take before taking it.
"""

import json
import socket
import struct
import time
from typing import Any

_LENGTHS = struct.Struct("!II")
_CHUNK = 1024 * 1024


class Broken(Exception):
    """The other side closed, or sent something that is no frame."""


def send(channel: socket.socket, head: dict[str, Any], blob: bytes = b"", file: int | None = None) -> None:
    """Send one frame; *file* is a descriptor that the other side gets its own copy of."""
    encoded = json.dumps(head, separators=(",", ":")).encode()
    lengths = _LENGTHS.pack(len(encoded), len(blob))
    try:
        if file is None:
            channel.sendall(lengths)
        else:
            socket.send_fds(channel, [lengths], [file])
        channel.sendall(encoded)
        channel.sendall(blob)
    except TimeoutError:
        raise
    except OSError as error:
        raise Broken("the other side is gone") from error


def receive(channel: socket.socket, head_limit: int, blob_limit: int, seconds: float) -> tuple[dict[str, Any], bytes]:
    """The next frame. Raises `Broken`, or `TimeoutError` unless all of it arrives within *seconds*."""
    head, blob, _ = _receive(channel, head_limit, blob_limit, 0, time.monotonic() + seconds)
    return head, blob


def receive_with_file(channel: socket.socket, head_limit: int) -> tuple[dict[str, Any], int]:
    """The next frame, however long it takes to come, and the descriptor that came with it, which the caller closes."""
    head, _, files = _receive(channel, head_limit, 0, 1, None)
    if len(files) != 1:
        raise Broken("no file came with the message")
    return head, files[0]


def _receive(
    channel: socket.socket, head_limit: int, blob_limit: int, files: int, until: float | None
) -> tuple[dict[str, Any], bytes, list[int]]:
    try:
        _wait(channel, until)
        start, descriptors, _, _ = socket.recv_fds(channel, _LENGTHS.size, files)
        if not start:
            raise Broken("the other side is gone")
        head_length, blob_length = _LENGTHS.unpack(start + _exactly(channel, _LENGTHS.size - len(start), until))
        if head_length > head_limit or blob_length > blob_limit:
            raise Broken(f"a message of {head_length} + {blob_length} bytes is too long")
        head = _object(_exactly(channel, head_length, until))
        return head, _exactly(channel, blob_length, until), descriptors
    except TimeoutError:
        raise
    except OSError as error:
        raise Broken("the other side is gone") from error


def _exactly(channel: socket.socket, length: int, until: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        _wait(channel, until)
        part = channel.recv(min(_CHUNK, length - len(parts)))
        if not part:
            raise Broken("the other side is gone")
        parts += part
    return bytes(parts)


def _wait(channel: socket.socket, until: float | None) -> None:
    """Let the next call wait no longer than until then: a frame that trickles in byte by byte ends too."""
    channel.settimeout(None if until is None else max(0.001, until - time.monotonic()))


def _object(encoded: bytes) -> dict[str, Any]:
    try:
        head = json.loads(encoded)
    except (ValueError, RecursionError) as error:
        raise Broken("not JSON") from error
    if not isinstance(head, dict):
        raise Broken("not a JSON object")
    return head

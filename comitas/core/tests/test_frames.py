"""Messages between the box and its keeper are bounded in length and in time."""

import os
import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from comitas.core import frames


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_head_and_blob_arrive(ends: tuple[socket.socket, socket.socket]) -> None:
    frames.send(ends[0], {"page": 1}, b"picture")
    assert frames.receive(ends[1], 100, 100, 5) == ({"page": 1}, b"picture")


def test_a_file_arrives_as_a_descriptor(ends: tuple[socket.socket, socket.socket]) -> None:
    reading, writing = os.pipe()
    frames.send(ends[0], {"seconds": 1}, file=reading)
    os.close(reading)
    head, file = frames.receive_with_file(ends[1], 100)
    os.write(writing, b"inside")
    os.close(writing)
    with os.fdopen(file, "rb") as received:
        assert (head, received.read()) == ({"seconds": 1}, b"inside")


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack("!II", 1000, 0),
        struct.pack("!II", 2, 1000) + b"{}",
        struct.pack("!II", 2, 0) + b"[]",
        struct.pack("!II", 3, 0) + b"\xff\xff\xff",
        struct.pack("!II", 99, 0) + b"[" * 99,
    ],
)
def test_what_is_no_message_breaks_off(ends: tuple[socket.socket, socket.socket], sent: bytes) -> None:
    ends[0].sendall(sent)
    with pytest.raises(frames.Broken):
        frames.receive(ends[1], 100, 100, 5)


def test_a_closed_end_breaks_off(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].close()
    with pytest.raises(frames.Broken):
        frames.receive(ends[1], 100, 100, 5)


def test_a_message_that_trickles_in_runs_out_of_time(ends: tuple[socket.socket, socket.socket]) -> None:
    stop = threading.Event()

    def trickle() -> None:
        ends[0].sendall(struct.pack("!II", 50, 0))
        while not stop.wait(0.05):
            ends[0].sendall(b" ")

    sender = threading.Thread(target=trickle)
    sender.start()
    with pytest.raises(TimeoutError):
        frames.receive(ends[1], 100, 100, 0.3)
    stop.set()
    sender.join()

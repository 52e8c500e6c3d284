"""The converter as the worker keeps it: started on demand, reported from, ended when idle or when nobody wants its work."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from comitas.documents import gateways
from comitas.documents.gateways import box
from comitas.documents.rules.enclosed import Enclosed, Room
from comitas.documents.tests import mails, samples

reason = box.available()
pytestmark = pytest.mark.skipif(reason is not None and "COMITAS_MUST_BOX" not in os.environ, reason=str(reason))


@pytest.fixture
def reader() -> Iterator[gateways.BoxReader]:
    made = gateways.BoxReader(idle_seconds=3600)
    yield made
    made.stop()


def nothing(done: int, total: int) -> None:
    pass


def alive(process: int) -> bool:
    """Whether the process is there and not merely waiting to be reaped."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + 30
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def test_documents_of_a_batch_share_a_process_and_leave_no_file(reader: gateways.BoxReader, tmp_path: Path) -> None:
    assert reader.process_id is None
    seen: list[tuple[int, int]] = []
    original = samples.text_pdf(pages=2)
    found = reader.read(iter([original[:100], original[100:]]), tmp_path, lambda *page: seen.append(page), box.Inside())
    first = reader.process_id
    assert [page.text for page in found.pages] == [samples.SENTENCE] * 2 and seen == [(1, 2), (2, 2)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "page-0001.thumbnail.webp",
        "page-0001.webp",
        "page-0002.thumbnail.webp",
        "page-0002.webp",
    ]
    reader.read(iter([samples.text_pdf()]), tmp_path, nothing, box.Inside())
    assert reader.process_id == first and first is not None
    assert not any(
        "memfd:original" in os.readlink(path) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()
    )


def test_a_refusal_leaves_the_process_for_the_next(reader: gateways.BoxReader, tmp_path: Path) -> None:
    with pytest.raises(box.Refused):
        reader.read(iter([b"no document"]), tmp_path, nothing, box.Inside())
    assert reader.read(iter([samples.text_pdf()]), tmp_path, nothing, box.Inside()).pages


def test_what_nobody_wants_any_more_is_ended_and_the_next_document_is_read(
    reader: gateways.BoxReader, tmp_path: Path
) -> None:
    def overtaken(done: int, total: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        reader.read(iter([samples.text_pdf(pages=3)]), tmp_path, overtaken, box.Inside())
    assert len(reader.read(iter([samples.text_pdf()]), tmp_path, nothing, box.Inside()).pages) == 1


def test_a_killed_converter_is_a_crash_and_the_next_document_gets_a_new_one(
    reader: gateways.BoxReader, tmp_path: Path
) -> None:
    def kill(done: int, total: int) -> None:
        os.kill(reader.process_id or 0, 9)

    with pytest.raises(box.Crashed):
        reader.read(iter([samples.text_pdf(pages=40)]), tmp_path, kill, box.Inside())
    assert reader.read(iter([samples.text_pdf()]), tmp_path, nothing, box.Inside()).pages


def test_an_idle_converter_is_ended(tmp_path: Path) -> None:
    reader = gateways.BoxReader(idle_seconds=0.05)
    reader.read(iter([samples.text_pdf()]), tmp_path, nothing, box.Inside())
    assert eventually(lambda: reader.process_id is None)
    reader.stop()


def test_stopping_ends_the_process(reader: gateways.BoxReader, tmp_path: Path) -> None:
    reader.read(iter([samples.text_pdf()]), tmp_path, nothing, box.Inside())
    process = reader.process_id or 0
    assert alive(process)
    reader.stop()
    assert not alive(process)


def test_files_inside_a_mail_are_handed_on_in_the_callers_thread(reader: gateways.BoxReader, tmp_path: Path) -> None:
    taken: list[tuple[int, str, bytes, str]] = []
    caller = threading.current_thread().name
    inside = box.Inside(
        Room(), lambda one: taken.append((one.place, one.name, one.data, threading.current_thread().name))
    )
    large = os.urandom(700_000)
    found = reader.read(iter([mails.mail(("../a.bin", large), ("empty.txt", b""))]), tmp_path, nothing, inside)
    assert taken == [(1, "a.bin", large, caller), (2, "empty.txt", b"", caller)]
    assert (inside.kind, len(found.pages)) == ("mail", 1)


def test_a_file_that_nobody_can_keep_ends_the_reading(reader: gateways.BoxReader, tmp_path: Path) -> None:
    def full(enclosed: Enclosed) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        reader.read(iter([mails.mail(*[("a", b"x")] * 50)]), tmp_path, nothing, box.Inside(Room(), full))
    assert reader.read(iter([samples.text_pdf()]), tmp_path, nothing, box.Inside()).pages

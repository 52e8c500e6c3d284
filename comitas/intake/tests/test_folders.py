"""A watched folder: what is whole is taken once, whatever crashes; what never can be is put aside; nothing leads out of it."""

import errno
import os
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from comitas.documents import queries as kept
from comitas.documents import store
from comitas.documents.models import Object
from comitas.intake.gateways import folder as gateway
from comitas.intake.jobs import folders, looking
from comitas.intake.models import LeftOut, RegisterEntry, Source, Standing
from comitas.intake.rules.dropped import Watch
from comitas.intake.tests.sourcing import DAY, a_folder, brought, drop, fresh, looked, place, trouble
from comitas.ledger.models import Line
from comitas.samples.cast import Cast


class PowerCut(BaseException):
    """The process is gone; nothing of ours runs after it."""


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if not each.is_dir()} if folder.exists() else set()


def test_a_scan_becomes_an_arrival_with_its_bytes(cast: Cast, at: datetime) -> None:
    source = a_folder(cast, at, arrival_kind="domestic_reply", enters=True)
    data = b"%PDF-1.7 " + bytes(9_000_000)  # more than one piece
    drop(source, "scan 0001.pdf", data, at - DAY)
    assert looked(source, at).waiting == 0
    (made,) = brought(source)
    assert (made.kind, made.channel, made.entered_by_id) == ("domestic_reply", "post", None)
    assert made.received_on == (at - DAY).date()
    assert RegisterEntry.objects.filter(arrival=made).exists()
    (placed,) = kept.placements(cast.rosa, made.compartment_id)
    assert placed.document.name == "scan 0001.pdf"
    assert b"".join(kept.original(cast.rosa, placed.pk)) == data
    assert names(place(source)) == set()
    assert names(place(source) / "taken") == {f"{made.number} scan 0001.pdf"}


def test_a_file_that_is_still_written_waits(cast: Cast, at: datetime) -> None:
    source, watch = a_folder(cast, at), Watch()

    def look(now: float) -> int:
        return folders.look(fresh(source), at, watch, quiet=8.0, ticking=lambda: now).waiting

    file = drop(source, "scan.pdf", b"%PDF-1.7 one page")
    for name in ("next.pdf.part", "~$letter.doc", ".hidden"):
        drop(source, name)
    assert look(0) == 1
    assert look(5) == 1  # the same, but not for long enough
    file.write_bytes(b"%PDF-1.7 one page, and another")
    assert look(9) == 1
    assert brought(source) == []
    assert look(18) == 0
    assert len(brought(source)) == 1
    assert names(place(source)) == {"next.pdf.part", "~$letter.doc", ".hidden"}


def test_a_file_that_is_open_for_writing_waits_however_quiet_it_is(cast: Cast, at: datetime) -> None:
    source = a_folder(cast, at)
    with drop(source, "scan.pdf").open("ab"):
        looked(source, at, looks=3)
        assert brought(source) == []
    looked(source, at)
    assert len(brought(source)) == 1


def test_a_file_that_changes_while_it_is_read_waits(cast: Cast, at: datetime, monkeypatch: Any) -> None:
    source = a_folder(cast, at)
    file = drop(source, "scan.pdf")
    read = os.pread

    def growing(descriptor: int, count: int, offset: int) -> bytes:
        with file.open("ab") as more:
            more.write(b".")
        return read(descriptor, count, offset)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(gateway.os, "pread", growing)
        looked(source, at)
    assert brought(source) == []
    assert file.exists()


POINTS: dict[str, Callable[[Any], None]] = {
    "while the bytes are written": lambda patch: patch.setattr(store, "append", _cut),
    "before the rows": lambda patch: patch.setattr(folders.keeping.actions, "take", _cut),
    "after the commit, before the move": lambda patch: patch.setattr(gateway.Folder, "put_away", _cut),
}


def _cut(*_given: object, **_more: object) -> None:
    raise PowerCut


@pytest.mark.parametrize("point", POINTS)
def test_a_crash_loses_nothing_and_doubles_nothing(point: str, cast: Cast, at: datetime, monkeypatch: Any) -> None:
    source = a_folder(cast, at)
    drop(source, "scan.pdf")
    with monkeypatch.context() as crash:
        POINTS[point](crash)
        with pytest.raises(PowerCut):
            looked(source, at)
    assert names(place(source)) == {"scan.pdf"}
    looked(source, at)
    looked(source, at)
    assert len(brought(source)) == 1
    assert Object.objects.count() == 1
    assert names(place(source)) == set()


def test_what_was_taken_is_not_taken_again_while_it_cannot_be_moved(cast: Cast, at: datetime, monkeypatch: Any) -> None:
    source = a_folder(cast, at)
    drop(source, "scan.pdf")

    def full(*_given: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(gateway.os, "rename", full)
        assert [trouble(source, at) for _each in range(3)] == ["not-moved"] * 3
    assert len(brought(source)) == 1
    assert trouble(source, at) == ""
    assert len(brought(source)) == 1


def test_the_same_letter_scanned_again_is_another_arrival(cast: Cast, at: datetime) -> None:
    source = a_folder(cast, at, keeps=False)
    for when in (at - DAY, at):
        drop(source, "scan.pdf", at=when)
        looked(source, at)
    assert len(brought(source)) == 2
    assert names(place(source) / "taken") == set()


def test_what_never_can_be_taken_is_put_aside_with_its_reason(
    cast: Cast, at: datetime, settings: Any, tmp_path: Path
) -> None:
    source = a_folder(cast, at)
    settings.UPLOAD_LIMIT = 1000
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF-1.7 of somebody else")
    (place(source) / "link.pdf").symlink_to(secret)
    os.link(secret, place(source) / "hard.pdf")
    os.mkfifo(place(source) / "pipe.pdf")
    drop(source, "huge.pdf", bytes(1001))
    drop(source, "good.pdf")
    (place(source) / "a folder").mkdir()
    looked(source, at)
    assert len(brought(source)) == 1
    refused = place(source) / "refused"
    assert names(refused) == {f"{name}.pdf{end}" for name in ("link", "hard", "pipe", "huge") for end in ("", ".txt")}
    assert "1001 bytes" in (refused / "huge.pdf.txt").read_text().replace("\xa0", " ")
    assert sorted(LeftOut.objects.values_list("reason", flat=True)) == ["hard-link", "link", "no-file", "too-large"]
    assert secret.read_bytes() == b"%PDF-1.7 of somebody else"
    (place(source) / "link.pdf").symlink_to(secret)
    looked(source, at)
    assert "1-link.pdf" in names(refused), "what lies there already is not written over"


def test_an_empty_file_waits_long_before_it_is_put_aside(cast: Cast, at: datetime) -> None:
    source, watch, now = a_folder(cast, at), Watch(), [0.0]
    drop(source, "scan.pdf", b"")
    for now[0] in (0.0, 9.0, 599.0):
        folders.look(fresh(source), at, watch, ticking=lambda: now[0])
    assert names(place(source)) == {"scan.pdf"}
    now[0] = 601.0
    folders.look(fresh(source), at, watch, ticking=lambda: now[0])
    assert LeftOut.objects.get().reason == "empty"


@pytest.mark.parametrize("way", ["the folder", "on the way to it", "taken"])
def test_no_link_leads_out(way: str, cast: Cast, at: datetime, drops: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "scanner").mkdir(parents=True)
    (outside / "scanner" / "secret.pdf").write_bytes(b"%PDF-1.7 secret")
    source = a_folder(cast, at, folder="registry/scanner")
    if way == "the folder":
        place(source).rmdir()
        place(source).symlink_to(outside / "scanner")
    elif way == "on the way to it":
        place(source).rmdir()
        (drops / "registry").rmdir()
        (drops / "registry").symlink_to(outside)
    else:
        (place(source) / "taken").symlink_to(outside)
    drop(source, "scan.pdf")
    assert trouble(source, at) == "not-a-folder"
    assert brought(source) == []


def test_a_folder_is_made_once_and_then_missed(cast: Cast, at: datetime) -> None:
    source = a_folder(cast, at)
    place(source).rmdir()
    assert trouble(source, at) == ""
    Standing.objects.filter(source=source).update(well_at=at)
    for inner in ("taken", "refused", "."):
        (place(source) / inner).rmdir()
    assert trouble(source, at) == "no-folder", "a share that is not connected is no empty folder"


def test_hostile_names_are_only_names(cast: Cast, at: datetime) -> None:
    source = a_folder(cast, at)
    for name in ("\u202efdp.exe", "a" * 250 + ".pdf", "new\nline.pdf", "a..pdf", "%s{0}.pdf"):
        drop(source, name)
    os.close(os.open(os.fsencode(place(source)) + b"/not\xff\xfeutf8.pdf", os.O_CREAT | os.O_WRONLY))
    (place(source) / os.fsdecode(b"not\xff\xfeutf8.pdf")).write_bytes(b"%PDF-1.7")
    looked(source, at)
    assert len(brought(source)) == 6
    assert all(len(os.fsencode(name)) <= 255 for name in names(place(source) / "taken"))


def test_a_restricted_source_brings_what_only_its_readers_see(cast: Cast, at: datetime) -> None:
    source = a_folder(cast, at, restricted=True, readers=(cast.ines.id, cast.karin.id))
    drop(source, "scan.pdf")
    looked(source, at)
    (made,) = brought(source)
    assert kept.placements(cast.karin, made.compartment_id).exists()
    assert not kept.placements(cast.rosa, made.compartment_id).exists()
    Source.objects.filter(pk=source.pk).update(readers=[cast.ines.id])
    drop(source, "next.pdf")
    assert trouble(source, at) == "readers"
    assert names(place(source)) == {"next.pdf"}
    assert Object.objects.count() == 1, "nothing is left behind by what was not kept"


def test_a_mail_that_is_dropped_is_one_arrival(cast: Cast, at: datetime) -> None:
    source = a_folder(cast, at, channel="mail")
    mail = EmailMessage()
    mail["From"], mail["Message-ID"], mail["Subject"] = "a@b.example", "<1@b.example>", "Request"
    mail.set_content("See the attached file.")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="annex.pdf")
    drop(source, "Request.eml", mail.as_bytes())
    looked(source, at)
    (made,) = brought(source)
    (placed,) = kept.placements(cast.rosa, made.compartment_id)
    assert (placed.document.kind, placed.document.state) == ("mail", "waiting")


def test_a_thousand_files_are_taken_look_by_look(cast: Cast, at: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr(folders.sources, "MOST_A_LOOK", 3)
    source, watch = a_folder(cast, at), Watch()
    for number in range(7):
        drop(source, f"{number}.pdf", b"%%PDF %d" % number)
    folders.look(fresh(source), at, watch, quiet=0)
    seen = [(look.waiting, look.more) for look in (folders.look(fresh(source), at, watch, quiet=0) for _n in range(3))]
    assert seen == [(4, True), (1, True), (0, False)]


def test_a_file_at_which_we_fail_does_not_hold_up_the_others(
    cast: Cast, at: datetime, monkeypatch: Any, caplog: Any
) -> None:
    source = a_folder(cast, at)
    for name in ("a.pdf", "bad.pdf", "c.pdf"):
        drop(source, name)
    take, words = folders.keeping.actions.take, "the letter of Anselm Korvin"

    def failing(**given: Any) -> Any:
        if given["brought"].name == "bad.pdf":
            raise TypeError(words)
        return take(**given)

    monkeypatch.setattr(folders.keeping.actions, "take", failing)
    assert trouble(source, at) == "broken"
    assert len(brought(source)) == 2
    assert names(place(source)) == {"bad.pdf"}
    assert "TypeError" in caplog.text
    assert "Korvin" not in caplog.text


def test_a_look_is_noted_and_the_ledger_tells_only_of_changes(cast: Cast, at: datetime, drops: Path) -> None:
    source = a_folder(cast, at)

    def kinds() -> list[str]:
        return list(Line.objects.filter(kind__startswith="source.").order_by("id").values_list("kind", flat=True))

    looking.look_at(source.pk)
    place(source).rename(drops / "elsewhere")
    looking.look_at(source.pk)
    looking.look_at(source.pk)
    standing = Standing.objects.get(source=source)
    assert (standing.trouble, standing.failures) == ("no-folder", 2)
    (drops / "elsewhere").rename(place(source))
    looking.look_at(source.pk)
    assert Standing.objects.get(source=source).trouble == ""
    assert kinds() == ["source.created", "source.unwell", "source.well"]

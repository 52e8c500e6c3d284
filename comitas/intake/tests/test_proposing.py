"""What is read in letters is kept as a proposal; likely copies are found by it, and never betray what one may not know."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comitas.core.actor import system
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.intake import actions, jobs, queries
from comitas.intake.models import Arrival, Mention, Proposed
from comitas.intake.readers import Proposals
from comitas.intake.rules import marks, proposal
from comitas.intake.rules.duplicates import SAME_BYTES, SAME_REFERENCE
from comitas.intake.tests.arriving import LETTER, arrive, as_page, fresh, restricted, was_read
from comitas.ledger.rules.readers import Entry
from comitas.samples.cast import Cast

BY = system("test")


def rows() -> list[object]:
    return [
        list(Proposed.objects.order_by("arrival").values_list("arrival", "items")),
        list(Mention.objects.order_by("arrival", "kind", "folded").values_list("arrival", "kind", "text", "folded")),
    ]


def test_a_letter_makes_proposals_and_changes_nothing_of_the_arrival(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"letter", sender="")
    assert queries.proposals(cast.ines, made.pk) == []
    was_read(made, LETTER)
    read = {item["field"]: item for item in queries.proposals(cast.ines, made.pk)}
    assert (
        read["date_written"]["value"] == "2026-02-24" and read["their_reference"]["value"]["number"] == "PG/IC/0417/26"
    )
    assert (fresh(made).sender, fresh(made).written_on, fresh(made).version) == ("", None, 1)
    before = rows()
    actions.propose(by=BY, at=at, arrival=made.pk)
    assert rows() == before, "twice is the same as once"


def test_what_is_kept_is_what_comes_back(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"letter")
    was_read(made, as_page(LETTER, ("0417", "0411")))
    items = queries.proposals(cast.ines, made.pk)
    found = [proposal.restored(item) for item in items]
    assert None not in found
    doubted = next(each for each in found if each and each.certainty == proposal.TWO_READINGS)
    assert (doubted.value, doubted.readings) == (None, ("PG/IC/0417/26", "PG/IC/0411/26"))


def test_two_readings_are_no_mention(cast: Cast, at: datetime) -> None:
    """What nobody knows for sure makes nothing a copy of anything."""
    made = arrive(cast, at, b"letter")
    was_read(made, as_page(LETTER, ("0417", "0411")))
    assert not Mention.objects.filter(arrival=made, kind="reference").exists()


def test_the_reader_of_the_ledger_asks_for_the_job_and_rebuilds(
    cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, decided = arrive(cast, at, b"one"), arrive(cast, at, b"two")
    was_read(waiting, LETTER)
    was_read(decided, LETTER)
    actions.forward(by=cast.rosa, at=at, arrival=decided.pk, version=1, authority="Tax Office")
    before, asked = rows(), []
    monkeypatch.setattr("comitas.core.jobs.defer", lambda name, **ids: asked.append((name, ids)))
    reader = Proposals()
    assert reader.kinds == {"document.read"}
    reader.clear()
    assert set(Proposed.objects.values_list("arrival", flat=True)) == {decided.pk}
    for made in (waiting, decided):
        reader.apply(entry(made, at))
    assert asked == [
        ("intake.propose", {"compartment": str(made.compartment_id), "document": document_of(made)})
        for made in (waiting, decided)
    ]
    for _name, ids in asked:
        jobs.propose(**ids)
    assert rows() == before


def document_of(made: Arrival) -> str:
    return str(kept.placements(BY, made.compartment_id)[0].document_id)


def entry(made: Arrival, at: datetime) -> Entry:
    given = {
        "compartment": made.compartment_id,
        "kind": "document.read",
        "payload": {"document": document_of(made)},
        "recorded_at": at,
        "effective_at": at,
    }
    values = {name: given.get(name) for name in Entry.__dataclass_fields__}
    return Entry(**values)


def test_a_reading_defers_its_job_with_the_line(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"%PDF-1.7 letter")
    document = kept.placements(BY, made.compartment_id).get().document_id
    attempt = documents.begin_reading(by=BY, at=at, document=document)
    documents.finish_reading(by=BY, at=at, document=document, attempt=attempt, engine="x", notes=())
    jobs.propose(str(made.compartment_id))
    assert Proposed.objects.get(arrival=made).items == []


def test_copies_are_found_by_bytes_and_by_reference_and_sender(cast: Cast, at: datetime) -> None:
    first, second, third = arrive(cast, at, b"same"), arrive(cast, at, b"same"), arrive(cast, at, b"another scan")
    was_read(first, LETTER)
    was_read(third, LETTER)
    assert [
        (other.pk, SAME_BYTES in match.reasons) for other, match in queries.likely_copies(cast.rosa, second.pk)
    ] == [(first.pk, True)]
    found = queries.likely_copies(cast.rosa, third.pk)
    assert [other.pk for other, _match in found] == [first.pk] and SAME_REFERENCE in found[0][1].reasons


def test_a_restricted_copy_is_as_if_it_were_not_there(cast: Cast, at: datetime) -> None:
    hidden, made = restricted(cast, at, b"same"), arrive(cast, at, b"same")
    was_read(hidden, LETTER)
    was_read(made, LETTER)
    for stranger in (cast.rosa, cast.jonas):
        assert queries.likely_copies(stranger, made.pk) == []
    assert [other.pk for other, _match in queries.likely_copies(cast.ines, made.pk)] == [hidden.pk]


def test_looking_for_copies_asks_as_often_for_many_as_for_one(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"same")
    counts = []
    for number in range(4):
        other = arrive(cast, at + timedelta(minutes=number), b"same")
        was_read(other, LETTER)
        with CaptureQueriesContext(connection) as asked:
            queries.likely_copies(cast.rosa, made.pk)
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1, counts


def test_marks_lie_on_the_words_that_were_read() -> None:
    page = as_page("Our ref. PG/IC/0417/26 of today\nnext line")
    words = page.lines[0].words
    assert marks.boxes(page, ((0, 9, 22),)) == (words[2].box,)
    assert marks.boxes(page, ((0, 10, 24),)) == ((words[2].box[0], words[2].box[1], words[3].box[2], words[3].box[3]),)
    assert marks.boxes(page, ((0, 0, 3), (1, 0, 4))) == (words[0].box, page.lines[1].words[0].box)
    assert marks.boxes(page, ((7, 0, 3),)) == ()


def take_out(made: Arrival, at: datetime, *files: bytes) -> None:
    """As if these files had been taken out of the arrival's first document."""
    document = kept.placements(BY, made.compartment_id)[0].document_id
    attempt = documents.begin_reading(by=BY, at=at, document=document)
    for place, data in enumerate(files, 1):
        name = f"{place}.bin"
        documents.keep_enclosed(by=BY, at=at, document=document, attempt=attempt, place=place, name=name, data=data)


def test_a_mail_and_what_lay_in_it_are_read_in_their_order(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"%PDF-1.7 as if it were a mail")
    take_out(made, at, b"%PDF-1.7 the letter")
    was_read(
        made,
        "From: Ana Marlow <ana@bo.example>\nDate: Thu, 12 Feb 2026 09:14:00 +0100\n\nPlease find attached.",
        LETTER,
    )
    mail, letter = kept.placements(BY, made.compartment_id)
    items = [item for item in queries.proposals(cast.ines, made.pk) if item["field"] == "date_written"]
    assert [(item["value"], item["placement"]) for item in items] == [
        ("2026-02-12", str(mail.pk)),
        ("2026-02-24", str(letter.pk)),
    ]


def test_of_very_many_files_the_first_are_looked_into(
    cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = arrive(cast, at, b"%PDF-1.7 as if it were a mail")
    take_out(made, at, *(b"%%PDF-1.7 %d" % number for number in range(queries.MOST_LOOKED_INTO + 5)))
    was_read(made, *[LETTER] * (queries.MOST_LOOKED_INTO + 6))
    placed = list(kept.placements(BY, made.compartment_id))
    looked = {item["placement"] for item in queries.proposals(cast.ines, made.pk)}
    assert looked <= {str(each.pk) for each in placed[: queries.MOST_LOOKED_INTO]}
    asked: list[object] = []
    monkeypatch.setattr(actions, "propose", lambda **given: asked.append(given["arrival"]))
    jobs.propose(str(made.compartment_id), str(placed[-1].document_id))
    assert asked == []
    jobs.propose(str(made.compartment_id), str(placed[1].document_id))
    assert asked == [made.pk]


def test_the_emblem_in_every_mail_of_a_sender_makes_no_copies_of_them(cast: Cast, at: datetime) -> None:
    first, second = arrive(cast, at, b"%PDF-1.7 one"), arrive(cast, at, b"%PDF-1.7 two")
    for made in (first, second):
        take_out(made, at, b"\x89PNG\r\n\x1a\n emblem", b"scrap")
    assert queries.likely_copies(cast.rosa, second.pk) == []
    for made in (first, second):
        take_out(made, at, b"", b"", b"%PDF-1.7 the same letter")
    assert [other.pk for other, _match in queries.likely_copies(cast.rosa, second.pk)] == [first.pk]

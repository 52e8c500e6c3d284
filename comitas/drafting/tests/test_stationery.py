"""Letterheads, wordings and clauses: what is in force, what was broken and is not, who may set them."""

import io
from datetime import datetime
from typing import Any

import pytest
from PIL import Image

from comitas.cases.tests.building import take
from comitas.core import box
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.documents import queries as documents
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter, Letterhead, Wording
from comitas.drafting.tests import word
from comitas.drafting.tests.test_printing import text_of
from comitas.drafting.tests.writing import approved, drafted, finished, fresh, plain, to_court, two_parts, version
from comitas.ledger.models import Line
from comitas.samples.cast import Cast
from comitas.samples.stationery import emblem

boxed = pytest.mark.skipif(box.lacking() is not None, reason=str(box.lacking()))
office = pytest.mark.skipif(not queries.office_there(), reason="LibreOffice is not installed")
HEAD = {"name": "The Authority", "head": "1 Quay\nTelephone 1", "foot": "Open at nine", "place": "Norrhaven", "signature": "For the Minister"}  # fmt: skip


def set_head(
    cast: Cast, at: datetime, number: int = 0, language: str = "en", by: Actor | None = None, **more: Any
) -> Letterhead:
    words = more.pop("words", HEAD)
    return actions.set_letterhead(
        by=by or cast.ada, at=at, authority=cast.central, version=number, language=language, words=words, **more
    )


def set_text(
    cast: Cast, at: datetime, number: int = 0, body: str = "Own words about {{ number }}.", **more: Any
) -> Wording:
    given = {"kind": "acknowledgement", "language": "en", "subject": "Own subject", "by": cast.ada} | more
    return actions.set_text(at=at, authority=cast.central, version=number, body=body, **given)


def test_a_letter_is_printed_with_the_letterhead_in_force_and_what_was_approved_keeps_its_paper(
    cast: Cast, at: datetime
) -> None:
    case, *_ = two_parts(cast, at)
    before = approved(cast, at, finished(cast, at, drafted(cast, at, case, "acknowledgement")), queries.printed)
    set_head(cast, at)
    set_head(cast, at, 1, "fr", words={"name": "L’Autorité", "place": "Norrhaven"})
    english = queries.sheet(cast.ines, drafted(cast, at, case, "status", case.parts.first()).pk, at=at)
    french = queries.sheet(cast.ines, drafted(cast, at, case, "acknowledgement", language="fr").pk, at=at)
    assert english.letterhead == ("Arland", "The Authority", "1 Quay", "Telephone 1")
    assert (english.day, english.signature, english.foot) == (
        "Norrhaven, 3 March 2026",
        ("For the Minister",),
        ("Open at nine",),
    )
    assert (french.letterhead[1], french.day) == ("L’Autorité", "Norrhaven, le 3 mars 2026")
    said = text_of(queries.printed(english))
    for words in ("The Authority", "Open at nine", "Norrhaven, 3 March 2026", "For the Minister"):
        assert words in said
    kept = text_of(b"".join(documents.original(cast.ines, fresh(before).pdf_id)))
    assert "The Authority" not in kept and "Central Authority of Arland" in kept


def test_every_change_is_a_version_and_a_line_and_one_can_go_back(cast: Cast, at: datetime) -> None:
    set_head(cast, at)
    set_head(cast, at, 1, words={"name": "Another"})
    assert set_head(cast, at, 2, words={"name": "Another"}).number == 2, "saved twice, nothing is new"
    actions.restore_letterhead(by=cast.ada, at=at, authority=cast.central, version=2, number=1)
    assert queries.paper_of(cast.central, "en").words == HEAD
    assert Letterhead.objects.count() == 3 and Line.objects.filter(kind="letterhead.set").count() == 3
    with pytest.raises(Conflict):
        set_head(cast, at, 1, words={"name": "Late"})
    with pytest.raises(Invalid, match="no such version"):
        actions.restore_letterhead(by=cast.ada, at=at, authority=cast.central, version=3, number=9)
    with pytest.raises(Invalid, match="no language"):
        set_head(cast, at, 3, language="klingon")


@boxed
def test_an_emblem_is_kept_as_a_picture_of_our_own_and_a_broken_one_changes_nothing(cast: Cast, at: datetime) -> None:
    set_head(cast, at, emblem=emblem())
    held = queries.letterhead_of(cast.central)
    assert held and Image.open(io.BytesIO(bytes(held.emblem))).size == (220, 260)
    with pytest.raises(Invalid) as refused:
        set_head(cast, at, 1, words={"name": "New"}, emblem=b"<svg/>")
    assert set(refused.value.fields) == {"emblem"} and queries.letterhead_of(cast.central).number == 1
    assert queries.sheet(cast.ines, drafted(cast, at, two_parts(cast, at)[0], "acknowledgement").pk, at=at).emblem
    assert not set_head(cast, at, 1, no_emblem=True).emblem


@pytest.mark.parametrize("who", ["rosa", "ines", "karin", "max", "lea", "pavel", "solo"])
def test_only_the_administrator_of_the_authority_furnishes_letters(cast: Cast, at: datetime, who: str) -> None:
    by = cast.people[who]
    for attempt in (lambda: set_head(cast, at, by=by), lambda: set_text(cast, at, by=by)):
        with pytest.raises(NotThere):
            attempt()
    assert not Letterhead.objects.exists() and not Wording.objects.exists()


def test_a_wording_replaces_the_programs_and_a_broken_one_never_comes_into_force(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    set_text(cast, at)
    assert drafted(cast, at, case, "acknowledgement").body == f"Own words about {case.number}."
    for body, why in (
        ("fine\n{{ nope }}", "Line 2: There is no placeholder “nope”."),
        ("{{ number.__class__ }}", "Line 1: “number” has no “__class__”."),
        ("", "Write something here."),
        ("x" * 30_001, "at most 30000"),
    ):
        with pytest.raises(Invalid, match=why.replace("(", "[(]")) as refused:
            set_text(cast, at, 1, body)
        assert set(refused.value.fields) == {"body"}
    assert drafted(cast, at, case, "acknowledgement").subject == "Own subject"
    with pytest.raises(Conflict):
        set_text(cast, at, 0)
    actions.restore_wording(
        by=cast.ada, at=at, authority=cast.central, kind="acknowledgement", language="en", version=1, number=0
    )
    assert "We have the honour" in drafted(cast, at, case, "acknowledgement").body
    actions.restore_wording(
        by=cast.ada, at=at, authority=cast.central, kind="acknowledgement", language="en", version=2, number=1
    )
    assert drafted(cast, at, case, "acknowledgement").subject == "Own subject"
    assert [row.number for row in queries.wording_versions(cast.ada, cast.central, "acknowledgement", "en")] == [
        3,
        2,
        1,
    ]
    assert Line.objects.filter(kind="wording.set").count() == 3


def test_a_new_language_is_added_by_its_wording_also_from_right_to_left(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    with pytest.raises(Invalid) as refused:
        drafted(cast, at, case, "answer", bank, language="ar")
    assert set(refused.value.fields) == {"language"}
    words = {"salutation": "تحية طيبة وبعد،", "our_number": "رقمنا", "use_19": "لا يجوز استخدام هذه المعلومات."}
    set_head(cast, at, language="ar", words=words)
    set_text(cast, at, kind="answer", language="ar", subject="ردكم", body="نتشرف بإفادتكم.")
    letter = drafted(cast, at, case, "answer", bank, language="ar")
    made = queries.sheet(cast.ines, letter.pk, at=at)
    assert (made.direction, made.salutation, made.references[0][0]) == ("rtl", words["salutation"], "رقمنا")
    assert made.conditions == (words["use_19"],)
    assert 'dir="rtl"' not in letter.body and queries.printed(made).startswith(b"%PDF")
    assert queries.languages_of(cast.central) == ["en", "fr", "ar"]
    set_text(cast, at, kind="answer", language="es", subject="Su solicitud", body="Tenemos el honor.")
    spanish = queries.sheet(cast.ines, drafted(cast, at, case, "answer", bank, language="es").pk, at=at)
    assert "without our prior consent" in spanish.conditions[0], (
        "what was not translated stands in English and is not left out"
    )
    assert "marzo" in spanish.day


@office
def test_a_letter_on_a_word_template_goes_out_and_comes_back_and_is_approved(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "accept")
    given = {"by": cast.ada, "at": at, "authority": cast.central, "kind": "transmission", "language": "en"}
    body = word.template(
        "FROM THE TEMPLATE", "{%p for line in to %}", "{{ line }}", "{%p endfor %}", "{{ date }}", "{{ subject }}",
        "{%p for line in paragraphs %}", "{{ line }}", "{%p endfor %}", "{{ signed_by }}",
    )  # fmt: skip
    with pytest.raises(Invalid, match="Paragraph 1: There is no placeholder “nope”"):
        actions.set_word(**given, version=0, subject="S", body="B", data=word.template("{{ nope }}"))
    actions.set_word(**given, version=0, subject="About {{ number }}", body="Do {{ blank }} this.", data=body)
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))
    assert letter.word_id and "FROM THE TEMPLATE" in letter.said and f"About {case.number}" in letter.said
    with pytest.raises(Invalid, match="blank"):
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    held = queries.word_of(cast.ines, fresh(letter))
    back = word.changed(held, {"word/document.xml": (r"\[…\]", "all of")})
    without = word.written(
        *[
            line
            for line in letter.word_text.replace("[…]", "all of").split("\n")
            if "Disclose" not in line and "What the requesting" not in line
        ]
    )
    actions.put_back_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter), data=without)
    with pytest.raises(Invalid, match="must stand in the Word file"):
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    with pytest.raises(Invalid, match="no Word file"):
        actions.put_back_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter), data=b"no")
    actions.put_back_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter), data=back)
    signed = approved(cast, at, fresh(letter), plain)
    said = text_of(b"".join(documents.original(cast.ines, fresh(signed).pdf_id)))
    for words in ("FROM THE TEMPLATE", "3 March 2026", "Karin Aldane", "Do all of this."):
        assert words in said
    assert "«" not in said and "DRAFT" not in said


@office
def test_any_draft_can_go_on_in_word_and_leave_it(cast: Cast, at: datetime, settings: Any) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    actions.write_in_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    first = fresh(letter).word_id
    actions.write_in_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    assert fresh(letter).word_id != first and "«day»" in fresh(letter).word_text
    assert b"".join(documents.held(cast.ines, fresh(letter).word_id)).startswith(b"PK")
    with pytest.raises(NotThere):
        documents.held(cast.solo, fresh(letter).word_id)
    with pytest.raises(Invalid, match="written in Word"):
        actions.insert_clause(by=cast.ines, at=at, letter=letter.pk, version=version(letter), clause="reciprocity")
    actions.leave_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    assert (fresh(letter).word_id, fresh(letter).said) == (None, letter.body)


def keep(cast: Cast, at: datetime, **more: Any) -> Any:
    given = {
        "by": cast.karin,
        "name": "Originals",
        "article": "",
        "kinds": ["answer"],
        "texts": {"en": "About {{ number }}."},
    }
    return actions.keep_clause(at=at, authority=cast.central, **(given | more))


def test_a_clause_is_put_into_a_letter_filled_and_in_its_language(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    own = keep(cast, at)
    letter = drafted(cast, at, case, "answer", bank)
    actions.insert_clause(by=cast.ines, at=at, letter=letter.pk, version=version(letter), clause=str(own.pk))
    actions.insert_clause(by=cast.ines, at=at, letter=letter.pk, version=version(letter), clause="costs")
    assert fresh(letter).body.split("\n\n")[-2:][0] == f"About {case.number}."
    assert "46(28)" in fresh(letter).body and "[…]" in fresh(letter).body
    french = drafted(cast, at, case, "answer", bank, language="fr")
    actions.insert_clause(by=cast.ines, at=at, letter=french.pk, version=version(french), clause="reciprocity")
    assert "demande comparable" in fresh(french).body
    for key in (str(own.pk), "nothing", ""):
        with pytest.raises(Invalid, match="Choose a clause"):
            actions.insert_clause(by=cast.ines, at=at, letter=french.pk, version=version(french), clause=key)


def test_an_own_clause_takes_the_place_of_the_programs_and_a_broken_one_is_refused(cast: Cast, at: datetime) -> None:
    own = keep(cast, at, replaces="costs", kinds=[], name="Our costs")
    offered = {one.key for one in queries.clauses_for(cast.central, "answer", "en")}
    assert str(own.pk) in offered and "costs" not in offered and "reciprocity" in offered
    assert queries.clauses_for(cast.central, "neither-confirm-nor-deny", "en") == []
    keep(cast, at, clause=own.pk, version=1, replaces="costs", offered=False, kinds=[])
    assert not {"costs", str(own.pk)} & {one.key for one in queries.clauses_for(cast.central, "answer", "en")}
    for wrong, field in (
        ({"texts": {"en": "{{ asks }}"}}, "text-en"),
        ({"texts": {"fr": "{% include 'x' %}"}}, "text-fr"),
        ({"texts": {"xx": "x"}}, "language"),
        ({"texts": {}}, "text-en"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
    ):
        with pytest.raises(Invalid) as refused:
            keep(cast, at, **wrong)
        assert field in refused.value.fields, wrong
    with pytest.raises(Conflict):
        keep(cast, at, clause=own.pk, version=1)
    with pytest.raises(Conflict):
        keep(cast, at, replaces="costs")
    for who in (cast.ines, cast.rosa, cast.solo):
        with pytest.raises(NotThere):
            keep(cast, at, by=who)
    assert keep(cast, at, by=cast.ada, once=own.pk).pk == own.pk, "sent twice, it is there once"


def test_a_draft_says_nothing_of_word_where_it_is_not_written_in_it(cast: Cast, at: datetime) -> None:
    letter = drafted(cast, at, two_parts(cast, at)[0], "acknowledgement")
    with pytest.raises(Conflict):
        queries.word_of(cast.ines, letter)
    assert Letter.objects.get(pk=letter.pk).said == letter.body

"""Letterhead, wordings, clauses, Word and printed files on the screens, by clicking alone."""

from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comitas.cases.models import Case
from comitas.core import box, clock
from comitas.core.actor import Actor
from comitas.documents import actions as documents
from comitas.drafting import actions as drafting
from comitas.drafting import queries
from comitas.drafting.models import Clause, Letterhead, Printout, Wording
from comitas.drafting.rules import printing
from comitas.drafting.tests import word
from comitas.drafting.tests.writing import drafted, fresh, two_parts, version
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
boxed = pytest.mark.skipif(box.lacking() is not None, reason=str(box.lacking()))
office = pytest.mark.skipif(not queries.office_there(), reason="LibreOffice is not installed")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def shown(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path, follow=True)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def sent(browser: Client, path: str, status: int, **values: Any) -> str:
    answer = browser.post(path, values)
    assert answer.status_code == status, unescape(answer.content.decode())[:2000]
    return (
        answer.content.decode("latin-1")
        if answer["Content-Type"] == "application/pdf"
        else unescape(answer.content.decode())
    )


@boxed
def test_the_administrator_sets_a_letterhead_after_looking_at_it(cast: Cast, signed_in: SignedIn) -> None:
    ada, path = signed_in(cast.ada), reverse("desk:letterhead", args=[cast.central, "en"])
    assert "Nothing was set yet." in shown(ada, path)
    given: dict[str, Any] = {"version": 0, "name": "The Authority", "head": "1 Quay"}
    assert sent(ada, path, 200, **given, then="look").startswith("%PDF") and not Letterhead.objects.exists()
    bad = SimpleUploadedFile("x.png", b"GIF89a", "image/png")
    assert "no picture that can be used" in sent(ada, path, 400, **given, emblem=bad)
    kept = sent(ada, path, 400, **(given | {"place": "x" * 400}))
    assert "The Authority" in kept and "1 Quay" in kept, "what was typed stays"
    sent(ada, path, 302, **given)
    assert "Version 1" in shown(ada, path) and "In force" in shown(ada, path)
    assert "set another version" in sent(ada, path, 409, **given)
    french = signed_in(cast.ada)
    french.get("/language/fr/?next=/")
    assert "En-tête et pied" in shown(french, path)


def test_a_language_says_what_the_program_has_words_for(cast: Cast, signed_in: SignedIn) -> None:
    ada = signed_in(cast.ada)
    spanish = shown(ada, reverse("desk:stationery", args=[cast.central, "es"]))
    assert (
        "The program has words in it for: names of measures, grounds of refusal, legal bases, where a part stands."
        in spanish
    )
    assert "In English stand: where a request of ours stands, what a check finds missing." in spanish
    german = shown(ada, reverse("desk:stationery", args=[cast.central, "de"]))
    assert "has words in it" not in german and "In English stand: names of measures, grounds" in german
    assert "In English stand" not in shown(ada, reverse("desk:stationery", args=[cast.central, "fr"]))


@boxed
def test_a_wording_is_tried_and_a_broken_one_is_told_at_its_field(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    ada, path = signed_in(cast.ada), reverse("desk:wording", args=[cast.central, "acknowledgement", "en"])
    page = shown(ada, path)
    assert "{{ officer }}" in page and "{% for reference in references %}" in page and "We have the honour" in page
    given = {"version": 0, "subject": "Own", "body": "About {{ number }}."}
    assert sent(ada, path, 200, **given, then="try").startswith("%PDF") and not Wording.objects.exists()
    wrong = sent(ada, path, 400, **(given | {"body": "fine\n{{ ''.__class__ }}"}))
    assert "Line 2: “…” has no “__class__”." in wrong and 'href="#id_body"' in wrong
    sent(ada, path, 302, **given)
    assert "Own text, version 1" in shown(ada, path)
    case = two_parts(cast, at)[0]
    assert drafted(cast, at, case, "acknowledgement").body == f"About {case.number}."
    sent(ada, reverse("desk:restore-wording", args=[cast.central, "acknowledgement", "en"]), 302, version=1, number=0)
    assert "In force: The program’s" in shown(ada, path)
    spanish = reverse("desk:wording", args=[cast.central, "acknowledgement", "es"])
    assert "no wording in this language yet" in shown(ada, spanish)
    sent(ada, spanish, 302, version=0, subject="Su solicitud", body="Tenemos el honor.")
    new = shown(signed_in(cast.ines), reverse("desk:new-letter", args=[case.pk]))
    assert 'value="es"' in new and "Spanish" in new


@office
def test_a_word_template_is_tried_refused_and_set(cast: Cast, signed_in: SignedIn) -> None:
    ada, path = signed_in(cast.ada), reverse("desk:wording", args=[cast.central, "answer", "en"])
    given = {"version": 0, "subject": "S", "body": "B"}

    def file(data: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("t.docx", data)

    assert "Paragraph 1: There is no placeholder “nope”." in sent(
        ada, path, 400, **given, file=file(word.template("{{ nope }}"))
    )
    assert "macros" in sent(ada, path, 400, **given, file=file(word.HOSTILE["macro-part"][0]), then="try")
    assert sent(ada, path, 200, **given, file=file(word.template("{{ subject }}")), then="try").startswith("%PDF")
    sent(ada, path, 302, **given, file=file(word.template("{{ subject }}")))
    assert "Word template, version 1" in shown(ada, path)
    sent(ada, path, 302, **(given | {"version": 1, "body": "B2"}), keep_word="1")
    assert Wording.objects.get(number=2).form == "word"
    sent(ada, path, 302, **(given | {"version": 2}))
    assert Wording.objects.get(number=3).form == "text"


def test_clauses_are_kept_taken_over_and_put_into_a_letter(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    karin, ines = signed_in(cast.karin), signed_in(cast.ines)
    new = reverse("desk:new-clause", args=[cast.central])
    assert "ordinary costs" in shown(karin, f"{new}?replaces=costs")
    given = {"version": 0, "name": "Our costs", "offered": "on", "text-en": "We ask {{ sender }} to pay."}
    assert "no placeholder" in sent(karin, new, 400, **(given | {"text-en": "{{ nope }}"}))
    sent(karin, f"{new}?replaces=costs", 302, **given)
    own = Clause.objects.get()
    assert own.replaces == "costs" and "Our costs" in shown(karin, reverse("desk:clauses", args=[cast.central]))
    letter = drafted(cast, at, two_parts(cast, at)[0], "acknowledgement")
    page = shown(ines, reverse("desk:letter", args=[letter.pk]))
    assert "Our costs" in page and "Reciprocity (custom among States)" in page
    sent(ines, reverse("desk:insert-clause", args=[letter.pk]), 302, version=version(letter), clause=str(own.pk))
    assert "We ask Prosecutor General of Borland" in fresh(letter).body
    shown(ines, reverse("desk:clauses", args=[cast.central]), 403)


def test_a_clause_shows_who_changed_what_and_is_said_again(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    given: dict[str, Any] = {
        "by": cast.karin,
        "at": at,
        "authority": cast.central,
        "name": "Thanks",
        "article": "",
        "kinds": [],
    }
    own = drafting.keep_clause(**given, texts={"en": "We thank <you>."})
    karin, path = signed_in(cast.karin), reverse("desk:clause", args=[cast.central, own.pk])
    karin.get(path)  # the first request asks for what is then remembered
    with CaptureQueriesContext(connection) as few:
        karin.get(path)
    for number in range(1, 25):
        texts = {"en": f"We thank <you> {number} times."}
        drafting.keep_clause(**given, texts=texts, clause=own.pk, version=number)
    with django_assert_num_queries(len(few)):
        karin.get(path)
    raw = karin.get(path).content.decode()
    assert "<del>23</del><ins>24</ins> times." in raw and "&lt;you&gt;" in raw and "Karin Aldane" in raw
    assert "Version 25" in raw and "Version 6" in raw and "Version 5<" not in raw and "?before=6" in raw
    older = shown(karin, f"{path}?before=6")
    assert "Version 1" in older and "We thank <you>." in older and "?before=" not in older
    for wrong in ("x", "-1", "9" * 30, "%00"):
        assert "Version 25" in shown(karin, f"{path}?before={wrong}")
    sent(karin, reverse("desk:restore-clause", args=[cast.central, own.pk]), 302, version=25, number=1)
    assert "Version 26" in shown(karin, path) and Clause.objects.get().texts == {"en": "We thank <you>."}
    for values, status in (({"version": 26, "number": "x"}, 404), ({"version": 25, "number": 2}, 302), ({}, 404)):
        sent(karin, reverse("desk:restore-clause", args=[cast.central, own.pk]), status, **values)
    assert Clause.objects.get().version == 26


@office
def test_a_letter_goes_to_word_and_back(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines, letter = signed_in(cast.ines), drafted(cast, at, two_parts(cast, at)[0], "acknowledgement")
    path, page = reverse("desk:write-word", args=[letter.pk]), reverse("desk:letter", args=[letter.pk])
    sent(ines, path, 302, version=version(letter), do="begin")
    data = ines.get(reverse("desk:letter-word", args=[letter.pk]))
    assert data.content.startswith(b"PK") and "attachment" in data["Content-Disposition"]
    assert "no Word file" in sent(
        ines, path, 400, version=version(letter), do="back", file=SimpleUploadedFile("x.docx", b"no")
    )
    back = SimpleUploadedFile(
        "x.docx", word.changed(data.content, {"word/document.xml": ("Accept, Sir", "Kindly accept, Sir")})
    )
    sent(ines, path, 302, version=version(letter), do="back", file=back)
    assert "Kindly accept" in fresh(letter).word_text and "written in Word" in shown(ines, page)
    given = {"version": version(letter), "to_name": "New Ministry", "to_address": "9 Hill", "subject": letter.subject}
    sent(ines, page, 302, **given, then="save")
    assert "New Ministry" in fresh(letter).word_text and "Kindly accept" in fresh(letter).word_text
    drafting.set_letterhead(
        by=cast.ada, at=at, authority=cast.central, version=0, language="en", words={"salutation": "Dear all,"}
    )
    assert "has changed since its Word file was filled" in shown(ines, page)
    sent(ines, path, 302, version=version(letter), do="renew")
    assert "has changed since" not in shown(ines, page) and "Dear all," in fresh(letter).word_text
    sent(ines, path, 302, version=version(letter), do="leave")
    assert fresh(letter).word_id is None and fresh(letter).body == letter.body, "the text behind it was not lost"


def test_printing_is_asked_for_once_and_its_page_is_cheap(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    case, *_ = two_parts(cast, at)
    ines, path = signed_in(cast.ines), reverse("desk:print-case", args=[case.pk])
    assert path in shown(ines, reverse("desk:case-documents", args=[case.pk]))
    once = shown(ines, path).split('name="once" value="')[1][:36]
    for _time in range(2):
        sent(ines, path, 302, once=once)
    made = Printout.objects.get()
    front = queries.front_of(cast.ines, made)
    assert front["number"] == case.number and len(front["events"]) > 2 and front["cut"] == ""
    with django_assert_max_num_queries(40):
        assert "Waiting" in shown(ines, path)
    assert "You need not wait" in shown(ines, reverse("desk:printout", args=[case.pk, made.pk]))
    shown(ines, reverse("desk:printed-file", args=[case.pk, made.pk]), 409)
    shown(signed_in(cast.rosa), path, 403)


def test_a_timeline_longer_than_a_file_takes_is_cut_and_that_is_said(
    cast: Cast, at: datetime, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, *_ = two_parts(cast, at)
    monkeypatch.setattr("comitas.desk.views.printing.MOST_EVENTS", 3)
    sent(signed_in(cast.ines), reverse("desk:print-case", args=[case.pk]), 302, once=uuid4())
    front = queries.front_of(cast.ines, Printout.objects.get())
    assert len(front["events"]) == 3 and front["cut"].startswith("The newest 3 events are printed here.")


def kept(cast: Cast, at: datetime, case: Case, count: int) -> None:
    """*count* texts that lie in the case."""
    for number in range(count):
        documents.keep_file(
            by=cast.ines,
            at=at,
            name=f"note {number}.txt",
            data=b"note %d" % number,
            compartment=case.compartment_id,
            case=case.pk,
        )


def test_of_many_documents_the_numbers_are_written(
    cast: Cast, at: datetime, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, *_ = two_parts(cast, at)
    kept(cast, at, case, 3)
    monkeypatch.setattr(printing, "MOST_BOXES", 1)
    ines, path = signed_in(cast.ines), reverse("desk:print-case", args=[case.pk])
    known = [one.id for one in queries.printable(cast.ines, case.pk)]
    assert len(known) == 3 and 'type="checkbox"' not in shown(ines, path)
    refused = sent(ines, path, 400, once=uuid4(), numbers="2-9")
    assert "Write numbers between 1 and 3" in refused and 'value="2-9"' in refused and not Printout.objects.exists()
    for written, chosen in (("1, 3", {known[0], known[2]}), ("", set(known))):
        once = uuid4()
        sent(ines, path, 302, once=once, numbers=written)
        assert set(Printout.objects.get(pk=once).chosen) == {str(one) for one in chosen}


def test_a_case_with_more_than_a_file_lists_says_so_on_the_page_and_on_the_cover(
    cast: Cast, at: datetime, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, *_ = two_parts(cast, at)
    kept(cast, at, case, 2)
    ines, path = signed_in(cast.ines), reverse("desk:print-case", args=[case.pk])
    assert "are listed here" not in shown(ines, path)
    monkeypatch.setattr(printing, "MOST_ITEMS", 1)
    assert "The first 1 documents are listed here." in shown(ines, path)
    sent(ines, path, 302, once=uuid4())
    assert queries.front_of(cast.ines, Printout.objects.get())["unlisted"].startswith("The first 1 documents")

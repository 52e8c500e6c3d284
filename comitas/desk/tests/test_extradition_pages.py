"""The pages of an extradition: what can be asked and taken, what came with it, and which letters are not for it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from comitas.cases.models import Case, Part
from comitas.cases.tests.building import DAY, add_part, fresh, lines, open_case, take
from comitas.cases.tests.test_extradition import wanted
from comitas.checks import queries as checks
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.desk.tests.casepages import page, post
from comitas.drafting import actions as drafting
from comitas.drafting.queries import Asked
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


def letter(cast: Cast, at: datetime, part: Part, kind: str) -> str:
    """The words of a letter about *part*."""
    return drafting.draft(by=cast.ines, at=at, case=part.case_id, asked=Asked(kind, "en", (part.pk,))).body


@pytest.fixture
def held(cast: Cast, at: datetime) -> tuple[Case, Part]:
    """A person arrested provisionally."""
    case, part, _person = wanted(cast, at)
    take(cast, at, part, "arrest-provisionally", place="Port Selwyn prison")
    return case, part


def test_the_case_says_where_the_person_is_and_what_is_next(
    cast: Cast, at: datetime, signed_in: SignedIn, held: tuple[Case, Part]
) -> None:
    case, part = held
    shown = page(signed_in(cast.ines), "case", case.pk)
    for words in (
        "In custody",
        "1 waiting for the papers.",
        "ask the other State for its request",
        "Port Selwyn prison",
    ):
        assert words in shown, words
    assert "Record that the request has come" in shown and "Accept for execution" not in shown
    of_part = page(signed_in(cast.ines), "part", part.pk)
    assert "Arrested" in of_part and "3 March 2026" in of_part
    assert "Held for the extradition" in of_part and "The other State is told how long (ECE 18(3))" in of_part
    register = signed_in(cast.ines).get("/register/?stands=papers-awaited").content.decode()
    assert case.number in register and "1 waiting for the papers" in register


def test_the_form_asks_what_the_request_asks_and_takes_the_step(
    cast: Cast, signed_in: SignedIn, held: tuple[Case, Part]
) -> None:
    _case, part = held
    shown = page(signed_in(cast.ines), "step", part.pk, "receive-papers")
    assert "Extradition to serve a sentence" in shown and "Bank or other records" not in shown
    version = Part.objects.values_list("version", flat=True).get(pk=part.pk)
    wrong = post(
        signed_in(cast.ines), "step", part.pk, "receive-papers", version=version, date="3 March 2026", asked_for="f"
    )
    assert wrong.status_code == 400
    post(
        signed_in(cast.ines),
        "step",
        part.pk,
        "receive-papers",
        version=version,
        date="3 March 2026",
        asked_for="sentence",
    )
    part.refresh_from_db()
    assert (part.state, part.measure) == ("examining", "sentence")


def test_only_what_can_be_asked_in_the_case_is_offered(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    plain, extradition = open_case(cast, at), open_case(cast, at, kind="extradition_request")
    offered = {case: page(signed_in(cast.ines), "add-part", case.pk) for case in (plain, extradition)}
    assert 'value="surrender"' in offered[extradition] and 'value="uncac-44"' in offered[extradition]
    assert 'value="surrender"' not in offered[plain] and 'value="uncac-44"' not in offered[plain]
    assert all('value="c"' in shown for shown in offered.values())


def test_what_came_is_ticked_and_the_checks_follow(cast: Cast, signed_in: SignedIn, held: tuple[Case, Part]) -> None:
    case, _part = held
    assert checks.finding(cast.ines, case.pk, "ece.16.2.warrant").status == "unclear"
    shown = page(signed_in(cast.ines), "case-papers", case.pk)
    assert "It says that a warrant or a sentence exists" in shown and "A guarantee of a retrial" not in shown
    version = fresh(case).version
    said = {"warrant_exists": "yes", "will_follow": "no"}
    assert post(signed_in(cast.ines), "case-papers", case.pk, version=version, **said).status_code == 302
    assert fresh(case).papers == {"warrant_exists": True, "will_follow": False}
    assert checks.finding(cast.ines, case.pk, "ece.16.2.warrant").status == "met"
    assert checks.finding(cast.ines, case.pk, "ece.16.2.intended").status == "missing"
    assert any("you intend to send a request" in str(one.text) for one in checks.asking(cast.ines, case.pk))
    kind, payload = lines(case)[-1]
    assert (kind, payload["fields"]) == ("case.changed", ["papers"])
    late = post(signed_in(cast.karin), "case-papers", case.pk, version=version, warrant_exists="no")
    assert late.status_code == 409 and fresh(case).papers["warrant_exists"] is True
    odd = post(signed_in(cast.ines), "case-papers", case.pk, version=version + 1, warrant_exists="perhaps")
    assert odd.status_code == 400


def test_a_case_that_asks_for_no_papers_has_no_such_page(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    page(signed_in(cast.ines), "case-papers", case.pk, status=404)
    assert "Note what came with the request" not in page(signed_in(cast.ines), "case", case.pk)


def test_a_recovery_says_its_kind_and_nothing_else_does(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at, kind="asset_recovery")
    with pytest.raises(Invalid) as refused:
        add_part(cast, at, case, measure="c", recovery="enforce")
    assert set(refused.value.fields) == {"recovery"}
    add_part(cast, at, case, measure="k", recovery="enforce")
    assert checks.finding(cast.ines, case.pk, "uncac.55.3.b.final").status == "unclear"
    assert checks.finding(cast.ines, case.pk, "uncac.46.15.a")
    assert "A statement that the order is final" in page(signed_in(cast.ines), "case-papers", case.pk)


def test_letters_of_another_procedure_are_not_for_it(cast: Cast, at: datetime) -> None:
    case, part, _person = wanted(cast, at, "surrender")
    for code in ("examine", "consent", "grant"):
        take(cast, at, part, code)
    with pytest.raises(Invalid) as refused:
        letter(cast, at, part, "partial-answer")
    assert "another procedure" in str(refused.value.fields["parts"])
    body = letter(cast, at, part, "answer")
    assert "inform you of the decision" in body and "it is granted" in body


def test_a_refused_national_is_seen_and_the_letter_cites_its_article(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, part, _person = wanted(cast, at, "surrender")
    take(cast, at, part, "examine")
    take(cast, at, part, "refuse-national", ground="ECE6", reason="A national of Arland.")
    shown = page(signed_in(cast.ines), "case", case.pk)
    assert "To be prosecuted here" in shown and "submit part 1 to our prosecutors" in shown
    body = letter(cast, at, part, "refusal")
    assert "article 6 of the European Convention on Extradition" in body
    assert "article 18(2)" in body and "A national of Arland." in body


def test_the_days_are_told_on_the_page_of_the_part(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    _case, part, _person = wanted(cast, at, "surrender")
    for code in ("examine", "consent", "grant"):
        take(cast, at, part, code)
    take(cast, at, part, "agree-surrender", surrender_on=date(2026, 3, 24), place="Port Selwyn airport")
    shown = page(signed_in(cast.ines), "part", part.pk)
    assert "24 March 2026" in shown and "Consent to surrender" in shown and str(DAY.year) in shown

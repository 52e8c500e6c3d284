"""The full set of letters, each filled from the case, and what recording it as sent does."""

from datetime import date, datetime
from typing import Any

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import UNCAC, lines, restricted_case
from comitas.core.refusals import Invalid
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.tests.test_printing import text_of
from comitas.drafting.tests.writing import CANARY, approved, drafted, finished, sent, take, to_court, two_parts
from comitas.samples.cast import ISLAND, Cast

ECMA = [{"code": "ecma", "cited": "", "agreed_9_29": False}]
TREATY = [{"code": "bilateral", "cited": "", "agreed_9_29": False}]
EIO = [{"code": "regional", "cited": "Directive 2014/41/EU", "agreed_9_29": False}]
LANGUAGES = ("en", "fr")
SOON = date(2026, 4, 1)


def resting_on(cast: Cast, at: datetime, part: Part, bases: list[dict[str, Any]]) -> Part:
    cases.change_part(by=cast.ines, at=at, part=part.pk, version=state(part).version, bases=bases)
    return state(part)


def state(part: Part) -> Part:
    return Part.objects.get(pk=part.pk)


def case_of(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def paper(cast: Cast, at: datetime, letter: Letter) -> str:
    return text_of(queries.printed(queries.sheet(cast.karin, letter.pk, at=at)))


# Return for completion: 46(16).


@pytest.mark.parametrize(("language", "cited"), [("en", "article 46(16)"), ("fr", "l’article 46, paragraphe 16")])
def test_a_return_asks_for_what_is_missing_and_ends_its_part(
    cast: Cast, at: datetime, language: str, cited: str
) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    letter = drafted(cast, at, case, "return", bank, language=language)
    assert "\n1. " in letter.body and "46(15)(c)" in letter.body and cited in letter.body
    assert "We go on with what can be done" not in letter.body and "Nous poursuivons" not in letter.body
    sent(cast, at, approved(cast, at, letter))
    assert (state(bank).state, state(hearing).state) == ("returned", "received")
    step = bank.steps.get(step="return")
    assert step.data["missing"].startswith(letter.body[:80])
    assert case_of(case).last_told_on == at.date()


def test_what_is_under_way_is_not_returned(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "accept")
    with pytest.raises(Invalid, match="Part 1 stands at “Accepted”"):
        drafted(cast, at, case, "return", bank)


def test_a_part_that_moved_on_since_stops_the_letter_before_the_head(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "return", bank)
    take(cast, at, bank, "accept")
    with pytest.raises(Invalid, match="this letter is not for it"):
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1)


# Forwarding: ECMA 18.


@pytest.mark.parametrize(
    ("language", "article"), [("en", "Under article 18 of the European"), ("fr", "Aux termes de l’article 18 de la")]
)
def test_a_misaddressed_request_goes_on_and_its_sender_is_told(
    cast: Cast, at: datetime, language: str, article: str
) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    bank = resting_on(cast, at, bank, ECMA)
    letter = drafted(cast, at, case, "forwarding", bank, to_authority=to_court(cast), language=language)
    assert letter.to_authority_id == to_court(cast) and letter.to_name
    assert article in letter.body and "Account 55" in letter.body and CANARY not in letter.body
    assert queries.owed(cast.ines, case.pk) == ()
    sent(cast, at, approved(cast, at, letter))
    row = state(bank)
    assert (row.state, row.executing_id, state(hearing).state) == ("lapsed", None, "received")
    assert case_of(case).last_told_on is None
    assert [(one.kind, one.parts) for one in queries.owed(cast.ines, case.pk)] == [("forwarding-notice", (bank,))]
    notice = drafted(cast, at, case, "forwarding-notice", bank, language=language)
    assert notice.to_name == "Prosecutor General of Borland"
    assert letter.to_name in notice.body and article in notice.body
    assert ("3 March 2026" if language == "en" else "3 mars 2026") in notice.body
    sent(cast, at, approved(cast, at, notice))
    assert case_of(case).last_told_on == at.date()
    assert queries.owed(cast.ines, case.pk) == ()


def test_forwarding_cites_nothing_where_the_convention_is_not_the_basis(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    assert "18" not in drafted(cast, at, case, "forwarding", bank, to_authority=to_court(cast)).body.replace("2018", "")


def test_forwarding_needs_an_authority_of_the_directory(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = finished(cast, at, drafted(cast, at, case, "forwarding", bank))
    with pytest.raises(Invalid) as refused:
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=letter.version)
    assert set(refused.value.fields) == {"to_authority"}


def test_a_forwarding_recorded_by_hand_is_named_in_the_notice_too(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "forward")
    assert "District Court of Norrhaven" in drafted(cast, at, case, "forwarding-notice", bank).body


# Chaser.


@pytest.mark.parametrize(
    ("language", "since", "reminders"),
    [("en", "With you since: 3 March 2026", "Reminders: "), ("fr", "Chez vous depuis le : 3 mars 2026", "Rappels : ")],
)
def test_a_reminder_says_what_was_sent_and_since_when(
    cast: Cast, at: datetime, language: str, since: str, reminders: str
) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    for part in (bank, hearing):
        take(cast, at, part, "accept")
    first = finished(cast, at, drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast)))
    sent(cast, at, approved(cast, at, first))
    take(cast, at, hearing, "transmit", authority=str(cast.authorities[ISLAND]))
    letter = drafted(cast, at, case, "chaser", bank, language=language)
    assert letter.to_authority_id == to_court(cast)
    assert since in letter.body and first.number in letter.body and reminders not in letter.body
    assert CANARY not in paper(cast, at, letter)
    before = state(bank)
    sent(cast, at, approved(cast, at, letter))
    assert (state(bank).state, state(bank).version) == ("with-authority", before.version)
    assert case_of(case).last_told_on is None
    again = drafted(cast, at, case, "chaser", bank, language=language)
    assert f"{reminders}{letter.number}" in again.body


def test_a_reminder_tells_nothing_of_letters_to_another_authority(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "accept")
    first = finished(cast, at, drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast)))
    sent(cast, at, approved(cast, at, first))
    take(cast, at, bank, "take-back")
    take(cast, at, bank, "transmit", authority=str(cast.authorities[ISLAND]))
    letter = drafted(cast, at, case, "chaser", bank)
    assert letter.to_authority_id == cast.authorities[ISLAND]
    assert first.number not in letter.body and "Our letter" not in letter.body


def test_a_reminder_goes_to_the_authority_that_has_the_part(cast: Cast, at: datetime) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    with pytest.raises(Invalid, match="this letter is not for it"):
        drafted(cast, at, case, "chaser", bank)
    for part, to in ((bank, to_court(cast)), (hearing, cast.authorities[ISLAND])):
        take(cast, at, part, "accept")
        take(cast, at, part, "transmit", authority=str(to))
    for parts, to in (((bank, hearing), None), ((bank,), cast.authorities[ISLAND])):
        with pytest.raises(Invalid, match="Write to each about its own"):
            drafted(cast, at, case, "chaser", *parts, to_authority=to)


# Notice of delay: EIO 12(5), 12(6), UNCAC 46(24).


@pytest.mark.parametrize(
    ("bases", "accepted", "cited"),
    [
        (EIO, False, {"en": "article 12(5)", "fr": "l’article 12, paragraphe 5"}),
        (EIO, True, {"en": "article 12(6)", "fr": "l’article 12, paragraphe 6"}),
        (UNCAC, True, {"en": "article 46(24)", "fr": "article 46, paragraphe 24"}),
        (TREATY, True, {}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_of_delay_cites_the_rule_of_its_basis(
    cast: Cast, at: datetime, bases: list[dict[str, Any]], accepted: bool, cited: dict[str, str], language: str
) -> None:
    case, bank, *_ = two_parts(cast, at)
    bank = resting_on(cast, at, bank, bases)
    if accepted:
        take(cast, at, bank, "accept")
    letter = drafted(cast, at, case, "extension", bank, language=language)
    rules = ("12(5)", "12(6)", "46(24)", "article 12,", "article 46,")
    assert any(rule in letter.body for rule in rules) is bool(cited)
    assert cited.get(language, "") in letter.body
    assert ("30" in letter.body or "trente" in letter.body) is (bases == EIO and not accepted)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "We expect to be able to answer by 1 April 2026."), ("fr", "Nous pensons pouvoir répondre d’ici au 1er avril 2026.")],
)  # fmt: skip
def test_a_notice_of_delay_names_the_new_date(cast: Cast, at: datetime, language: str, said: str) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = finished(cast, at, drafted(cast, at, case, "extension", bank, language=language))
    with pytest.raises(Invalid, match="when the answer is expected"):
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=letter.version)
    letter = finished(cast, at, letter, expected_on=SOON)
    assert said in paper(cast, at, letter)
    sent(cast, at, approved(cast, at, letter))
    assert state(bank).state == "received" and case_of(case).last_told_on == at.date()
    told = next(payload for kind, payload in lines(case) if kind == "letter.sent")
    assert (told["expected_on"], told["parts"]) == ("2026-04-01", [1])


# Consultation: 46(26).


@pytest.mark.parametrize(
    ("language", "cited", "by"),
    [
        ("en", "(article 46(26))", "We ask for your answer by 1 April 2026."),
        ("fr", "(article 46, paragraphe 26)", "Nous vous prions de nous répondre avant le 1er avril 2026."),
    ],
)
def test_a_consultation_opens_the_gate_of_a_refusal(
    cast: Cast, at: datetime, language: str, cited: str, by: str
) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "examine")
    letter = drafted(cast, at, case, "consultation", bank, language=language)
    assert letter.body.count("[…]") == 2 and cited in letter.body
    letter = finished(cast, at, letter, answer_by=SOON)
    assert by in paper(cast, at, letter)
    sent(cast, at, approved(cast, at, letter))
    step = bank.steps.get(step="consult")
    assert (step.data["with_whom"], state(bank).state) == ("Prosecutor General of Borland", "examining")
    assert state(bank).review_on == SOON
    take(cast, at, bank, "refuse", ground="R21b")
    assert state(bank).state == "refused"


def test_a_consultation_under_a_treaty_cites_no_article(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    bank = resting_on(cast, at, bank, TREATY)
    take(cast, at, bank, "examine")
    letter = drafted(cast, at, case, "consultation", bank)
    assert "46" not in letter.body.replace(case.number, "").replace("2046", "")


# Refusal: 46(23), ECMA 19.


@pytest.mark.parametrize(
    ("language", "words", "article", "motivated"),
    [
        ("en", "Sovereignty, security, public order", "(article 46(21)(b) of the United Nations", "article 46(23)"),
        ("fr", "Souveraineté, sécurité, ordre public", "(article 46(21)(b) de la Convention des", "l’article 46, paragraphe 23"),
    ],
)  # fmt: skip
def test_a_refusal_tells_ground_and_reasons_of_what_the_head_refused(
    cast: Cast, at: datetime, language: str, words: str, article: str, motivated: str
) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    with pytest.raises(Invalid, match="this letter is not for it"):
        drafted(cast, at, case, "refusal", bank)
    take(cast, at, bank, "examine")
    take(cast, at, bank, "consult")
    take(cast, at, bank, "refuse", ground="R21b", reason="A trial here would be known to the accused.")
    assert [(one.kind, one.parts) for one in queries.owed(cast.ines, case.pk)] == [("refusal", (bank,))]
    letter = drafted(cast, at, case, "refusal", bank, language=language)
    for said in (words, article, motivated, "A trial here would be known to the accused."):
        assert said in letter.body
    assert CANARY not in letter.body
    letter = approved(cast, at, letter)
    assert queries.owed(cast.ines, case.pk), "approved is not sent"
    sent(cast, at, letter)
    assert queries.owed(cast.ines, case.pk) == ()
    assert case_of(case).last_told_on == at.date() and state(hearing).state == "received"


def test_a_refusal_by_a_court_names_court_decision_and_reasons(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    bank = resting_on(cast, at, bank, ECMA)
    take(cast, at, bank, "accept")
    take(cast, at, bank, "go-to-court", court="Court of Appeal")
    take(cast, at, bank, "court-refuses", court="Court of Appeal", decision="4 U 12/26", reason="Time-barred.")
    body = drafted(cast, at, case, "refusal", bank).body
    for said in ("Court of Appeal", "4 U 12/26", "Time-barred.", "article 19 of the European Convention"):
        assert said in body
    assert "Ground:" not in body


def test_refused_again_after_reopening_is_owed_again(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    bank = resting_on(cast, at, bank, TREATY)
    take(cast, at, bank, "refuse")
    sent(cast, at, approved(cast, at, drafted(cast, at, case, "refusal", bank)))
    assert queries.owed(cast.ines, case.pk) == ()
    later = at.replace(hour=at.hour + 1)
    take(cast, later, bank, "reopen")
    assert queries.owed(cast.ines, case.pk) == ()
    take(cast, later, bank, "refuse")
    assert [one.kind for one in queries.owed(cast.ines, case.pk)] == ["refusal"]


def test_what_a_restricted_case_owes_is_told_to_its_readers_alone(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at)
    part = cases.add_part(by=cast.ines, at=at, case=case.pk, measure="f", description="X", bases=TREATY)
    take(cast, at, part, "refuse")
    assert queries.owed(cast.karin, case.pk) and queries.owed(cast.ines, case.pk)
    assert [queries.owed(who, case.pk) for who in (cast.jonas, cast.rosa, cast.solo)] == [(), (), ()]


# Status: 46(24).


@pytest.mark.parametrize(
    ("language", "first", "second", "article"),
    [
        ("en", "Since 3 March 2026: the assistance will be given;", "its examination has not begun yet", "46(24)"),
        ("fr", "Depuis le 3 mars 2026 : l’entraide sera accordée", "l’examen n’a pas encore commencé", "paragraphe 24"),
    ],
)
def test_a_status_reply_says_where_each_part_stands(
    cast: Cast, at: datetime, language: str, first: str, second: str, article: str
) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    take(cast, at, bank, "accept")
    letter = drafted(cast, at, case, "status", bank, hearing, language=language)
    assert all(said in letter.body for said in (first, second, article, f"{case.number}-1", f"{case.number}-2"))
    assert CANARY not in drafted(cast, at, case, "status", bank, language=language).body
    sent(cast, at, approved(cast, at, letter))
    assert (state(bank).state, state(hearing).state) == ("accepted", "received")
    assert case_of(case).last_told_on == at.date()


# Before a freeze is lifted: 55(8).


@pytest.mark.parametrize(
    ("bases", "language", "cited"),
    [
        (UNCAC, "en", "(article 55(8))"),
        (UNCAC, "fr", "(article 55, paragraphe 8)"),
        (TREATY, "en", ""),
        (TREATY, "fr", ""),
    ],
)
def test_before_a_freeze_is_lifted_the_other_state_is_heard(
    cast: Cast, at: datetime, bases: list[dict[str, Any]], language: str, cited: str
) -> None:
    case, bank, *_ = two_parts(cast, at)
    with pytest.raises(Invalid, match="asks for no freezing"):
        drafted(cast, at, case, "freeze-lifting", bank)
    frozen = cases.add_part(by=cast.ines, at=at, case=case.pk, measure="j", description="Freeze 55 0381", bases=bases)
    letter = drafted(cast, at, case, "freeze-lifting", frozen, language=language)
    assert cited in letter.body and ("55(8)" in letter.body or "paragraphe 8" in letter.body) is bool(cited)
    letter = finished(cast, at, letter)
    with pytest.raises(Invalid, match="by when"):
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=letter.version)
    sent(cast, at, approved(cast, at, finished(cast, at, letter, answer_by=SOON)))
    assert state(frozen).state == "received" and case_of(case).last_told_on == at.date()

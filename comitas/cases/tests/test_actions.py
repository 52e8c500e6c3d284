"""What the actions leave behind: rows and ledger lines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings

from comitas.accounts.models import User
from comitas.cases import actions, queries
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import (
    DAY,
    UNCAC,
    add_part,
    fresh,
    lines,
    open_case,
    restricted_case,
    take,
)
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger import queries as ledger
from comitas.samples.cast import ISLAND, Cast

HYPOTHESIS = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_opening_gives_a_number_and_tells_the_ledger_what_figures_need(cast: Cast, at: datetime) -> None:
    first, second = open_case(cast, at), open_case(cast, at)
    assert (first.year, second.serial) == (2026, first.serial + 1)
    kind, payload = lines(first)[0]
    assert kind == "case.opened"
    expected = {"number": first.number, "side": "incoming", "kind": "request", "counts": True, "state": "XB",
                "received_on": "2026-01-12", "authority": str(cast.central)}  # fmt: skip
    assert expected.items() <= payload.items()
    assert "Bank" not in str(payload)
    assert ledger.personal(ledger.lines_of_case(first.pk)[0][0])["title"] == "Bank records and witnesses"


def test_a_number_belongs_to_the_year_of_the_authority(cast: Cast, at: datetime) -> None:
    new_year = at.replace(year=2026, month=12, day=31, hour=23, minute=30)
    assert open_case(cast, new_year).year == 2027


def test_numbers_of_authorities_do_not_disturb_each_other(cast: Cast, at: datetime) -> None:
    here = open_case(cast, at)
    there = actions.open_case(by=cast.solo, at=at, authority=cast.authorities[ISLAND], compartment=None, kind="request",
                              title="Another", received_on=DAY)  # fmt: skip
    assert there.serial == 1
    assert open_case(cast, at).serial == here.serial + 1


def test_the_same_form_twice_opens_one_case(cast: Cast, at: datetime) -> None:
    once = uuid4()
    assert open_case(cast, at, once=once).pk == open_case(cast, at, once=once).pk
    assert Case.objects.count() == 1


def test_an_arrival_has_one_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    with pytest.raises(Conflict):
        open_case(cast, at, compartment=case.compartment_id)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"received_on": date(2026, 3, 4)}, "received_on"),
        ({"written_on": date(2026, 1, 13)}, "written_on"),
        ({"state_from": "QQ"}, "state_from"),
        ({"proceeding_kind": "whim"}, "proceeding_kind"),
        ({"facts": "x" * 20_001}, "facts"),
        ({"requesting_authority": UUID(int=5)}, "requesting_authority"),
        ({"officer": 999_999}, "officer"),
        ({"kind": ""}, "kind"),
        ({"side": "sideways"}, "kind"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(
    cast: Cast, at: datetime, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        open_case(cast, at, **given)
    assert set(refused.value.fields) == {field}
    assert not Case.objects.exists()


def test_only_who_works_on_cases_opens_them(cast: Cast, at: datetime) -> None:
    for actor in (cast.ada, cast.max, cast.lea, cast.pavel, cast.solo):
        with pytest.raises((Denied, NotThere)):
            open_case(cast, at, by=actor)


def test_an_officer_must_be_able_to_read(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at)
    with pytest.raises(Invalid):
        actions.assign(by=cast.ines, at=at, case=case.pk, officer=cast.jonas.id)
    with pytest.raises(Invalid):
        actions.assign(by=cast.ines, at=at, case=case.pk, officer=cast.rosa.id)
    actions.assign(by=cast.ines, at=at, case=case.pk, officer=cast.karin.id)
    assert fresh(case).officer_id == cast.karin.id
    assert lines(case)[-1] == ("case.assigned", lines(case)[-1][1] | {"officer": cast.karin.id, "before": cast.ines.id})


def test_a_change_is_told_by_field_and_kept_beside(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    actions.change_case(
        by=cast.ines, at=at, case=case.pk, version=1, subject="Bribery of an official", title=case.title
    )
    kind, payload = lines(case)[-1]
    assert (kind, payload["fields"]) == ("case.changed", ["subject"])
    personal = ledger.personal(ledger.lines_of_case(case.pk)[0][0])
    assert personal == {"before": {"subject": ""}, "after": {"subject": "Bribery of an official"}}
    assert fresh(case).version == 2


def test_who_comes_second_is_told_who_was_first(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    actions.change_case(by=cast.jonas, at=at, case=case.pk, version=1, subject="His")
    with pytest.raises(Conflict, match="Jonas Haskel"):
        actions.change_case(by=cast.ines, at=at, case=case.pk, version=1, subject="Hers")
    assert fresh(case).subject == "His"


def test_a_change_that_changes_nothing_leaves_no_line(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    before = lines(case)
    actions.change_case(by=cast.ines, at=at, case=case.pk, version=9, title=case.title)
    assert lines(case) == before


def test_the_state_of_a_part_cannot_be_written(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    with pytest.raises(TypeError):
        actions.change_part(by=cast.ines, at=at, part=part.pk, version=1, state="answered")  # type: ignore[call-arg]


def test_parts_are_numbered_and_told(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    once = uuid4()
    parts = [
        add_part(cast, at, case),
        add_part(cast, at, case, measure="a", once=once),
        add_part(cast, at, case, measure="a", once=once),
    ]
    assert [part.number for part in parts] == [1, 2, 2]
    kind, payload = lines(case)[-1]
    assert (kind, payload["number"], payload["measure"]) == ("part.added", f"{case.number}-2", "a")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"measure": "z"}, "measure"),
        ({"bases": [{"code": "whim"}]}, "bases"),
        ({"bases": [{"code": "uncac-46"}] * 11}, "bases"),
        ({"persons": [UUID(int=1)]}, "persons"),
        ({"executing": UUID(int=1)}, "executing"),
    ],
)
def test_a_part_that_cannot_be_taken_is_refused_at_its_field(
    cast: Cast, at: datetime, given: dict[str, Any], field: str
) -> None:
    case = open_case(cast, at)
    with pytest.raises(Invalid) as refused:
        add_part(cast, at, case, **given)
    assert field in refused.value.fields
    assert not Part.objects.exists()


def test_a_part_is_changed_and_the_case_is_due(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Dana Pryce")
    actions.change_part(
        by=cast.ines, at=at, part=part.pk, version=1, deadline=date(2026, 3, 13), bases=UNCAC, persons=[person.pk]
    )
    part.refresh_from_db()
    assert (part.deadline, part.bases, part.version) == (date(2026, 3, 13), UNCAC, 2)
    assert fresh(case).due == date(2026, 3, 13)
    assert lines(case)[-1][1]["fields"] == ["bases", "deadline", "persons"]
    with pytest.raises(Conflict, match="Ines Marlow"):
        actions.change_part(by=cast.jonas, at=at, part=part.pk, version=1, description="Other")


def test_custody_is_of_a_person_and_shows_on_the_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    person = actions.add_person(
        by=cast.ines, at=at, case=case.pk, name="Oren Kestley", category="suspect", aliases=["O. K.", " ", "O. K."]
    )
    actions.set_custody(
        by=cast.ines, at=at, person=person.pk, since=date(2026, 1, 2), place="Port Selwyn", review_on=date(2026, 3, 5)
    )
    assert fresh(case).in_custody
    person.refresh_from_db()
    assert (person.aliases, person.custody_review) == (["O. K."], date(2026, 3, 5))
    assert "Selwyn" not in str(lines(case))
    assert "Kestley" not in str(lines(case))
    actions.set_custody(by=cast.ines, at=at, person=person.pk, since=None)
    assert not fresh(case).in_custody
    with pytest.raises(Invalid):
        actions.set_custody(by=cast.ines, at=at, person=person.pk, since=DAY, review_on=DAY - timedelta(days=1))


def test_a_reference_is_entered_once_whatever_its_punctuation(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    made = [
        actions.add_reference(by=cast.ines, at=at, case=case.pk, text=text, owner="Prosecutor")
        for text in ("PG/IC/0004/26", "pg ic 0004-26")
    ]
    assert made[0].pk == made[1].pk
    assert made[0].folded == "pgic000426"
    with pytest.raises(Invalid):
        actions.add_reference(by=cast.ines, at=at, case=case.pk, text="/-")


def test_offences_are_entered_with_an_article_where_one_applies(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    actions.add_offence(by=cast.ines, at=at, case=case.pk, cited="Bribery, section 204", uncac="15")
    assert lines(case)[-1][1]["uncac"] == "15"
    with pytest.raises(Invalid):
        actions.add_offence(by=cast.ines, at=at, case=case.pk, cited="Bribery", uncac="99")


def test_a_link_needs_both_to_be_readable(cast: Cast, at: datetime) -> None:
    open_one, hidden = open_case(cast, at), restricted_case(cast, at)
    with pytest.raises(NotThere):
        actions.link_cases(by=cast.jonas, at=at, case=open_one.pk, other=hidden.pk, why="Same company")
    with pytest.raises(Invalid):
        actions.link_cases(by=cast.ines, at=at, case=hidden.pk, other=hidden.pk, why="Itself")
    actions.link_cases(by=cast.ines, at=at, case=open_one.pk, other=hidden.pk, why="Same company")
    assert [link.other for link in queries.whole(cast.ines, open_one.pk).links] == [hidden]
    assert queries.whole(cast.jonas, open_one.pk).links == []
    assert hidden.number not in str(lines(open_one))


def test_urgency_needs_a_reason_and_confidentiality_may_wait_for_it(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    with pytest.raises(Invalid):
        actions.set_urgent(by=cast.ines, at=at, case=case.pk, urgent=True)
    actions.set_urgent(by=cast.ines, at=at, case=case.pk, urgent=True, reason="Custody hearing")
    actions.set_confidential(by=cast.ines, at=at, case=case.pk, confidential=True)
    row = fresh(case)
    assert (row.urgent_because, row.confidential, row.confidential_because) == ("Custody hearing", True, "")
    assert [kind for kind, _ in lines(case)[-2:]] == ["case.urgency", "case.confidentiality"]


def test_a_case_closes_when_every_part_has_ended_with_one_exit(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    with pytest.raises(Conflict, match="Nothing is asked"):
        actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY)
    first, second = add_part(cast, at, case), add_part(cast, at, case)
    take(cast, at, first, "withdraw")
    with pytest.raises(Conflict, match="still open"):
        actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY)
    take(cast, at, second, "refuse")
    assert actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY) == "V6"
    kind, payload = lines(case)[-1]
    assert (kind, payload["outcome"], payload["date"], payload["counts"]) == ("case.closed", "V6", "2026-03-03", True)
    with pytest.raises(Conflict, match="closed"):
        actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY)


def test_nothing_moves_in_a_closed_case_until_it_is_reopened(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    take(cast, at, part, "withdraw")
    actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY)
    with pytest.raises(Conflict, match="Reopen it first"):
        take(cast, at, part, "reopen")
    with pytest.raises(Conflict, match="Reopen it first"):
        add_part(cast, at, case)
    with pytest.raises(Denied):
        actions.reopen_case(by=cast.ines, at=at, case=case.pk, on=DAY, reason="They wrote again.")
    actions.reopen_case(by=cast.karin, at=at, case=case.pk, on=DAY, reason="They wrote again.")
    assert (fresh(case).closed_on, fresh(case).outcome) == (None, "")
    assert lines(case)[-1][1]["was"] == "V8"
    take(cast, at, part, "reopen")


def test_an_enquiry_without_parts_is_closed_and_never_counts(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, kind="enquiry", counts=False)
    assert actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY) == "V9"
    assert lines(case)[-1][1]["counts"] is False


def test_an_enquiry_that_becomes_a_request_says_so(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, kind="enquiry", counts=False)
    actions.convert_case(by=cast.ines, at=at, case=case.pk, kind="request", counts=True)
    kind, payload = lines(case)[-1]
    assert (kind, payload["from"], payload["counted"], payload["counts"]) == ("case.converted", "enquiry", False, True)


def test_what_becomes_a_request_after_local_midnight_does_so_on_the_new_day(cast: Cast) -> None:
    evening = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)  # half past one on 1 April, Central European Summer Time
    case = open_case(cast, evening, kind="enquiry", counts=False)
    case.authority.__class__.objects.filter(pk=case.authority_id).update(time_zone="Europe/Zurich")
    actions.convert_case(by=cast.ines, at=evening, case=case.pk, kind="request", counts=True)
    assert lines(case)[-1][1]["date"] == "2026-04-01"


def test_the_first_acknowledgement_is_kept_and_the_last_word_shown(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    for on in (date(2026, 1, 14), date(2026, 2, 1)):
        actions.note_told(by=cast.ines, at=at, case=case.pk, on=on, channel="letter", acknowledges=True)
    actions.note_told(by=cast.ines, at=at, case=case.pk, on=date(2026, 1, 20), channel="telephone")
    row = fresh(case)
    assert (row.acknowledged_on, row.last_told_on, row.last_told_by) == (date(2026, 1, 14), date(2026, 2, 1), "letter")
    assert [kind for kind, _ in lines(case)].count("case.acknowledged") == 1
    with pytest.raises(Invalid):
        actions.note_told(by=cast.ines, at=at, case=case.pk, on=DAY, channel="pigeon")


def test_every_line_of_a_case_is_in_its_compartment(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    take(cast, at, add_part(cast, at, case), "accept")
    assert {line.compartment for line, _ in ledger.lines_of_case(case.pk)} == {case.compartment_id}
    assert User.objects.get(pk=cast.ines.id).full_name not in str(lines(case))

"""The stock of the demonstration: the casebook, lived through by the hands of the cast, each step on its day, through actions."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from comitas.cases import actions as cases
from comitas.cases.models import Case, Part
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.directory.models import Authority
from comitas.intake import actions as intake
from comitas.intake.models import Arrival
from comitas.ledger import actions as ledger
from comitas.samples.casebook import CASEBOOK
from comitas.samples.cast import Cast
from comitas.samples.neighbours import CENTRAL, ISLAND, ZONE
from comitas.samples.stories import Asked, Named, Step, Story

SATURDAY = 5


def create(cast: Cast, at: datetime) -> dict[str, Case]:
    """Make every case of the casebook where it is absent; all of them by their keys, those of an earlier start too."""
    return {story.key: _found(story) or _made(story, cast, at) for story in CASEBOOK}


def once(key: str) -> UUID:
    """The mark of what the demonstration makes, so that it is there once."""
    return uuid5(NAMESPACE_URL, f"demonstration:case:{key}")


def ago(at: datetime, days: int) -> datetime:
    """The same time of day *days* before, or on the Friday before where that is a weekend."""
    then = at - timedelta(days=days)
    return then - timedelta(days=max(_day(then).weekday() - SATURDAY + 1, 0))


def _found(story: Story) -> Case | None:
    arrival = Arrival.objects.filter(once=once(story.key)).select_related("case").first()
    return arrival.case if arrival else None


@transaction.atomic
@ledger.together()
def _made(story: Story, cast: Cast, at: datetime) -> Case:
    """A case from its arrival to where it stands; all of it or nothing."""
    then, by = ago(at, story.received), cast.people[story.registrar]
    case = _accepted(story, by, cast, then, at)
    persons = [_enter(person, case, by, then) for person in story.persons]
    parts = [_ask(part, case, persons, by, then, at) for part in story.parts]
    if story.officer:
        cases.assign(by=by, at=then, case=case.pk, officer=cast.people[story.officer].id)
        _describe(story, case, cast.people[story.officer], then)
        _hold(story, persons, cast, at)
        _note(story, parts, cast.people[story.officer], then, at)
    if story.acknowledged is not None:
        _acknowledge(story.acknowledged, case, by, at)
    for step, part in _in_order(story, parts):
        _take(step, part, cast, cast.people[step.by or story.officer], at)
    if story.closed is not None:
        then = ago(at, story.closed)
        cases.close_case(by=cast.people[story.officer], at=then, case=case.pk, on=_day(then))
    return Case.objects.get(pk=case.pk)


def _accepted(story: Story, by: Actor, cast: Cast, then: datetime, at: datetime) -> Case:
    """The arrival, registered and accepted on the day on which it came."""
    here = cast.authorities[ISLAND] if by == cast.solo else cast.authorities[CENTRAL]
    given = intake.Particulars(_day(then), story.kind, story.sender, _day(ago(at, story.written)), story.channel)
    readers = (cast.ines.id or 0,) if story.restricted else ()
    arrival = intake.receive(
        by=by,
        at=then,
        authority=here,
        once=once(story.key),
        particulars=given,
        restricted=story.restricted,
        readers=readers,
    )
    in_days, why = story.wanted or (None, "")
    offences = tuple(intake.CitedOffence(cited, uncac=article) for cited, article in story.offences)
    taken = intake.Acceptance(
        story.title, story.state, story.sender, references=(story.reference,), offences=offences, wanted_by=_after(at, in_days),
        wanted_because=why, urgent_because=story.urgent, confidential=story.restricted, language=str(story.more.get("language", "en")),
    )  # fmt: skip
    return intake.accept_as_case(by=by, at=then, arrival=arrival.pk, version=arrival.version, acceptance=taken)


def _describe(story: Story, case: Case, by: Actor, then: datetime) -> None:
    """What the request says besides, noted by the officer to whom it was given."""
    sender = Authority.objects.get(name=story.sender).pk
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    more: dict[str, Any] = dict(story.more)
    cases.change_case(by=by, at=then, case=case.pk, version=version, requesting_authority=sender, **more)
    if story.penalties:
        there, here = story.penalties
        for offence in case.offences.all():
            cases.change_offence(by=by, at=then, offence=offence.pk, months_asking=there, months_asked=here)
    if story.papers:
        version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
        cases.note_papers(by=by, at=then, case=case.pk, version=version, said=story.papers)


def _enter(person: Named, case: Case, by: Actor, then: datetime) -> UUID:
    given: dict[str, Any] = dict(person.given)
    return cases.add_person(by=by, at=then, case=case.pk, name=person.name, **given).pk


def _hold(story: Story, persons: list[UUID], cast: Cast, at: datetime) -> None:
    """Who is in custody, and when that is looked at again."""
    by, then = cast.people[story.officer], ago(at, story.received)
    for person, key in zip(story.persons, persons, strict=True):
        if person.custody:
            days, place, review_in = person.custody
            since = _day(ago(at, days))
            cases.set_custody(by=by, at=then, person=key, since=since, place=place, review_on=_after(at, review_in))


def _note(story: Story, parts: list[Part], by: Actor, then: datetime, at: datetime) -> None:
    """Days by which time limits are counted, as the request gives them."""
    for asked, part in zip(story.parts, parts, strict=True):
        if asked.days:
            days = {code: (_after(at, ahead), None) for code, ahead in asked.days.items()}
            cases.set_days(by=by, at=then, case=part.case_id, part=part.pk, days=days, version=part.version)


def _ask(part: Asked, case: Case, persons: list[UUID], by: Actor, then: datetime, at: datetime) -> Part:
    more: dict[str, Any] = {"recovery": part.recovery} if part.recovery else {}
    return cases.add_part(
        by=by, at=then, case=case.pk, **more, measure=part.measure, description=part.description, purpose=part.purpose, bases=[dict(basis) for basis in part.bases],
        deadline=_after(at, part.due_in), persons=[persons[place] for place in part.about],
    )  # fmt: skip


def _acknowledge(days: int, case: Case, by: Actor, at: datetime) -> None:
    then = ago(at, days)
    cases.note_told(by=by, at=then, case=case.pk, on=_day(then), channel="mail", acknowledges=True)


def _in_order(story: Story, parts: list[Part]) -> list[tuple[Step, Part]]:
    """The steps of all parts as they happened."""
    steps = [(step, part) for asked, part in zip(story.parts, parts, strict=True) for step in asked.steps]
    return sorted(steps, key=lambda pair: -pair[0].ago)


def _take(step: Step, part: Part, cast: Cast, by: Actor, at: datetime) -> None:
    then = ago(at, step.ago)
    data = _named(step.data, cast) | {"date": _day(then)}
    if step.review_in is not None:
        data["review_on"] = _after(at, step.review_in)
    version = Part.objects.values_list("version", flat=True).get(pk=part.pk)
    cases.take_step(by=by, at=then, part=part.pk, step=step.code, data=data, version=version)


def _named(data: Mapping[str, object], cast: Cast) -> dict[str, object]:
    """The executing authority by its key. *data* names it as the directory does."""
    return {name: str(cast.authorities[str(value)]) if name == "authority" else value for name, value in data.items()}


def _day(then: datetime) -> date:
    return clock.local_date(then, ZONE)


def _after(at: datetime, days: int | None) -> date | None:
    """That many days after today, or on the Monday after where that is a weekend."""
    if days is None:
        return None
    day = _day(at) + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day

"""Two persons, nothing in the way, and no power failure that leaves it half done."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from comitas.cases import queries as casefile
from comitas.cases.models import Case, Person
from comitas.config.readers import READERS
from comitas.core.actor import system
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.desk.tests.test_ledger_page import place_all
from comitas.documents import actions as documents
from comitas.documents import store as files
from comitas.documents.models import Object
from comitas.intake import actions as intake
from comitas.intake.models import Arrival, RegisterEntry
from comitas.ledger import actions as ledger
from comitas.ledger import queries as lines
from comitas.ledger.models import Key, Line
from comitas.protection import actions, jobs, queries, store
from comitas.protection.models import Destruction
from comitas.protection.rules import destruction as rules
from comitas.protection.tests.building import CLOSED_ON, approved, closed_case, keep_out, proposed
from comitas.samples.cast import Cast
from comitas.statistics.models import CaseFact

BY = system("protection")


def destroy(of: Destruction) -> Destruction:
    jobs.destroy(destruction=str(of.pk))
    return Destruction.objects.get(pk=of.pk)


def test_the_certificate_says_what_went_and_names_nobody(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    done = destroy(approved(cast, at, case.compartment_id))
    assert (done.state, done.certificate, done.number) == (rules.DONE, "D-2026-0001", case.number)
    assert (done.kind, done.outcome, done.ended_on) == ("request", "V4", CLOSED_ON)
    counted = {name: done.counts[name] for name in ("cases", "parts", "persons", "references", "documents", "files")}
    assert counted == {"cases": 1, "parts": 1, "persons": 1, "references": 1, "documents": 1, "files": 1}
    assert set(done.counts) <= set(rules.COUNTED)
    assert "Quillon" not in str(actions.destroying.entry(done))
    assert not Case.objects.filter(pk=case.pk).exists() and not Person.objects.filter(name="Vera Quillon").exists()
    with pytest.raises(NotThere):
        casefile.case(cast.karin, case.pk)


def test_its_numbers_stay_accounted_for(cast: Cast, at: datetime) -> None:
    made = intake.receive(
        by=cast.rosa, at=at, authority=cast.central, once=cast.central,
        particulars=intake.Particulars(at.date(), "request", "Vera Quillon’s counsel"),
    )  # fmt: skip
    entry = RegisterEntry.objects.get(arrival=made)
    intake.turn_away(
        by=cast.rosa, at=at, arrival=made.pk, version=Arrival.objects.get(pk=made.pk).version, ground="spam"
    )
    done = destroy(approved(cast, at, made.compartment_id, rules.NEVER_OURS))
    assert sorted(done.numbers.values_list("series", "text")) == [("arrival", made.number), ("register", entry.number)]
    assert queries.numbers_gone(cast.max, "register", entry.year) == [entry.serial]
    for number in (entry.number, made.number, done.certificate):
        assert [one.pk for one in queries.certificates(cast.max, number)] == [done.pk]


def test_two_persons(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    made = actions.propose(by=cast.karin, at=at, compartment=case.compartment_id, ground=rules.ORDER, cited="Order 1")
    with pytest.raises(Denied, match="second person"):
        actions.approve(by=cast.karin, at=at, destruction=made.pk)
    with pytest.raises(Denied):
        actions.approve(by=cast.ines, at=at, destruction=made.pk)
    keep_out(cast, at, case, cast.ines.id or 0)
    with pytest.raises(NotThere):
        actions.withdraw(by=cast.ines, at=at, destruction=made.pk)
    assert Key.objects.get(pk=case.compartment_id).wrapped is not None
    assert Case.objects.filter(pk=case.pk).exists()


def test_it_can_be_withdrawn_and_proposed_again(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    made = proposed(cast, at, case.compartment_id)
    with pytest.raises(Conflict, match="proposed"):
        proposed(cast, at, case.compartment_id)
    actions.withdraw(by=cast.ines, at=at, destruction=made.pk)
    with pytest.raises(Conflict):
        actions.approve(by=cast.karin, at=at, destruction=made.pk)
    assert proposed(cast, at, case.compartment_id).pk != made.pk


@pytest.mark.parametrize(("ground", "cited"), [("because", "x"), (rules.ORDER, " "), (rules.ORDER, "x" * 201)])
def test_why_must_be_said(cast: Cast, at: datetime, ground: str, cited: str) -> None:
    case = closed_case(cast, at)
    with pytest.raises(Invalid):
        actions.propose(by=cast.ines, at=at, compartment=case.compartment_id, ground=ground, cited=cited)
    assert not Destruction.objects.exists()


def test_an_open_case_and_one_under_a_hold_stay(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    Case.objects.filter(pk=case.pk).update(closed_on=None, outcome="")
    with pytest.raises(Conflict, match="not closed"):
        proposed(cast, at, case.compartment_id)
    Case.objects.filter(pk=case.pk).update(closed_on=CLOSED_ON, outcome="V4")
    made = proposed(cast, at, case.compartment_id)
    hold = actions.set_hold(by=cast.ines, at=at, compartment=case.compartment_id, reason="A claim for damages")
    with pytest.raises(Conflict, match="hold"):
        actions.approve(by=cast.karin, at=at, destruction=made.pk)
    actions.lift_hold(by=cast.ines, at=at, hold=hold.pk, reason="Settled")
    actions.approve(by=cast.karin, at=at, destruction=made.pk)


def test_a_hold_ends_with_its_last_day(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    actions.set_hold(by=cast.ines, at=at, compartment=case.compartment_id, reason="Audit", until=at.date())
    with pytest.raises(Conflict, match="hold"):
        proposed(cast, at, case.compartment_id)
    assert proposed(cast, at + timedelta(days=1), case.compartment_id)


def test_the_ledger_verifies_and_the_figures_keep_counting(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    place_all()
    figures = next(reader for reader in READERS if reader.name == "statistics")
    ledger.rebuild(figures)
    before = list(CaseFact.objects.filter(case=case.pk).values())
    assert before
    done = destroy(approved(cast, at, case.compartment_id))
    ledger.rebuild(figures)
    assert list(CaseFact.objects.filter(case=case.pk).values()) == before
    told = Line.objects.filter(case=case.pk).exclude(personal=None).first()
    assert told is not None
    with pytest.raises(lines.KeyDestroyed):
        lines.personal(told)
    assert Line.objects.filter(kind="destruction.done", compartment=case.compartment_id).count() == 1
    assert done.state == rules.DONE


def test_every_reader_bears_lines_of_what_is_gone(cast: Cast, at: datetime) -> None:
    destroy(approved(cast, at, closed_case(cast, at).compartment_id))
    place_all()
    for reader in READERS:
        ledger.rebuild(reader)


def test_the_keys_of_compartments_that_its_arrivals_left_go_too(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    Case.objects.filter(pk=case.pk).update(closed_on=None, outcome="")
    made = intake.receive(
        by=cast.rosa, at=at, authority=cast.central, once=cast.central,
        particulars=intake.Particulars(at.date(), "supplement", "Vera Quillon’s counsel"),
    )  # fmt: skip
    intake.accept_into(by=cast.ines, at=at, arrival=made.pk, version=made.version, case=case.pk)
    Case.objects.filter(pk=case.pk).update(closed_on=CLOSED_ON, outcome="V4")
    destroy(approved(cast, at, case.compartment_id))
    assert Key.objects.get(pk=made.compartment_id).wrapped is None


def test_a_power_failure_anywhere_leaves_it_to_be_finished(
    cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps are cut off one after the other; the last run finds what is left, and nothing is counted twice."""
    case = closed_case(cast, at)
    made = approved(cast, at, case.compartment_id)
    for place, name in ((files, "remove"), (actions.destroying, "next_number"), (store, "append")):
        with monkeypatch.context() as broken:
            broken.setattr(place, name, _cut_off)
            with pytest.raises(PowerFailure):
                jobs.destroy(destruction=str(made.pk))
    done = destroy(made)
    assert done.state == rules.DONE and done.counts["persons"] == 1 and done.serial == 1
    jobs.destroy(destruction=str(made.pk))
    assert Destruction.objects.get(pk=made.pk).serial == 1
    assert Line.objects.filter(kind="destruction.done").count() == 1
    assert not Object.objects.filter(compartment=case.compartment_id).exists()


class PowerFailure(Exception):
    pass


def _cut_off(*_given: Any, **_named: Any) -> None:
    raise PowerFailure


def test_a_lost_job_is_asked_for_again(cast: Cast, at: datetime) -> None:
    made = approved(cast, at, closed_case(cast, at).compartment_id)
    assert queries.left_undone(at) == []
    assert queries.left_undone(at + timedelta(minutes=11)) == [made.pk]
    destroy(made)
    assert queries.left_undone(at + timedelta(minutes=11)) == []


def test_an_old_backup_is_emptied_again(cast: Cast, at: datetime, tmp_path: Path) -> None:
    """As after a restore: the key, the rows and the files are there again, the certificate is not."""
    case, other = closed_case(cast, at), closed_case(cast, at)
    done = destroy(approved(cast, at, case.compartment_id))
    kept = tmp_path / "destroyed"
    kept.write_bytes(settings.DESTRUCTIONS.read_bytes())
    told = store.entries(kept, [settings.SIGNING_KEY.public_key()])[str(done.pk)]
    done.numbers.all().delete()
    Destruction.objects.filter(pk=done.pk).delete()
    settings.DESTRUCTIONS.unlink()
    kept_text = kept.read_text().replace(str(case.compartment_id), str(other.compartment_id))
    kept.with_suffix(".altered").write_text(kept_text)
    with pytest.raises(store.ListBroken):
        actions.reapply(by=system("restore"), at=at, path=kept.with_suffix(".altered"))
    assert Case.objects.filter(pk=other.pk).exists()
    again = tmp_path / "again"
    store.append(again, told | {"places": [str(other.compartment_id)]}, settings.SIGNING_KEY)
    assert actions.reapply(by=system("restore"), at=at, path=again) == 1
    assert actions.reapply(by=system("restore"), at=at, path=again) == 0
    back = Destruction.objects.get(pk=done.pk)
    assert (back.certificate, back.counts, back.reapplied_at) == (done.certificate, done.counts, at)
    assert not Case.objects.filter(pk=other.pk).exists()
    assert Key.objects.get(pk=other.compartment_id).wrapped is None
    assert str(done.pk) in store.entries(settings.DESTRUCTIONS, [settings.SIGNING_KEY.public_key()])
    later = destroy(approved(cast, at, closed_case(cast, at).compartment_id))
    assert later.serial == 2, "the numbers of certificates go on"


def test_a_file_that_is_gone_already_does_not_stop_it(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    made = approved(cast, at, case.compartment_id)
    actions.destroy_key(by=BY, at=at, destruction=made.pk)
    documents.shred(by=BY, at=at, compartment=case.compartment_id)
    assert documents.shred(by=BY, at=at, compartment=case.compartment_id) == 1
    assert destroy(made).state == rules.DONE

"""Reading through the door: what is there, what looks absent, what is noted."""

import hashlib
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comitas.accounts import actions as accounts
from comitas.api.rules.scopes import SCOPES
from comitas.api.tests.calling import order_lines
from comitas.api.tests.conftest import Scene
from comitas.cases import actions as cases
from comitas.cases.rules.families import FAMILIES
from comitas.cases.tests import building
from comitas.core import clock
from comitas.documents import actions as documents
from comitas.ledger.models import Reading

OF_A_SCOPE = {
    "arrivals:read": "/arrivals", "cases:read": "/cases", "figures:read": "/figures?period=2026", "changes:follow": "/changes",
}  # fmt: skip


def test_a_case_is_listed_and_read_whole(scene: Scene) -> None:
    caller = scene.calling()
    row = next(one for one in caller.get("/cases").json()["items"] if one["id"] == str(scene.case.pk))
    assert row["number"] == scene.case.number and row["kind"]["code"] == "request"
    found = caller.get(f"/cases/{scene.case.pk}").json()
    assert found["title"] == "Bank records and witnesses" and found["received_on"] == "2026-01-12"
    assert [one["measure"]["code"] for one in found["parts"]] == ["f"]
    assert found["opened_at"].endswith("Z") and found["status"]


def test_words_are_in_the_language_asked_for_and_codes_are_not(scene: Scene) -> None:
    english, french = (
        scene.calling().get(f"/parts/{scene.part.pk}"),
        scene.calling(language="fr").get(f"/parts/{scene.part.pk}"),
    )
    assert french["Content-Language"] == "fr" and "Accept-Language" in french["Vary"]
    assert english.json()["state"]["code"] == french.json()["state"]["code"] == "received"
    assert english.json()["state"]["words"] != french.json()["state"]["words"]


@pytest.mark.parametrize(
    "path",
    [
        "/cases/{case}",
        "/cases/{case}/timeline",
        "/cases/{case}/deadlines",
        "/cases/{case}/documents",
        "/parts/{part}",
        "/parts/{part}/steps",
    ],
)
def test_what_one_may_not_know_looks_like_what_never_was(scene: Scene, path: str) -> None:
    caller = scene.calling("rosa")
    hidden = caller.get(path.format(case=scene.hidden.pk, part=scene.hidden_part.pk))
    absent = caller.get(path.format(case=uuid4(), part=uuid4()))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content and dict(hidden.headers) == dict(absent.headers)
    assert hidden["Content-Type"] == "application/problem+json"
    assert scene.calling("karin").get(path.format(case=scene.hidden.pk, part=scene.hidden_part.pk)).status_code == 200


def test_no_list_and_no_change_tells_of_what_one_may_not_know(scene: Scene) -> None:
    order_lines()
    readers, others = scene.calling("karin"), scene.calling("rosa")
    for path in ("/cases?limit=100", "/arrivals?limit=100", "/changes?limit=100"):
        text = others.get(path).content
        assert (
            b"Xqzvolabrint" not in text
            and str(scene.hidden.pk).encode() not in text
            and scene.hidden.number.encode() not in text
        )
    assert b"Xqzvolabrint" in readers.get("/cases?limit=100").content
    assert str(scene.hidden.pk).encode() in readers.get("/changes?limit=100").content


@pytest.mark.parametrize("scope", OF_A_SCOPE)
def test_a_token_opens_what_it_is_for_and_nothing_else(scene: Scene, scope: str) -> None:
    caller = scene.calling("karin", scope)
    for other, path in OF_A_SCOPE.items():
        answer = caller.get(path)
        assert answer.status_code == (200 if other == scope else 403), path
        if other != scope:
            assert other in answer.json()["detail"]


@pytest.mark.parametrize("who", ["pavel", "ada", "max", "lea"])
def test_a_scope_gives_nothing_that_the_roles_do_not(scene: Scene, who: str) -> None:
    caller = scene.calling(who)
    for path in ("/cases", "/arrivals", "/changes", f"/cases/{scene.case.pk}", f"/documents/{uuid4()}"):
        assert caller.get(path).status_code == 403, path
    assert caller.get("/figures?period=2026").status_code == (200 if who == "lea" else 403)


def test_who_is_recused_reads_nothing_of_it(scene: Scene) -> None:
    accounts.recuse(
        by=scene.cast.karin, at=clock.now(), permission="case:restrict", compartment=scene.case.compartment_id,
        user=scene.cast.ines.id, reason="A relative",
    )  # fmt: skip
    assert scene.calling().get(f"/cases/{scene.case.pk}").status_code == 404


def test_every_reading_is_noted_and_every_download(scene: Scene, at: datetime) -> None:
    data = b"%PDF-1.7 what the bank says"
    upload = documents.receive_file(by=scene.cast.ines, at=at, name="bank.pdf", data=data)
    placed = documents.keep(
        by=scene.cast.ines, at=at, upload=upload.pk, compartment=scene.case.compartment_id, case=scene.case.pk
    )
    caller = scene.calling()
    held = caller.get(f"/cases/{scene.case.pk}/documents").json()["items"][0]
    assert held["sha256"] == hashlib.sha256(data).hexdigest() and held["media_type"] == "application/pdf"
    answer = caller.get(f"/documents/{placed.pk}/original")
    assert b"".join(answer.streaming_content) == data and "attachment" in answer["Content-Disposition"]
    noted = list(Reading.objects.order_by("id").values_list("manner", "subject", "actor"))
    assert ("open", f"documents of case {scene.case.pk}", str(scene.cast.ines)) in noted
    assert noted[-1] == ("download", f"document {placed.document_id}", str(scene.cast.ines))


def test_a_range_of_a_document_is_sent(scene: Scene, at: datetime) -> None:
    upload = documents.receive_file(by=scene.cast.ines, at=at, name="bank.pdf", data=b"0123456789")
    placed = documents.keep(by=scene.cast.ines, at=at, upload=upload.pk, compartment=scene.case.compartment_id)
    client = scene.calling().client
    answer = client.get(f"/api/v1/documents/{placed.pk}/original", headers={"Range": "bytes=2-4"})
    assert answer.status_code == 206 and b"".join(answer.streaming_content) == b"234"
    beyond = client.get(f"/api/v1/documents/{placed.pk}/original", headers={"Range": "bytes=20-"})
    assert beyond.status_code == 416 and beyond["Content-Range"] == "bytes */10"


def test_a_list_goes_on_with_next_and_repeats_nothing(scene: Scene, at: datetime) -> None:
    made = {str(building.open_case(scene.cast, at).pk) for _time in range(7)}
    caller, path, seen = scene.calling(), "/api/v1/cases?limit=3", []
    while path:
        page = caller.client.get(path).json()
        seen += [one["id"] for one in page["items"]]
        path = page["next"]
    assert made < set(seen) and len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "asked", ["after=AAAA", "limit=0", "limit=101", "limit=x", "after=%00", "since=2026-02-31", "since=1", "kind=%00"]
)
def test_what_makes_no_sense_in_an_address_is_said(scene: Scene, asked: str) -> None:
    answer = scene.calling().get(f"/cases?{asked}")
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["pointer"] and answer.json()["errors"][0]["detail"]


def test_cases_are_narrowed(scene: Scene) -> None:
    caller = scene.calling()
    assert caller.get("/cases?kind=extradition_request").json()["items"] == []
    assert len(caller.get("/cases?open=true&from_state=XB&stands=received&since=2026-01-12").json()["items"]) == 2
    assert caller.get("/cases?open=false").json()["items"] == []


def test_a_validator_spares_sending_it_again(scene: Scene) -> None:
    client = scene.calling().client
    first = client.get(f"/api/v1/parts/{scene.part.pk}")
    again = client.get(f"/api/v1/parts/{scene.part.pk}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    building.take(scene.cast, clock.now(), scene.part, "examine")
    assert client.get(f"/api/v1/parts/{scene.part.pk}", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_deadlines_are_those_of_the_worklist(scene: Scene) -> None:
    items = scene.calling().get(f"/cases/{scene.case.pk}/deadlines").json()["items"]
    assert items and all(one["due"] and one["what"] and one["why"] for one in items)


def test_figures_are_those_of_the_page(scene: Scene) -> None:
    found = scene.calling("lea").get("/figures?period=2026-Q1").json()
    assert found["first"] == "2026-01-01" and {one["side"] for one in found["sides"]} == {"incoming", "outgoing"}
    assert scene.calling("lea").get("/figures?period=2026-Q5").status_code == 422
    assert scene.calling("lea").get("/figures?period=0001").status_code == 422


def test_the_lists_of_codes_name_every_measure(scene: Scene) -> None:
    found = scene.calling("lea", "figures:read").get("/terms").json()
    assert {"f", "surrender"} <= {one["code"] for one in found["measures"]}
    assert {one["code"] for one in found["families"]} == set(FAMILIES)


# --- following -----------------------------------------------------------------------------------------------------


def test_whoever_follows_misses_nothing(scene: Scene, at: datetime) -> None:
    order_lines()
    caller, after, seen = scene.calling(), "", []
    for _round in range(4):
        while True:
            page = caller.get("/changes", after=after, limit=2).json()
            seen += page["items"]
            after = page["after"]
            if not page["more"]:
                break
        cases.set_urgent(by=scene.cast.ines, at=at, case=scene.case.pk, urgent=len(seen) % 2 == 0, reason="Because")
        order_lines()
    kinds = [one["kind"] for one in seen if one["case"] == str(scene.case.pk)]
    assert kinds[:1] == ["case.opened"] and kinds.count("case.urgency") == 3
    assert len({one["id"] for one in seen}) == len(seen)


def test_a_change_holds_no_name_and_no_text(scene: Scene, at: datetime) -> None:
    cases.add_person(by=scene.cast.ines, at=at, case=scene.case.pk, name="Xqz Person")
    cases.link_cases(by=scene.cast.ines, at=at, case=scene.case.pk, other=scene.hidden.pk, why="Xqz why")
    order_lines()
    text = scene.calling("rosa").get("/changes?limit=100").content.decode()
    assert "Xqz" not in text and str(scene.hidden.pk) not in text and "case.linked" in text


def test_now_begins_where_everything_has_been_read(scene: Scene, at: datetime) -> None:
    order_lines()
    caller = scene.calling()
    after = caller.get("/changes?after=now").json()["after"]
    assert caller.get("/changes", after=after).json()["items"] == []
    cases.set_urgent(by=scene.cast.ines, at=at, case=scene.case.pk, urgent=True, reason="Because")
    order_lines()
    assert [one["kind"] for one in caller.get("/changes", after=after).json()["items"]] == ["case.urgency"]


def test_a_cursor_is_sealed_and_anothers_is_none(scene: Scene) -> None:
    order_lines()
    mine, other = scene.calling(), scene.calling("karin")
    after = mine.get("/changes?after=now").json()["after"]
    assert mine.get("/changes?after=now").json()["after"] != after, "or equal positions could be told"
    assert other.get("/changes", after=after).status_code == 422
    assert mine.get("/changes", after=after[:-2] + "AA").status_code == 422


def test_what_becomes_readable_later_is_told_by_the_line_that_made_it_so(scene: Scene) -> None:
    order_lines()
    caller = scene.calling("rosa")
    after = caller.get("/changes?after=now").json()["after"]
    accounts.add_reader(
        by=scene.cast.karin, at=clock.now(), permission="case:restrict", compartment=scene.hidden.compartment_id, user=scene.cast.rosa.id
    )  # fmt: skip
    order_lines()
    assert [one["kind"] for one in caller.get("/changes", after=after).json()["items"]] == ["compartment.reader-added"]


def test_as_many_statements_for_many_as_for_few(scene: Scene, at: datetime) -> None:
    caller = scene.calling()
    order_lines()
    counted = []
    for _round in range(2):
        for path in ("/cases", "/changes", f"/cases/{scene.case.pk}", "/arrivals"):
            caller.get(path)
            with CaptureQueriesContext(connection) as asked:
                caller.get(path)
            counted.append((path, len(asked)))
        for _time in range(4):
            building.open_case(scene.cast, at)
            building.add_part(scene.cast, at, scene.case)
        order_lines()
    assert counted[:4] == counted[4:], counted


def test_every_scope_is_used(scene: Scene) -> None:
    from comitas.api.urls import v1

    assert {operation.view_func.scope for operation in v1._operations()} - {""} | {"decisions:record"} == set(SCOPES)

"""Writing through the door: once, in the right version, with gates, durable."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from comitas.api import jobs
from comitas.api.models import Done
from comitas.api.tests.calling import Caller, step
from comitas.api.tests.conftest import Scene
from comitas.cases.models import Part, StepTaken
from comitas.cases.tests import building
from comitas.core import clock
from comitas.documents import actions as documents
from comitas.documents.models import Upload
from comitas.intake.models import Arrival
from comitas.ledger.models import Line


def body(scene: Scene, **more: Any) -> dict[str, Any]:
    return {
        "authority": str(scene.central),
        "received_on": "2026-03-02",
        "kind": "request",
        "sender": "Prosecutor of Borland",
    } | more


def file(caller: Caller, data: bytes, by: Any, at: datetime, name: str = "letter.pdf") -> str:
    """A file sent: its parts go to the upload process, here by the action that it calls."""
    begun = caller.post("/uploads", {"name": name, "size": len(data)})
    assert begun.status_code == 201, begun.content
    told = begun.json()
    assert told["received"] == 0 and told["token"] and told["url"].endswith(f"/upload/{told['id']}")
    documents.receive_part(by=by, at=at, upload=told["id"], offset=0, data=data)
    return told["id"]


# --- intake ----------------------------------------------------------------------------------------------------------


def test_a_document_is_put_into_intake(scene: Scene, at: datetime) -> None:
    caller = scene.calling("rosa")
    upload = file(caller, b"%PDF-1.7 a letter", scene.cast.rosa, at)
    made = caller.post("/arrivals", body(scene, uploads=[upload], sender_state="XB", channel="courier"))
    assert made.status_code == 201, made.content
    told = made.json()
    assert told["number"] and told["entry"] and told["state"]["code"] == "waiting" and told["sender_state"] == "XB"
    files = caller.get(f"/arrivals/{told['id']}/documents").json()["items"]
    assert [one["name"] for one in files] == ["letter.pdf"]
    assert caller.get(f"/arrivals/{told['id']}").json()["id"] == told["id"]
    assert caller.get(f"/arrivals/{told['id']}/proposals").json() == {"finished": True, "items": []}
    assert Line.objects.filter(kind="arrival.received", actor=str(scene.cast.rosa)).exists()


def test_the_same_key_again_registers_one_letter(scene: Scene) -> None:
    caller, key = scene.calling("rosa"), str(uuid4())
    first, again = caller.post("/arrivals", body(scene), key), caller.post("/arrivals", body(scene), key)
    assert (first.status_code, again.status_code) == (201, 200) and first.json()["id"] == again.json()["id"]
    other = caller.post("/arrivals", body(scene, sender="Somebody else"), key)
    assert other.status_code == 409
    assert Arrival.objects.count() == 1


def test_a_key_of_one_account_is_nothing_to_another(scene: Scene) -> None:
    key = str(uuid4())
    one = scene.calling("rosa").post("/arrivals", body(scene), key).json()["id"]
    assert scene.calling("karin").post("/arrivals", body(scene), key).json()["id"] != one


def test_what_was_refused_may_be_sent_again_under_the_same_key(scene: Scene) -> None:
    caller, key = scene.calling("rosa"), str(uuid4())
    assert caller.post("/arrivals", body(scene, kind="nonsense"), key).status_code == 422
    assert not Done.objects.exists()
    assert caller.post("/arrivals", body(scene), key).status_code == 201


def test_keys_are_forgotten_after_a_month(scene: Scene) -> None:
    caller, key = scene.calling("rosa"), str(uuid4())
    caller.post("/arrivals", body(scene), key)
    jobs.sweep()
    assert Done.objects.count() == 1
    Done.objects.update(at=clock.now() - timedelta(days=31))
    jobs.sweep()
    assert not Done.objects.exists()


def test_without_a_key_nothing_is_done(scene: Scene) -> None:
    answer = scene.calling("rosa").client.post("/api/v1/arrivals", body(scene), content_type="application/json")
    assert answer.status_code == 422 and not Arrival.objects.exists()


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"received_on": "2199-01-01"}, "/received_on"),
        ({"received_on": "9999-01-01"}, "/received_on"),
        ({"received_on": 20260302}, "/received_on"),
        ({"kind": "nonsense"}, "/kind"),
        ({"channel": "pigeon"}, "/channel"),
        ({"sender_state": "QQ"}, "/sender_state"),
        ({"sender": "x" * 301}, "/sender"),
        ({"sender": "nul\x00l"}, "/sender"),
        ({"sender": None}, "/sender"),
        ({"unknown": 1}, "/unknown"),
        ({"urgent": "yes"}, "/urgent"),
        ({"authority": "x"}, "/authority"),
        ({"uploads": ["x"]}, "/uploads/0"),
        ({"uploads": [str(uuid4())] * 51}, "/uploads"),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(scene: Scene, more: dict[str, Any], pointer: str) -> None:
    before = Line.objects.count()
    answer = scene.calling("rosa", language="fr").post("/arrivals", body(scene, **more))
    assert answer.status_code == 422, answer.content
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert answer["Content-Language"] == "fr" and Line.objects.count() == before


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"{", "application/json", 400), (b"[" * 50_000, "application/json", 400), (b'{"a": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400), (b"[]", "application/json", 422), (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x", 415), (b"", "application/json", 422),
        (b'{"authority": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": 1}}}}}}}}}', "application/json", 400),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused(scene: Scene, data: bytes, content_type: str, status: int) -> None:
    answer = scene.calling("rosa").client.post(
        "/api/v1/arrivals", data, content_type=content_type, headers={"Idempotency-Key": str(uuid4())}
    )  # fmt: skip
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_neighbours_authority_takes_nothing_from_here(scene: Scene) -> None:
    elsewhere = next(key for key in scene.cast.authorities.values() if key != scene.central)
    assert scene.calling("rosa").post("/arrivals", body(scene, authority=str(elsewhere))).status_code == 403
    assert scene.calling("rosa").post("/arrivals", body(scene, authority=str(uuid4()))).status_code == 403


def test_an_upload_is_its_accounts_own(scene: Scene, at: datetime) -> None:
    rosa, ines = scene.calling("rosa"), scene.calling("ines")
    upload = file(rosa, b"%PDF-1.7 a letter", scene.cast.rosa, at)
    assert rosa.get(f"/uploads/{upload}").json()["received"] == 17
    assert ines.get(f"/uploads/{upload}").status_code == ines.delete(f"/uploads/{upload}").status_code == 404
    assert ines.post("/arrivals", body(scene, uploads=[upload])).status_code == 404
    assert rosa.delete(f"/uploads/{upload}").status_code == 204
    assert rosa.get(f"/uploads/{upload}").status_code == 404


def test_no_room_no_upload(scene: Scene, settings: Any) -> None:
    settings.UPLOAD_QUOTA = 10
    answer = scene.calling("rosa").post("/uploads", {"name": "big.pdf", "size": 11})
    assert answer.status_code == 422 and not Upload.objects.exists()
    assert scene.calling("rosa").post("/uploads", {"name": "big.pdf", "size": 2**53}).status_code == 422


def test_a_file_that_has_not_arrived_whole_is_not_registered(scene: Scene) -> None:
    caller = scene.calling("rosa")
    upload = caller.post("/uploads", {"name": "a.pdf", "size": 5}).json()["id"]
    assert caller.post("/arrivals", body(scene, uploads=[upload])).status_code == 422
    assert not Arrival.objects.exists()


def test_a_restricted_arrival_is_its_readers_alone(scene: Scene) -> None:
    caller = scene.calling("rosa")
    made = caller.post("/arrivals", body(scene, restricted=True, readers=[scene.cast.karin.id])).json()
    assert made["restricted"] and caller.get(f"/arrivals/{made['id']}").status_code == 200
    assert scene.calling("ines").get(f"/arrivals/{made['id']}").status_code == 404
    assert caller.post("/arrivals", body(scene, restricted=True)).status_code == 422


# --- steps -----------------------------------------------------------------------------------------------------------


def test_the_table_says_what_is_possible(scene: Scene) -> None:
    found = scene.calling().get(f"/parts/{scene.part.pk}/steps").json()
    by_code = {one["step"]["code"]: one for one in found["items"]}
    assert found["version"] == 1 and by_code["examine"]["possible"] and by_code["examine"]["why_not"] is None
    refuse = by_code["refuse"]
    assert refuse["decision"] and not refuse["possible"] and refuse["why_not"]
    assert "ground" in {one["name"] for one in refuse["fields"]}


def test_a_step_is_taken_once(scene: Scene) -> None:
    caller, key = scene.calling(), str(uuid4())
    first = step(caller, scene.part.pk, "examine", 1, key, date="2026-03-03")
    again = step(caller, scene.part.pk, "examine", 1, key, date="2026-03-03")
    assert first.status_code == again.status_code == 200, first.content
    assert first.json()["taken"] == again.json()["taken"] and StepTaken.objects.filter(part=scene.part).count() == 1
    assert first.json()["part"]["state"]["code"] == "examining" and first.json()["part"]["version"] == 2


def test_who_comes_second_is_told_what_changed(scene: Scene) -> None:
    caller = scene.calling()
    step(caller, scene.part.pk, "examine", 1, date="2026-03-03")
    late = step(scene.calling("karin"), scene.part.pk, "examine", 1, date="2026-03-02")
    assert late.status_code == 409
    told = late.json()
    assert (
        "Ines Marlow" in told["detail"]
        and told["current"]["version"] == 2
        and told["current"]["state"]["code"] == "examining"
    )
    assert [one["step"]["code"] for one in told["current"]["latest"]] == ["examine"]
    assert StepTaken.objects.filter(part=scene.part).count() == 1


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [({}, "/fields/date"), ({"date": "3 March"}, "/fields/date"), ({"date": True}, "/fields/date"), ({"date": "9999-01-01"}, "/fields/date"),
     ({"date": "2199-01-01"}, "/fields/date"), ({"date": "2026-03-03", "nonsense": "x"}, "/fields/nonsense")],
)  # fmt: skip
def test_what_a_step_lacks_is_said_at_its_field(scene: Scene, fields: dict[str, Any], pointer: str) -> None:
    answer = step(scene.calling(), scene.part.pk, "examine", 1, **fields)
    assert answer.status_code == 422 and [one["pointer"] for one in answer.json()["errors"]] == [pointer], (
        answer.content
    )
    assert not StepTaken.objects.exists()


def test_an_unknown_step_and_one_of_another_door_are_not_there(scene: Scene) -> None:
    assert step(scene.calling(), scene.part.pk, "nonsense", 1).status_code == 404
    assert step(scene.calling(), uuid4(), "examine", 1).status_code == 404
    assert step(scene.calling("rosa"), scene.hidden_part.pk, "examine", 1, date="2026-03-03").status_code == 404


def test_a_registrar_takes_no_step(scene: Scene) -> None:
    answer = step(scene.calling("rosa"), scene.part.pk, "examine", 1, date="2026-03-03")
    assert answer.status_code == 422 and "case officer" in answer.json()["detail"]


REFUSAL = {"date": "2026-03-03", "ground": "TREATY", "reason": "The treaty does not cover it."}


def test_a_decision_needs_its_scope_and_the_heads_role(scene: Scene, at: datetime) -> None:
    building.take(scene.cast, at, scene.part, "examine")
    version = Part.objects.get(pk=scene.part.pk).version
    fields = {**REFUSAL, **{name: "Because." for name in needed(scene) if name not in REFUSAL}}
    without = scene.calling("karin", "steps:take")
    assert step(without, scene.part.pk, "refuse", version, **fields).status_code == 403
    officer = scene.calling("ines", "steps:take", "decisions:record")
    assert step(officer, scene.part.pk, "refuse", version, **fields).status_code == 422
    head = scene.calling("karin", "steps:take", "decisions:record")
    answer = step(head, scene.part.pk, "refuse", version, **fields)
    assert answer.status_code == 200, answer.content
    assert answer.json()["part"]["state"]["code"] == "refused"


def needed(scene: Scene) -> list[str]:
    found = scene.calling("karin").get(f"/parts/{scene.part.pk}/steps").json()["items"]
    return [
        one["name"] for step in found if step["step"]["code"] == "refuse" for one in step["fields"] if one["required"]
    ]


def test_a_closed_gate_is_told_and_passed_with_the_heads_reasons(scene: Scene, at: datetime) -> None:
    part = building.add_part(scene.cast, at, scene.case, bases=building.UNCAC)
    building.take(scene.cast, at, part, "examine")
    fields = {"date": "2026-03-03", "ground": "21b", "reason": "It would prejudice security."}
    head = scene.calling("karin", "steps:take", "decisions:record", "cases:read")
    offered = head.get(f"/parts/{part.pk}/steps").json()["items"]
    grounds = [
        one["code"]
        for each in offered
        if each["step"]["code"] == "refuse"
        for field in each["fields"]
        if field["name"] == "ground"
        for one in field["choices"]
    ]
    paragraph_21 = [code for code in grounds if code.startswith("21")] or grounds
    fields["ground"] = paragraph_21[0]
    closed = step(head, part.pk, "refuse", 2, **fields)
    assert closed.status_code == 422 and closed.json()["gates"][0]["rule"] == "gate.consultation", closed.content
    assert closed.json()["gates"][0]["article"] == "46(26)" and closed.json()["gates"][0]["passable"]
    barred = step(
        scene.calling("karin", "steps:take"), part.pk, "refuse", 2, **fields, passed={"gate.consultation": "Urgent."}
    )
    assert barred.status_code == 403
    passed = step(head, part.pk, "refuse", 2, **fields, passed={"gate.consultation": "There was no time."})
    assert passed.status_code == 200, passed.content


def test_a_closed_case_is_a_conflict(scene: Scene) -> None:
    type(scene.case).objects.filter(pk=scene.case.pk).update(closed_on="2026-03-03", outcome="V9")
    assert step(scene.calling(), scene.part.pk, "examine", 1, date="2026-03-03").status_code == 409

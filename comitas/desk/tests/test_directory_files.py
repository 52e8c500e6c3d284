"""Files of the directory: exported, looked at before they are imported, and hostile ones."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comitas.core.actor import system
from comitas.directory import actions
from comitas.directory.models import Authority
from comitas.directory.rules.entries import AuthorityEntry
from comitas.directory.rules.tables import MOST_BYTES


@pytest.fixture
def ines(signed_in: Callable[..., Client], cast: Any) -> Client:
    return signed_in(cast.ines)


@pytest.fixture
def max_(signed_in: Callable[..., Client], cast: Any) -> Client:
    return signed_in(cast.max)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


GOOD = "key,state,name,source\nx1,XE,Court of Estby,A letter\n"
MIXED = GOOD + "x2,QQ,Nowhere,A letter\n,XE,No key,A letter\n"


def look(page: Client, data: str | bytes, kind: str = "authorities") -> Any:
    raw = data if isinstance(data, bytes) else data.encode()
    return page.post("/directory/import/", {"kind": kind, "file": SimpleUploadedFile("a.csv", raw)})


def test_nothing_is_written_before_the_officer_says_so(ines: Client, cast: Any) -> None:
    count = Authority.objects.count()
    plan = look(ines, GOOD)
    assert plan.status_code == 200 and "Court of Estby" in text(plan) and Authority.objects.count() == count
    response = ines.post("/directory/import/", {"digest": plan.context["digest"], "do": "all"}, follow=True)
    assert "1 new, 0 changed, 0 rows left out" in text(response)
    assert Authority.objects.filter(external_key="x1").exists()
    again = look(ines, GOOD)
    assert (again.context["new"], again.context["unchanged"]) == (0, 1) and "Import all" not in text(again)


def test_errors_are_told_row_by_row_and_the_good_ones_can_be_imported(ines: Client, cast: Any) -> None:
    plan = look(ines, MIXED)
    assert [(error["line"], error["column"]) for error in plan.context["errors"]] == [(3, "state"), (4, "key")]
    assert "Import the good ones" in text(plan)
    all_ = ines.post("/directory/import/", {"digest": plan.context["digest"], "do": "all"})
    assert "Nothing was written" in text(all_) and not Authority.objects.filter(external_key="x1").exists()
    ines.post("/directory/import/", {"digest": plan.context["digest"], "do": "good"})
    assert (
        Authority.objects.filter(external_key="x1").exists() and not Authority.objects.filter(name="Nowhere").exists()
    )


def test_only_the_file_that_was_looked_at_is_imported(ines: Client, signed_in: Any, cast: Any) -> None:
    digest = look(ines, GOOD).context["digest"]
    look(ines, MIXED)
    response = ines.post("/directory/import/", {"digest": digest, "do": "all"}, follow=True)
    assert "Choose it again" in text(response)
    response = signed_in(cast.karin).post("/directory/import/", {"digest": digest, "do": "all"}, follow=True)
    assert "Choose it again" in text(response) and not Authority.objects.filter(external_key="x1").exists()


HOSTILE = [
    b"", b"\x00\x01", b"\xff\xfe", b'key,state\n"', b"=cmd|' /C calc'!A0,state\n", b"key,state,name,source\n" + b"a" * 200_000,
    b"key,state,name,source\nk,XE,<script>alert(1)</script>,=HYPERLINK(1)\n", b"key,state,name,source\n" + b"k,XE,N,S\n" * 2_001,
    "key,state,name,source\nk,XE,\u202eevil,S\n".encode(), b"key;state;name;source;names\nk;XE;N;S;====||||\n",
    b"key,state,name,source,parent_key\na,XE,A,S,b\nb,XE,B,S,a\n",
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE)
@pytest.mark.parametrize("kind", ["authorities", "parties"])
def test_a_hostile_file_is_told_and_writes_nothing(ines: Client, cast: Any, data: bytes, kind: str) -> None:
    count = Authority.objects.count()
    response = look(ines, data, kind)
    assert response.status_code in (200, 400) and "<script>alert" not in text(response)
    assert Authority.objects.count() == count


def test_a_file_over_the_limit_is_refused_before_it_is_read(ines: Client, cast: Any) -> None:
    response = look(ines, b"a" * (MOST_BYTES + 1))
    assert response.status_code == 400 and "larger than 4 MiB" in text(response)


def test_an_exported_file_can_be_imported_without_a_change(ines: Client, max_: Client, at: datetime, cast: Any) -> None:
    odd = AuthorityEntry(state="XE", name="=SUM(A1)", source="A test", hours="+1", external_key="odd")
    actions.create_authority(by=system("test"), at=at, entry=odd)
    for kind in ("authorities", "parties"):
        response = max_.get(f"/directory/{kind}.csv")
        assert response["Content-Type"].startswith("text/csv") and "attachment" in response["Content-Disposition"]
        plan = look(ines, response.content, kind)
        assert (plan.context["new"], plan.context["changed"], plan.context["bad"]) == (0, 0, 0) and plan.context[
            "unchanged"
        ] > 0
    only = max_.get("/directory/authorities.csv?state=XC").content.decode()
    assert (
        "Castellan" in only
        and "Borland" not in only
        and "Landsholm" not in max_.get("/directory/authorities.csv").content.decode()
    )
    assert "'=SUM(A1)" in max_.get("/directory/authorities.csv").content.decode()

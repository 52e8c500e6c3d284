"""Workbooks are opened in the box; what comes out of it becomes rows."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from comitas.cases.models import Case
from comitas.documents import jobs as reading
from comitas.documents.gateways import tables
from comitas.documents.models import Document
from comitas.samples.cast import Cast
from comitas.takeover import actions, jobs, queries
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import stages
from comitas.takeover.tests import registers


def workbook(rows: int = 2) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("Registre")
    sheet.append(["N° dossier", "Pays", "Date de réception", "Objet", "Mesures"])
    for n in range(rows):
        sheet.append([f"X/{n}", "Borland", date(2014, 3, 5) if n % 2 else 2014, f"Objet {n}", "f"])
    book.create_sheet("Hidden").sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def begin(cast: Cast, at: datetime, data: bytes) -> Takeover:
    made = registers.begin_unread(cast, at, data, name="registre.xlsx", workbook=True)
    reading.tabulate(str(made.placement_id), "takeover.read", str(made.pk))
    jobs.read(str(made.pk))
    return queries.takeover(cast.rosa, made.pk)


def test_a_workbook_is_taken_over_like_any_table(cast: Cast, at: datetime) -> None:
    made = begin(cast, at, workbook())
    assert (made.stage, made.rows, made.shape) == (
        stages.MAPPING,
        2,
        {"sheets": ["Empty", "Registre"], "sheet": "Registre"},
    )
    assert list(Row.objects.filter(takeover=made).order_by("line").values_list("cells", flat=True)) == [
        ["X/0", "Borland", "2014", "Objet 0", "f"], ["X/1", "Borland", "2014-03-05", "Objet 1", "f"],
    ]  # fmt: skip
    assert Document.objects.get(pk=made.placement.document_id).state == "refused", "it is not set on pages as well"
    for step, job in ((actions.check, jobs.check), (actions.take, jobs.take)):
        step(by=cast.rosa, at=at, takeover=made.pk)
        job(str(made.pk))
    assert sorted(Case.objects.values_list("received_on", flat=True), key=str) == [date(2014, 3, 5), None]


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("[Content_Types].xml", b" " * 200_000_000)
    return data.getvalue()


@pytest.mark.parametrize(("data", "code"), [(b"PK\x03\x04 nonsense", "damaged"), (bomb(), "damaged")])
def test_a_hostile_workbook_is_refused_in_a_sentence(cast: Cast, at: datetime, data: bytes, code: str) -> None:
    made = begin(cast, at, data)
    assert (made.stage, made.refusal) == (stages.REFUSED, code)


def test_what_comes_out_of_the_box_is_not_trusted() -> None:
    assert tables._is_line([1, ["a"]]) and tables._is_line({"sheet": "a"})
    for told in ([1, [2]], [1], {"sheet": 3}, {"other": "x"}, "text", None):
        assert not tables._is_line(told)

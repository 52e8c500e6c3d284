"""A table as a file."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from comitas.core.refusals import NotThere
from comitas.desk.gateways import spreadsheet
from comitas.directory.rules.tables import write_table


def table_file(
    form: str, name: str, title: str, heads: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> HttpResponse:
    """*form* is csv or xlsx; no cell of either is taken for a formula. `NotThere` for any other."""
    if form == "csv":
        text = "\ufeff" + "".join(write_table(heads, rows))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        response = HttpResponse(spreadsheet.workbook(title, heads, rows), content_type=spreadsheet.KIND)
    else:
        raise NotThere(form)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response

"""A table as an Excel workbook: numbers as numbers, every word as text, so that none is taken for a formula."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comitas.directory.rules.tables import guard

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


def workbook(title: str, heads: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """One sheet: the headings, then a line for each row, by heading."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    given = [[row[name] for name in heads] for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(heads):
        longest = max([len(name), *(len(row[number]) for row in given)])
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(longest + 2, WIDEST)
    for row in [list(heads), *given]:
        sheet.append([_cell(sheet, text) for text in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if _NUMBER.fullmatch(text):
        return WriteOnlyCell(sheet, float(text) if "." in text else int(text))
    cell = WriteOnlyCell(sheet, guard(text))
    cell.data_type = "s"
    return cell

"""A letter beside what was read in it: page images with the words marked, and the proposals in numbered rows."""

import hashlib
import json
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases.rules.codes import MEASURES, OFFENCES
from comitas.core.text import isolated
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.presenters.files import with_query
from comitas.documents.models import Page as PageRow
from comitas.documents.models import Placement
from comitas.documents.rules import refusals, states
from comitas.documents.rules.reading import Page
from comitas.intake.rules import marks, names
from comitas.intake.rules.kinds import BY_CODE as KINDS
from comitas.intake.rules.proposal import CHECK, SURE, TWO_READINGS, Proposal, pieces, restored, stands

RIGHT_TO_LEFT = frozenset({"Arab", "Hebr"})
COLOURS = {SURE: "plain", CHECK: "ochre", TWO_READINGS: "brick", "": "grey"}
NO_BOX: refusals.Code = "no-box"
WIDTHS = ("", "wide", "wider")
MOST_DOUBTS = 4  # more places with two readings in one field are read in the letter
LONGEST_READING = 200
CROP_MARGIN = 0.6  # of the height of the words, on every side

# The order of the rows on the screen; what the letter says of one field stands together.
ROWS = (
    "transmitting_authority", "date_written", "kind", "their_reference", "our_reference", "state", "requesting_authority",
    "conducting_authority", "legal_basis", "measure", "person", "offence", "deadline", "urgency", "confidentiality",
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """One proposal with where it stands: `boxes` on page `page` of `placement`."""

    proposal: Proposal
    placement: str
    boxes: marks.Boxes = ()
    page: PageRow | None = None

    @property
    def key(self) -> str:
        """Names this very reading in a form: what is read later is another one, and is never taken for it."""
        told = [self.placement, *(getattr(self.proposal, name) for name in ("field", "page", "line", "start", "value"))]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def words(self) -> str:
        """The value as one says it."""
        told: dict[str, Callable[[Any], str]] = {
            "measure": measure_words,
            "person": person_words,
            "offence": offences_words,
        }
        return told.get(self.proposal.field, str)(self.proposal.value)


@dataclass(frozen=True)
class Doubted:
    """A place with two readings: the digits that differ are bold, and the place is shown enlarged."""

    key: str
    readings: tuple[str, str]
    marked: tuple[SafeString, SafeString]
    crop: dict[str, str]


@dataclass(frozen=True)
class Row:
    """The proposals of one field under one number; `number` is "" where nothing was read."""

    field: str
    number: str
    label: str
    certainty: str
    sure: str
    colour: str
    where: str
    reads: tuple[Read, ...] = ()
    first: Proposal | None = None
    doubts: tuple["Doubted", ...] = ()
    asked: tuple[tuple["Doubted", Any], ...] = ()  # each place with the field that asks which reading is right, or None
    read: str = ""  # what was read, in words, where something else stands in the field
    use: str = ""  # the field that "Use this" fills

    @property
    def value(self) -> Any:
        """What may be filled in: nothing where two readings stand against each other."""
        return self.first.value if self.first else None


def rows(reads: Iterable[Read]) -> dict[str, Row]:
    """A row for each field, numbered in the order of the screen."""
    by_field: dict[str, list[Read]] = {}
    for read in reads:
        by_field.setdefault(read.proposal.field, []).append(read)
    made, number = {}, 0
    for name in ROWS:
        found = tuple(by_field.get(name, ()))
        number += bool(found)
        made[name] = _row(name, found, str(number) if found else "")
    return made


def _row(name: str, found: tuple[Read, ...], number: str) -> Row:
    order = (TWO_READINGS, CHECK, SURE)
    certainty = next((level for level in order if any(read.proposal.certainty == level for read in found)), "")
    sure = _(names.CERTAINTY_NAMES[certainty]) if certainty else _(names.LEFT_BLANK)
    first = found[0].proposal if found and certainty != TWO_READINGS else None
    doubts = tuple(_doubted(read) for read in found if read.proposal.certainty == TWO_READINGS)[:MOST_DOUBTS]
    return Row(
        name,
        number,
        _(names.FIELD_NAMES[name]),
        certainty,
        sure,
        COLOURS[certainty],
        _where(found),
        found,
        first,
        doubts,
    )


def unsure(row: Row, words: str) -> Row:
    """A row whose value could not be taken over: the officer looks, and chooses."""
    return replace(
        row,
        certainty=CHECK,
        sure=_(names.CERTAINTY_NAMES[CHECK]),
        colour=COLOURS[CHECK],
        where=f"{row.where} {words}".strip(),
    )


def beside(form: Any, fields: dict[str, str]) -> dict[str, Row]:
    """The rows of *form*, each beside what stands in its field of *fields*: what an officer changed is said, what was read is kept."""
    told = {name: _beside(row, form, fields[name]) if name in fields else row for name, row in form.rows.items()}
    return {
        name: replace(row, asked=tuple((doubt, form.question(doubt.key)) for doubt in row.doubts))
        for name, row in told.items()
    }


def _beside(row: Row, form: Any, field: str) -> Row:
    read, stands = form.prepared(field), form.stands(field)
    if not row.reads and stands:
        sure = _("You filled this in") if form.was_changed(field) else _("As registered")
        return replace(row, sure=sure, colour="plain", where="")
    if not read or not stands or _same(stands, read):
        return row
    sure = _("You changed this") if form.was_changed(field) else _("As registered")
    return replace(row, sure=sure, colour="plain", read=form.in_words(field, read), use=field)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _doubted(read: Read) -> Doubted:
    one, other = read.proposal.readings
    return Doubted(read.key, (one, other), differing(one, other), _crop(read))


def differing(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Both readings with what differs in bold, each in its own direction."""
    told: tuple[list[SafeString], list[SafeString]] = ([], [])
    for same, a, b, c, d in SequenceMatcher(
        None, one[:LONGEST_READING], other[:LONGEST_READING], autojunk=False
    ).get_opcodes():
        for words, piece in zip(told, (one[a:b], other[c:d]), strict=True):
            if piece:
                words.append(format_html("{}" if same == "equal" else "<b>{}</b>", piece))
    nothing = format_html("<i>{}</i>", _("nothing"))
    first, second = (format_html("<bdi>{}</bdi>", SafeString("".join(words)) or nothing) for words in told)
    return first, second


def _crop(read: Read) -> dict[str, str]:
    """An enlarged piece of the page image as an SVG's frame; empty where the place is not known."""
    if read.page is None or not read.boxes:
        return {}
    wide, high, box = read.page.width, read.page.height, read.boxes[0]
    margin = max((box[3] - box[1]) * high * CROP_MARGIN, 1)
    left, top = max(box[0] * wide - margin, 0), max(box[1] * high - margin, 0)
    size = f"{box[2] * wide + margin - left:.0f} {box[3] * high + margin - top:.0f}"
    return {
        "view": f"{left:.0f} {top:.0f} {size}",
        "image_url": reverse("documents:page-image", args=[read.placement, read.page.number]),
        "width": str(wide),
        "height": str(high),
    }


def _where(found: tuple[Read, ...]) -> str:
    """Page 1: “Office of the Prosecutor General”; how many more places, where there are more."""
    if not found:
        return _("None found in the letter")
    first = found[0].proposal
    quote = " ".join(first.quote.split())
    told = _("Page %(page)s: “%(quote)s”") % {
        "page": first.page,
        "quote": isolated(quote if len(quote) <= 90 else quote[:87] + "…"),
    }
    more = len(found) - 1
    if more:
        told += " " + ngettext("and %(count)s more place", "and %(count)s more places", more) % {"count": more}
    return told


def offences_words(value: dict[str, str]) -> str:
    """An offence as cited, with the article of the Convention where one applies."""
    article = value.get("uncac", "")
    cited = isolated(value["cited"] + (f" ({value['provision']})" if value.get("provision") else ""))
    return presenters.labelled(cited, f"{_(OFFENCES[article].name)}, {article}") if article in OFFENCES else cited


def measure_words(code: str) -> str:
    """Bank or other records, 46(3)(f)."""
    measure = MEASURES[code]
    return f"{_(measure.short)}, {presenters.apart(measure.article)}"


def person_words(value: dict[str, str]) -> str:
    """Tomas Verrin, suspect."""
    role = names.ROLE_NAMES.get(value.get("role", ""))
    named, nationality = isolated(value["name"]), isolated(value.get("nationality", ""))
    told = [named, _(role).lower() if role else "", _born(value.get("born", "")), nationality]
    return ", ".join(word for word in told if word)


def _born(read: str) -> str:
    """A date of birth in words; what was read only in part as it was read."""
    try:
        return presenters.day(date.fromisoformat(read))
    except ValueError:
        return read


def viewer(request: Request, placed: Placement | None, pages: list[PageRow], shown: dict[str, Row]) -> dict[str, Any]:
    """What `ui/viewer.html` takes. Without pages it says why there is none."""
    if placed is None:
        return {"words": _("No file. The letter is on paper."), "pages": []}
    document = placed.document
    if not pages:
        return {"words": _no_pages(document), "pages": [], "title": document.name}
    width = request.GET.get("width", "")
    turned = _turned(request)
    return {
        "title": document.name,
        "notes": notes_words(document.notes),
        "words": ngettext("%(count)s page", "%(count)s pages", len(pages)) % {"count": len(pages)},
        "pages": [_page(placed, row, turned, shown) for row in pages],
        "wider_url": with_query(request, width=WIDTHS[(WIDTHS.index(width) + 1) % 3] if width in WIDTHS else "wide"),
        "turn_url": with_query(request, turn=(turned + 90) % 360),
        "text_url": with_query(request, text="" if request.GET.get("text") else "1"),
        "width": width if width in WIDTHS else "",
        "show_text": bool(request.GET.get("text")),
    }


def reads_of(items: list[dict[str, Any]], pages: dict[str, list[PageRow]]) -> list[Read]:
    """Proposals with their boxes. What is no proposal, or does not stand in the text of its page, is left out."""
    rows = {(placement, row.number): row for placement, found in pages.items() for row in found}
    read = {place: Page.from_json(rows[place].reading) for place in {_place(item) for item in items} if place in rows}
    made = []
    for item in items:
        proposal, place = restored(item), _place(item)
        if proposal is None or place not in read or not _known(proposal):
            continue
        lines = tuple(line.text for line in read[place].lines)
        if stands(proposal, lines):
            boxes = marks.boxes(read[place], pieces(proposal, lines))
            made.append(Read(proposal, place[0], boxes, rows[place]))
    return made


def places_of(items: list[dict[str, Any]]) -> set[str]:
    """The placements that proposals were read from."""
    return {_place(item)[0] for item in items}


def _place(item: object) -> tuple[str, int]:
    given = item if isinstance(item, dict) else {}
    placement, page = given.get("placement"), given.get("page")
    return (placement, page) if isinstance(placement, str) and isinstance(page, int) else ("", 0)


def _known(proposal: Proposal) -> bool:
    """Codes that the screen has words for."""
    tables: dict[str, Container[Any]] = {"measure": MEASURES, "kind": KINDS}
    known = tables.get(proposal.field)
    return known is None or proposal.value is None or proposal.value in known


def reading_words(placed: Placement) -> str:
    """Being read: 7 of 12 pages. You need not wait. Empty once it is read."""
    document = placed.document
    if document.state == states.READING and document.pages_total:
        told = _("Being read: %(done)s of %(total)s pages. You need not wait.")
        return told % {"done": document.pages_done, "total": document.pages_total}
    if document.state in (states.WAITING, states.READING):
        return _("Waiting to be read. You need not wait.")
    if document.state == states.OFF:
        return _(refusals.SENTENCES[NO_BOX])
    return ""


def notes_words(notes: list[str]) -> list[str]:
    """What is to be known of the original beside what is shown of it."""
    told = (refusals.note_parts(note) for note in notes)
    return [_(refusals.NOTES[code]) % {"count": count} for code, count in told if code in refusals.NOTES]


def hard_to_read(pages: list[PageRow]) -> bool:
    return any(page.quality == "hard" for page in pages)


def _no_pages(document: Any) -> str:
    if document.state == states.REFUSED:
        return _(refusals.SENTENCES[document.refusal])
    if document.state == states.OFF:
        return _(refusals.SENTENCES[NO_BOX])
    return _("No page image yet. The fields work at once; what is read comes beside them.")


def _page(placed: Placement, row: PageRow, turned: int, shown: dict[str, Row]) -> dict[str, Any]:
    page = Page.from_json(row.reading)
    return {
        "number": row.number,
        "image_url": reverse("documents:page-image", args=[placed.pk, row.number]),
        "width": row.width,
        "height": row.height,
        "turned": turned,
        "language": row.language,
        "rtl": row.script in RIGHT_TO_LEFT,
        "lines": [{"text": line.text, "box": line.box} for line in page.lines],
        "marks": list(_marks(str(placed.pk), row.number, shown)),
    }


def _marks(placement: str, number: int, shown: dict[str, Row]) -> Iterable[dict[str, Any]]:
    for row in shown.values():
        for index, read in enumerate(row.reads):
            if read.placement == placement and read.proposal.page == number and read.boxes:
                yield {
                    "id": f"m{row.number}" if index == 0 else f"m{row.number}-{index}",
                    "number": row.number,
                    "label": row.label,
                    "href": f"#f{row.number}",
                    "boxes": read.boxes,
                    "doubt": read.proposal.certainty == TWO_READINGS,
                }


def _turned(request: Request) -> int:
    return int(request.GET["turn"]) if request.GET.get("turn") in ("90", "180", "270") else 0

"""Components every page is built from: `{% load ui %}`.

Tags with an end take what stands between as their content. Components that only show data are templates in `ui/` for
`{% include %}`; each says at its top what it takes. The gallery (`ui/gallery.html`) shows them all.
"""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comitas.core import presenters

register = template.Library()

COLOURS = frozenset({"grey", "sea", "brick", "ochre", "moss", "plum", "plain"})
"""grey: passed on, left blank · sea: in hand · brick: custody, overdue, missing · ochre: check, soon, before a court ·
moss: answered, sent · plum: restricted, confidential · plain: sure, without a ground. The word always speaks first."""

RIGHT_TO_LEFT = SafeString(' direction="rtl"')
BUTTONS = {"primary": "", "secondary": " govuk-button--secondary", "warning": " govuk-button--warning"}


def _colour(colour: str) -> str:
    if colour not in COLOURS:
        raise template.TemplateSyntaxError(f"{colour!r} is not one of the colours {', '.join(sorted(COLOURS))}.")
    return colour


def _shown(component: str, /, **values: Any) -> SafeString:
    return render_to_string(f"ui/{component}.html", values)


@register.filter
def percent(fraction: float) -> str:
    """A fraction 0..1 as an SVG length, "12.34%", with a point in every language."""
    return f"{float(fraction) * 100:.2f}%"


@register.filter
def apart(text: Any) -> str:
    """The text of others inside a sentence, such as a name before a date, in an order of its own (`core.presenters.apart`)."""
    return presenters.apart(str(text))


@register.simple_tag
def tag(text: Any, colour: str = "grey") -> SafeString:
    """A word on a wash, such as "In custody"."""
    return (
        format_html('<strong class="govuk-tag cm-tag--{}">{}</strong>', _colour(colour), text) if text else SafeString()
    )


@register.simple_tag
def ref(number: Any) -> SafeString:
    """A number or reference that keeps its order inside Arabic or Hebrew."""
    return format_html('<bdi dir="ltr">{}</bdi>', number)


@register.simple_block_tag
def section(content: str, title: str, aside: Any = "", first: bool = False, name: str = "") -> SafeString:
    """A part of the page under a heading; *aside* stands at its end, *first* puts the brick rule before it."""
    return _shown("section", content=content, title=title, aside=aside, first=first, name=name)


@register.simple_block_tag
def panel(content: str, title: str, name: str = "") -> SafeString:
    """A framed list in the side column."""
    return _shown("panel", content=content, title=title, name=name)


@register.simple_block_tag
def notice(content: str, colour: str = "sea", role: str = "") -> SafeString:
    """A sentence that must be seen, behind a rule in its colour; *role* is "status" or "alert" if it came just now."""
    said = format_html(' role="{}"', role) if role else SafeString()
    return format_html('<div class="cm-notice cm-notice--{}"{}>{}</div>', _colour(colour), said, content)


@register.simple_block_tag
def stand(content: str, sentence: str, then: Any = "") -> SafeString:
    """Where it stands, in one derived sentence; what comes *then*; the content is the buttons."""
    return _shown("stand", content=content, sentence=sentence, then=then)


@register.simple_block_tag
def finding(content: str, word: str, colour: str, heading: str) -> SafeString:
    """One thing a check says: its word, its question, then article, reason and what can be done."""
    return _shown("finding", content=content, word=word, colour=_colour(colour), heading=heading)


@register.simple_block_tag
def table(content: str, caption: str, *columns: Any, quiet_head: bool = False, kind: str = "") -> SafeString:
    """A table that turns to blocks on a phone; rows and cells by `row` and `cell`.

    A column is its heading, or `{label, href, sorted, kind}` where `href` sorts by it and `sorted` is "ascending",
    "descending" or empty. *quiet_head* keeps the headings for those who listen. *kind* names the place, such as "due".
    """
    heads = [column if isinstance(column, dict) else {"label": column} for column in columns]
    return _shown("table", content=content, caption=caption, columns=heads, quiet_head=quiet_head, kind=kind)


@register.simple_block_tag
def row(content: str, kind: str = "") -> SafeString:
    """A row; *kind* is "restricted", "total" or empty."""
    css = format_html(' class="cm-table__{}"', kind) if kind else SafeString()
    return format_html('<tr role="row"{}>{}</tr>', css, content)


@register.simple_block_tag
def cell(
    content: str, kind: str = "", heading: str = "", head: bool = False, phone: str = "", span: int = 1
) -> SafeString:
    """A cell. *kind*: "number", "date", "figure" or empty. *head*: it names its row.

    *heading* is shown before the value on a phone; *phone*: "row" gives the cell a line of its own there, "inline" puts
    its small line beside it.
    """
    css = " ".join(
        part
        for part in (
            f"cm-table__{kind}" if kind else "",
            f"cm-cell--{phone}" if phone else "",
            "" if content.strip() else "cm-cell--empty",
        )
        if part
    )
    return _shown("cell", content=content, css=css, heading=heading, head=head, span=span)


@register.simple_block_tag
def buttons(content: str, wide: bool = False, fixed: bool = False) -> SafeString:
    """A row of buttons; *wide* fills a phone's width; *fixed* stays at the foot of a wide screen."""
    css = "cm-buttons" + (" cm-buttons--wide" if wide else "") + (" cm-buttons--fixed" if fixed else "")
    return format_html('<div class="{}">{}</div>', css, content)


@register.simple_tag
def button(
    label: str, kind: str = "primary", href: str = "", name: str = "", value: str = "", key: str = "", form: str = ""
) -> SafeString:
    """One button, or a link that looks like one. *key* is its access key; *form* the id of its form, if outside."""
    if kind not in BUTTONS:
        raise template.TemplateSyntaxError(f"{kind!r} is not one of the buttons {', '.join(BUTTONS)}.")
    return _shown("button", label=label, css=BUTTONS[kind], href=href, name=name, value=value, key=key, form=form)


@register.simple_tag
def field(
    bound: BoundField,
    hint: str = "",
    short: bool = False,
    wide: bool = False,
    inline: bool = False,
    label: str = "",
    bare: bool = False,
) -> SafeString:
    """A form's field with label, hint and error. *bare* hides the label, where another heading says the same."""
    parts = presenters.field_parts(bound, hint)
    return _shown(
        "field",
        parts=parts,
        hint=hint or bound.help_text,
        short=short,
        wide=wide,
        inline=inline,
        label=label or bound.label,
        bare=bare,
    )


@register.simple_tag
def error_list(form: Any = None, errors: Any = None) -> list[dict[str, str]]:
    """What must be put right, as `{text, href}`: *errors* if given, then those of *form*."""
    return list(errors or []) + presenters.errors_of(form if isinstance(form, forms.BaseForm) else None)


@register.simple_block_tag
def proposal(
    content: str,
    label: str,
    number: str = "",
    sure: str = "",
    colour: str = "plain",
    where: Any = "",
    control: str = "",
) -> SafeString:
    """A field beside what was read: *number* ties it to the marked words, *sure* says how sure, *where* quotes.

    *control* is the id of the input that *label* names; without it the content carries its own labels.
    """
    return _shown(
        "proposal",
        content=content,
        label=label,
        number=number,
        sure=sure,
        colour=_colour(colour),
        where=where,
        control=control,
    )


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """More of the same, opened by who wants it."""
    return format_html('<details class="cm-more"><summary>{}</summary>{}</details>', summary, content)


@register.simple_tag
def sheet(width: int, height: int, turned: int | None = 0) -> dict[str, str]:
    """The frame of a page image of *width* x *height* px, turned clockwise by 0, 90, 180 or 270 degrees."""
    return presenters.sheet_frame(int(width), int(height), int(turned or 0))


@register.simple_tag
def sheet_line(text: str, box: tuple[float, float, float, float], height: int, rtl: bool = False) -> SafeString:
    """A line of the text layer, stretched over its box so that it can be selected where it is seen."""
    start, end = (box[2], box[0]) if rtl else (box[0], box[2])
    size = max(int((box[3] - box[1]) * int(height) * 0.8), 4)
    return format_html(
        '<text x="{}" y="{}" textLength="{}" lengthAdjust="spacingAndGlyphs" font-size="{}"{}>{}</text>',
        percent(start),
        percent(box[3] - (box[3] - box[1]) * 0.2),
        percent(max(abs(end - start), 0.001)),
        str(size),
        RIGHT_TO_LEFT if rtl else "",
        text,
    )


@register.simple_tag
def sheet_box(box: tuple[float, float, float, float]) -> SafeString:
    """A marked place on a sheet."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}"/>',
        percent(box[0]),
        percent(box[1]),
        percent(box[2] - box[0]),
        percent(box[3] - box[1]),
    )

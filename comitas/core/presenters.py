"""How forms and page images look: the parts of a field, what must be put right in a form, the frame of a sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from comitas.core.text import isolated

_CLASSES: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),
    (forms.RadioSelect, "radios", "govuk-radios__input"),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.Select, "select", "govuk-select"),
    (forms.Widget, "input", "govuk-input"),
)
"""Widget class, the shape of its field, GOV.UK's class of the control. The first that fits counts
(Django's several checkboxes are a kind of radio buttons)."""

TYPED = ("govuk-input", "govuk-textarea")
"""Controls into which text is typed."""


def apart(text: str) -> str:
    """A number, an article or a text of others inside a sentence, so that it keeps its own order on a page that runs from right to left:
    46(24) would stand there as 24(46), "27 Mill Row" as "Mill Row 27", and a day would lose its number to the name before it.
    """
    return isolated(text) if get_language_bidi() else text


@dataclass(frozen=True, slots=True)
class FieldParts:
    """One field, ready to be laid out.

    `shape` is "input", "textarea", "select", "file", "checkbox" (one), "checkboxes" or "radios" (several), or "hidden".
    `control` is the widget's HTML; for several choices it is empty and `choices` holds them one by one.
    """

    bound: BoundField
    shape: str
    control: str
    choices: tuple[BoundWidget, ...]
    errors: tuple[str, ...]
    hint_id: str
    error_id: str


def field_parts(bound: BoundField, hint: str = "", **attributes: Any) -> FieldParts:
    """The parts of *bound*: its control described by hint and error, as WCAG 2.2 (1.3.1, 3.3.1) asks.

    *hint* replaces the field's own help text; *attributes* are added to the control.
    """
    shape, css = _shape(bound)
    identity = bound.auto_id or bound.html_name
    errors = tuple(str(error) for error in bound.errors)
    hint_id = f"{identity}-hint" if (hint or bound.help_text) else ""
    error_id = f"{identity}-error" if errors else ""
    several = shape in {"radios", "checkboxes"}
    described = " ".join(part for part in (hint_id, error_id) if part)
    attrs = _attributes(bound, css, "" if several else described, bool(errors)) | attributes
    control = "" if several else str(bound.as_widget(attrs=attrs))
    choices = tuple(bound.subwidgets) if several else ()
    return FieldParts(bound, shape, control, choices, errors, hint_id, error_id)


def _shape(bound: BoundField) -> tuple[str, str]:
    if bound.is_hidden:
        return "hidden", ""
    return next((shape, css) for kind, shape, css in _CLASSES if isinstance(bound.field.widget, kind))


def _attributes(bound: BoundField, css: str, described: str, wrong: bool) -> dict[str, Any]:
    own = bound.field.widget.attrs.get("class", "")
    wrong_css = f"{css}--error" if wrong and css else ""
    attributes: dict[str, Any] = {"class": " ".join(part for part in (css, wrong_css, own) if part)}
    if css in TYPED:
        attributes["dir"] = "auto"  # an English letter is typed on an Arabic page, and the other way round
    if described:
        attributes["aria-describedby"] = described
    return attributes


def errors_of(form: forms.BaseForm | None) -> list[dict[str, str]]:
    """What must be put right in *form*, top to bottom, as `{text, href}`; `href` leads to the field, or is empty.

    Each text begins with the label of its field: away from it, "This field is required." says nothing.
    """
    if form is None:
        return []
    whole = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    return (
        whole
        + [
            {"text": _named(bound, str(text)), "href": _place(bound)}
            for bound in form
            if not bound.is_hidden
            for text in bound.errors
        ]
        + list(_of_hidden(form.hidden_fields()))
    )


def _named(bound: BoundField, text: str) -> str:
    label = str(bound.label).strip()
    if label.endswith(("?", "？", "؟")):
        return f"{label} {text}"
    return _("%(field)s: %(error)s") % {"field": label, "error": text} if label else text


def _place(bound: BoundField) -> str:
    several = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"#{bound.auto_id}_0" if several else f"#{bound.auto_id}"


def _of_hidden(fields: Iterable[BoundField]) -> Iterable[dict[str, str]]:
    for bound in fields:
        for text in bound.errors:
            yield {"text": str(text), "href": ""}


def sheet_frame(width: int, height: int, turned: int) -> dict[str, str]:
    """The SVG frame of a page image: `{width, height, turned, view, transform}`, figures as text for any language.

    Raises ValueError unless *turned* is 0, 90, 180 or 270.
    """
    moves = {
        0: "",
        90: f"translate({height} 0) rotate(90)",
        180: f"translate({width} {height}) rotate(180)",
        270: f"translate(0 {width}) rotate(270)",
    }
    if turned not in moves:
        raise ValueError(f"A page turns by 0, 90, 180 or 270 degrees, not {turned}.")
    view = f"0 0 {height} {width}" if turned % 180 else f"0 0 {width} {height}"
    return {"width": str(width), "height": str(height), "turned": str(turned), "view": view, "transform": moves[turned]}

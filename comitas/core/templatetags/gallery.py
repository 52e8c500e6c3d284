"""Sample data for the gallery of components (`ui/gallery.html`): invented, and nothing else reads it."""

from typing import Any

from django import forms, template
from django.templatetags.static import static

register = template.Library()

HOSTILE = '<script>alert("1")</script> & <b style="color:red">bold</b>'


class SampleForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="Sent by", help_text="As the letterhead names it.")
    date = forms.CharField(label="Date of letter", help_text="For example 24 February 2026 or 24/2/2026.")
    kind = forms.ChoiceField(
        label="What it is", choices=[("request", "Request for assistance"), ("enquiry", "Enquiry")]
    )
    words = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    reading = forms.ChoiceField(
        label="Their reference",
        widget=forms.RadioSelect,
        choices=[("17", "PG/IC/0417/26"), ("11", "PG/IC/0411/26"), ("", "Neither")],
    )
    measures = forms.MultipleChoiceField(
        label="Measures", widget=forms.CheckboxSelectMultiple, choices=[("f", "Bank records"), ("a", "Statement")]
    )
    confidential = forms.BooleanField(label="The sender asks for confidentiality", required=False)
    file = forms.FileField(label="File", required=False)


class SampleFilters(forms.Form):
    """A row of filters."""

    q = forms.CharField(label="Number, name or reference", required=False)
    state = forms.ChoiceField(label="State", choices=[("", "Any"), ("BO", "Borland")], required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Any"), ("request", "Request")], required=False)
    since = forms.CharField(label="Received since", required=False)


def _marks() -> list[dict[str, Any]]:
    return [
        {"id": "m1", "number": "1", "label": "Sent by", "href": "#f1", "boxes": [(0.205, 0.085, 0.61, 0.109)]},
        {"id": "m2", "number": "2", "label": "Their reference", "href": "#f2", "doubt": True,
         "boxes": [(0.19, 0.178, 0.39, 0.204)]},
        {"id": "m3", "number": "3", "label": "Legal basis", "href": "#f3",
         "boxes": [(0.155, 0.371, 0.9, 0.395)]},
    ]  # fmt: skip


def _viewer() -> dict[str, Any]:
    lines = [
        {"text": "REPUBLIC OF BORLAND", "box": (0.205, 0.058, 0.53, 0.08)},
        {"text": "Office of the Prosecutor General", "box": (0.205, 0.085, 0.61, 0.109)},
        {"text": "Our ref. PG/IC/0417/26", "box": (0.09, 0.18, 0.39, 0.203)},
    ]
    page = {
        "number": 1, "image_url": static("sample-letter.svg"), "width": 840, "height": 1188, "turned": 0,
        "language": "en", "lines": lines, "marks": _marks(),
    }  # fmt: skip
    addresses = {"wider_url": "?wider=1", "turn_url": "?turn=90", "text_url": "?text=1", "next_url": "?page=2"}
    return {"title": "The letter", "words": "Page 1 of 3", "pages": [page], "flat": True, **addresses}


def _shown() -> dict[str, Any]:
    return {
        "facts": [{"label": "Received", "value": "12 January 2026"}, {"label": "Open", "value": "50 days"}],
        "figures": [{"label": "Open", "value": 23}, {"label": "Over a year", "value": 2, "href": "#"}],
        "rows": [
            {"key": "Sent by", "value": "Prosecutor General of Borland", "href": "#", "act": "Change"},
            {"key": "Their reference", "value": "PG/IC/0417/26", "small": "Page 1"},
        ],
        "events": [
            {"what": "Hearing record received", "when": "3 March, 08:52", "who": "Registry"},
            {
                "what": "Step corrected, part 4",
                "when": "2 February",
                "more": "Sent to Section 6, not 4",
                "corrects": True,
            },
        ],
        "steps": [
            {"label": "Record a telephone call", "url": "#"},
            {"label": "Close the case", "reason": "Part 1 is still before the court."},
        ],
        "tabs": [
            {"label": "Overview", "url": "#", "current": True},
            {"label": "Documents", "url": "#", "count": 14},
            {"label": "Timeline", "url": "#"},
        ],
        "showing": [{"label": "Incoming", "url": "#"}, {"label": "Received since 1 January 2026", "url": "#"}],
        "paging": {"newer": "", "older": "#", "words": "25 on a page."},
    }


@register.simple_tag
def gallery_samples() -> dict[str, Any]:
    """Everything the gallery shows, by the name of its component."""
    wrong = {"name": "", "date": "31 February", "kind": "x", "words": HOSTILE, "reading": "9", "measures": []}
    return _shown() | {
        "form": SampleForm(auto_id="id_%s", initial={"kind": "request", "reading": "17", "measures": ["f"]}),
        "wrong": SampleForm(wrong, auto_id="wrong_%s"),
        "filters": SampleFilters({"since": "1 January 2026"}, auto_id="filter_%s"),
        "columns": {
            "number": {"label": "Number", "href": "?sort=number", "sorted": "descending"},
            "due": {"label": "Due", "kind": "date"},
        },
        "viewer": _viewer(),
        "no_image": {"title": "The letter", "words": "No page image. The original is kept.", "flat": True},
        "kept": [{"id": "1", "name": "letter.pdf"}],
        "hostile": HOSTILE,
        "long": "Staatsanwaltschaftsübergreifende-Zusammenarbeitsvereinbarung/2026-000000000000000000000412",
    }

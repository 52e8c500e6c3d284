"""Components render, escape what strangers wrote, and say what they are to those who listen."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import translation

from comitas.core import presenters
from comitas.core.templatetags.gallery import HOSTILE, gallery_samples
from comitas.core.templatetags.ui import percent

UI = Path(__file__).parents[1] / "templates" / "ui"


class Page(HTMLParser):
    """What a page says of itself: its elements as (name, attributes), in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def values(self, attribute: str, tag: str = "") -> list[str]:
        return [a[attribute] or "" for name, a in self.elements if attribute in a and tag in ("", name)]


def shown(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.fixture(scope="module")
def gallery() -> str:
    return render_to_string("ui/gallery.html")


@pytest.mark.parametrize("name", ["base", "entrance", "400", "403", "403_csrf", "404", "409", "500", "ui/gallery"])
def test_a_page_renders_without_navigation(name: str) -> None:
    page = Page(render_to_string(f"{name}.html"))
    assert [a["lang"] for tag, a in page.elements if tag == "html"] == ["en"]
    assert len([tag for tag, _ in page.elements if tag == "h1"]) == 1
    assert len([tag for tag, _ in page.elements if tag == "main"]) == 1


def test_the_top_bar_shows_places_counts_search_and_menu() -> None:
    nav = {
        "places": [{"url": "/", "label": "Home", "current": True}, {"url": "/a", "label": HOSTILE, "count": 3}],
        "user_name": HOSTILE,
        "menu": [{"heading": HOSTILE, "entries": [{"url": "/out", "label": "Sign out", "post": True}]}],
        "search_url": "/search",
        "languages": [{"code": "fr", "name": "Français", "url": "?l=fr"}],
    }
    html = render_to_string("base.html", {"nav": nav})
    page = Page(html)
    assert page.values("aria-current") == ["page"]
    assert "search" in page.values("role", "form")
    assert "fr" in page.values("hreflang")
    assert ("form", "post") in [(tag, a.get("method")) for tag, a in page.elements]
    assert HOSTILE not in html


@pytest.mark.parametrize(
    ("language", "direction", "sheet"), [("en", "ltr", "comitas.css"), ("ar", "rtl", "comitas.rtl.css")]
)
def test_the_direction_follows_the_language(language: str, direction: str, sheet: str) -> None:
    with translation.override(language):
        page = Page(render_to_string("base.html"))
    assert page.values("dir", "html") == [direction]
    assert any(href.endswith(sheet) for href in page.values("href", "link"))


@pytest.mark.parametrize("name", ["404", "403", "500"])
def test_an_error_page_keeps_what_was_typed(name: str) -> None:
    assert "data-failed" in dict(Page(render_to_string(f"{name}.html")).elements)["body"]


def test_error_pages_speak_french() -> None:
    with translation.override("fr"):
        assert "Page introuvable" in render_to_string("404.html")


def test_the_gallery_shows_every_component(gallery: str) -> None:
    used = "".join(path.read_text() for path in UI.rglob("*.html"))
    used += (UI.parent / "base.html").read_text() + (UI.parent / "entrance.html").read_text()
    used += Path(presenters.__file__).parent.joinpath("templatetags", "ui.py").read_text()
    pages = {"gallery", "failed"}
    forgotten = [
        path.stem for path in UI.glob("*.html")
        if path.stem not in pages and f"ui/{path.stem}.html" not in used and f'_shown("{path.stem}"' not in used
        and f'_shown(\n        "{path.stem}"' not in used
    ]  # fmt: skip
    assert forgotten == []
    assert "cm-timeline" in gallery
    assert "cm-sheet" in gallery
    assert "cm-upload__row" in gallery


def test_nothing_in_a_page_needs_an_inline_script_or_style(gallery: str) -> None:
    for tag, attributes in Page(gallery).elements:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert tag != "script" or attributes.get("src"), tag


def test_hostile_text_is_escaped_everywhere(gallery: str) -> None:
    assert HOSTILE not in gallery
    assert "<script>alert" not in gallery
    assert gallery.count("&lt;script&gt;alert") >= 4


def test_ids_are_given_once_and_every_reference_arrives(gallery: str) -> None:
    page = Page(gallery)
    ids = Counter(page.values("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    pointed = [
        one for name in ("aria-describedby", "aria-labelledby") for value in page.values(name) for one in value.split()
    ]
    pointed += page.values("for") + [href[1:] for href in page.values("href") if len(href) > 1 and href.startswith("#")]
    assert [name for name in pointed if name not in ids] == []


def test_a_table_keeps_its_roles_when_its_cells_become_blocks() -> None:
    cells = "{% cell head=True %}1{% endcell %}{% cell %}2{% endcell %}"
    page = Page(shown('{% table "Cases" "Number" "Due" %}{% row %}' + cells + "{% endrow %}{% endtable %}"))
    assert page.values("role") == [
        "table", "rowgroup", "row", "columnheader", "columnheader", "rowgroup", "row", "rowheader", "cell",
    ]  # fmt: skip


def test_a_sorted_column_says_so_and_links() -> None:
    column = {"label": "Number", "href": "?sort=number", "sorted": "ascending"}
    page = Page(shown('{% table "Cases" column %}{% endtable %}', column=column))
    assert page.values("aria-sort") == ["ascending"]
    assert page.values("href") == ["?sort=number"]


def test_an_empty_cell_leaves_a_phone_without_a_gap() -> None:
    assert "cm-cell--empty" in shown("{% cell %}{% if gone %}x{% endif %}{% endcell %}")
    assert "cm-cell--empty" not in shown("{% cell %}0{% endcell %}")


@pytest.mark.parametrize(
    "source", ['{% tag "x" "red" %}', '{% notice "red" %}{% endnotice %}', '{% button "x" kind="big" %}']
)
def test_a_colour_or_button_that_does_not_exist_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="is not one of"):
        shown(source)


def test_tags_and_references_escape_and_may_be_empty() -> None:
    assert shown("{% tag word 'brick' %}", word="") == ""
    assert "&lt;script" in shown("{% tag word 'brick' %}", word=HOSTILE)
    assert shown("{% ref number %}", number="PG/<1>") == '<bdi dir="ltr">PG/&lt;1&gt;</bdi>'


class Sample(forms.Form):
    name = forms.CharField(label=HOSTILE, help_text=HOSTILE)
    kinds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("a", HOSTILE), ("b", "B")])
    one = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    secret = forms.CharField(widget=forms.HiddenInput)


def test_a_field_is_described_by_its_hint_and_its_error() -> None:
    html = shown("{% field form.name %}", form=Sample({}))
    page = Page(html)
    control = next(a for tag, a in page.elements if tag == "input")
    assert control["aria-describedby"] == "id_name-hint id_name-error"
    assert control["aria-invalid"] == "true"
    assert {"id_name-hint", "id_name-error"} <= set(page.values("id"))
    assert HOSTILE not in html


def test_several_choices_stand_in_a_fieldset_that_carries_the_error() -> None:
    html = shown("{% field form.kinds %}", form=Sample({"kinds": ["a", "x"]}))
    page = Page(html)
    assert page.values("type", "input") == ["checkbox", "checkbox"]
    assert len(page.values("checked", "input")) == 1
    assert page.values("aria-describedby", "fieldset") == ["id_kinds-error"]
    assert HOSTILE not in html


def test_a_hidden_field_is_only_its_control() -> None:
    assert [tag for tag, _ in Page(shown("{% field form.secret %}", form=Sample())).elements] == ["input"]


def test_the_error_summary_leads_to_each_field() -> None:
    errors = presenters.errors_of(Sample({"name": "x"}))
    assert [error["href"] for error in errors] == ["#id_kinds_0", "#id_one_0", ""]
    assert [error["text"].split(":")[0] for error in errors[:2]] == ["Kinds", "One"], "each names its field"
    page = Page(render_to_string("ui/error_summary.html", {"form": Sample({"name": "x"})}))
    assert page.values("role") == ["alert"]
    assert page.values("href") == ["#id_kinds_0", "#id_one_0"]


def test_no_error_no_summary() -> None:
    assert "govuk-error-summary" not in render_to_string("ui/error_summary.html", {"form": Sample()})


def test_a_step_that_is_not_possible_has_its_reason_and_no_link() -> None:
    steps = [{"label": "Close", "url": "/close", "reason": "Part 1 is open."}, {"label": "Note", "url": "/note"}]
    html = render_to_string("ui/steps.html", {"steps": steps})
    assert Page(html).values("href") == ["/note"]
    assert "Part 1 is open." in html


def test_paging_ends_without_a_link() -> None:
    page = Page(render_to_string("ui/paging.html", {"paging": {"newer": "", "older": "?after=9", "words": ""}}))
    assert page.values("href") == ["?after=9"]


def test_one_page_has_no_buttons_to_other_pages() -> None:
    assert "<nav" not in render_to_string(
        "ui/paging.html", {"paging": {"newer": "", "older": "", "words": "25 on a page."}}
    )
    assert render_to_string("ui/paging.html", {"paging": {"newer": "", "older": "", "words": ""}}).strip() == ""


def test_lengths_on_a_sheet_are_written_alike_in_every_language() -> None:
    page = gallery_samples()["viewer"]["pages"][0] | {"width": 2480, "height": 3508}
    with translation.override("fr"):
        html = render_to_string("ui/sheet.html", {"page": page})
        assert percent(0.125) == "12.50%"
    assert 'viewBox="0 0 2480 3508"' in html
    lengths = [value for name in ("x", "y", "width", "height") for value in Page(html).values(name, "rect")]
    assert lengths
    assert all(re.fullmatch(r"\d+\.\d\d%", length) for length in lengths)


@pytest.mark.parametrize(
    ("turned", "view"), [(0, "0 0 30 40"), (90, "0 0 40 30"), (180, "0 0 30 40"), (270, "0 0 40 30")]
)
def test_a_turned_page_fits_its_frame(turned: int, view: str) -> None:
    frame = presenters.sheet_frame(30, 40, turned)
    assert frame["view"] == view
    assert (f"rotate({turned})" in frame["transform"]) == bool(turned)


def test_a_page_turns_by_right_angles_only() -> None:
    with pytest.raises(ValueError, match="not 45"):
        presenters.sheet_frame(30, 40, 45)


def test_a_success_message_tells_the_browser_that_a_draft_is_done() -> None:
    message = type("Message", (), {"level_tag": "success", "__str__": lambda self: HOSTILE})()
    html = render_to_string("ui/messages.html", {"messages": [message]})
    assert "data-saved" in html
    assert HOSTILE not in html

"""The forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SEVERAL = ("checkbox", "radio")


@dataclass
class Form:
    """Where it is sent, what stands in it, and which of its fields are files. `choices`: what each list offers."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    buttons: dict[str, list[str]] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """Every name that can be sent, without the token against forgery."""
        names = [*self.values, *self.files, *self.choices, *self.buttons]
        return [name for name in dict.fromkeys(names) if name != "csrfmiddlewaretoken"]


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, []
        self.now: Form | None = None
        self.by_id: dict[str, Form] = {}
        self.select, self.area = "", ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in given}
        if tag == "form":
            self.now = Form(told.get("action") or self.page, told.get("method", "get").lower())
            self.forms.append(self.now)
            self.by_id[told.get("id", "")] = self.now
            return
        form = self.by_id.get(told["form"]) if told.get("form") else self.now
        if form is not None:
            self._field(tag, told, form)

    def _field(self, tag: str, told: dict[str, str], form: Form) -> None:
        name, value = told.get("name", ""), told.get("value", "")
        if tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(value)
            if "selected" in told:
                form.values[self.select] = [value]
        elif tag == "select":
            self.select = name
            form.choices.setdefault(name, [])
            form.values.setdefault(name, [])
        elif tag == "textarea":
            self.area = name
            form.values.setdefault(name, [""])
        elif tag == "button" and name:
            form.buttons.setdefault(name, []).append(value)
        elif tag == "input" and name:
            self._input(told.get("type", "text"), name, value, "checked" in told, form)

    def _input(self, kind: str, name: str, value: str, checked: bool, form: Form) -> None:
        if kind == "file":
            form.files.add(name)
        elif kind in SEVERAL:
            form.choices.setdefault(name, []).append(value or "on")
            form.values.setdefault(name, [])
            if checked:
                form.values[name].append(value or "on")
        else:
            form.values[name] = [value]
            if kind == "hidden":
                form.hidden.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        self.select = "" if tag == "select" else self.select
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.area and self.now is not None:
            self.now.values[self.area][0] += data


def forms(page: str, html: str) -> list[Form]:
    """Every form on *html* that changes something; *page* is its address."""
    reader = _Reader(page)
    reader.feed(html)
    return [form for form in reader.forms if form.method == "post"]

"""Forms that change something: errors at their fields, and a colleague who was first is told without losing a word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request

USE = "use-"  # a button of ui/conflict.html: which of two values stands in the field
SETTLED = "settled"


@dataclass
class Tried:
    """What came of a form: `done`, or the status of the answer and the fields on which two officers differ."""

    done: bool = False
    status: int = 200
    made: Any = None
    differences: list[dict[str, str]] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)


def attempt(
    request: Request, form: BaseForm, save: Callable[[], Any], current: Callable[[], Mapping[str, Any]] | None = None
) -> Tried:
    """Save what was typed, if it was sent. *current* gives the values that stand now, `version` among them."""
    if request.method != "POST":
        return Tried()
    settled = request.POST.getlist(SETTLED)
    chosen = next((name.removeprefix(USE) for name in request.POST if name.startswith(USE)), "")
    if chosen and current:
        return _choose(request, form, chosen, current(), settled)
    if not form.is_valid():
        return Tried(status=400)
    try:
        return Tried(done=True, made=save())
    except Invalid as error:
        show(form, error)
        return Tried(status=400)
    except Conflict as error:
        form.add_error(None, str(error))
        if current is None:
            return Tried(status=409)
        return Tried(status=409, differences=_differences(form, current(), settled), settled=settled)


def show(form: BaseForm, error: Invalid) -> None:
    """Each sentence at its field; those of no field above the form."""
    for name, sentence in error.fields.items():
        form.add_error(name if name in form.fields else None, sentence)


def _choose(request: Request, form: BaseForm, chosen: str, now: Mapping[str, Any], settled: list[str]) -> Tried:
    """One field is settled; the rest of the form stays as it was typed, and nothing is saved yet."""
    data = request.POST.copy()
    if request.POST[f"{USE}{chosen}"] == "theirs" and chosen in form.fields and chosen in now:
        value = form.fields[chosen].prepare_value(now[chosen])
        data.setlist(
            chosen, [str(item) for item in value] if isinstance(value, list) else ["" if value is None else str(value)]
        )
    form.data = data
    form.is_valid()
    done = [*settled, chosen]
    differences = _differences(form, now, done)
    for name in list(form.errors):
        del form.errors[name]
    return Tried(differences=differences, settled=done)


def _differences(form: BaseForm, now: Mapping[str, Any], settled: list[str]) -> list[dict[str, str]]:
    """The fields in which what stands differs from what was typed. The form goes on from the version that stands."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(now["version"])  # type: ignore[index]
    found = []
    for name, value in now.items():
        if name in form.fields and name != "version" and name not in settled:
            bound = form[name]
            theirs, mine = _words(bound, value), _words(bound, bound.data)
            if theirs != mine:
                found.append(
                    {"label": str(bound.label), "theirs": theirs or "–", "mine": mine or "–", "name": f"{USE}{name}"}
                )
    return found


def _words(bound: Any, value: Any) -> str:
    """A value as the page shows it: dates in words, choices by their names, several joined."""
    prepared = bound.field.prepare_value(value)
    chosen = {str(code): str(words) for code, words in getattr(bound.field, "choices", ())}
    several = prepared if isinstance(prepared, list | tuple) else [prepared]
    if getattr(bound.field, "choices", None) is None and not isinstance(prepared, list | tuple):
        return (
            ""
            if prepared in (None, False)
            else " ".join(str(bound.field.prepare_value(_cleaned(bound, prepared))).split())
        )
    return ", ".join(chosen.get(str(item), str(item)) for item in several if item not in (None, ""))


def _cleaned(bound: Any, value: Any) -> Any:
    """A typed date as a date, so that two ways of typing one day are the same."""
    try:
        return bound.field.to_python(value)
    except ValidationError:
        return value

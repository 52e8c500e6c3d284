"""What is filled in when an earlier register is taken over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.core.text import N_
from comitas.desk.forms import choices, offer
from comitas.desk.forms.cases import Once, Versioned
from comitas.directory.rules.folding import fold
from comitas.takeover.rules import codes, days
from comitas.takeover.rules.fields import FIELDS
from comitas.takeover.rules.texts import ENCODINGS

SEPARATOR_NAMES = {";": N_("semicolon ;"), ",": N_("comma ,"), "\t": N_("tabulator"), "|": N_("bar |")}
ORDERS = {
    days.DAY_FIRST: N_("day first: 3/2/2014 is 3 February"),
    days.MONTH_FIRST: N_("month first: 3/2/2014 is 2 March"),
}
ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class NewTakeover(Once):
    """The file, the register that it comes from, and who may know of it."""

    authority = forms.TypedChoiceField(label=gettext_lazy("Taken over by"), coerce=UUID)
    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
    )  # fmt: skip
    register = forms.CharField(
        label=gettext_lazy("Name of the old register"), max_length=120,
        help_text=gettext_lazy("Such as “Register 2008–2026”. Its numbers are kept under this name; the same name again and no number comes twice."),
    )  # fmt: skip
    restricted = forms.BooleanField(
        label=gettext_lazy("Restrict: only the readers named here see the file and its restricted cases"),
        required=False,
    )
    readers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Readers besides you"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, authorities: Sequence[Any], colleagues: Callable[[], Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "authority", [(str(one.pk), one.name) for one in authorities])
        offer(self, "readers", colleagues)
        if len(authorities) == 1:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = authorities[0].pk

    def clean_file(self) -> Any:
        """Refuses what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.FORM_LIMIT:
            said = _("The file is larger than %(most)s. Split it.") % {"most": filesizeformat(settings.FORM_LIMIT)}
            raise forms.ValidationError(said)
        head = file.read(4)
        file.seek(0)
        if head == OLD:
            raise forms.ValidationError(
                _("This is a workbook in the old format, or one with a password. Save it as .xlsx or as CSV.")
            )
        self.workbook = head == ZIP
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("restricted") and not values.get("readers") and "readers" not in self.errors:
            self.add_error("readers", _("Name at least one colleague: what is restricted has two readers or more."))
        return values


class ShapeForm(Versioned):
    """How the bytes are read: what was guessed, to be confirmed or put right."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"))
    separator = forms.ChoiceField(label=gettext_lazy("Between the cells"))
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))

    def __init__(self, *arguments: Any, workbook: bool, sheets: Iterable[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        if workbook:
            del self.fields["encoding"], self.fields["separator"]
            offer(self, "sheet", [(name, name) for name in sheets])
        else:
            del self.fields["sheet"]
            offer(self, "encoding", list(ENCODINGS.items()))
            offer(self, "separator", choices(SEPARATOR_NAMES))


class ColumnsForm(Versioned):
    """What each column holds; whether day or month comes first; what rows are that do not say."""

    side = forms.ChoiceField(label=gettext_lazy("Incoming or outgoing"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("How a closed case ended"), required=False)

    def __init__(self, *arguments: Any, headings: Sequence[str], ordered: Iterable[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        held = [("", _("Not taken over")), *((code, _(field.name)) for code, field in FIELDS.items())]
        for place, heading in enumerate(headings):
            label = heading[:100] or _("Column %(number)d") % {"number": place + 1}
            self.fields[f"column_{place}"] = forms.ChoiceField(label=label, required=False, choices=held)
        for code in ordered:
            self.fields[f"order_{code}"] = forms.ChoiceField(
                label=_(FIELDS[code].name), choices=choices(ORDERS), required=False, widget=forms.RadioSelect
            )
        for name in ("side", "kind", "outcome"):
            offer(self, name, choices(codes.TARGETS[name], _("Leave such rows out")))

    def said(self) -> dict[str, Any]:
        """For the action."""
        given = self.cleaned_data
        return {
            "columns": {int(name[7:]): code for name, code in given.items() if name.startswith("column_") and code},
            "orders": {name[6:]: code for name, code in given.items() if name.startswith("order_") and code},
            "defaults": {name: given[name] for name in ("side", "kind", "outcome")},
        }


class WordsForm(Versioned):
    """What some words of one column mean."""

    def __init__(
        self,
        *arguments: Any,
        words: Sequence[tuple[str, int, str]],
        column: str,
        targets: Mapping[str, str],
        **more: Any,
    ) -> None:
        super().__init__(*arguments, **more)
        self.column, self.targets = column, targets
        offered = [("", _("Not said: such rows are left out")), *([(codes.NOTHING, _("Nothing here: the case keeps the word"))] if column in codes.MAY_BE_NOTHING else []), *targets.items()]  # fmt: skip
        for place, (word, _number, code) in enumerate(words):
            self.fields[f"word_{place}"] = forms.CharField(
                widget=forms.HiddenInput, max_length=200, strip=False, initial=word
            )
            if column == "state":
                self.fields[f"code_{place}"] = forms.CharField(
                    label=word, required=False, max_length=100, initial=targets.get(code, "–" if code == codes.NOTHING else ""),
                    widget=forms.TextInput(attrs={"list": "states", "autocomplete": "off"}),
                )  # fmt: skip
            else:
                self.fields[f"code_{place}"] = forms.ChoiceField(
                    label=word, required=False, choices=offered, initial=code
                )

    def said(self, states: Mapping[str, str]) -> dict[str, str] | None:
        """Word to code; None after an error at a State that nobody knows. *states*: folded names to codes."""
        given, found = self.cleaned_data, {}
        for name, typed in list(given.items()):
            if not name.startswith("code_"):
                continue
            word = given[f"word_{name[5:]}"]
            if self.column != "state" or not typed:
                found[word] = typed
            elif typed.strip() in ("–", "-"):
                found[word] = codes.NOTHING
            elif code := states.get(fold(typed)):
                found[word] = code
            else:
                self.add_error(
                    name,
                    _("No State has this name. Type its name or its code of two letters, or – to keep the word only."),
                )
        return None if self.errors else found

"""What officers fill in about authorities and their contact points."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.directory import queries
from comitas.directory.rules import cells
from comitas.directory.rules.acceptance import DUAL_CRIMINALITY
from comitas.directory.rules.entries import LIMITS, AuthorityEntry, Channel, ContactEntry, Designation
from comitas.directory.rules.functions import FUNCTIONS, NETWORKS
from comitas.directory.rules.tables import MOST_BYTES

NOT_OF_THE_ENTRY = frozenset({"version", "functions", "designations", "verified_now"})


class Prose(forms.CharField):
    """Text of several lines; browsers send line ends that the directory does not take."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class Lines(forms.CharField):
    """Several items, one a line, each written as in the cells of a file."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, read: Callable[[str], Any], write: Callable[[Any], str], **more: Any) -> None:
        super().__init__(required=False, **more)
        self.read, self.write = read, write

    def to_python(self, value: Any) -> Any:
        lines = str(value or "").splitlines()
        try:
            return self.read(f" {cells.SEPARATOR} ".join(line for line in lines if line.strip()))
        except cells.CellError as error:
            raise forms.ValidationError(queries.words(error.sentence)) from error

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(cells.read_items(self.write(value) if value else ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By what is shown: an item that a line cannot say in full stays as it is until somebody changes its line."""
        return str(self.prepare_value(initial)).splitlines() != [
            line for line in str(data or "").splitlines() if line.strip()
        ]


class Codes(forms.CharField):
    """Languages as "en, fr, pt-BR"."""

    def to_python(self, value: Any) -> Any:
        return tuple(part.strip() for part in str(value or "").split(",") if part.strip())

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tuple(initial or ()) != self.to_python(data)


def channel_lines(channels: Iterable[Channel]) -> str:
    """As in a file, without the comma that only a day, or a comma in the address, makes necessary."""
    items = cells.read_items(cells.write_channels(channels))
    return cells.write_items(item.removesuffix(",").rstrip(" :") if item.count(",") == 1 else item for item in items)


def answer(label: Any) -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    return forms.TypedChoiceField(
        label=label, required=False, coerce=cells.read_answer, empty_value=None,
        choices=[("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
    )  # fmt: skip


def text(label: Any, name: str, **more: Any) -> forms.CharField:
    """A line of the length that the directory takes."""
    return forms.CharField(label=label, max_length=LIMITS[name], required=False, **more)


class AuthorityForm(forms.Form):
    """An authority of another State, or of ours. `initial` is what `values_of` gives for the entry as it stands."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"))
    name = forms.CharField(label=gettext_lazy("Name, as the authority writes it"), max_length=LIMITS["name"])
    name_language = text(
        gettext_lazy("Language of this name"),
        "name_language",
        help_text=gettext_lazy("A code such as en, fr or pt-BR."),
    )
    short_name = text(gettext_lazy("Short name"), "short_name")
    names = Lines(
        cells.read_names, cells.write_names, label=gettext_lazy("Names in other languages"),
        help_text=gettext_lazy("One a line: fr = Ministère de la justice"),
    )  # fmt: skip
    functions = forms.MultipleChoiceField(
        label=gettext_lazy("Designated for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    designations = Lines(
        cells.read_designations, cells.write_designations, label=gettext_lazy("Designated only under one treaty, or for a region"),
        help_text=gettext_lazy("One a line: mla-central@uncac, or mla-central@uncac/Northern Province"),
    )  # fmt: skip
    parent_key = forms.ChoiceField(label=gettext_lazy("Below"), required=False)
    time_zone = text(gettext_lazy("Time zone"), "time_zone", help_text=gettext_lazy("For example Africa/Nairobi"))
    address = Prose(label=gettext_lazy("Address"), required=False, max_length=LIMITS["address"])
    phone = text(gettext_lazy("Telephone"), "phone")
    phone_24h = text(gettext_lazy("Telephone, day and night"), "phone_24h")
    email = text(gettext_lazy("E-mail"), "email")
    website = text(gettext_lazy("Website"), "website")
    hours = text(gettext_lazy("Working hours"), "hours")
    channels = Lines(
        cells.read_channels, channel_lines, label=gettext_lazy("Channels"),
        help_text=gettext_lazy("One a line, with the day on which it was verified: secure-email: office@ministry.example, 2026-01-15"),
    )  # fmt: skip
    languages_accepted = Codes(
        label=gettext_lazy("Languages accepted"),
        required=False,
        help_text=gettext_lazy("Codes with commas between: en, fr, pt-BR"),
    )
    urgent_language = text(gettext_lazy("Language in urgent cases"), "urgent_language")
    e_transmission = Lines(
        cells.read_electronic, cells.write_electronic, label=gettext_lazy("Electronic transmission"),
        help_text=gettext_lazy("One kind of request a line: mla = yes: email, portal; signed"),
    )  # fmt: skip
    originals_required = answer(gettext_lazy("Originals on paper required"))
    apostille_required = answer(gettext_lazy("Apostille or legalisation required"))
    diplomatic_channel_required = answer(gettext_lazy("Diplomatic channel required"))
    interpol_urgent = answer(gettext_lazy("INTERPOL accepted in urgent cases"))
    dual_criminality = forms.ChoiceField(label=gettext_lazy("Dual criminality"), required=False)
    minimum_penalty = forms.IntegerField(
        label=gettext_lazy("Minimum penalty, in months"), required=False, min_value=0, max_value=1_200
    )
    requirements = Prose(
        label=gettext_lazy("Legal and procedural requirements"), required=False, max_length=LIMITS["requirements"]
    )
    links = Lines(
        cells.read_links, cells.write_links, label=gettext_lazy("Forms, laws, pages"),
        help_text=gettext_lazy("One a line: Request form = https://ministry.example/form"),
    )  # fmt: skip
    networks = forms.MultipleChoiceField(
        label=gettext_lazy("Networks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_from = DateInWords(label=gettext_lazy("Valid from"), required=False)
    valid_to = DateInWords(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("The last day of an authority that is no more."),
    )
    public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)
    source = text(
        gettext_lazy("Source"),
        "source",
        help_text=gettext_lazy("Where this comes from: a letter, a directory, a call."),
    )
    verified_now = forms.BooleanField(label=gettext_lazy("I verified this entry today"), required=False)

    def __init__(
        self, *arguments: Any, states: list[tuple[str, str]], parents: Iterable[tuple[str, str]] = (), **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        offered = {
            "state": [("", _("Choose")), *states],
            "functions": choices(FUNCTIONS),
            "parent_key": [("", _("None")), *parents],
            "dual_criminality": choices(DUAL_CRIMINALITY, _("Not known")),
            "networks": choices(NETWORKS),
        }
        for name, listed in offered.items():
            offer(self, name, listed)

    def entry(self, before: AuthorityEntry | None, verified_by: str, today: date) -> AuthorityEntry:
        """The entry as typed. What was not touched stays exactly as it was *before*."""
        values = self.cleaned_data
        before = before or AuthorityEntry(state="", name="")
        taken = {name: self._value(name) for name in self.changed_data if name not in NOT_OF_THE_ENTRY}
        if {"functions", "designations"} & set(self.changed_data):
            plain = tuple(Designation(code) for code in values["functions"])
            taken["designations"] = (*plain, *self._special(before))
        if values["verified_now"]:
            taken |= {"verified_on": today, "verified_by": verified_by}
        return replace(before, **taken)

    def _special(self, before: AuthorityEntry) -> tuple[Designation, ...]:
        if "designations" in self.changed_data:
            found: tuple[Designation, ...] = self.cleaned_data["designations"]
            return found
        return special(before)

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        return tuple(value) if isinstance(value, list) else value


def special(entry: AuthorityEntry) -> tuple[Designation, ...]:
    """Designations under one instrument or for one region."""
    return tuple(item for item in entry.designations if item.instrument or item.region)


def values_of(entry: AuthorityEntry) -> dict[str, Any]:
    """The entry as the form's initial values."""
    found = {column.name: getattr(entry, column.name) for column in fields(entry)}
    for name in ("originals_required", "apostille_required", "diplomatic_channel_required", "interpol_urgent"):
        found[name] = cells.write_answer(found[name])
    plain = [item.function for item in entry.designations if not (item.instrument or item.region)]
    return {**found, "functions": plain, "networks": list(entry.networks), "designations": special(entry)}


class ContactForm(forms.Form):
    """A desk or a person. Restricted unless the officer says otherwise."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Name of the desk or the person"), max_length=200)
    role = text(gettext_lazy("Role"), "role")
    network = forms.ChoiceField(label=gettext_lazy("Network"), required=False)
    phone = text(gettext_lazy("Telephone"), "phone")
    email = text(gettext_lazy("E-mail"), "email")
    languages = Codes(
        label=gettext_lazy("Languages"),
        required=False,
        help_text=gettext_lazy("Codes with commas between: en, fr, pt-BR"),
    )
    restricted = forms.BooleanField(
        label=gettext_lazy("Restricted: only those who may change the directory see it"), required=False, initial=True
    )
    source = text(gettext_lazy("Source"), "source")
    verified_on = DateInWords(label=gettext_lazy("Verified on"), required=False)
    valid_to = DateInWords(label=gettext_lazy("Valid until"), required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "network", choices(NETWORKS, _("None")))

    def entry(self) -> ContactEntry:
        """The contact point as typed."""
        return ContactEntry(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class DirectoryFilter(forms.Form):
    """What the list shows. A value that makes no sense is told and filters nothing."""

    text = forms.CharField(
        label=gettext_lazy("Name in any language"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    function = forms.ChoiceField(label=gettext_lazy("Designated for"), required=False)
    whose = forms.ChoiceField(label=gettext_lazy("Whose"), required=False)

    def __init__(self, data: Any, *, states: list[tuple[str, str]]) -> None:
        super().__init__(data)
        offer(self, "state", [("", _("All States")), *states])
        offer(self, "function", choices(FUNCTIONS, _("Anything")))
        whose = {"": _("All authorities"), "theirs": _("Of other States"), "ours": _("Ours")}
        offer(self, "whose", list(whose.items()))

    def asked(self) -> dict[str, str]:
        """What is filtered by, by field."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class ImportForm(forms.Form):
    """A file of authorities or of parties to treaties."""

    kind = forms.ChoiceField(label=gettext_lazy("What is in the file"), widget=forms.RadioSelect, initial="authorities")
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        kinds = {"authorities": _("Authorities of other States"), "parties": _("Parties to treaties")}
        offer(self, "kind", list(kinds.items()))

    def clean_file(self) -> Any:
        """Refuses what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MiB. Split it.") % {"most": MOST_BYTES // 1024 // 1024}
            )
        return file


def differences(form: forms.Form, settled: Iterable[str]) -> list[dict[str, Any]]:
    """The fields in which what was typed differs from what stands now (the form's `initial`): label, theirs, mine."""
    names = [name for name in form.changed_data if not form.fields[name].widget.is_hidden and name not in settled]
    return [
        {"name": name, "label": form[name].label, "theirs": shown(form.fields[name], form.get_initial_for_field(form.fields[name], name)),
         "mine": shown(form.fields[name], form[name].value())}
        for name in names
        if name != "verified_now"
    ]  # fmt: skip


def shown(field: forms.Field, value: Any) -> str:
    """A value as words: what a choice is called, what a text says."""
    named: Mapping[str, str] = dict(getattr(field, "choices", ()))
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value not in (False, None, "", "False") else _("No")
    if named:
        listed = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(named.get(str(one or ""), one)) for one in listed)
    return str(field.prepare_value(value) if value is not None else "")


def with_theirs(data: Any, form: forms.Form, name: str) -> Any:
    """The posted *data* with one field as it stands now."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    changed = data.copy()
    if isinstance(field, forms.BooleanField):
        changed.setlist(name, ["on"] if value else [])
    else:
        changed.setlist(
            name,
            [str(one) for one in value]
            if isinstance(value, list | tuple)
            else [str(value if value is not None else "")],
        )
    return changed


def refused(form: forms.Form, sentences: Mapping[str, str]) -> None:
    """Put each sentence of a refusal at its field, or above the form where it has none."""
    for name, sentence in sentences.items():
        form.add_error(name if name in form.fields else None, sentence)

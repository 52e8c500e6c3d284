"""What administrators fill in about letterheads, wordings and clauses."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import choices, offer
from comitas.drafting.rules import clauses, languages, letterhead
from comitas.drafting.rules.kinds import KINDS, LANGUAGES

PICTURE = forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".png,.jpg,.jpeg"})
WORD_FILE = forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".docx"})


class LanguageWish(forms.Form):
    """Another language to write in."""

    language = forms.CharField(
        label=gettext_lazy("Another language"),
        max_length=languages.LONGEST,
        help_text=gettext_lazy("Its code, such as es, ru, ar, pt-BR."),
    )

    def clean_language(self) -> str:
        code = languages.tidy(self.cleaned_data["language"])
        if not code:
            raise forms.ValidationError(_(languages.UNKNOWN))
        return code


class LetterheadForm(forms.Form):
    """The words of a letterhead in one language; the emblem is the same in all. `version`: the one that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    emblem = forms.FileField(
        label=gettext_lazy("Emblem"), required=False, widget=PICTURE,
        help_text=gettext_lazy("A PNG or JPEG picture, up to 2 MB. It stands at the head of the first page, 20 mm high."),
    )  # fmt: skip
    no_emblem = forms.BooleanField(label=gettext_lazy("Take the emblem out"), required=False)

    def __init__(self, *arguments: Any, language: str, has_emblem: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.asked = letterhead.asked(language)
        own = language in LANGUAGES
        for key, word in self.asked.items():
            self.fields[key] = _field(word, _(word.shipped) if own else word.shipped)
        if not has_emblem:
            del self.fields["no_emblem"]

    def of_head(self) -> list[forms.BoundField]:
        return [self[key] for key in letterhead.HEAD]

    def of_form(self) -> list[forms.BoundField]:
        return [self[key] for key in letterhead.WORDS]

    def of_law(self) -> list[forms.BoundField]:
        return [self[key] for key in letterhead.LAW if key in self.fields]

    def given(self) -> dict[str, str]:
        return {key: str(self.cleaned_data.get(key) or "") for key in self.asked}


def _field(word: letterhead.Word, shipped: str) -> forms.CharField:
    """Where the program has words of its own, they are quoted: they stand where the field is empty."""
    hint = _(word.hint) if word.hint else ""
    if shipped:
        hint = f"{_('Empty: “%(words)s”') % {'words': shipped}} {hint}".strip()
    widget = forms.Textarea(attrs={"rows": word.rows}) if word.rows > 1 else forms.TextInput()
    return forms.CharField(label=_(word.label), required=False, max_length=word.longest, help_text=hint, widget=widget)


class WordingForm(forms.Form):
    """What letters of a kind say in one language. With a Word file the text goes into its placeholders."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    subject = forms.CharField(label=gettext_lazy("Subject"), widget=forms.Textarea(attrs={"rows": 2}))
    body = forms.CharField(
        label=gettext_lazy("Letter"), widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
        help_text=gettext_lazy("A blank line begins a new paragraph. Names in {{ }} are filled from the case; all are listed below."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Word template"), required=False, widget=WORD_FILE,
        help_text=gettext_lazy("A .docx file, up to 2 MB, with the same names, and with those of the sheet."),
    )  # fmt: skip


class ClauseForm(forms.Form):
    """A clause of the authority's own, in each of its languages."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Short name"), max_length=clauses.LONGEST_NAME)
    article = forms.CharField(
        label=gettext_lazy("Article"), required=False, max_length=clauses.LONGEST_ARTICLE,
        help_text=gettext_lazy("Where it is written, such as UNCAC 46(28). Shown to the officer."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Offered in"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none to offer it in every letter."),
    )  # fmt: skip
    offered = forms.BooleanField(label=gettext_lazy("Officers may choose it"), required=False)

    def __init__(self, *arguments: Any, languages_of: list[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "kinds", choices({code: kind.name for code, kind in KINDS.items() if not kind.bare}))
        self.codes = languages_of
        for code in languages_of:
            self.fields[f"text-{code}"] = forms.CharField(
                label=_("Text in %(language)s") % {"language": languages.own_name(code)},
                required=False,
                max_length=clauses.LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code, "dir": "rtl" if languages.right_to_left(code) else "ltr"}),
            )  # fmt: skip
        self.fields["once"].initial = uuid4()

    def texts(self) -> list[forms.BoundField]:
        return [self[f"text-{code}"] for code in self.codes]

    def given(self) -> dict[str, Any]:
        values = self.cleaned_data
        said = {code: values[f"text-{code}"] for code in self.codes}
        return {name: values[name] for name in ("name", "article", "kinds", "offered")} | {"texts": said}


class ClauseWish(forms.Form):
    """Which clause is put into a letter."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    clause = forms.ChoiceField(label=gettext_lazy("Clause"))

    def __init__(self, *arguments: Any, clauses_for: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "clause", [("", _("Choose")), *clauses_for])


class WordBack(forms.Form):
    """A letter that comes back from Word."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("The letter as it comes from Word"), widget=WORD_FILE, help_text=gettext_lazy("A .docx file, up to 10 MB.")
    )  # fmt: skip

"""How what carrying out needs is said: entries as rows, what happened to them, sums, phone notes."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_currency
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.desk import presenters
from comitas.desk.presenters.cases import capital, due
from comitas.execution.models import Call
from comitas.execution.queries import Pressing, Shown
from comitas.execution.rules import calls, fields, money
from comitas.execution.rules.dates import SAID
from comitas.execution.rules.fields import Field
from comitas.execution.rules.registers import REGISTERS, Register

SMALL: dict[str, tuple[str, ...]] = {
    "prisoner": ("held_since", "held_at", "ordered_by", "sentence_ends", "transferred_to", "return_by"),
    "freeze": ("identifier", "value", "court", "order_number", "keeper", "until"),
    "decision": ("court", "their_number", "decided_on", "final_on"),
    "service": ("documents", "hearing_on", "served_on", "proof"),
    "item": ("holder", "place", "seals", "bag", "received_on"),
    "paper": ("asked_of", "asked_on", "done_on", "number"),
    "translation": ("translator", "received_on", "certified", "amount", "invoice"),
    "cost": ("nature", "quoted", "amount", "payer", "paid_on"),
}
"""What stands in the small line of a row, by register."""
BARE = ("holder", "place", "court", "their_number", "documents", "identifier", "value", "nature", "amount", "asked_of", "translator",
        "held_at", "certified", "keeper", "proof")  # fmt: skip
"""Particulars that need no label."""
SUMS = {"cost": "amount", "freeze": "value", "translation": "amount"}


def entry_row(one: Shown, today: date) -> dict[str, Any]:
    """An entry as a row of a table."""
    standing = one.standing
    waits = standing.next
    return {
        "url": reverse(f"desk:entry-{one.register.code}", args=[one.entry.pk]),
        "title": title(one),
        "small": small_line(one),
        "part": one.entry.part.number if one.entry.part else "",
        "stands": _(standing.words),
        "colour": standing.colour,
        "remarks": [presenters.told(remark) for remark in standing.remarks],
        "due": due(waits.on, today) if waits else None,
    }


def title(one: Shown) -> str:
    """What an entry is called."""
    code, entry = one.register.code, one.entry
    if code == "prisoner":
        return str(entry.person.name)
    if code == "service":
        return str(entry.person.name if entry.person else entry.addressee)
    if code == "translation":
        pair = {"source": presenters.language(entry.from_language), "target": presenters.language(entry.to_language)}
        return f"{entry.what} ({_('%(source)s to %(target)s') % pair})"
    kinds = {"freeze": "kind", "paper": "way"}
    if code in kinds:
        return str(presenters.labelled(value_words(one, kinds[code]), entry.what))
    return str(getattr(entry, one.register.title))


def small_line(one: Shown) -> str:
    """The particulars below a title."""
    said = [(name, value_words(one, name)) for name in SMALL[one.register.code]]
    labels = {field.name: _(field.label) for field in one.register.fields}
    parts = [words if name in BARE else presenters.labelled(labels[name], words) for name, words in said if words]
    return " · ".join(parts)


def value_words(one: Shown, name: str) -> str:
    """One particular in words; "" for what is not known."""
    field = next(field for field in one.register.fields if field.name == name)
    value = one.values.get(name)
    if value in (None, "", False) and field.kind != fields.SAID:
        return ""
    if field.kind == fields.MONEY:
        return amount(value, one.values.get("currency", ""))
    if field.kind in fields.RELATED:
        return related(getattr(one.entry, name), field.kind)
    return words_of(field, value)


def words_of(field: Field, value: Any) -> str:
    """A value that names nothing else."""
    if value in (None, ""):
        return ""
    if field.kind == fields.DATE:
        return presenters.day(value)
    if field.kind == fields.CHOICE:
        return _(field.of[value])
    if field.kind == fields.YES:
        return _(field.label)
    if field.kind == fields.SAID:
        return _("Yes") if value else _("No")
    if field.kind == fields.LANGUAGE:
        return presenters.language(value)
    return str(value)


def related(value: Any, kind: str) -> str:
    """What an entry names."""
    if kind == fields.DOCUMENT:
        return str(value.document.name)
    return str(value.name if kind == fields.PERSON else value.what if kind == fields.ITEM else value.number)


def named(entry: Any, table: Iterable[Field]) -> dict[str, tuple[str, str]]:
    """What an entry names, by field: its id and its words, as the choices of a form have them."""
    found = {one.name: getattr(entry, one.name) for one in table if one.kind in fields.RELATED}
    kinds = {one.name: one.kind for one in table}
    return {name: (str(value.pk), choice_words(value, kinds[name])) for name, value in found.items() if value}


def choice_words(value: Any, kind: str) -> str:
    """A thing of the case as a form offers it."""
    return f"{value.number}: {value.description}"[:100] if kind == fields.PART else related(value, kind)


def amount(value: Any, currency: str) -> str:
    """EUR 1,240,000.00, in the page's language."""
    return str(
        format_currency(value, currency or "XXX", "¤¤ #,##0.00", locale=Locale.parse(get_language() or "en", sep="-"))
    )


def sums(code: str, found: Iterable[tuple[str, Decimal | None]]) -> str:
    """The sum of each currency; nothing is converted."""
    return "; ".join(amount(value, currency) for currency, value in money.totals(found).items())


def happened_rows(found: Iterable[Any], table: Register) -> dict[str, Any]:
    """What happened to an entry, as headings and rows."""
    happening = table.happening
    columns = [field for field in happening.fields if field.name != "person"] if happening else []
    rows = [[_cell(one, field) for field in columns] + [presenters.by_whom(one.by)] for one in found]
    heads = [_(field.label) if field.name != "name" else _("On whom") for field in columns] + [_("Entered by")]
    return {"heads": heads, "rows": [list(zip(heads, row, strict=True)) for row in rows]}


def _cell(one: Any, field: Field) -> str:
    if field.name == "name" and getattr(one, "person", None):
        return str(one.person.name)
    return words_of(field, getattr(one, field.name)) or "–"


def pressing_row(one: Pressing, today: date) -> dict[str, Any]:
    """One day that an entry of the case waits for."""
    asks = SAID[one.code]
    name = "desk:call" if one.register == "call" else f"desk:entry-{one.register}"
    return {
        "what": _(asks.what),
        "why": presenters.labelled(one.about, _(asks.why)),
        "due": due(one.day, today),
        "url": reverse(name, args=[one.thing]),
        "liberty": asks.liberty,
    }


def register_links(case: Any, held: Iterable[str]) -> list[dict[str, str]]:
    """What can be entered, by whoever looks."""
    may = set(held)
    return [
        {"label": _(table.button), "url": reverse("desk:add-entry", args=[case.pk, code])}
        for code, table in REGISTERS.items()
        if table.permission in may
    ]


def entered(payload: Mapping[str, Any]) -> str:
    """ "Freeze" for a line of the ledger about one."""
    code = str(payload.get("register", ""))
    return _(REGISTERS[code].one) if code in REGISTERS else code


def call_row(call: Call, states: Mapping[str, str]) -> dict[str, Any]:
    """A phone note as a row."""
    return {
        "url": reverse("desk:call", args=[call.pk]),
        "when": presenters.moment(call.at),
        "with_whom": call.with_whom,
        "state": states.get(call.state_id or "", ""),
        "way": _(calls.WAYS[call.way]),
        "said": call.said if len(call.said) <= 160 else call.said[:159] + "…",
        "number": call.case.number if call.case else "",
        "verified": call.verified,
        "follow_up": call.follow_up,
        "follow_up_on": presenters.day(call.follow_up_on) if call.follow_up_on and not call.done_on else "",
        "by": presenters.by_whom(call.by),
    }


def call_rows(call: Call, state: str) -> list[dict[str, str]]:
    """A phone note whole."""
    done = _("Done on %(day)s.") % {"day": presenters.day(call.done_on)} if call.done_on else ""
    by_when = _("By %(day)s.") % {"day": presenters.day(call.follow_up_on)} if call.follow_up_on else ""
    rows = [
        (_("When"), presenters.moment(call.at), presenters.by_whom(call.by)),
        (_("Who rang"), _(calls.WAYS[call.way]), ""),
        (_("With whom"), call.with_whom, ", ".join(text for text in (state, call.phone) if text)),
        (_("Called back on the number of the directory"), _("Yes") if call.verified else _("No"), ""),
        (_("What was said"), call.said, ""),
        (_("The other State was told how the case stands"), _("Yes") if call.told else _("No"), ""),
        (_("To do after this call"), call.follow_up, capital(done or by_when)),
    ]
    return [{"key": key, "value": value, "small": small} for key, value, small in rows if value]

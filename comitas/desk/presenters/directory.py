"""How States, authorities and legal bases are said. What is not known is left out, or named where a decision hangs on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.desk.presenters import day, language
from comitas.directory import queries
from comitas.directory.models import Authority, ContactPoint
from comitas.directory.rules.acceptance import CHANNELS, DUAL_CRIMINALITY, REQUEST_TYPES, Electronic
from comitas.directory.rules.entries import AuthorityEntry, Channel, Designation
from comitas.directory.rules.functions import FUNCTIONS, NETWORKS
from comitas.directory.rules.sentences import DAY_PLACES, INSTRUMENT_PLACES, STATE_PLACES, Sentence
from comitas.directory.rules.staleness import Freshness, freshness

AGES = {"ageing": (N_("Check"), "ochre"), "out": (N_("Too old"), "brick"), "never": (N_("Not verified"), "brick")}
"""The word for an entry that wants verifying; one that does not has none."""

Fact = dict[str, Any]
"""A line of a summary: `{key, value}`."""


@dataclass(frozen=True, slots=True)
class Said:
    """The names that sentences need, fetched once for a page: States by code, instruments by code (short)."""

    states: Mapping[str, str]
    instruments: Mapping[str, str]

    def sentence(self, sentence: Sentence) -> str:
        """The sentence in the page's language, with States, instruments and days in words."""
        return _(sentence.text) % {name: self._value(name, value) for name, value in sentence.values}

    def _value(self, name: str, value: str) -> str:
        if name in STATE_PLACES:
            return self.states.get(value, value)
        if name in INSTRUMENT_PLACES:
            return self.instruments.get(value, value)
        return day(date.fromisoformat(value)) if name in DAY_PLACES else value


def said(actor: Actor) -> Said:
    """Three queries, however many sentences."""
    return Said(queries.state_names(), {row.code: row.short_name for row in queries.instruments(actor)})


def state_choices(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """States by their names in the page's language."""
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def authority_rows(actor: Actor, found: list[Authority], names: Said, today: date) -> list[dict[str, Any]]:
    """Lines of the list."""
    named = queries.authority_names(actor, found)
    entries = queries.entries(actor, found)
    return [_authority_row(row, named[row.pk], entries[row.pk], names, today) for row in found]


def _authority_row(row: Authority, name: str, entry: AuthorityEntry, names: Said, today: date) -> dict[str, Any]:
    functions = dict.fromkeys(_(FUNCTIONS[item.function]) for item in entry.designations)
    return {
        "authority": row,
        "name": name,
        "own_name": row.name if row.name != name else "",
        "state": names.states.get(row.state_id, row.state_id),
        "functions": list(functions),
        "verified": day(row.verified_on),
        "age": {} if row.ours else age(freshness(row.verified_on, today)),
        "ended": ended(row, today),
    }


def age(how_old: Freshness) -> dict[str, str]:
    """The word and colour of an entry that wants verifying; empty for a fresh one."""
    if how_old.age == "fresh":
        return {}
    words, colour = AGES[how_old.age]
    return {"words": _(words), "colour": colour}


def ended(row: Authority, today: date) -> str:
    """The last day of an authority that is no more, in words."""
    return day(row.valid_to) if row.valid_to and row.valid_to < today else ""


def designation(item: Designation, names: Said) -> str:
    """ "Central authority for extradition, under UNCAC, for the Northern Province"."""
    words = _(FUNCTIONS[item.function])
    if item.instrument:
        words = _("%(function)s, under %(instrument)s") % {
            "function": words, "instrument": names.instruments.get(item.instrument, item.instrument),
        }  # fmt: skip
    return _("%(function)s, for %(region)s") % {"function": words, "region": item.region} if item.region else words


def identity(row: Authority, entry: AuthorityEntry, names: Said) -> list[Fact]:
    """What it is."""
    others = [(language(tag), tag, name) for tag, name in entry.names.items()]
    return _known(
        (_("Short name"), entry.short_name),
        (_("Its own name is in"), language(entry.name_language) if entry.name_language else ""),
        (
            _("Other names"),
            _lines(_pair(words, format_html('<span lang="{}">{}</span>', tag, name)) for words, tag, name in others),
        ),
        (_("Designated for"), _lines(designation(item, names) for item in entry.designations)),
        (_("Below"), row.parent.name if row.parent else ""),
        (_("Networks"), _lines(_(NETWORKS[code]) for code in entry.networks)),
        (_("Time zone"), entry.time_zone.replace("_", " ")),
    )


def reached(entry: AuthorityEntry) -> list[Fact]:
    """How letters, calls and consignments get there."""
    return _known(
        (_("Address"), _lines(entry.address.splitlines())),
        (_("Telephone"), _telephone(entry.phone)),
        (_("Telephone, day and night"), _telephone(entry.phone_24h)),
        (_("E-mail"), _mail(entry.email)),
        (_("Website"), _link(entry.website, entry.website)),
        (_("Working hours"), entry.hours),
        (_("Channels"), _lines(_channel(channel) for channel in entry.channels)),
    )


def accepts(entry: AuthorityEntry) -> list[Fact]:
    """What it has told us that it accepts or requires."""
    return _known(
        (_("Languages accepted"), ", ".join(language(tag) for tag in entry.languages_accepted)),
        (_("Language in urgent cases"), language(entry.urgent_language) if entry.urgent_language else ""),
        (_("Electronically"), _lines(_electronic(kind, told) for kind, told in sorted(entry.e_transmission.items()))),
        (_("Originals on paper"), _answer(entry.originals_required, _("Required"), _("Not required"))),
        (_("Apostille or legalisation"), _answer(entry.apostille_required, _("Required"), _("Not required"))),
        (_("Diplomatic channel"), _answer(entry.diplomatic_channel_required, _("Required"), _("Not required"))),
        (_("INTERPOL in urgent cases"), _answer(entry.interpol_urgent, _("Accepted"), _("Not accepted"))),
    )


def law(entry: AuthorityEntry) -> list[Fact]:
    """Its legal and procedural requirements."""
    penalty = entry.minimum_penalty
    months = _("%(months)s months") % {"months": penalty} if penalty is not None else ""
    return _known(
        (_("Dual criminality"), _(DUAL_CRIMINALITY[entry.dual_criminality]) if entry.dual_criminality else ""),
        (_("Minimum penalty"), months),
        (_("Requirements"), _lines(entry.requirements.splitlines())),
        (_("Forms, laws, pages"), _lines(_link(link.url, link.title) for link in entry.links)),
    )


def standing_of_entry(entry: AuthorityEntry) -> list[Fact]:
    """Where the entry itself comes from."""
    by = entry.verified_by
    verified = _("%(day)s, by %(name)s") % {"day": day(entry.verified_on), "name": by} if by else day(entry.verified_on)
    return _known(
        (_("Source"), entry.source),
        (_("Verified"), verified if entry.verified_on else ""),
        (_("Valid from"), day(entry.valid_from)),
        (_("Valid until"), day(entry.valid_to)),
        (_("Public"), _("May be published") if entry.public else ""),
    )


def contact(row: ContactPoint, today: date) -> dict[str, Any]:
    """One contact point."""
    network = _(NETWORKS[row.network]) if row.network else ""
    valid = day(row.valid_to) if row.valid_to else ""
    return {
        "pk": row.pk,
        "name": row.name,
        "small": ", ".join(part for part in (row.role, network) if part),
        "restricted": row.restricted,
        "facts": _known(
            (_("Telephone"), _telephone(row.phone)),
            (_("E-mail"), _mail(row.email)),
            (_("Languages"), ", ".join(language(tag) for tag in row.languages)),
            (_("Verified"), day(row.verified_on)),
            (_("Valid until"), valid),
            (_("Source"), row.source),
        ),
        "ended": bool(row.valid_to and row.valid_to < today),
    }


def _known(*pairs: tuple[str, Any]) -> list[Fact]:
    return [{"key": key, "value": value} for key, value in pairs if value]


def _lines(parts: Iterable[Any]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((part,) for part in parts))


def _answer(value: bool | None, yes: str, no: str) -> str:
    return {True: yes, False: no, None: ""}[value]


def _telephone(number: str) -> Any:
    return format_html('<bdi dir="ltr">{}</bdi>', number) if number else ""


def _mail(address: str) -> Any:
    return format_html('<a href="mailto:{}"><bdi dir="ltr">{}</bdi></a>', address, address) if address else ""


def _link(url: str, words: str) -> Any:
    """A link that was checked on its way in to begin with http; what is not is shown as text."""
    if not url.startswith(("https://", "http://")):
        return words
    return format_html('<a href="{}" rel="noreferrer noopener external"><bdi>{}</bdi></a>', url, words)


def _channel(channel: Channel) -> Any:
    words = _(CHANNELS[channel.kind])
    if channel.address:
        words = _pair(words, format_html('<bdi dir="ltr">{}</bdi>', channel.address))
    if channel.verified_on:
        words = format_html("{} ({})", words, _("verified %(day)s") % {"day": day(channel.verified_on)})
    return words


def _electronic(kind: str, told: Electronic) -> str:
    parts = [_answer(told.accepted, _("accepted"), _("not accepted")) or _("not known")]
    if told.media:
        parts.append(", ".join(_(CHANNELS[code]) for code in told.media))
    parts += [
        part for part in (_answer(told.signature_needed, _("signature needed"), _("no signature needed")),) if part
    ]
    return _pair(_(REQUEST_TYPES[kind]), ", ".join(parts))


def _pair(label: str, value: Any) -> SafeString:
    """A label and its value, with the colon that the language writes."""
    return format_html(_("{label}: {value}"), label=label, value=value)


def codes() -> dict[str, list[dict[str, str]]]:
    """The codes that lines of a form are written with, and what they mean."""
    tables = {"channel_codes": CHANNELS, "request_codes": REQUEST_TYPES}
    return {
        name: [{"code": code, "words": _(words)} for code, words in table.items()] for name, table in tables.items()
    }

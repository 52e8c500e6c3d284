"""What may be wrong with an entry: one sentence a field."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comitas.core.text import N_
from comitas.directory.rules.acceptance import CHANNELS, DUAL_CRIMINALITY, REQUEST_TYPES
from comitas.directory.rules.entries import LIMITS, MOST_ITEMS, STANDINGS, AuthorityEntry, ContactEntry, PartyEntry
from comitas.directory.rules.functions import FUNCTIONS, NETWORKS
from comitas.directory.rules.instruments import FAMILIES, KINDS, InstrumentFacts, known_families
from comitas.directory.rules.sentences import Sentence, say

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_WEB = re.compile(r"https?://[^\s<>\"']+")
_HIDDEN = r"\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069"
"""Characters that are not shown, or that turn the direction of what follows and so disguise it."""

_CONTROL = re.compile(f"[{_HIDDEN}]")
_BREAK = re.compile(f"[{_HIDDEN}\\t\\n]")
"""In a field of one line a break would end a heading of a letter or of a mail."""

_SEVERAL_LINES = frozenset({"address", "requirements", "declarations"})

Problems = dict[str, Sentence]
"""What is wrong, by field."""


@dataclass(frozen=True, slots=True)
class Known:
    """The codes that exist: States, instruments, time zones of the IANA database."""

    states: frozenset[str]
    instruments: frozenset[str]
    time_zones: frozenset[str]


def authority_problems(entry: AuthorityEntry, known: Known, today: date) -> Problems:
    """What keeps an authority from being taken, by field; empty if nothing does."""
    found = _text_problems(entry, ("external_key", "name", "short_name", "time_zone", "address", "phone", "phone_24h"))
    found |= _text_problems(entry, ("email", "website", "hours", "requirements", "source", "verified_by"))
    found |= _identity_problems(entry, known) | _language_problems(entry) | _acceptance_problems(entry)
    found |= _list_problems(entry, known) | _date_problems(entry, today)
    return found


def _text_problems(entry: object, names: Iterable[str]) -> Problems:
    found: Problems = {}
    for name in names:
        text = getattr(entry, name)
        if len(text) > LIMITS[name]:
            found[name] = say("too-long", _TOO_LONG, most=str(LIMITS[name]))
        elif (_CONTROL if name in _SEVERAL_LINES else _BREAK).search(text):
            found[name] = say("control-character", _CONTROL_CHARACTER)
    return found


def _identity_problems(entry: AuthorityEntry, known: Known) -> Problems:
    found: Problems = {}
    if not entry.name:
        found["name"] = say("no-name", N_("Enter the name of the authority."))
    if entry.state not in known.states:
        found["state"] = say("unknown-state", N_("Choose a State by its two-letter code, for example FR."))
    if not entry.ours and not entry.source:
        found["source"] = say("no-source", N_("Say where this entry comes from."))
    if (entry.ours or entry.time_zone) and entry.time_zone not in known.time_zones:
        found["time_zone"] = say("unknown-time-zone", N_("Choose a time zone, for example Africa/Nairobi."))
    if entry.email and not _EMAIL.fullmatch(entry.email):
        found["email"] = say("bad-email", _BAD_EMAIL)
    if entry.website and not _WEB.fullmatch(entry.website):
        found["website"] = say("bad-address", _BAD_WEB)
    return found


def _language_problems(entry: AuthorityEntry) -> Problems:
    found: Problems = {}
    for name in ("name_language", "urgent_language"):
        tag = getattr(entry, name)
        if tag and not is_language(tag):
            found[name] = say("bad-language", _BAD_LANGUAGE, language=tag[:20])
    for name in ("languages_accepted", "names"):
        wrong = [tag for tag in getattr(entry, name) if not is_language(tag)]
        if wrong:
            found[name] = say("bad-language", _BAD_LANGUAGE, language=wrong[0][:20])
    if any(not text or len(text) > LIMITS["name"] or _BREAK.search(text) for text in entry.names.values()):
        found["names"] = say("too-long", _TOO_LONG, most=str(LIMITS["name"]))
    return found


def is_language(tag: str) -> bool:
    """Whether *tag* has the form of a BCP 47 tag: en, pt-BR, zh-Hant-HK."""
    return bool(_LANGUAGE.fullmatch(tag)) and len(tag) <= LIMITS["name_language"]


def _acceptance_problems(entry: AuthorityEntry) -> Problems:
    found: Problems = {}
    if entry.dual_criminality and entry.dual_criminality not in DUAL_CRIMINALITY:
        found["dual_criminality"] = _unknown_code(entry.dual_criminality)
    if entry.minimum_penalty is not None and not 0 <= entry.minimum_penalty <= 1_200:
        found["minimum_penalty"] = say("bad-penalty", N_("Enter the minimum penalty in months, 0 to 1200."))
    for kind, told in entry.e_transmission.items():
        wrong = [code for code in (kind,) if code not in REQUEST_TYPES] + [
            code for code in told.media if code not in CHANNELS
        ]
        if wrong:
            found["e_transmission"] = _unknown_code(wrong[0])
    return found


def _list_problems(entry: AuthorityEntry, known: Known) -> Problems:
    found: Problems = {}
    codes = {
        "channels": [(channel.kind, CHANNELS) for channel in entry.channels],
        "networks": [(network, NETWORKS) for network in entry.networks],
        "designations": [(designation.function, FUNCTIONS) for designation in entry.designations],
    }
    for name, pairs in codes.items():
        wrong = [code for code, allowed in pairs if code not in allowed]
        if wrong:
            found[name] = _unknown_code(wrong[0])
    found |= _long_list_problems(entry) | _item_problems(entry, known)
    return found


def _long_list_problems(entry: AuthorityEntry) -> Problems:
    names = ("names", "designations", "channels", "links", "networks", "languages_accepted")
    text = N_("Enter at most %(most)s.")
    return {
        name: say("too-many", text, most=str(MOST_ITEMS)) for name in names if len(getattr(entry, name)) > MOST_ITEMS
    }


def _item_problems(entry: AuthorityEntry, known: Known) -> Problems:
    found: Problems = {}
    instruments = [item.instrument for item in entry.designations if item.instrument]
    wrong = [code for code in instruments if code not in known.instruments]
    if wrong:
        found["designations"] = _unknown_code(wrong[0])
    if any(len(item.region) > 120 or _BREAK.search(item.region) for item in entry.designations):
        found["designations"] = say("too-long", _TOO_LONG, most="120")
    if any(len(channel.address) > 300 or _BREAK.search(channel.address) for channel in entry.channels):
        found["channels"] = say("too-long", _TOO_LONG, most="300")
    if any(
        not _WEB.fullmatch(link.url) or len(link.url) > 400 or len(link.title) > 200 or _BREAK.search(link.title)
        for link in entry.links
    ):
        found["links"] = say("bad-address", _BAD_WEB)
    return found


def _date_problems(entry: AuthorityEntry, today: date) -> Problems:
    found: Problems = {}
    if entry.verified_on and entry.verified_on > today:
        found["verified_on"] = say("future", N_("The day of verification cannot be in the future."))
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        found["valid_to"] = say("ends-before", N_("The last day cannot be before the first."))
    return found


def _unknown_code(code: str) -> Sentence:
    return say("unknown-code", N_("%(code)s is not one of the codes for this field."), code=code[:60])


def party_problems(entry: PartyEntry, known: Known, today: date) -> Problems:
    """What keeps a party from being taken, by field."""
    found = _text_problems(entry, ("declarations", "source"))
    if entry.state not in known.states:
        found["state"] = say("unknown-state", N_("Choose a State by its two-letter code, for example FR."))
    if entry.instrument not in known.instruments:
        found["instrument"] = _unknown_code(entry.instrument)
    if entry.standing not in STANDINGS:
        found["standing"] = _unknown_code(entry.standing)
    if not entry.source:
        found["source"] = say("no-source", N_("Say where this entry comes from."))
    if entry.standing != "party" and (entry.in_force_from or entry.in_force_to):
        found["in_force_from"] = say("not-in-force", N_("Only a party has days in force. Leave them empty."))
    return found | _party_dates(entry, today)


def _party_dates(entry: PartyEntry, today: date) -> Problems:
    found: Problems = {}
    if entry.in_force_from and entry.in_force_to and entry.in_force_to < entry.in_force_from:
        found["in_force_to"] = say("ends-before", N_("The last day cannot be before the first."))
    if entry.verified_on and entry.verified_on > today:
        found["verified_on"] = say("future", N_("The day of verification cannot be in the future."))
    return found


def contact_problems(entry: ContactEntry, today: date) -> Problems:
    """What keeps a contact point from being taken, by field."""
    found = _text_problems(entry, ("role", "phone", "email", "source"))
    if not entry.name or len(entry.name) > 200 or _BREAK.search(entry.name):
        found["name"] = say("no-contact-name", N_("Enter a name of at most 200 characters."))
    if entry.network and entry.network not in NETWORKS:
        found["network"] = _unknown_code(entry.network)
    if entry.email and not _EMAIL.fullmatch(entry.email):
        found["email"] = say("bad-email", _BAD_EMAIL)
    wrong = [tag for tag in entry.languages if not is_language(tag)]
    if wrong:
        found["languages"] = say("bad-language", _BAD_LANGUAGE, language=wrong[0][:20])
    if entry.verified_on and entry.verified_on > today:
        found["verified_on"] = say("future", N_("The day of verification cannot be in the future."))
    return found


def instrument_problems(facts: InstrumentFacts, instruments: frozenset[str]) -> Problems:
    """What keeps an instrument from being taken, by field. *instruments* are the codes that exist."""
    found: Problems = {}
    if not _SLUG.fullmatch(facts.code):
        found["code"] = say(
            "bad-slug", N_("Choose a code of small letters, digits and hyphens, for example xa-xb-1998.")
        )
    if facts.kind not in KINDS:
        found["kind"] = _unknown_code(facts.kind)
    for name, most in (("name", 300), ("short_name", 60), ("source", 300)):
        if not 0 < len(getattr(facts, name).strip()) <= most:
            found[name] = say("empty-or-too-long", N_("Enter 1 to %(most)s characters."), most=str(most))
    for name, most in (("reference", 120), ("scope", 300)):
        if len(getattr(facts, name)) > most:
            found[name] = say("too-long", _TOO_LONG, most=str(most))
    return found | _article_problems(facts) | _supplement_problems(facts, instruments)


def _article_problems(facts: InstrumentFacts) -> Problems:
    if not known_families(facts.articles):
        return {"articles": _unknown_code(next(iter(set(facts.articles) - set(FAMILIES))))}
    if any(len(articles) > 60 for articles in facts.articles.values()):
        return {"articles": say("too-long", _TOO_LONG, most="60")}
    return {}


def _supplement_problems(facts: InstrumentFacts, instruments: frozenset[str]) -> Problems:
    if facts.supplements and (facts.supplements not in instruments or facts.supplements == facts.code):
        return {"supplements": _unknown_code(facts.supplements)}
    return {}


_TOO_LONG = N_("Enter at most %(most)s characters.")
_CONTROL_CHARACTER = N_("The text has a character that cannot be shown. Remove it.")
_BAD_EMAIL = N_("Enter an e-mail address, for example office@ministry.example.")
_BAD_WEB = N_("Enter a web address that begins with http:// or https://.")
_BAD_LANGUAGE = N_("%(language)s is not a language code. Enter for example en, fr or pt-BR.")

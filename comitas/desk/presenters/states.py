"""How a State stands: names and codes, treaties, what its law says, and which legal basis carries a request between it and us."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.desk.presenters import day, language
from comitas.desk.presenters.directory import Fact, Said
from comitas.directory import queries
from comitas.directory.models import Party, State
from comitas.directory.rules import resolver
from comitas.directory.rules.entries import STANDINGS
from comitas.directory.rules.facts import FACTS
from comitas.directory.rules.instruments import FAMILIES, InstrumentFacts
from comitas.directory.rules.proposals import BASES, PARAGRAPHS_9_29, Exclusion, Proposal
from comitas.directory.rules.states import REGIONAL_GROUPS

COLOURS = {"party": "moss", "signatory": "ochre", "not-party": "grey"}


def identity(state: State) -> list[Fact]:
    """Names, codes and group."""
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    group = _(REGIONAL_GROUPS[state.regional_group]) if state.regional_group else _("In none")
    rows = [
        {"key": _("Name, %(language)s") % {"language": language(code)}, "value": queries.state_name(state, code)}
        for code in others
    ]
    rows += [
        {
            "key": _("Codes (ISO 3166-1)"),
            "value": ", ".join(part for part in (state.iso2, state.iso3, state.numeric) if part),
        },
        {
            "key": _("Regional group of the United Nations"),
            "value": group,
            "small": _(state.group_note) if state.group_note else "",
        },
    ]
    return rows


def standings(actor: Actor, state: State) -> dict[str, Any]:
    """Every instrument that something is recorded of, and the names of those that nothing is recorded of."""
    names = queries.instrument_names()
    rows = list(queries.parties(actor, state=state.pk))
    recorded = {row.instrument_id for row in rows}
    silent = [row.short_name for row in queries.instruments(actor) if row.code not in recorded]
    return {"rows": [_standing(row, names) for row in rows], "silent": silent}


def _standing(row: Party, names: dict[str, str]) -> dict[str, Any]:
    return {
        "short": row.instrument.short_name,
        "name": names.get(row.instrument_id, row.instrument.name),
        "standing": {"words": _(STANDINGS[row.standing]), "colour": COLOURS[row.standing]},
        "since": day(row.in_force_from),
        "undated": row.standing == "party" and row.in_force_from is None,
        "until": day(row.in_force_to),
        "declarations": row.declarations,
        "source": row.source,
        "verified": day(row.verified_on),
    }


def facts(actor: Actor, state: State) -> list[dict[str, Any]]:
    """Each thing that the resolver asks of a State: yes, no, or not recorded."""
    recorded = {row.key: row for row in queries.facts_of(actor, state.pk)}
    return [_fact(key, recorded.get(key)) for key in FACTS]


def _fact(key: str, row: Any) -> dict[str, Any]:
    kind = FACTS[key]
    said = {"statement": _(kind.statement), "article": kind.article}
    if row is None:
        return {**said, "answer": _("Not recorded"), "known": False}
    answer = _("Yes") if row.value else _("No")
    return {
        **said,
        "answer": answer,
        "known": True,
        "text": row.text,
        "source": row.source,
        "verified": day(row.verified_on),
    }


def bases(actor: Actor, requesting: str, requested: str, names: Said, today: date) -> list[dict[str, Any]]:
    """For each family of measures the legal bases, the best first, with what speaks for each and what is not known."""
    asking, asked, catalogue = (
        queries.profile(actor, requesting),
        queries.profile(actor, requested),
        queries.catalogue(actor),
    )
    scopes = {row.code: row for row in catalogue}
    found = []
    for family, words in FAMILIES.items():
        resolution = resolver.resolve(asking, asked, catalogue, family, today)
        found.append({
            "family": family,
            "words": _(words),
            "proposals": [_proposal(proposal, names, scopes) for proposal in resolution.proposals],
            "excluded": [_exclusion(exclusion, names) for exclusion in resolution.excluded],
            "unknown": [names.sentence(sentence) for sentence in resolution.unknown],
        })  # fmt: skip
    return found


def _proposal(proposal: Proposal, names: Said, catalogue: dict[str, InstrumentFacts]) -> dict[str, Any]:
    instrument = catalogue.get(proposal.instrument)
    concerned = proposal.paragraphs_9_29 not in ("not-concerned",)
    return {
        "title": instrument.short_name if instrument else _(BASES[proposal.basis]),
        "articles": proposal.articles,
        "basis": _(BASES[proposal.basis]) if instrument else "",
        "scope": _(instrument.scope) if instrument and instrument.scope else "",
        "sure": proposal.sure,
        "reasons": [names.sentence(sentence) for sentence in proposal.reasons],
        "undertakings": [names.sentence(sentence) for sentence in proposal.undertakings],
        "unknown": [names.sentence(sentence) for sentence in proposal.unknown],
        "paragraphs": _(PARAGRAPHS_9_29[proposal.paragraphs_9_29]) if concerned else "",
    }


def _exclusion(exclusion: Exclusion, names: Said) -> dict[str, str]:
    title = names.instruments.get(exclusion.instrument) or _(BASES[exclusion.basis])
    return {"title": title, "reason": names.sentence(exclusion.reason)}

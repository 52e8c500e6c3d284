"""How a request of ours is said: the pages of its draft with their gaps, what the directory proposes and why, its way out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts.models import User
from comitas.cases.models import Case
from comitas.cases.rules.families import outgoing
from comitas.checks.rules.findings import Finding
from comitas.core.text import N_
from comitas.desk import presenters
from comitas.desk.presenters.directory import Said
from comitas.directory.queries import Addressee
from comitas.directory.rules.acceptance import CHANNELS, Remark
from comitas.directory.rules.functions import FUNCTIONS
from comitas.directory.rules.proposals import PARAGRAPHS_9_29, Resolution
from comitas.drafting import queries as drafting
from comitas.drafting.models import Dispatch
from comitas.drafting.queries import OfferedBasis, Rounds
from comitas.drafting.rules import guide
from comitas.drafting.rules.dispatches import DISPATCHES, SENDING
from comitas.drafting.rules.guide import Standing
from comitas.drafting.rules.request_sheets import RequestSheet
from comitas.drafting.rules.routes import Way, Ways

LISTS = ("measures", "persons", "offences")
"""Pages that are lists of things with pages of their own."""


def address(case: UUID, topic: str) -> str:
    """Where a page of the draft is."""
    return reverse(
        f"desk:draft-{topic}" if topic in LISTS else "desk:draft-page", args=[case] if topic in LISTS else [case, topic]
    )


def page_groups(case: Case, found: Iterable[Standing]) -> list[dict[str, Any]]:
    """The pages under their headings, each with its word and what is missing there."""
    rows = [page_row(case, standing) for standing in found]
    return [
        {"title": _(words), "rows": [row for row in rows if row["group"] == code]} for code, words in guide.GROUPS.items()
    ]  # fmt: skip


def page_row(case: Case, standing: Standing) -> dict[str, Any]:
    """One page of the list."""
    words, colour = guide.WORDS[standing.word]
    return {
        "group": standing.page.group,
        "title": _(standing.page.title),
        "url": address(case.pk, standing.page.code),
        "word": _(words),
        "colour": colour,
        "required": [gap(finding) for finding in standing.required],
        "recommended": [gap(finding) for finding in standing.recommended] if standing.said else [],
    }


def gap(finding: Finding) -> str:
    """One gap in a line: what, its article, and the cure."""
    told = {"title": _(finding.title), "article": presenters.apart(finding.article), "cure": _(finding.cure)}
    return _("%(title)s (%(article)s): %(cure)s") % told if finding.article else _("%(title)s: %(cure)s") % told


def hint(case: Case, topic: str) -> str:
    """Why a page is asked, in the words for what the request asks."""
    words = guide.hint(guide.PAGES[topic], drafting.assists(case))
    return _(words) if words else ""


def gaps_on(found: Iterable[Standing], topic: str) -> list[str]:
    """What is missing on one page, the required first. Nothing where nobody has begun it."""
    standing = next(one for one in found if one.page.code == topic)
    return [gap(finding) for finding in (*standing.required, *standing.recommended)] if standing.said else []


def left(found: Iterable[Standing]) -> str:
    """How much is required and missing, in a sentence."""
    count = sum(len(standing.required) for standing in found)
    if not count:
        return _("Everything that is required is there.")
    return ngettext(
        "%(n)d thing that is required is missing.", "%(n)d things that are required are missing.", count
    ) % {"n": count}


def remarks(found: Rounds) -> dict[str, str] | None:
    """What the reviewer wrote when the request came back."""
    if found.returned is None or found.current is not None:
        return None
    at, by = found.returned.returned_at, presenters.by_whom(found.returned.returned_by)
    return {"note": found.returned.note, "by": by, "when": presenters.moment(at) if at else ""}


def basis_page(
    form: forms.Form, offered: tuple[OfferedBasis, ...], resolved: Resolution | None, names: Said
) -> dict[str, Any]:
    """Each choice with its reasons; what was left out and why; what nobody has recorded."""
    reasons = [_why(one, names) for one in offered]
    rows = [
        {"choice": choice, "lines": reasons[place]["lines"] if place < len(reasons) else [],
         "word": "" if place >= len(reasons) or reasons[place]["sure"] else _("Hangs on something unknown")}
        for place, choice in enumerate(form["chosen"].subwidgets)
    ]  # fmt: skip
    unknown = [names.sentence(sentence) for sentence in resolved.unknown] if resolved else []
    excluded = [names.sentence(one.reason) for one in resolved.excluded] if resolved else []
    return {"rows": rows, "unknown": unknown, "excluded": excluded, "resolved": resolved is not None}


def _why(one: OfferedBasis, names: Said) -> dict[str, Any]:
    proposal = one.proposal
    lines = [names.sentence(sentence) for sentence in (*proposal.reasons, *proposal.undertakings, *proposal.unknown)]
    if proposal.paragraphs_9_29 not in ("not-concerned", "unknown"):
        lines.append(_(PARAGRAPHS_9_29[proposal.paragraphs_9_29]))
    return {"lines": lines, "sure": proposal.sure}


def addressee_page(
    form: forms.Form, offered: tuple[Addressee, ...], weighed: Ways | None, names: Said
) -> dict[str, Any]:
    """Each authority with its function and how fresh its entry is; each way with what speaks for and against it."""
    authorities = [
        {"choice": choice, "lines": [_(FUNCTIONS[one.function]), names.sentence(one.freshness.sentence)],
         "word": "" if one.routable else _("Not proposed")}
        for choice, one in zip(form["addressee"].subwidgets, offered, strict=True)
    ]  # fmt: skip
    ways = [
        {"choice": choice, "lines": _speaking(way, names) if way else [], "word": _("Not open") if way and not way.open else ""}
        for choice, way in zip(form["channel_planned"].subwidgets, _each(weighed, form), strict=True)
    ]  # fmt: skip
    return {
        "authorities": authorities,
        "way_rows": ways,
        "best": _(CHANNELS[weighed.best]) if weighed and weighed.best else "",
        "language_words": [_remark(one, names) for one in weighed.language] if weighed else [],
        "paper_words": [_remark(one, names) for one in weighed.paper] if weighed else [],
        "weighed": weighed is not None,
    }


def _each(weighed: Ways | None, form: forms.Form) -> list[Way | None]:
    return list(weighed.ways) if weighed else [None] * len(form["channel_planned"].subwidgets)


def _speaking(way: Way, names: Said) -> list[str]:
    return [_remark(one, names) for one in way.remarks]


def _remark(remark: Remark, names: Said) -> str:
    return names.sentence(remark.sentence)


def language_page(accepted: list[str] | None) -> dict[str, Any]:
    """Which languages the addressee accepts; nothing while there is none."""
    named = [presenters.language(tag) for tag in accepted or []]
    return {"addressee_chosen": accepted is not None, "accepted": ", ".join(named)}


STAGES: dict[str, str] = {
    "drafting": N_("It is being drafted."),
    "with-requester": N_("It is with the requester for correction."),
    "in-review": N_("It waits for review."),
    "approved": N_("It is approved and waits to be sent."),
}


def stage_of(case: Case) -> str:
    """Where the whole request stands before it leaves: the least advanced of its parts; "" once everything has left."""
    return next((state for state in outgoing.BEFORE_SENDING if state in case.stands), "" if case.stands else "drafting")


def round_words(case: Case, rounds: Rounds, sheet: RequestSheet) -> dict[str, str]:
    """Where the document stands, who has had it in hand, and that nobody else has read it."""
    stage, paper = stage_of(case), rounds.current
    words = _(STAGES[stage]) if stage else _("It has left.")
    who, alone = [], ""
    if paper is not None and stage not in ("drafting", "with-requester"):
        who = [_("Submitted by %(name)s, %(when)s.") % _hand(paper.submitted_by, paper.submitted_at)]
        who += (
            [_("Reviewed by %(name)s, %(when)s.") % _hand(paper.reviewed_by, paper.reviewed_at)]
            if paper.reviewed_at
            else []
        )
        who += (
            [_("Approved by %(name)s, %(when)s.") % _hand(paper.approved_by, paper.approved_at)]
            if paper.approved_at
            else []
        )
        alone = _("Nobody but who submitted it has read it.") if paper.self_approved else ""
    return {"stage": words, "who": " ".join(who), "alone": alone}


def _hand(user: User | None, when: datetime | None) -> dict[str, str]:
    return {"name": presenters.by_whom(user), "when": presenters.moment(when) if when else ""}


def can_do(case: Case, rounds: Rounds, held: frozenset[str], reader: int | None) -> dict[str, bool]:
    """What the reader can do with the document now."""
    stage, paper, still = stage_of(case), rounds.current, case.closed_on is None
    second = paper is not None and paper.submitted_by_id != reader and paper.reviewed_at is None
    waits = still and stage == "in-review"
    return {
        "drafting": still and stage == "drafting" and "case:work" in held,
        "submit": still and stage == "drafting" and "case:work" in held,
        "approve": waits and "letter:approve" in held,
        "review": waits and "case:work" in held and second,
        "return": still and stage in outgoing.UNDER_REVIEW and "case:work" in held,
        "send": still and stage == "approved" and "letter:send" in held,
    }


def own_paper(case: Case) -> dict[str, str] | None:
    """The requester's own file, where that is what leaves."""
    placed = case.outgoing.own_paper
    return {"name": placed.document.name, "url": reverse("desk:item", args=[placed.pk])} if placed else None


def dispatch_words(row: Dispatch) -> str:
    """ "The original, by courier, 3 March 2026, to the embassy, number ..." """
    parts = (_(DISPATCHES[row.kind]), _(SENDING[row.channel]), presenters.day(row.on), row.to, row.tracking)
    return ", ".join(text for text in parts if text)


def dispatch_rows(rounds: Rounds) -> list[dict[str, Any]]:
    """Every time that it left, for the case page."""
    return [_dispatch(row) for row in rounds.dispatches]


def _dispatch(row: Dispatch) -> dict[str, Any]:
    arrived = (
        _("Arrived on %(day)s") % {"day": presenters.day(row.delivered_on)}
        if row.delivered_on
        else _("No proof of arrival yet")
    )
    return {
        "what": _(DISPATCHES[row.kind]),
        "how": _(SENDING[row.channel]),
        "on": presenters.day(row.on),
        "to": row.to,
        "tracking": row.tracking,
        "arrived": _("Recorded by mistake") if row.undone_at else arrived,
        "proof": {"name": row.proof.document.name, "url": reverse("desk:item", args=[row.proof_id])}
        if row.proof
        else None,
        "url": reverse("desk:dispatch", args=[row.pk]),
        "undone": row.undone_at is not None,
    }


def way_words(channel: str) -> str:
    """The way that is planned."""
    return _("planned: %(way)s") % {"way": _(CHANNELS[channel])} if channel else ""

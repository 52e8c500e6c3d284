"""How the page of a request of ours answers "where is it?": who asks, when and how it left, when they were last heard of."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases import queries
from comitas.cases.models import Case
from comitas.cases.rules.codes import CHANNELS
from comitas.cases.rules.families import ABROAD
from comitas.desk import presenters
from comitas.desk.presenters import cases as said
from comitas.desk.presenters import requests as worded
from comitas.drafting.queries import Rounds
from comitas.drafting.rules.dispatches import missing_original

Row = dict[str, str]


def overview(
    whole: queries.Whole, rounds: Rounds, held: frozenset[str], reader: int | None, state: str, addressee: str, today: date
) -> dict[str, Any]:  # fmt: skip
    """What the page says of a request of ours in place of what it says of one that arrived. *addressee*: by name."""
    whole_moves = moves(whole.case, rounds, held, reader)
    return {
        "facts": facts(whole, rounds, state, today),
        "whole_button": whole_moves[0] if whole_moves and not whole_moves[0]["reason"] else None,
        "whole_moves": whole_moves,
        "outgoing": True,
        "addressee": addressee,
        "dispatches": worded.dispatch_rows(rounds),
        "follows": _("An advance copy has left; the original has not.") if _original_missing(rounds) else "",
        "may_send": "letter:send" in held and whole.case.closed_on is None and rounds.current is not None
        and rounds.current.approved_at is not None,
        "rounds": worded.remarks(rounds),
    }  # fmt: skip


def _original_missing(rounds: Rounds) -> bool:
    return missing_original(frozenset(one.kind for one in rounds.dispatches if not one.undone_at))


def facts(whole: queries.Whole, rounds: Rounds, state: str, today: date) -> list[Row]:
    """The row of what is asked on the telephone."""
    case, row = whole.case, whole.case.outgoing
    told = ", ".join(
        text
        for text in (presenters.day(case.last_told_on), _(CHANNELS[case.last_told_by]) if case.last_told_by else "")
        if text
    )
    rows = [
        (
            _("Asked by"),
            ", ".join(text for text in (case.requesting or _("this authority"), row.requester_number) if text),
        ),
        (_("Sent"), _sent(rounds) or _("not yet")),
        (_("Last heard of %(state)s") % {"state": state or _("the other State")}, _heard(case, today)),
        (_("Legal basis"), said.bases(whole.parts) or _("not said")),
        (_("Needed by"), _needed(case) or _("no date")),
        (_("Last told %(state)s") % {"state": state or _("the other State")}, told or _("nothing yet")),
    ]
    return [{"label": label, "value": value} for label, value in rows]  # fmt: skip


def _sent(rounds: Rounds) -> str:
    """ "3 March 2026, by courier, number ..."; of several ways the first."""
    first = next((one for one in rounds.dispatches if not one.undone_at), None)
    if first is None:
        return ""
    return ", ".join(text for text in (presenters.day(first.on), _(CHANNELS[first.channel]), first.tracking) if text)


def _heard(case: Case, today: date) -> str:
    row = case.outgoing
    if not row.sent_on:
        return "–"
    news, quiet = presenters.day(row.heard_on) or _("nothing yet"), silent(case, today)
    return f"{news} ({quiet})" if quiet else news


def _needed(case: Case) -> str:
    row = case.outgoing
    hearing = row.hearing_what or _("hearing")
    dates = (
        (case.wanted_by, case.wanted_because),
        (row.hearing_on, hearing),
        (row.limitation_on, _("prosecution barred by lapse of time")),
    )
    told = [f"{presenters.day(day)} ({why})" if why else presenters.day(day) for day, why in sorted_by_day(dates)]
    return "; ".join(told)


def sorted_by_day(dates: Any) -> list[tuple[date, str]]:
    """Those that have a day, the earliest first."""
    return sorted((day, why) for day, why in dates if day)


def silent(case: Case, today: date) -> str:
    """For how long nothing was heard of a request that they have; "" for one that waits for nothing."""
    row = case.outgoing
    if case.closed_on or not row.sent_on or not set(case.stands) & set(ABROAD):
        return ""
    days = (today - max(filter(None, (row.sent_on, row.heard_on)))).days
    if days <= 0:
        return ""
    return ngettext("silent for %(n)d day", "silent for %(n)d days", days) % {"n": days}


def moves(case: Case, rounds: Rounds, held: frozenset[str], reader: int | None) -> list[Row]:
    """What can be done with the request as a whole, the first thing first; with the reason where it cannot."""
    stage, works = worded.stage_of(case), "" if "case:work" in held else _("This is for a case officer or the head.")
    if case.closed_on or not stage:
        return []
    heads = "" if "letter:approve" in held else _("This is the head's to approve.")
    sends = "" if "letter:send" in held else _("This is for those who send letters.")
    can = worded.can_do(case, rounds, held, reader)
    in_review = (
        [("request", _("Read and approve"), "")]
        if not heads
        else [("request", _("Read and review"), "" if can["review"] else works or _("Somebody else reviews it."))]
    )
    table = {
        "drafting": [
            ("draft", _("Go on drafting"), works),
            ("request", _("Read it as a document"), ""),
            ("to-requester", _("Return it to the requester"), works),
        ],
        "with-requester": [("from-requester", _("Take up the corrected draft"), works)],
        "in-review": [*in_review, ("request", _("Return it for correction"), works)],
        "approved": [("send-request", _("Record it as sent"), sends), ("request", _("Read it as a document"), "")],
    }
    return [
        {"label": label, "url": reverse(f"desk:{name}", args=[case.pk]), "reason": reason} for name, label, reason in table[stage]
    ]  # fmt: skip


def with_addressee(rows: list[dict[str, Any]], addressee: str) -> list[dict[str, Any]]:
    """The rows of the parts, with who has them abroad."""
    for row in rows:
        if row["part"].state in ABROAD:
            row["with"], row["with_small"] = addressee, row["part"].their_number or _("no number yet")
    return rows


def particulars(case: Case, addressee: str) -> list[Row]:
    """What only a request of ours has, what is blank left out."""
    row = case.outgoing
    rows = [
        (_("Addressee"), addressee, worded.way_words(row.channel)),
        (_("Number of the requester"), row.requester_number, row.requester_contact),
        (_("Hearing for which it is needed"), presenters.day(row.hearing_on), row.hearing_what),
        (_("Prosecution becomes barred by lapse of time on"), presenters.day(row.limitation_on), ""),
    ]
    return [{"key": key, "value": value, "small": beside} for key, value, beside in rows if value]

"""What needs you today: dated things of one's cases, arrivals, letters, what lies with others; each role sees its own."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.presenters import absence, duty, resets
from comitas.desk.presenters import home as said
from comitas.desk.presenters.deadlines import task_row
from comitas.desk.presenters.parts import given_row
from comitas.desk.views import emergency
from comitas.directory import queries as directory
from comitas.drafting import queries as drafting
from comitas.duty import queries as on_duty
from comitas.intake import queries as intake
from comitas.worklist import queries as worklist
from comitas.worklist.rules.clock import GROUPS, in_order
from comitas.worklist.rules.tasks import Task

SHOWN = 8
BESIDE = 4
"""Arrivals where they come first, and in a panel beside the dates; letters that came back. Their own pages have all."""
ROWS = 50
"""Things in one group, and parts given: a longer list is sorted out in the register."""

Context = dict[str, Any]


@access.requires("home:see")
def home(request: Request) -> HttpResponse:
    """Each role sees what waits for it; who reads no content sees where their own work is."""
    actor, at = request.actor, clock.now()
    held, today = access.permissions(actor), cases.today_for(actor, at)
    context: Context = {
        "held": {name.replace(":", "_").replace("-", "_"): True for name in held},
        "sentences": [],
    }
    parts = (
        ("register:read", _dates), ("arrival:register", _arrivals), ("letter:send", _letters), ("part:execute", _given),
    )  # fmt: skip
    for permission, part in parts:
        if permission in held:
            context |= part(actor, held, today, context["sentences"])
    context["emergencies"] = emergency.for_home(actor)
    context["new_devices"] = [resets.new_device(one) for one in people.new_devices(actor)]
    context["resets"] = resets.waiting(people.waiting_resets(actor, at), actor)
    context["standing_in"] = [absence.stands_in_for(one.name, one.last) for one in access.standing_in(actor)]
    if "duty:see" in held:
        context["on_duty"] = [duty.mine(one, actor) for one in on_duty.my_turns(actor, at)[:1]]
        context["unopened"] = [(one.arrival, duty.unopened(one)) for one in on_duty.open_alerts(actor)]
    return render(request, "desk/home.html", context | {"opening": _opening(context, today)})


def _dates(actor: Actor, held: frozenset[str], today: date, sentences: list[str]) -> Context:
    """The groups of dated things; for whoever has cases of their own also what lies with others, and how many they are."""
    found = worklist.worklist(actor)
    groups = in_order(found.tasks, today, found.calendar)
    later = groups.pop("later")
    shown = [task for group in groups.values() for task in group]
    own = worklist.load(actor, today) if "case:work" in held else None
    pressing = bool(groups["first"] or groups["today"])
    if pressing:
        beyond = 0 if later else found.total
        sentences.append(said.things(len(shown), sum(task.custody for task in shown), of=beyond))
    return {
        "dated": True,
        "calendar_set": bool(found.calendar.holidays),
        "groups": _rows(actor, held, groups, today),
        "later": len(later) + found.left_out,
        "later_url": reverse("desk:worklist"),
        "next": None if pressing else min((task.due for task in found.tasks), default=None),
        "none_yet": not found.total and not cases.numbers(actor).exists(),
        "figures": said.load_figures(own, today) if own else [],
        "others": said.waiting_rows(worklist.waiting_for_others(actor), today) if own and own.open else [],
    }


def _rows(actor: Actor, held: frozenset[str], groups: dict[str, list[Task]], today: date) -> list[Context]:
    """The groups that have something, each with its first rows and how many more there are."""
    shown = {code: tasks[:ROWS] for code, tasks in groups.items() if tasks}
    all_shown = [task for tasks in shown.values() for task in tasks]
    receipts = [task.case_id for task in all_shown if task.code == "acknowledge" and task.case_id]
    begun = drafting.in_hand(actor, "acknowledgement", receipts)
    states = directory.state_names() if shown else {}
    places = worklist.in_place_of(actor, [task.case_id for task in all_shown if task.case_id])
    return [
        {
            "first": code == "first",
            "title": _(GROUPS[code]),
            "count": len(groups[code]),
            "more": len(groups[code]) - len(tasks),
            "rows": [
                task_row(
                    task, today, states, held,
                    begun.get(task.case_id) if task.case_id and task.code == "acknowledge" else None,
                    places.get(task.case_id, "") if task.case_id else "",
                )
                for task in tasks
            ],
        }
        for code, tasks in shown.items()
    ]  # fmt: skip


def _arrivals(actor: Actor, held: frozenset[str], today: date, sentences: list[str]) -> Context:
    """The oldest arrivals that wait. They come first for whoever does not work on cases."""
    first = "case:work" not in held
    most = SHOWN if first else BESIDE
    waiting = list(intake.waiting(actor)[: most + 1])
    if waiting and first:
        sentences.insert(0, said.arrivals_wait(intake.waiting_count(actor)))
    return {
        "arrivals": [presenters.arrival_row(arrival) for arrival in waiting[:most]],
        "more_wait": len(waiting) > most,
        "arrivals_first": first,
    }


def _letters(actor: Actor, held: frozenset[str], today: date, sentences: list[str]) -> Context:
    """Letters to sign and to send, those that came back, and one's own that the head has."""
    found = drafting.pending(actor)
    returned = list(drafting.returned(actor)[:BESIDE]) if found.returned else []
    folders = (
        (_("To sign"), found.to_sign, found.to_sign_since), (_("To send"), found.to_send, found.to_send_since),
    )  # fmt: skip
    reviews = drafting.waiting_for_review(actor)
    with_head = (_("Head of authority"), found.with_head, found.with_head_since)
    sentences += [said.letters_to_sign(found.to_sign)] if found.to_sign else []
    sentences += [said.letters_returned(found.returned)] if found.returned else []
    return {
        "folders": [
            *(said.folder_row(*row) for row in folders if row[1]),
            *([said.review_row(reviews.count, reviews.since)] if reviews.count else []),
        ],
        "signed_by_others": [said.folder_row(*with_head)] if found.with_head else [],
        "returned": [said.returned_row(letter) for letter in returned],
    }


def _given(actor: Actor, held: frozenset[str], today: date, sentences: list[str]) -> Context:
    """The parts that the actor's authority executes."""
    parts = cases.given_parts(actor)
    count, rows = parts.count(), [given_row(part, today) for part in parts[:ROWS]]
    sentences.append(said.parts_given(count) if count else _("Nothing is with your authority now."))
    return {"given": rows, "given_more": count > ROWS}


def _opening(context: Context, today: date) -> str:
    """The day, what there is, or that there is nothing; and when the next date comes, where none is due yet."""
    sentences = context["sentences"]
    if context.get("dated") and not context["none_yet"]:
        sentences = sentences or [_("Nothing needs you today.")]
        if context["next"]:
            sentences = [*sentences, said.next_date(context["next"], today)]
    return " ".join([said.opening_day(today), *sentences])

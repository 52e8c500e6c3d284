"""What the checks say about a case, an officer's word about one finding, and the requirements that a State adds."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.arrangement.models import Arrangement
from comitas.arrangement.rules.file import REQUIREMENTS
from comitas.cases import queries as cases
from comitas.cases.rules.papers import papers_of
from comitas.checks import actions, queries
from comitas.checks.models import StatePack
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.checks import Decision, PackText
from comitas.desk.presenters import checks as shown
from comitas.desk.views import changing, competing
from comitas.desk.views.arrangement import only_proposed, proposed


def for_case(actor: Actor, case: UUID) -> dict[str, Any]:
    """What `desk/case_checks.html` needs. The caller, or the query here, has fetched the case for its actor."""
    stands = cases.case(actor, case)
    held = access.permissions(actor, stands.authority_id)
    words = {word.rule: word for word in queries.verdicts(actor, case)}
    found = queries.findings(actor, case)
    rows = [shown.finding_row(one, words.get(one.rule)) for one in found]
    trouble = queries.pack_trouble(stands.authority_id)
    return {
        "case_id": case,
        "competing": competing.for_case(actor, case) if stands.side == "incoming" else [],
        "findings_open": [row for row in rows if row["status"] in ("missing", "unclear")],
        "findings_met": [row for row in rows if row["status"] == "met"],
        "findings_other": [row for row in rows if row["status"] == "not-applicable"],
        "findings_counted": queries.counted(found),
        "papers": stands.side == "incoming" and bool(papers_of(cases.groups(stands, stands.parts.all()))),
        "can_decide": "case:work" in held,
        "can_ask": "letter:draft" in held and stands.side == "incoming" and any(row["askable"] for row in rows),
        "draft_url": reverse("desk:draft", args=[case])
        if stands.side == "outgoing" and not stands.outgoing.sent_on
        else "",
        "pack_trouble": presenters.told(trouble) if trouble else "",
    }


@access.requires("case:read")
def listing(request: Request, case: UUID) -> HttpResponse:
    """Every finding about a case."""
    found = cases.case(request.actor, case)
    return render(request, "desk/checks.html", {"case": found, **for_case(request.actor, case)})


@access.requires("case:work")
def finding(request: Request, case: UUID, rule: str) -> HttpResponse:
    """Confirm or overrule one finding, with the reason."""
    found, word = queries.finding(request.actor, case, rule), queries.last_word(request.actor, case, rule)
    about = next(one.status for one in queries.examined(request.actor, case) if one.rule == rule)
    form = Decision(
        request.POST if request.method == "POST" else None,
        initial={"about": about, "last": word.pk if word else None, "status": found.status},
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                _decide(request, case, rule, form.cleaned_data)
                messages.success(request, _("Saved."))
                return redirect("desk:case-checks", case)
            except Invalid as error:
                _show(form, error)
            except Conflict as error:
                status = _show_conflict(form, error, about, word.pk if word else None)
    context = {"form": form, "case": cases.case(request.actor, case), "row": shown.finding_row(found, word)}
    return render(request, "desk/finding.html", context, status=status)


@access.requires("checks:load")
def pack(request: Request) -> HttpResponse:
    """The requirements that an authority's State adds to ours."""
    mine = [a for a in accounts.own_authorities(request.actor) if access.may(request.actor, "checks:load", a.pk)]
    form = PackText(request.POST if request.method == "POST" else None, authorities=mine)
    save = _proposed_pack if only_proposed(request) else _loaded_pack
    tried = changing.attempt(request, form, lambda: save(request, **form.cleaned_data))
    if tried.done and only_proposed(request):
        return redirect("desk:arrangement", tried.made.pk)
    if tried.done:
        messages.success(request, _("Version %(version)d is in force.") % {"version": tried.made.version})
        return redirect("desk:checks-pack")
    rows = [{"authority": one, "pack": queries.state_pack(request.actor, one.pk)} for one in mine]
    return render(request, "desk/checks_pack.html", {"form": form, "rows": rows}, status=tried.status)


def _loaded_pack(request: Request, authority: UUID, pack: str) -> StatePack:
    return actions.load_pack(by=request.actor, at=clock.now(), authority=authority, text=pack)


def _proposed_pack(request: Request, authority: UUID, pack: str) -> Arrangement:
    queries.own_pack(pack)
    return proposed(request, authority, REQUIREMENTS, lambda _stands: json.loads(pack))


def _decide(request: Request, case: UUID, rule: str, values: dict[str, Any]) -> None:
    given = {"case": case, "rule": rule, "about": values["about"], "reason": values["reason"], "last": values["last"]}
    if values["status"] == values["about"]:
        actions.confirm(by=request.actor, at=clock.now(), **given)
    else:
        actions.overrule(by=request.actor, at=clock.now(), status=values["status"], **given)


def _show(form: Any, error: Invalid) -> None:
    for field, sentence in error.fields.items():
        form.add_error(field if field in form.fields else None, sentence)


def _show_conflict(form: Any, error: Conflict, about: str, last: UUID | None) -> int:
    """What was typed stays on the page; the next word is about what stands now."""
    form.data = form.data.copy()
    form.data["about"], form.data["last"] = about, str(last or "")
    form.add_error(None, str(error))
    return 409

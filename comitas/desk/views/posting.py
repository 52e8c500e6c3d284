"""What left on a day, by channel: the posting list, the bag list, printed and signed by whoever takes it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.drafting import PostedOn
from comitas.desk.presenters.drafting import posted_lists
from comitas.drafting import queries


@require_safe
@access.requires("letter:send")
def lists(request: Request) -> HttpResponse:
    """The letters recorded as sent on a day, one list a channel. `?on=` and `?channel=` choose; today and all without."""
    today = cases.today_for(request.actor, clock.now())
    form = PostedOn(request.GET or None, initial={"on": today})
    wrong = bool(request.GET) and not form.is_valid()
    given = form.cleaned_data if form.is_bound and not wrong else {}
    on = given.get("on") or today
    rows = [] if wrong else queries.posted(request.actor, on, given.get("channel", ""))
    context = {
        "form": form,
        "day": presenters.day(on),
        "lists": posted_lists(rows),
        "full": len(rows) == queries.MOST_POSTED,
        "printed": presenters.moment(clock.now()),
    }
    return render(request, "desk/posting.html", context, status=400 if wrong else 200)

"""What roles may do in an authority of ours: the table of permissions, and what the authority leaves to fewer of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comitas.accounts import access, actions, queries
from comitas.accounts.rules.narrowing import Pair
from comitas.arrangement.models import Arrangement
from comitas.arrangement.rules.file import ROLES
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.web import Request
from comitas.desk.forms.roles import WhatRolesMay, standing
from comitas.desk.presenters import roles as said
from comitas.desk.views import changing, choosing
from comitas.desk.views.arrangement import only_proposed, proposed

PAGE = "desk:roles"


@access.requires("roles:narrow")
def roles(request: Request) -> HttpResponse:
    """One authority's; sent back, it holds from the next page that anybody opens."""
    mine = choosing.with_permission(request, queries.NARROW)
    authority = choosing.chosen(request, mine)
    taken = queries.narrowed(request.actor, authority.pk)
    form = WhatRolesMay(request.POST or None, taken=taken)
    save = _proposed if only_proposed(request) else _narrowed
    tried = changing.attempt(request, form, lambda: save(request, authority.pk, form), lambda: standing(taken))
    if tried.done and only_proposed(request):
        return redirect("desk:arrangement", tried.made.pk)
    if tried.done:
        messages.success(request, _("Saved. It holds from the next page that anybody opens."))
        return redirect(choosing.address(PAGE, authority) if access.may(request.actor, queries.NARROW) else "desk:home")
    found = page(request, queries.narrowings(request.actor, authority.pk), ("-since", "-id"), 20)
    context = {
        "authority": authority,
        "others": choosing.others(PAGE, mine, authority),
        "here": choosing.address(PAGE, authority),
        "form": form,
        "tried": tried,
        "rows": [said.row(one) for one in found.rows],
        "page": found,
    }
    return render(request, "desk/roles.html", context, status=tried.status)


def _narrowed(request: Request, authority: UUID, form: WhatRolesMay) -> set[Pair]:
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority}
    return actions.narrow_roles(**told, taken=form.taken(), seen=form.cleaned_data["version"])


def _proposed(request: Request, authority: UUID, form: WhatRolesMay) -> Arrangement:
    return proposed(request, authority, ROLES, lambda _stands: form.taken())

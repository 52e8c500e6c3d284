"""How emergency access is said: who opened which restricted case, until when, and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access, queries
from comitas.accounts.models import EmergencyAccess
from comitas.core.actor import Actor
from comitas.desk import presenters


def rows(
    found: Sequence[EmergencyAccess], reader: Actor, cases: Mapping[UUID, tuple[UUID, str]], at: datetime
) -> list[dict[str, Any]]:
    """Lines of a list, each with its reason; *cases* by compartment."""
    why = queries.reasons(found)
    return [
        {
            "key": one.pk,
            "number": cases.get(one.compartment_id, (None, ""))[1],
            "who": _("You") if one.user_id == reader.id else one.user.full_name,
            "since": presenters.moment(one.since),
            "reason": why.get(one.pk, ""),
            "until": _until(one, at),
            "runs": one.runs(at),
            "end": one.runs(at) and queries.may_end(reader, one),
        }
        for one in found
    ]


def notices(
    found: Sequence[EmergencyAccess], reader: Actor, cases: Mapping[UUID, tuple[UUID, str]]
) -> list[dict[str, Any]]:
    """For the home page, a sentence each. One's own lead to the case; others to the list, or for readers to the case's page of readers."""
    told, listed = [], access.may(reader, "emergencies:see")
    for one in found:
        case, number = cases.get(one.compartment_id, (None, ""))
        own = one.user_id == reader.id
        words = (
            _("You see the restricted case %(number)s in an emergency, until %(until)s.")
            if own
            else _("%(name)s opened the restricted case %(number)s in an emergency, on %(since)s.")
        )
        said = {"name": one.user.full_name, "number": number or _("without a number")}
        moments = {"since": presenters.moment(one.since), "until": presenters.moment(one.until)}
        if own and case:
            link, label = reverse("desk:case", args=[case]), _("To the case")
        elif listed or not case:
            link, label = reverse("desk:emergencies") if listed else "", _("Emergency access")
        else:
            link, label = reverse("desk:case-readers", args=[case]), _("Who may see it")
        told.append({"sentence": words % (said | moments), "url": link, "label": label})
    return told


def _until(one: EmergencyAccess, at: datetime) -> str:
    if one.ended_at is not None and one.ended_by is not None:
        return _("Ended on %(moment)s by %(name)s") % {
            "moment": presenters.moment(one.ended_at), "name": one.ended_by.full_name
        }  # fmt: skip
    if one.runs(at):
        return _("Until %(moment)s") % {"moment": presenters.moment(one.until)}
    return _("Ended by itself on %(moment)s") % {"moment": presenters.moment(one.until)}

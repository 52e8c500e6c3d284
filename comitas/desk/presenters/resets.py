"""How resets of second factors are said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from comitas.accounts.models import Device, FactorReset
from comitas.accounts.rules import factors
from comitas.core.actor import Actor
from comitas.desk import presenters


def row(one: FactorReset, reader: Actor, at: datetime) -> dict[str, Any]:
    """One line of the list."""
    waits = one.decided_at is None and at < one.until
    return {
        "key": one.pk,
        "who": _name(one.user_id, one.user.full_name, reader),
        "asked_by": _name(one.asked_by_id, one.asked_by.full_name, reader),
        "asked_at": presenters.moment(one.asked_at),
        "why": _(factors.WHY[one.why]),
        "seen": _(factors.SEEN[one.seen]),
        "state": _state(one, waits, reader),
        "waits": waits,
        "may_approve": waits and reader.id not in (one.asked_by_id, one.user_id),
        "may_refuse": waits,
    }


def waiting(found: Sequence[FactorReset], reader: Actor) -> list[str]:
    """For the home page, a sentence each."""
    told = []
    for one in found:
        said = {"name": one.user.full_name, "asker": one.asked_by.full_name, "until": presenters.moment(one.until)}
        if one.user_id == reader.id:
            words = _("%(asker)s asked that your second factor be reset. If you did not ask for it, refuse it.")
        elif one.asked_by_id == reader.id:
            words = _("That the second factor of %(name)s be reset waits for another to agree, until %(until)s.")
        else:
            words = _("%(asker)s asks you to agree that the second factor of %(name)s be reset, until %(until)s.")
        told.append(words % said)
    return told


def new_device(one: Device) -> dict[str, Any]:
    """For the home page of the person."""
    return {"key": one.pk, "when": presenters.moment(one.first_at), "browser": one.name or _("unknown browser")}


def _state(one: FactorReset, waits: bool, reader: Actor) -> dict[str, str]:
    if waits:
        return {"words": _("Waits"), "colour": "ochre", "small": presenters.moment(one.until)}
    if one.decided_by is None or one.decided_at is None:
        return {"words": _("Not decided in time"), "colour": "grey", "small": ""}
    by = _name(one.decided_by_id, one.decided_by.full_name, reader)
    small = f"{by}, {presenters.moment(one.decided_at)}"
    return {
        "words": _("Reset") if one.approved else _("Refused"),
        "colour": "sea" if one.approved else "grey",
        "small": small,
    }


def _name(user: int | None, name: str, reader: Actor) -> str:
    return _("You") if user == reader.id else name

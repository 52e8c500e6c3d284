"""How a time limit is said by itself: for the page on which an authority sets its own, and for the handbook."""

from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases.rules.families import STATES
from comitas.worklist.rules.clock import STARTS
from comitas.worklist.rules.limit import ROLLS, UNITS, Limit


def what(limit: Limit) -> str:
    """What it asks for. The number of a part is N."""
    return _(limit.what).replace("%(number)d", "N")


def length(limit: Limit) -> str:
    """ "2 working days"."""
    return ngettext(*UNITS[limit.unit], limit.length) % {"n": limit.length}


def rule(limit: Limit) -> str:
    """ "30 days from receipt by the executing authority; a last day off moves to the next working day." """
    start = _(STARTS[limit.when.before if limit.when and limit.when.before else limit.start])
    if limit.unit == "date":
        said = [start]
    else:
        pattern = _("%(length)s back from %(start)s") if limit.back else _("%(length)s from %(start)s")
        said = [pattern % {"length": length(limit), "start": start}]
    if limit.roll:
        said.append(_(ROLLS[limit.roll]))
    if limit.pause:
        states = ", ".join(_(STATES[state].tag) for state in limit.pause)
        said.append(_("stands still while a part stands at: %(states)s") % {"states": states})
    if limit.alarms:
        days = ", ".join(str(days) for days in limit.alarms)
        said.append(_("shown %(days)s days ahead") % {"days": days})
    return reduce(lambda one, other: _("%(one)s; %(other)s") % {"one": one, "other": other}, said)


def force(limit: Limit) -> str:
    """Whether it binds, whether somebody's liberty hangs on it, whose it is to set."""
    said = [_("must") if limit.must else _("may") if limit.article else _("practice")]
    if limit.liberty:
        said.append(_("liberty"))
    if limit.own:
        said.append(_("the authority sets it"))
    elif limit.switch:
        said.append(_("the authority switches it"))
    if not limit.on:
        said.append(_("off unless switched on"))
    return ", ".join(said)

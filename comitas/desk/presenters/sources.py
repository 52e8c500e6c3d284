"""Watched folders and mailboxes in words: how each stands, and what it left out."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from comitas.desk.presenters import moment
from comitas.intake.models import LeftOut, Source
from comitas.intake.queries import Shown
from comitas.intake.rules.sources import FOLDER, KINDS, REASONS, TROUBLES


def row(shown: Shown, several: bool) -> dict[str, Any]:
    """One line of the list."""
    found, standing = shown.source, shown.source.standing
    return {
        "source": found,
        "kind": _(KINDS[found.kind]),
        "where": where(found),
        "authority": found.authority.name if several else "",
        "looked": moment(standing.looked_at) if standing.looked_at else _("not yet"),
        "waiting": standing.waiting,
        "today": shown.today,
        "left_out": shown.left_out,
        "state": state(found),
        "trouble": trouble(found),
    }


def where(found: Source) -> str:
    """The folder, or the mailbox at its server; a place, nothing that is in it."""
    return found.folder if found.kind == FOLDER else f"{found.user_name}, {found.mailbox}, {found.host}"


def state(found: Source) -> dict[str, str]:
    if not found.active:
        return {"words": _("Switched off"), "colour": "grey"}
    if found.standing.trouble:
        return {"words": _("Not well"), "colour": "brick"}
    return (
        {"words": _("Well"), "colour": "moss"}
        if found.standing.looked_at
        else {"words": _("Not looked at yet"), "colour": "sea"}
    )


def trouble(found: Source) -> str:
    """Why a source is not well, and what to do; "" where it is."""
    standing = found.standing
    if not found.active or standing.trouble not in TROUBLES:
        return ""
    return _(TROUBLES[standing.trouble]).format_map(_Figures(standing.figures))


class _Figures(dict[str, str]):
    """What a sentence names; what is not known is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def left_out(one: LeftOut, limit: int) -> dict[str, Any]:
    """One thing that was not taken: when, why, and where to look for it. Never its name."""
    figures = {"size": filesizeformat(one.size), "limit": filesizeformat(limit)}
    if one.uid is None:
        place = _("It lies in the folder “refused”, with a note.")
    elif one.lay_since:
        place = _("It lies on the server since %(since)s, UID %(uid)s.") % {
            "since": moment(one.lay_since),
            "uid": one.uid,
        }
    else:
        place = _("It lies on the server, UID %(uid)s.") % {"uid": one.uid}
    return {
        "at": moment(one.at),
        "why": _(REASONS[one.reason]).format(**figures),
        "place": place,
        "size": figures["size"],
    }

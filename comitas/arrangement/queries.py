"""Reading arrangements: what is in force as the apps that keep it say, what was proposed, and how the two differ."""

import base64
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.rules.narrowing import by_role
from comitas.arrangement.models import Arrangement
from comitas.arrangement.rules import file
from comitas.arrangement.rules.difference import Difference, differences
from comitas.checks import queries as checks
from comitas.core.actor import Actor, system
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority
from comitas.drafting import queries as drafting
from comitas.drafting.models import WORD
from comitas.protection import queries as protection
from comitas.worklist import queries as worklist

KEEP = "arrangement:keep"
READER = system("arrangement")  # reads what each app has set; who may ask for it is checked before


def our_authority(actor: Actor, authority: UUID) -> Authority:
    """One of our authorities, for whoever keeps its arrangement; `NotThere` for others."""
    return drafting.our_authority(actor, authority, KEEP)


def in_force(actor: Actor, authority: UUID) -> dict[str, Any]:
    """All subjects as they stand, in the shape of `rules.file`."""
    our_authority(actor, authority)
    return {
        file.WORKING_DAYS: _working_days(authority),
        file.REQUIREMENTS: _requirements(authority),
        file.LETTERHEAD: _letterhead(authority),
        file.WORDINGS: _wordings(authority),
        file.CLAUSES: _clauses(authority),
        file.RETENTION: _retention(authority),
        file.ROLES: by_role(accounts.narrowed(READER, authority)),
    }


def arrangements(actor: Actor, authority: UUID) -> QuerySet[Arrangement]:
    """The newest first, without their bodies; to be paged."""
    our_authority(actor, authority)
    found = Arrangement.objects.filter(authority=authority).only(
        "authority", "name", "state", "brought_by", "brought_at", "ended_by", "ended_at"
    )
    return found.select_related("brought_by", "ended_by").order_by("-brought_at", "-id")


def arrangement(actor: Actor, arrangement_id: UUID) -> Arrangement:
    """One of them, or `NotThere`."""
    found = Arrangement.objects.select_related("authority", "brought_by", "ended_by").filter(pk=arrangement_id).first()
    if found is None or not access.may(actor, KEEP, found.authority_id):
        raise NotThere(str(arrangement_id))
    return found


def compared(actor: Actor, found: Arrangement) -> dict[str, list[Difference]]:
    """By subject of *found*, how it differs from what is in force now."""
    stands = in_force(actor, found.authority_id)
    return {subject: differences(subject, stands[subject], body) for subject, body in found.body.items()}


def _working_days(authority: UUID) -> dict[str, Any]:
    found = worklist.timetable_of(READER, authority)
    days = worklist.own_days(READER, authority).order_by("day") if found.version else ()
    return {
        "country": found.country, "region": found.region, "rest": sorted(found.rest), "lengths": dict(found.lengths),
        "switched": dict(found.switched),
        "days": [{"day": one.day.isoformat(), "works": one.works, "name": one.name} for one in days],
    }  # fmt: skip


def _requirements(authority: UUID) -> dict[str, Any] | None:
    found = checks.state_pack(READER, authority)
    return found.table if found else None


def _letterhead(authority: UUID) -> dict[str, Any]:
    found = drafting.letterhead_of(authority)
    words = {code: dict(given) for code, given in found.words.items() if given} if found else {}
    return {"words": words, "emblem": base64.b64encode(bytes(found.emblem)).decode() if found else ""}


def _wordings(authority: UUID) -> list[dict[str, Any]]:
    rows = []
    for kind, language in sorted(drafting.wordings(READER, authority)):
        own = drafting.wording_of(authority, kind, language)
        if own is None:
            continue  # went back to the program's own between the two questions
        row = {"kind": kind, "language": language, "form": own.form, "subject": own.subject, "body": own.body}
        rows.append(row | ({"file": base64.b64encode(bytes(own.file)).decode()} if own.form == WORD else {}))
    return rows


def _clauses(authority: UUID) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name, "article": one.article, "replaces": one.replaces, "offered": one.offered, "kinds": list(one.kinds),
            "texts": dict(one.texts),
        }
        for one in drafting.clauses_of(READER, authority)
    ]  # fmt: skip


def _retention(authority: UUID) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "outcome": one.outcome, "months": one.months, "archive": one.archive, "cited": one.cited}
        for one in protection.schedule(authority)
        if one.months is not None
    ]

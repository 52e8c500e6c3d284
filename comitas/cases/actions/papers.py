"""What came with a request, ticked by an officer."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases.actions import lines, locking
from comitas.cases.models import Case
from comitas.cases.rules.papers import PAPERS
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid


@transaction.atomic
def note_papers(*, by: Actor, at: datetime, case: UUID, version: int, said: Mapping[str, bool | None]) -> None:
    """Note which papers are there, by the codes of `PAPERS`: None takes a word back. What is not named stays as it is.

    `Conflict` says who was first.
    """
    found = locking.open_and_locked(by, "case:work", case)
    if wrong := [code for code, value in said.items() if code not in PAPERS or value not in (True, False, None)]:
        raise Invalid({code[:60]: _("Choose one of the list.") for code in wrong})
    changed = sorted(code for code, value in said.items() if found.papers.get(code) is not value)
    if not changed:
        return
    locking.refuse_stale(found, version, found.version)
    after = {code: value for code, value in {**found.papers, **said}.items() if value is not None}
    Case.objects.filter(pk=case).update(papers=after, version=F("version") + 1)
    told = lines.changes(
        {code: found.papers.get(code) for code in changed}, {code: after.get(code) for code in changed}
    )
    lines.record(lines.CHANGED, by=by, at=at, case=found, payload={"fields": ["papers"]}, personal=told)

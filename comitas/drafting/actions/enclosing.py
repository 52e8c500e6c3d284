"""Documents that may not go with a letter go all the same where the head writes why."""

from datetime import datetime

from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.drafting import queries
from comitas.drafting.actions import changing
from comitas.drafting.models import Letter


def pass_enclosures(found: Letter, by: Actor, at: datetime, because: str) -> None:
    """UNCAC 46(19) and the provider's handling codes: what they forbid to send stays here, unless the head writes why not."""
    barred = [one for one in queries.enclosed(by, found) if one.bars]
    if not barred:
        return
    if not because.strip() or not access.may(by, "letter:approve", found.case.authority_id):
        raise Invalid({"because": " ".join(_barred(one) for one in barred)})
    changing.check_lengths({"because": because})
    for one in barred:
        rules = [bar.rule for bar in one.bars]
        row = found.enclosed.select_for_update().get(placement=one.placement)
        found.enclosed.filter(pk=row.pk).update(passed=[*row.passed, *rules], because=because.strip())
        told: dict[str, object] = {"document": str(one.document), "rules": ", ".join(bar.article for bar in one.bars)}
        changing.record(changing.PASSED, found, by, at, told, {"reason": because.strip()})


def _barred(one: queries.Enclosed) -> str:
    """annex.pdf, H2: The provider does not allow it to be passed on."""
    why = " ".join(f"{bar.article}: {changing.told(bar.sentence)}" for bar in one.bars)
    return _("%(name)s may not go with this letter. %(why)s The head may write why it goes all the same.") % {
        "name": one.name,
        "why": why,
    }

"""What an account did under an idempotency key."""

from uuid import UUID

from django.utils.translation import gettext as _

from comitas.api.models import Done
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict


def done_before(actor: Actor, key: str, asked: bytes) -> UUID | None:
    """What came of it, None where it was not done yet; `Conflict` where the key was used for something else."""
    found = Done.objects.filter(user=actor.id, key=key).first()
    if found is None:
        return None
    if bytes(found.asked) != asked:
        raise Conflict(_("This idempotency key was used for another request. Take a new one."))
    return found.result

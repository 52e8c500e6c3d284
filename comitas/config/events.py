"""What the ledger says about the instance itself. Declared here, where every process comes by that reads the ledger."""

from comitas.core.text import N_
from comitas.ledger.rules import kinds

RESTORED = kinds.declare("instance.restored", N_("The instance was restored from the backup of {made_at}."))
KEYS_CHANGED = kinds.declare(
    "instance.keys-changed",
    N_(
        "Keys were changed: {wrapped} keys of compartments were wrapped anew; the ledger has a new signer: {handed_over}."
    ),
)
BACKED_UP = kinds.declare(
    "instance.backed-up", N_("A backup was made: {originals} originals, ledger up to position {position}.")
)
NOT_BACKED_UP = kinds.declare("instance.not-backed-up", N_("A backup was tried and not made."))
THINNED = kinds.declare("instance.backups-thinned", N_("{removed} old backups were removed; {kept} are kept."))
DRILLED = kinds.declare("instance.drilled", N_("The backup of {made_at} was restored for trial: it holds."))
NOT_DRILLED = kinds.declare("instance.not-drilled", N_("A backup was restored for trial, and does not hold."))

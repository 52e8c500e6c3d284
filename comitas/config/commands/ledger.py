"""`comitas ledger verify` and `comitas ledger checkpoint`."""

import sys

from comitas.config.commands import words


def main(arguments: list[str]) -> int:
    """Exit code 1 where the ledger is not what was written, with a sentence for each fault."""
    parser = words.parser("ledger", "Verify the ledger, or attest to its head.")
    parser.add_argument("what", choices=("verify", "checkpoint"))
    what = parser.parse_args(arguments).what
    words.set_up()
    return verify() if what == "verify" else checkpoint()


def verify() -> int:
    """Walk every line and every checkpoint, and say what was found."""
    from django.conf import settings

    from comitas.ledger import queries
    from comitas.ledger.rules.checkpoints import CheckpointBroken
    from comitas.ledger.rules.verification import LedgerBroken

    try:
        found = queries.verify()
    except LedgerBroken as broken:
        return words.refuse("The ledger is not what was written.", *broken.faults)
    except CheckpointBroken as broken:
        return words.refuse(f"The checkpoints in {settings.CHECKPOINTS} do not hold.", str(broken))
    print(f"Lines verified: {found.positions}. Checkpoints verified: {found.checkpoints}.")
    if found.unreadable:
        print(f"Lines whose personal values were destroyed with their key: {found.unreadable}.")
    if found.last_checkpoint is None:
        print("Nothing is sure yet: there is no checkpoint. `comitas ledger checkpoint` makes one.")
    else:
        print(f"Sure up to position {found.sure_up_to}, attested to on {found.last_checkpoint:%Y-%m-%d at %H:%M} UTC.")
    return 0


def checkpoint() -> int:
    """Attest to everything committed so far."""
    from comitas.config import rounds

    try:
        made = rounds.attest_to_all()
    except rounds.LedgerShorter as broken:
        return words.refuse(str(broken), "`comitas ledger verify` names what is gone.")
    print(
        f"Attested to position {made.position}." if made else "The last checkpoint already attests to the whole ledger."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.faults --seconds N --seed N`: hold the drill and print its table; exit code 1 where a promise was broken."""

import argparse
import os
import secrets
import sys
import tempfile

import django


def main() -> int:
    parser = argparse.ArgumentParser(prog="faults")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", default="", help="repeats a drill; drawn unless given")
    parser.add_argument("--letters", type=int, default=0, help="goes on until so many were acknowledged")
    parser.add_argument("--pause", type=float, default=0, help="longest time between two kills, in seconds")
    given = parser.parse_args()
    seed = int(given.seed) if given.seed else secrets.randbelow(2**31)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as home:  # the drill makes instances of its own; none that is here is touched
        os.environ |= {"COMITAS_HOME": home, "DJANGO_SETTINGS_MODULE": "comitas.config.settings_for_tests"}
        django.setup()
    from tests.faults import drill

    try:
        outcome = drill.run(given.seconds, seed, given.letters, given.pause or drill.PAUSE)
    except drill.Failed as error:
        print(error, file=sys.stderr)
        return 1
    print(outcome.table())
    return 1 if outcome.faults else 0


sys.exit(main())

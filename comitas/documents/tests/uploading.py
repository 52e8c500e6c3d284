"""A process that uploads and says what was acknowledged, to be killed: see test_kills.py. Arguments: seed, compartment."""

import hashlib
import random
import sys
from uuid import UUID

import django


def content(number: int, size: int) -> bytes:
    """The bytes of the upload with this number."""
    return hashlib.shake_256(b"%d" % number).digest(size)


def main(seed: int, compartment: UUID) -> None:
    from comitas.core import clock
    from comitas.documents import actions
    from comitas.documents.rules.uploads import SEGMENT_BYTES
    from comitas.samples import cast as samples

    rosa, chance = samples.found().rosa, random.Random(seed)
    print("ready", flush=True)
    for number in range(10_000):
        size = chance.choice((0, 1, 5_000, SEGMENT_BYTES, 2 * SEGMENT_BYTES + 7))
        data = content(number, size)
        upload = actions.begin_upload(by=rosa, at=clock.now(), name=str(number), size=size)
        print("received", number, upload.pk, 0, flush=True)
        for offset in range(0, size, SEGMENT_BYTES):
            part = data[offset : offset + SEGMENT_BYTES]
            upload = actions.receive_part(by=rosa, at=clock.now(), upload=upload.pk, offset=offset, data=part)
            print("received", number, upload.pk, upload.received, flush=True)
        if chance.random() < 0.7:
            placed = actions.keep(by=rosa, at=clock.now(), upload=upload.pk, compartment=compartment)
            print("kept", number, placed.pk, size, flush=True)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), UUID(sys.argv[2]))

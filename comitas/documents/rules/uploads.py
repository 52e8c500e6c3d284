"""How much may be uploaded by whom, in what steps, and for how long it is kept waiting."""

from datetime import timedelta

from comitas.core.text import N_

SEGMENT_BYTES = 1024 * 1024
"""Bytes sealed together. Parts of an upload begin and end at its multiples, so that nothing is ever sealed twice."""

LIFE = timedelta(hours=72)
"""From its beginning until an upload that nobody registered is given up: a form left open on Friday is there on Monday."""

OPEN_AT_ONCE = 200
"""Uploads a person may have waiting: two shelves of files. Bounds the rows that empty files, free of quota, could make."""

DISK_RESERVE_BYTES = 512 * 1024 * 1024
"""Kept free on the disk, so that the database can go on writing when uploads no longer can."""

PARTS_AT_ONCE = 8
"""Parts in memory at a time in the upload process: 64 MiB with parts of 8 MiB."""

PARTS_AT_ONCE_EACH = 2
"""Parts of one person among them, so that one slow line cannot keep everybody else out."""

OPEN = "open"
COMPLETE = "complete"
KEPT = "kept"
ABANDONED = "abandoned"
STATES = (OPEN, COMPLETE, KEPT, ABANDONED)
WAITING = (OPEN, COMPLETE)

GONE = N_("This upload is not here any more. Choose the file again.")
NOTHING_HERE = N_("There is nothing here.")
NOT_DONE_HERE = N_("This cannot be done here.")
GO_ON = N_("The file has arrived up to byte %(received)s. Go on from there.")
MORE_THAN_ANNOUNCED = N_("More bytes came than the %(size)s announced. Choose the file again.")
BODY_LONGER = N_("More bytes came than the request announced. The part is tried again.")
BODY_SHORTER = N_("Fewer bytes came than the request announced. The part is tried again.")
NO_LENGTH = N_("Say how long the part is (Content-Length).")
PART_TOO_LONG = N_("A part may have %(bytes)s bytes at most.")
TOO_MANY_PARTS = N_("Too many parts are on their way at once. The next one is tried again in a moment.")
TOO_SLOW = N_("The part did not arrive in time. It is tried again.")
DISK_FULL = N_("The disk is full, and nothing more is taken. Tell the administrator.")
BROKEN = N_("Something went wrong here. Try again in a minute.")


def part_bytes(limit: int) -> int:
    """The size of a part that a client should send: the largest multiple of a segment within *limit*, at least one."""
    return max(limit // SEGMENT_BYTES, 1) * SEGMENT_BYTES


def fits(offset: int, length: int, size: int, segment_bytes: int) -> bool:
    """Whether *length* bytes at *offset* of an upload of *size* bytes begin and end where segments do."""
    end = offset + length
    return length > 0 and offset % segment_bytes == 0 and (end == size or (end < size and end % segment_bytes == 0))


def origin(host: str, *, secure: bool, port: int) -> str:
    """Where a browser that opened *host* (as in its Host header) sends parts: the same origin behind TLS, *port* otherwise."""
    if secure:
        return f"https://{host}"
    name = host if host.endswith("]") or ":" not in host else host.rpartition(":")[0]
    return f"http://{name}:{port}"

"""Which bytes of a file a browser asks for (RFC 9110, section 14): one range; a list of them is answered with the whole."""

import re


class NotSatisfiable(ValueError):
    """The range begins after the end (answer 416)."""


def asked(header: str, size: int) -> tuple[int, int] | None:
    """`(start, stop)`, stop excluded, for "bytes=0-499", "bytes=500-" or "bytes=-500"; None for anything to be ignored."""
    match = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header.replace(" ", ""), re.ASCII)
    if not match or match[1] == match[2] == "":
        return None
    if match[1] == "":
        start, stop = max(size - int(match[2]), 0), size
    else:
        start, stop = int(match[1]), min(int(match[2]) + 1, size) if match[2] else size
        if match[2] and int(match[2]) < start:
            return None
    if start >= size:
        raise NotSatisfiable(header)
    return start, stop

"""What the header of a mail says about the thread that it stands in (RFC 5322, 3.6.4): its own identifier, and those that it answers.

Only the first bytes are looked at, by plain patterns; a mail that does not keep to the rules simply says nothing.
"""

import hashlib
import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header

HEADER_BYTES = 64 * 1024
MOST_ANSWERED = 50
"""The nearest ancestors in a thread; a mail that names more is a list, or an attack."""
LONGEST_SUBJECT = 2_000
LONGEST_ON_PAGE = 1_200

_FIELD = re.compile(rb"^(message-id|in-reply-to|references|subject)[ \t]*:(.*)", re.IGNORECASE | re.DOTALL)
_ID = re.compile(rb"<([^<>\s]{1,995})>")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Thread:
    """`own` is "" where a mail has none; `answered` begins with the nearest."""

    own: str = ""
    answered: tuple[str, ...] = ()
    subject: str = ""


def of_header(head: bytes) -> Thread:
    """The thread that a mail stands in, from its first bytes."""
    found: dict[str, list[bytes]] = {"message-id": [], "in-reply-to": [], "references": [], "subject": []}
    for line in _unfolded(head[:HEADER_BYTES]):
        if match := _FIELD.match(line):
            found[match[1].decode().lower()].append(match[2])
    own = [each for text in found["message-id"] for each in _ids(text)][:1]
    near = [each for text in found["in-reply-to"] for each in _ids(text)]
    far = [each for text in found["references"] for each in reversed(_ids(text))]
    answered = dict.fromkeys(each for each in (*near, *far) if each not in own)
    subject = found["subject"][0].strip() if found["subject"] else b""
    return Thread(own[0] if own else "", tuple(answered)[:MOST_ANSWERED], _decoded(subject[:LONGEST_SUBJECT]))


def of_page(own: str, answered: str) -> Thread:
    """The same from a page on which a header is drawn: the text from where each field's value begins.

    A long identifier runs over several lines there, and nothing says where the last field ends: its first identifier counts.
    """
    return Thread(_first(own), tuple(each for each in [_first(answered)] if each))


def digest(identifier: str) -> bytes:
    """What is kept of an identifier, and compared."""
    return hashlib.sha256(identifier.encode("utf-8", "surrogateescape")).digest()


def _unfolded(head: bytes) -> list[bytes]:
    lines: list[bytes] = []
    for line in re.split(rb"\r\n|\n|\r", head.removeprefix(_BOM)):
        if not line:
            break
        if line[:1] in b" \t" and lines:
            lines[-1] += b" " + line.strip()
        else:
            lines.append(line)
    return lines


def _ids(text: bytes) -> list[str]:
    return [found.decode("utf-8", "surrogateescape") for found in _ID.findall(text)]


def _first(text: str) -> str:
    line, _end, _rest = text.partition("\n")
    if "<" not in line:
        return ""
    packed = "".join(text[line.index("<") : LONGEST_ON_PAGE].split())
    found = _ids(packed.encode("utf-8", "surrogateescape"))
    return found[0] if found else ""


def _decoded(subject: bytes) -> str:
    """The subject in words (RFC 2047), on one line; as it stands where it is written wrongly."""
    plain = " ".join(subject.decode("utf-8", "replace").split())
    try:
        pieces = decode_header(plain)
        text = "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "ascii", "replace")
            for piece, charset in pieces
        )
    except (HeaderParseError, ValueError, LookupError):
        return plain
    return " ".join(text.split())

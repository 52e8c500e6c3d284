"""Tokens: how they look, how long they live, what is kept of them."""

import hashlib
import re
from datetime import timedelta

PREFIX = "comitas_"
"""Programs that look for leaked secrets know a token by how it begins."""
RANDOM_BYTES = 32
LOOKS = re.compile(r"comitas_[A-Za-z0-9_-]{43}", re.ASCII)
HINT = 4
"""Characters at the end of a token that are kept, so that its owner knows which one it is."""
LONGEST_DAYS = 366
USUAL_DAYS = 180
OVERLAP = timedelta(days=7)
"""How long a token works on that was replaced by a new one, at most."""
MOST_WORKING = 5
"""Tokens of one account that work at a time."""
NOTED = timedelta(minutes=1)
"""That a token was used is noted once in this time."""
WRONG_AT_ONCE = 60
"""Wrong tokens from one address in a minute; then it waits."""


def digest(token: str) -> bytes:
    """What is kept of a token. It has 256 random bits, so that a plain hash is enough."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def borne(header: str) -> str:
    """The token in an Authorization header (RFC 6750, section 2.1); "" where there is none of ours."""
    scheme, _blank, token = header.strip().partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and LOOKS.fullmatch(token) else ""

"""Secret links: what is kept of their tokens."""

import hashlib


def digest(token: str) -> bytes:
    """What is kept of a token. It has 256 random bits, so that a plain hash is enough."""
    return hashlib.sha256(token.encode(errors="replace")).digest()

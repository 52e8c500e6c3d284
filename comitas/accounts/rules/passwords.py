"""First passwords: drawn, told by telephone, and typed once."""

from collections.abc import Callable, Sequence

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which sound or look like others."""
NO_MAIL = ".invalid"
"""How an address ends to which no mail can go (RFC 2606, section 2): that of a program's account."""
GROUPS, LONG = 5, 4  # 20 signs of 31: 99 bits


def first_password(drawn: Callable[[Sequence[str]], str]) -> str:
    """Groups of letters and digits with hyphens between, each sign by *drawn*."""
    return "-".join("".join(drawn(LETTERS) for _sign in range(LONG)) for _group in range(GROUPS))

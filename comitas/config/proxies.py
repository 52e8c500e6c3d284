"""Whom a request comes from, where proxies of ours stand in front: the standard library only.

Every proxy appends whom it heard to `X-Forwarded-For`, so what is right stands on the right. It is read from there, for as long as the
one who says it is a proxy that was declared. What a stranger wrote stands further left, and is never reached.
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
WITH_PORT = re.compile(r"(\d+\.\d+\.\d+\.\d+):\d+|\[([0-9a-fA-F:.]+)\](?::\d+)?")


def network(text: str) -> Network:
    """One address or a network; ValueError on anything else."""
    return ip_network(text.strip())


def address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, with or without a port; None for what is none."""
    plain = text.strip()
    if found := WITH_PORT.fullmatch(plain):
        plain = found[1] or found[2]
    try:
        read = ip_address(plain)
    except ValueError:
        return None
    return getattr(read, "ipv4_mapped", None) or read


def sender(peer: str, forwarded: str, trusted: tuple[Network, ...]) -> str:
    """The nearest address that is no declared proxy; *peer*, whom we hear ourselves, where it is none or says nothing that can be read."""
    known, said = address(peer), forwarded.split(",") if forwarded.strip() else []
    if known is None:
        return peer
    while said and any(known in one for one in trusted):
        before = address(said.pop())
        if before is None:
            break
        known = before
    return str(known)

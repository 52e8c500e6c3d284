"""What settings about other servers must be: the mail server, the provider of single sign-on, proxies in front."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from comitas.config import proxies
from comitas.config.variables import Reader

if TYPE_CHECKING:
    from comitas.config.environment import Environment

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def smtp_port(reader: Reader) -> int:
    """465 for TLS from the first byte, else 587 (RFC 6409, RFC 8314)."""
    return reader.port("COMITAS_SMTP_PORT", 465 if reader.text("COMITAS_SMTP_SECURITY") == "tls" else 587)


def check_mail(reader: Reader, found: "Environment") -> None:
    """A mail server is set whole or not at all; what is said to it does not cross a network in clear."""
    given = [name for name in ("USER", "PASSWORD", "FROM") if reader.text(f"COMITAS_SMTP_{name}")]
    if not found.smtp_host:
        reader.demand(not given, f"COMITAS_SMTP_{(given or [''])[0]} is set without COMITAS_SMTP_HOST.")
        return
    reader.demand(
        bool(re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", found.smtp_from)),
        "COMITAS_SMTP_FROM is not an address: give the one that reminders and alerts come from.",
    )
    reader.demand(
        found.smtp_security != "none" or found.smtp_host in LOOPBACK,
        "COMITAS_SMTP_SECURITY is none: without encryption a mail server must be on this machine.",
    )
    reader.demand(
        bool(found.smtp_user) == bool(found.smtp_password),
        "COMITAS_SMTP_USER and COMITAS_SMTP_PASSWORD belong together.",
    )


def proxy_networks(reader: Reader) -> tuple[proxies.Network, ...]:
    """The networks whose word about the sender is taken. A whole network of people is none of proxies."""
    found = []
    for text in reader.value("COMITAS_TRUSTED_PROXIES", ()):
        try:
            network = proxies.network(text)
        except ValueError:
            reader.problems.append(
                f"COMITAS_TRUSTED_PROXIES names {text!r}, which is not a network such as 10.0.0.5/32."
            )
            continue
        reader.demand(network.prefixlen > 0, f"COMITAS_TRUSTED_PROXIES names {text}: that is everybody.")
        found.append(network)
    return tuple(found)


def check_oidc(reader: Reader, found: "Environment") -> None:
    """Single sign-on is set whole or not at all, and goes over https but on this machine."""
    given = [name for name in ("CLIENT_ID", "CLIENT_SECRET", "NAME") if reader.text(f"COMITAS_OIDC_{name}")]
    if not found.oidc_issuer:
        reader.demand(not given, f"COMITAS_OIDC_{(given or [''])[0]} is set without COMITAS_OIDC_ISSUER.")
        return
    reader.demand(bool(found.oidc_client_id and found.oidc_client_secret),
                  "COMITAS_OIDC_ISSUER needs COMITAS_OIDC_CLIENT_ID and COMITAS_OIDC_CLIENT_SECRET.")  # fmt: skip
    at = urlsplit(found.oidc_issuer)
    safe = at.scheme == "https" or (at.scheme == "http" and at.hostname in LOOPBACK)
    reader.demand(
        safe and not (at.query or at.fragment),
        f"COMITAS_OIDC_ISSUER is {found.oidc_issuer!r}: it must be an https address.",
    )

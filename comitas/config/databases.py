"""PostgreSQL addresses as Django wants them."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MOST_CONNECTIONS = 8  # a process; web, upload and worker together stay below the cluster's 60


def from_url(url: str, *, pooled: bool = True) -> dict[str, Any]:
    """Django's settings for `postgresql://role:password@host:port/name?option=value`; a socket folder is `?host=`."""
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    if pooled:
        options["pool"] = {"min_size": 0, "max_size": MOST_CONNECTIONS, "timeout": 20, "reconnect_timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }

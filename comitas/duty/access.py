"""How often a page may be asked for that needs nobody to be signed in."""

from datetime import datetime

from django.core.cache import cache

KEPT = 120  # seconds


def too_often(name: str, most: int, at: datetime) -> bool:
    """Whether *name* has come more than *most* times in this minute. Counted in the cache, which all processes share."""
    key = f"duty.often.{name}.{at:%H%M}"
    if cache.add(key, 1, KEPT):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # its time has just ended
        return False

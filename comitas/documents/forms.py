"""What the page's script sends to begin an upload."""

import json

from django.utils.translation import gettext as _

from comitas.core.refusals import Invalid

LONGEST_BODY = 64 * 1024  # bytes: a name of 4,000 characters in JSON escapes, and room


def upload_asked(body: bytes) -> tuple[str, int]:
    """Name and size in bytes from JSON `{"name": …, "size": …}`; `Invalid` for anything else."""
    try:
        asked = json.loads(body) if len(body) <= LONGEST_BODY else None
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise Invalid({"upload": _("This request cannot be understood. Reload the page and choose the file again.")})
    name, size = asked.get("name"), asked.get("size")
    if not isinstance(name, str):
        raise Invalid({"name": _("The name of the file is missing. Choose the file again.")})
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise Invalid({"size": _("The size of the file is missing. Choose the file again.")})
    return name, size

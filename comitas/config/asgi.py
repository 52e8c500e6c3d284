"""The pages, as an ASGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")

from django.core.asgi import get_asgi_application  # noqa: E402 - needs the settings named first

from comitas.config.gate import Gate  # noqa: E402 - as above

application = Gate(get_asgi_application())

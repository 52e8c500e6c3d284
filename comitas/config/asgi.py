"""The pages, as an ASGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")

from django.core.asgi import get_asgi_application

from comitas.config.gate import Gate

application = Gate(get_asgi_application())

"""The pages, as an ASGI application."""

import os
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")

from django.core.asgi import get_asgi_application

from comitas.config.gate import Application, Gate

application = Gate(cast(Application, get_asgi_application()))  # the stubs write out every kind of ASGI message

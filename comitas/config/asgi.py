"""The pages, as an ASGI application."""

import os
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")

import django

django.setup(set_prefix=False)

from asgiref.sync import sync_to_async  # noqa: E402 - the gate asks for tokens, which are rows
from django.core.handlers.asgi import ASGIHandler  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.http.response import HttpResponseBase  # noqa: E402

from comitas.config.gate import Application, Gate  # noqa: E402


class Pages(ASGIHandler):
    """Django's handler, with the chain of middleware and the view in one thread, as under WSGI.

    No view of ours is asynchronous. Django's chain under ASGI goes from the loop to the thread and back at every second
    middleware, which was a tenth of a page's time.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response)(request)


application = Gate(cast(Application, Pages()))  # the stubs write out every kind of ASGI message

"""Answers that are longer than memory: sent segment by segment."""

from collections.abc import AsyncIterator, Iterator
from itertools import chain

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest


def streamed(request: HttpRequest, chunks: Iterator[bytes]) -> Iterator[bytes] | AsyncIterator[bytes]:
    """One segment in memory at a time. The first is opened before the answer begins: damage is then an error, not a short file."""
    whole = chain([next(chunks, b"")], chunks)
    return _in_threads(whole) if isinstance(request, ASGIRequest) else whole


async def _in_threads(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Django would collect a plain iterator whole before sending: 2 GiB in memory."""
    step = sync_to_async(lambda: next(chunks, None), thread_sensitive=False)
    while (chunk := await step()) is not None:
        yield chunk

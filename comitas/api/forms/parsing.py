"""Reading a body: JSON and nothing else, not deeper than what is asked for."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 8
"""Levels of lists and objects; what is asked for has three."""


class Bounded(Parser):
    """Refuses what is nested without end. That it is JSON by its media type was asked before."""

    def parse_body(self, request: HttpRequest) -> Any:
        text = request.body.decode("utf-8")
        if _depth(text) > DEEPEST:
            raise ValueError("nested too deeply")
        return json.loads(text, parse_constant=_no_number)


def _depth(text: str) -> int:
    """How deep it is nested at most, brackets in texts counted too: nobody's note has eight of them open."""
    deepest = depth = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")

"""Calling the door as a machine, for tests of every kind."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from comitas.accounts.models import Membership
from comitas.api.models import Machine, Token
from comitas.api.rules.scopes import SCOPES
from comitas.api.rules.tokens import PREFIX, digest
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.ledger.models import Line, Order


def token_for(actor: Actor, scopes: Collection[str] = tuple(SCOPES)) -> str:
    """A token for an account that holds what *actor* holds: the account is that person's own, as no program's would be."""
    at = clock.now()
    held = Membership.objects.filter(user=actor.id, until=None).first()
    assert held is not None
    machine, _made = Machine.objects.get_or_create(
        user_id=actor.id, defaults={"authority_id": held.authority_id, "purpose": "Tests", "made_at": at}
    )
    token = PREFIX + (uuid4().hex + uuid4().hex)[:43]
    Token.objects.create(
        machine=machine, digest=digest(token), hint=token[-4:], scopes=sorted(scopes), made_at=at, expires_at=at + timedelta(days=1)
    )  # fmt: skip
    return token


class Caller:
    """A program with a token: `Caller(actor).get("/cases")`."""

    def __init__(self, actor: Actor, scopes: Collection[str] = tuple(SCOPES), language: str = "en") -> None:
        self.token = token_for(actor, scopes)
        self.client = Client(headers={"Authorization": f"Bearer {self.token}", "Accept-Language": language})

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(_whole(path), asked)

    def post(self, path: str, body: Any, key: str = "", **headers: str) -> Any:
        given = {"Idempotency-Key": key or str(uuid4()), **headers}
        return self.client.post(_whole(path), body, content_type="application/json", headers=given)

    def delete(self, path: str) -> Any:
        return self.client.delete(_whole(path))


def order_lines() -> None:
    """Give every line its place in the order, as the sequencer does once they are committed; here nothing is."""
    place = Order.objects.order_by("-position").values_list("position", flat=True).first() or 0
    waiting = Line.objects.exclude(pk__in=Order.objects.values("line")).order_by("id")
    Order.objects.bulk_create(
        [
            Order(position=place + n, line=line, epoch=line.epoch, xact=line.xact, running=b"")
            for n, line in enumerate(waiting, 1)
        ]
    )


def _whole(path: str) -> str:
    return path if path.startswith("/api/") else f"/api/v1{path}"


def step(caller: Caller, part: UUID, code: str, version: int, key: str = "", **fields: Any) -> Any:
    """Record a step."""
    passed = fields.pop("passed", {})
    return caller.post(f"/parts/{part}/steps/{code}", {"version": version, "fields": fields, "passed": passed}, key)

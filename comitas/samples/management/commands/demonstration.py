"""`comitas manage demonstration`: make the cast, its cases and its mail, and print a sign-in for each role."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from comitas.accounts.rules.roles import ROLES
from comitas.core import clock
from comitas.samples import arrivals, cast, letters, stock
from comitas.samples.cast import Cast


class Command(BaseCommand):
    help = "Make the demonstration, where it is absent, and print who may sign in."

    def handle(self, *arguments: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is a production instance: it gets no invented people.")
        at = clock.now()
        create(cast.create(at), at)
        self.stdout.write(f"Sign in with the password {cast.PASSWORD} as:")
        for part in cast.CAST:
            roles = "all roles" if len(part.roles) == len(ROLES) else ", ".join(ROLES[role] for role in part.roles)
            self.stdout.write(f"  {part.username:<6} {part.full_name}, {roles}, {part.authority}")


def create(people: Cast, at: datetime) -> None:
    """All that the demonstration holds besides its people. Done twice it is there once."""
    held = stock.create(people, at)
    letters.create(people, held, at)
    arrivals.create(people, held, at)

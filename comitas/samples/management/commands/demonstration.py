"""`comitas manage demonstration`: make the cast, its cases and its mail, and print a sign-in for each role."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from comitas.accounts.rules.roles import ROLES
from comitas.core import clock
from comitas.samples import cast, demonstration


class Command(BaseCommand):
    help = "Make the demonstration, where it is absent, and print who may sign in."

    def handle(self, *arguments: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is a production instance: it gets no invented people.")
        at = clock.now()
        demonstration.create(cast.create(at), at)
        self.stdout.write(f"Sign in with the password {cast.PASSWORD} as:")
        for part in cast.CAST:
            roles = "all roles" if len(part.roles) == len(ROLES) else ", ".join(ROLES[role] for role in part.roles)
            self.stdout.write(f"  {part.username:<6} {part.full_name}, {roles}, {part.authority}")

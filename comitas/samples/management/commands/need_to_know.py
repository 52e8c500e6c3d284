"""Print the handbook's page about need-to-know, measured on this instance's database; everything is rolled back."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from comitas.core import clock
from comitas.samples import cast as samples
from comitas.samples import matrix


class Command(BaseCommand):
    """`bin/comitas manage need_to_know > docs/handbook/need-to-know.md`."""

    help = "Print docs/handbook/need-to-know.md as the program behaves now."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        people = samples.create(at)
        self.stdout.write(matrix.page(matrix.measured(people, matrix.compartments(people, at))), ending="")
        transaction.set_rollback(True)

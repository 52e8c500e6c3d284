"""Write the tables of the handbook's page about need-to-know, measured on this instance's database; all of it is rolled back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from comitas.core import clock
from comitas.samples import cast as samples
from comitas.samples import matrix

HANDBOOK = Path(__file__).resolve().parents[4] / "docs" / "handbook"
PAGES = {"en": HANDBOOK / "need-to-know.md", "fr": HANDBOOK / "fr" / "need-to-know.md"}


class Command(BaseCommand):
    """`bin/comitas manage need_to_know`."""

    help = (
        "Write the tables of docs/handbook/need-to-know.md, in every language that has it, as the program behaves now."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        people = samples.create(at)
        measured = matrix.measured(people, matrix.compartments(people, at))
        transaction.set_rollback(True)
        for language, path in PAGES.items():
            with translation.override(language):
                path.write_text(
                    matrix.filled(path.read_text(encoding="utf-8"), matrix.tables(measured)), encoding="utf-8"
                )
            self.stdout.write(str(path))

"""A folder of the demonstration: drop a file into it, and it arrives."""

from datetime import datetime

from comitas.intake import actions as intake
from comitas.intake.models import Source
from comitas.samples.cast import Cast

NAME = "Scanner of the registry"
FOLDER = "scanner"
"""In the folder "drop" of the instance."""


def create(cast: Cast, at: datetime) -> None:
    """Set up the folder through the administrator's hands. Done twice it is there once."""
    if not Source.objects.filter(authority=cast.central, name=NAME).exists():
        given = intake.Settings(name=NAME, folder=FOLDER, channel="post")
        intake.create_source(by=cast.ada, at=at, authority=cast.central, kind="folder", given=given)

"""The tests' settings, and one more language: a generated one that is written from right to left (`pseudo`)."""

from comitas.config.settings_for_tests import *  # noqa: F403 - the point of this file
from comitas.config.settings_for_tests import BUILD, LANGUAGES

LANGUAGES = [*LANGUAGES, ("ar", "ar")]
LOCALE_PATHS = [str(BUILD / "pseudo")]

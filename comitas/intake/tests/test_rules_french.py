"""Every text that the rules of intake show exists in French."""

from pathlib import Path

import polib

from comitas.intake.rules import channels, duplicates, kinds, names, turning_away

CATALOGUE = Path(__file__).parent.parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def texts() -> set[str]:
    tables = (
        channels.CHANNELS, duplicates.VERDICTS, turning_away.WHY_NOT, names.FIELD_NAMES, names.CERTAINTY_NAMES,
        names.ROLE_NAMES, names.INSTRUMENT_NAMES, names.VERDICT_NAMES,
    )  # fmt: skip
    named = {kind.name for kind in kinds.KINDS} | {ground.name for ground in turning_away.GROUNDS}
    reasons = {duplicates.SAME_BYTES, duplicates.SAME_DATE, duplicates.SAME_PERSONS, duplicates.SAME_REFERENCE}
    return {text for table in tables for text in table.values()} | named | reasons | {names.LEFT_BLANK}


def test_every_text_of_the_rules_is_translated() -> None:
    translated = {entry.msgid for entry in polib.pofile(str(CATALOGUE)).translated_entries()}
    assert texts() - translated == set()

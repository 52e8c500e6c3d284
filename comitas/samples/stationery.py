"""The paper of the demonstration: a letterhead with an emblem that nobody bears, and a clause of the authority's own."""

import io
import logging
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from comitas.core.refusals import Invalid
from comitas.drafting import actions as drafting
from comitas.drafting import queries
from comitas.samples.cast import Cast

log = logging.getLogger(__name__)
CLAUSE = uuid5(NAMESPACE_URL, "demonstration:clause:originals")

WORDS = {
    "en": {
        "name": "Central Authority of Arland",
        "above": "Ministry of Justice of Arland",
        "head": "1 Customs Quay, Norrhaven\nTelephone +999 20 7000, central@arland.example",
        "foot": "Central Authority of Arland, office hours Monday to Friday 8.30 to 16.30\nUrgent requests at any hour: +999 20 7007",
        "place": "Norrhaven",
    },
    "fr": {
        "name": "Autorité centrale d’Arland",
        "above": "Ministère de la Justice d’Arland",
        "head": "1 Customs Quay, Norrhaven\nTéléphone +999 20 7000, central@arland.example",
        "foot": "Autorité centrale d’Arland, ouverte du lundi au vendredi de 8 h 30 à 16 h 30\nDemandes urgentes à toute heure : +999 20 7007",
        "place": "Norrhaven",
        "signature": "Pour l’Autorité centrale d’Arland",
    },
}


def create(cast: Cast, at: datetime) -> None:
    """Make both where they are absent. Without a sealed box the letterhead has no emblem."""
    if queries.letterhead_of(cast.central) is None:
        _letterhead(cast, at)
    _clause(cast, at)


def _letterhead(cast: Cast, at: datetime) -> None:
    by, authority = cast.ada, cast.central
    for number, (language, words) in enumerate(WORDS.items()):
        drafting.set_letterhead(by=by, at=at, authority=authority, version=number, language=language, words=words)
    try:
        drafting.set_letterhead(
            by=by, at=at, authority=authority, version=len(WORDS), language="en", words=WORDS["en"], emblem=emblem()
        )
    except Invalid as refused:
        log.warning("The demonstration's letterhead has no emblem: %s", refused)


def _clause(cast: Cast, at: datetime) -> UUID:
    texts = {
        "en": "The originals remain with us. Should your court need one, we ask you to say which, and to return it when the proceedings end.",
        "fr": "Les originaux restent chez nous. Si votre juridiction a besoin de l’un d’eux, nous vous prions d’indiquer lequel et de nous le restituer à l’issue de la procédure.",
    }
    made = drafting.keep_clause(
        by=cast.karin, at=at, authority=cast.central, name="Originals", article="Practice of the authority",
        kinds=("answer", "partial-answer"), texts=texts, once=CLAUSE,
    )  # fmt: skip
    return made.pk


def emblem() -> bytes:
    """A lantern over three waves, in the blue of the sea."""
    from PIL import Image, ImageDraw

    sea, scale = (18, 80, 95), 4
    image = Image.new("RGB", (220 * scale, 260 * scale), "white")
    draw = ImageDraw.Draw(image)

    def box(*sides: int) -> list[int]:
        return [side * scale for side in sides]

    draw.polygon(box(15, 15, 205, 15, 205, 150, 110, 250, 15, 150), outline=sea, width=8 * scale)
    draw.rectangle(box(85, 60, 135, 130), outline=sea, width=7 * scale)
    draw.polygon(box(75, 60, 110, 35, 145, 60), fill=sea)
    draw.ellipse(box(99, 82, 121, 112), fill=sea)
    for top in (145, 165, 185):
        for left in range(50 + (top - 145) // 2, 160 - (top - 145) // 2, 30):
            draw.arc(box(left, top, left + 30, top + 22), 180, 360, fill=sea, width=5 * scale)
    kept = io.BytesIO()
    image.resize((220, 260)).save(kept, "PNG")
    return kept.getvalue()

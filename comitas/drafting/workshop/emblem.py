"""An emblem: a picture that somebody sends in, drawn anew, so that only its pixels stay."""

import io
import warnings
from typing import BinaryIO

from PIL import Image

from comitas.drafting.rules.letterhead import EMBLEM_SIDE
from comitas.drafting.workshop.refused import Refusal

PIXELS = 40_000_000
"""What the picture may declare: 6,300 pixels square."""


def drawn_anew(file: BinaryIO) -> bytes:
    """The picture as PNG, at most `EMBLEM_SIDE` pixels wide and high. Raises `Refusal`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > PIXELS:
                    raise Refusal("too-large")
                image = opened.convert("RGBA")
    except Refusal:
        raise
    except Exception as error:  # Pillow raises almost anything on a broken picture
        raise Refusal("damaged") from error
    image.thumbnail((EMBLEM_SIDE, EMBLEM_SIDE))
    flat = Image.new("RGB", image.size, "white")  # PDF/A-1 and old printers know no transparency
    flat.paste(image, mask=image.getchannel("A"))
    kept = io.BytesIO()
    flat.save(kept, "PNG", optimize=True)
    return kept.getvalue()

"""Answer what the keeper asks: a question names what is to be done with the file that comes with it."""

import io
from collections.abc import Callable
from typing import Any, BinaryIO

from comitas.core import boxed
from comitas.drafting.workshop.refused import Refusal

Job = Callable[[dict[str, Any], BinaryIO], boxed.Answer]


def emblem(_asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import emblem

    return {}, emblem.drawn_anew(file)


def check(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import templates

    found = templates.faults(file, str(asked["kind"]))
    return {"faults": [[one.line, one.sentence.text, dict(one.sentence.values)] for one in found]}, b""


def fill(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import merging, templates, texts

    made = templates.filled(file, str(asked["kind"]), asked["facts"])
    story = merging.story(io.BytesIO(made))
    return {"text": texts.text(io.BytesIO(made)), "body": story.body, "edges": story.edges}, made


def carry(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import merging, texts

    mine, theirs = (io.BytesIO(file.read(int(size))) for size in asked["sizes"])
    origin = merging.Story(tuple(asked["body"]), tuple(asked["edges"]))
    made, left = merging.carried(mine, theirs, origin)
    return {"text": texts.text(io.BytesIO(made)), "left": left}, made


def starter(asked: dict[str, Any], _file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import starter

    return {}, starter.made(str(asked["direction"]), bytes.fromhex(str(asked["emblem"])))


def text(_asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import texts

    return {"text": texts.text(file)}, b""


def pdf(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import office, texts

    return {}, office.pdf(texts.written(file, asked["marks"], str(asked.get("banner", ""))))


def pages(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import binding

    made, count, drawn = binding.of_pdf(file, int(asked["most"]))
    return {"pages": count, "drawn": drawn}, made


def pictures(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import binding

    made, count = binding.of_pictures(file, asked["sizes"])
    return {"pages": count}, made


def bind(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    from comitas.drafting.workshop import binding

    made, archival = binding.bound(file, asked)
    return {"archival": archival}, made


JOBS: dict[str, Job] = {
    "emblem": emblem,
    "check": check,
    "fill": fill,
    "carry": carry,
    "starter": starter,
    "text": text,
    "pdf": pdf,
    "pages": pages,
    "pictures": pictures,
    "bind": bind,
}


def answered(asked: dict[str, Any], file: BinaryIO) -> boxed.Answer:
    """The answer, or why the file is not taken. What goes wrong unforeseen ends the process: the keeper starts a fresh one."""
    try:
        return JOBS[str(asked["do"])](asked, file)
    except Refusal as refused:
        return {"refused": refused.code}, b""


if __name__ == "__main__":
    boxed.serve(answered)

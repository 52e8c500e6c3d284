"""A family's table as a picture for the handbook: SVG text, the same for the same table, readable without the colours.

Each state stands at a place of a grid. Each arrow has the number of its step; the list beside it gives the words. Steps
that are possible from many states would cover the picture with lines: they are listed alone, with where they lead.
"""

from collections.abc import Callable
from xml.sax.saxutils import escape

from comitas.cases.rules.states import BACK, CORRECT, SAME, Family, Step
from comitas.core.text import N_

COLUMN, ROW, WIDTH, HEIGHT, MARGIN, TOP, APART = 216, 140, 168, 48, 36, 56, 20
FEW = 3
"""So many open states may be left out of "any open state"."""
MANY = 4
"""A step with more states before it than this is listed and not drawn."""
FILL = {"sea": "#e6f0f2", "ochre": "#fdf2dc", "moss": "#e7f2ea", "brick": "#fbece9"}
TITLE = N_("The life of a part")
DESCRIPTION = N_(
    "States are boxes, steps are numbered arrows. The list under the picture gives the words of each step."
)


def svg(family: Family, translate: Callable[[str], str] = str) -> str:
    """The picture as one `<svg>` element with title, description, boxes, arrows and the list of steps."""
    body = [_arrow(family, source, target, labels) for (source, target), labels in _arrows(family).items()]
    body += [_box(family, code, translate) for code in family.places]
    body += [_line(family, index, step, translate) for index, step in enumerate((*family.steps.values(), CORRECT))]
    high = _list_top(family) + 22 * (len(family.steps) + 1) + MARGIN
    wide = 6 * COLUMN + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" '
        f'aria-labelledby="life-title life-desc" font-family="Noto Sans, sans-serif" font-size="14" fill="#1b2733">'
        f'<title id="life-title">{_safe(translate(TITLE))}</title>'
        f'<desc id="life-desc">{_safe(translate(DESCRIPTION))}</desc>'
        '<defs><marker id="life-tip" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0L10 5L0 10z" fill="#4a5764"/></marker></defs>' + "".join(body) + "</svg>"
    )


def is_drawn(family: Family, step: Step) -> bool:
    """Whether *step* has arrows in the picture."""
    return step.target in family.places and len(step.sources) <= MANY


def number(family: Family, step: Step) -> int:
    """The number of *step* in the picture and in the list, from 1."""
    return [*family.steps, CORRECT.code].index(step.code) + 1


def _arrows(family: Family) -> dict[tuple[str, str], list[int]]:
    """From which state to which, with the numbers of the steps: one arrow for all that go the same way."""
    found: dict[tuple[str, str], list[int]] = {}
    for step in family.steps.values():
        for source in step.sources if is_drawn(family, step) else ():
            if source != step.target:
                found.setdefault((source, step.target), []).append(number(family, step))
    return found


def _safe(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _corner(family: Family, code: str) -> tuple[int, int]:
    column, row = family.places[code]
    return MARGIN + column * COLUMN, TOP + row * ROW


def _box(family: Family, code: str, translate: Callable[[str], str]) -> str:
    x, y = _corner(family, code)
    state = family.states[code]
    border = 3 if state.stage == "ended" else 1
    return (
        f"<g><title>{_safe(translate(state.sentence))}</title>"
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="3" '
        f'fill="{FILL[state.colour]}" stroke="#1b2733" stroke-width="{border}"/>'
        f'<text x="{x + WIDTH // 2}" y="{y + HEIGHT // 2 + 5}" text-anchor="middle"{_squeezed(translate(state.tag))}>'
        f"{_safe(translate(state.tag))}</text></g>"
    )


def _squeezed(text: str) -> str:
    """Attributes that keep a long *text* inside its box; a letter takes about 7.5 px at 14 px."""
    room = WIDTH - 12
    return f' textLength="{room}" lengthAdjust="spacingAndGlyphs"' if len(text) * 7.5 > room else ""


def _arrow(family: Family, source: str, target: str, labels: list[int]) -> str:
    (x1, y1), (x2, y2) = _ends(_corner(family, source), _corner(family, target))
    bend = 44 if y1 == y2 and abs(x1 - x2) > COLUMN else 0
    aside = WIDTH + 2 * APART if x1 == x2 and abs(y1 - y2) > ROW else 0
    mx, my = (x1 + x2) // 2 + aside, (y1 + y2) // 2 - bend
    x, y = (2 * x1 + x2) // 3 + aside * 4 // 9, (2 * y1 + y2) // 3 - bend // 2 - (6 if y1 == y2 else 0)
    x = mx if y1 == y2 and not bend else x
    words = ", ".join(map(str, labels))
    return (
        f'<path d="M{x1} {y1}Q{mx} {my} {x2} {y2}" fill="none" stroke="#4a5764" marker-end="url(#life-tip)"/>'
        f'<text x="{x}" y="{y}" text-anchor="middle" font-size="12" stroke="#ffffff" stroke-width="4" '
        f'paint-order="stroke">{words}</text>'
    )


def _ends(source: tuple[int, int], target: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where an arrow leaves its box and where it enters the other, on the sides that face each other.

    Going and coming back keep apart: forward above or left of the middle, back below or right of it.
    """
    (x1, y1), (x2, y2) = source, target
    if y1 != y2:
        down = y2 > y1
        aside = WIDTH // 2 + (-APART if down else APART)
        return (x1 + aside, y1 + (HEIGHT if down else 0)), (x2 + aside, y2 + (0 if down else HEIGHT))
    if abs(x1 - x2) == COLUMN:
        right = x2 > x1
        aside = HEIGHT // 2 + (-APART // 2 if right else APART // 2)
        return (x1 + (WIDTH if right else 0), y1 + aside), (x2 + (0 if right else WIDTH), y2 + aside)
    return (x1 + WIDTH // 2, y1), (x2 + WIDTH // 2, y2)


def _list_top(family: Family) -> int:
    rows = 1 + max(row for _column, row in family.places.values())
    return TOP + rows * ROW + MARGIN


def _line(family: Family, index: int, step: Step, translate: Callable[[str], str]) -> str:
    """One line of the list: number, words, from where, to where. All open states are said as a group."""
    y = _list_top(family) + 22 * index
    values = {"number": index + 1, "verb": translate(step.verb), "before": _before(family, step, translate)}
    after = {SAME: N_("the same state"), BACK: N_("the state before")}
    values["after"] = translate(after.get(step.target) or family.states[step.target].tag)
    said = translate(N_("%(number)d. %(verb)s: %(before)s → %(after)s")) % values
    return f'<text x="{MARGIN}" y="{y}">{_safe(said)}</text>'


def _before(family: Family, step: Step, translate: Callable[[str], str]) -> str:
    if step is CORRECT:
        return translate(N_("any state"))
    if step.sources == family.open:
        return translate(N_("any open state"))
    tags = ", ".join(translate(family.states[code].tag) for code in left_out(family, step) or step.sources)
    return translate(N_("any open state but: %(states)s")) % {"states": tags} if left_out(family, step) else tags


def left_out(family: Family, step: Step) -> tuple[str, ...]:
    """The few open states from which a step cannot start that starts from nearly all; none for any other step."""
    rest = tuple(code for code in family.open if code not in step.sources)
    return rest if len(rest) <= FEW < len(step.sources) and set(step.sources) <= set(family.open) else ()

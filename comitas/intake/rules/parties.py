"""Who wrote, for whom, and to whom: transmitting, requesting and conducting authority, the requesting State, the addressee."""

import re
from dataclasses import dataclass

from comitas.intake.rules.folding import any_of, fold, phrase
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.sheet import Sheet
from comitas.intake.rules.words import authority_words as words
from comitas.intake.rules.words import labels

# A letterhead has few lines; what follows is the letter.
MAX_HEAD = 7
# The part of a page in which an address may stand, in rows from the top, and in rows from the foot for notes verbales.
HEAD_ROWS, FOOT_ROWS = 22, 4
MAX_NAME = 170

_AUTHORITY = {found: re.compile(any_of(names)) for found, names in words.AUTHORITIES.items()}
_ANY_AUTHORITY = re.compile("|".join(pattern.pattern for pattern in _AUTHORITY.values()))
_LABEL_WORDS = "|".join(any_of(table) for table in (labels.SENDERS, labels.RECIPIENTS, labels.DATES, labels.SUBJECTS))
_LABELLED = re.compile(rf"(?:{_LABEL_WORDS})(?![a-z\u0400-\u04ff])|{any_of(words.SALUTATIONS)}")
_SALUTATION = re.compile(rf"(?:{any_of(words.SALUTATIONS)})[^\n]*[,:]$")
_TO = re.compile(rf"(?:{any_of(labels.ADDRESSEES)})(?:(?<=\W)| ?[:،,] ?| |\t|$)(?P<name>.{{0,160}})")
_TO_LABEL = re.compile(r"(?:to|attn|destinataire|destinatario|para|кому|致|الي) ?[:\t]")
_REQUESTING = re.compile(any_of(words.REQUESTING_BEFORE) + r"[ :]{0,2}(?:the |la |le |l'|el |a |o )?")
_CONDUCTING = re.compile(any_of(words.CONDUCTING_BEFORE) + r"[ :]{0,2}(?:the |la |le |l'|el |a |o )?")
_REQUEST_OF = re.compile(rf"(?<![\u0621-\u064a]){any_of(words.REQUEST_OF)} ?(?={_ANY_AUTHORITY.pattern}|генеральн)")
_ENDING = re.compile(
    "|".join(
        [
            r"[.;:(\n]",
            *(
                re.escape(fold(e)).replace(r"\ ", " ") if not e.startswith(" ") else " " + re.escape(fold(e))
                for e in words.ENDING
            ),
        ]
    )
)
_COMPLIMENTS = re.compile(
    any_of(words.COMPLIMENTS) + r" ?(?:the |la |le )?(?P<name>[^,.;\n]{4,160}?)(?=,| and | et | y | e | и |[.;\n])"
)
_COMPLIMENTS_WORDS = re.compile(any_of(words.COMPLIMENTS))
_CAPITAL = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’\-]*"
_LINK = r"(?:(?:and|of|the|de|do|da|du|des|del|la|las|los|et|y|e|и|AND|OF|DE|DO|DA|DU|DES|DEL|LA) |[dD]['’])"
_FORM = "|".join(re.escape(form) for form in sorted(words.STATE_FORMS, key=len, reverse=True))
_LATIN_STATE = re.compile(rf"(?<!\w)(?i:{_FORM}) ?{_CAPITAL}(?: {_LINK}{{0,2}}{_CAPITAL}){{0,3}}")
_ARABIC_STATE = re.compile(
    r"(?<!\w)(?:جمهورية|مملكة|دولة|سلطنة|إمارة)\s[\u0621-\u064a]+|(?:الجمهورية|المملكة)(?:\s[\u0621-\u064a]+){1,2}"
)
_STATE_AFTER = re.compile(rf"(?<!\w)(?:{_CAPITAL} ){{1,3}}(?i:{'|'.join(words.STATE_FORMS_AFTER)})(?!\w)(?! (?i:of))")
_CHINESE_STATE = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?(?:{'|'.join(words.STATE_FORMS_AFTER_ZH)})")


# A line of a letterhead that says how to reach the sender.
_CONTACT = re.compile(
    r"@|(?:^|\W)(?:tel|fax|phone|telephone|telefono|telefone|тел|факс|هاتف|فاكس|电话|传真|e-?mail|p\.?o\.? ?box)(?:\W|$)|https?:|www\."
)


@dataclass(frozen=True)
class Row:
    """One line or cell of a sheet at [start, end) of its text."""

    start: int
    end: int
    words: str


def rows_of(sheet: Sheet) -> tuple[Row, ...]:
    """The lines and cells of a sheet, in order."""
    found = [Row(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\n\t]+", sheet.text)]
    return tuple(row for row in found if row.words.strip())


def head_of(sheet: Sheet) -> tuple[Row, ...]:
    """The letterhead: the first lines, up to the first that is a label, a number, an address or a salutation."""
    head: list[Row] = []
    for row in rows_of(sheet)[:MAX_HEAD]:
        bare = row.words.strip()
        if _CONTACT.search(bare):
            continue
        if (
            _LABELLED.match(bare)
            or _is_address(bare)
            or (re.search(r"\d{2}", bare) and not _ANY_AUTHORITY.search(bare))
            or len(bare) > 110
        ):
            break
        head.append(row)
    return tuple(head)


def _is_address(words_: str) -> bool:
    return bool(_TO_LABEL.match(words_) or (_TO.match(words_) and not weight(words_[:12]) and weight(words_)))


def weight(words_: str) -> int:
    """How surely these words name an authority: 0 not at all, 3 a central or supreme one."""
    return max((found for found, pattern in _AUTHORITY.items() if pattern.search(words_)), default=0)


def find_sender(sheet: Sheet) -> list[Proposal]:
    """Who sent the letter: the strongest authority of the letterhead."""
    ranked = [(row, weight(row.words)) for row in head_of(sheet)]
    best = max((found for _, found in ranked), default=0)
    if not best:
        return []
    strongest = [row for row, found in ranked if found == best]
    chosen = _named(sheet, strongest)
    return [
        sheet.propose("transmitting_authority", sheet.shown(*chosen), *chosen, SURE if len(strongest) == 1 else CHECK)
    ]


def _named(sheet: Sheet, strongest: list[Row]) -> tuple[int, int]:
    """INTERPOL alone is no authority where its bureau is named below; in Chinese the name ends before the office within."""
    row = strongest[1] if len(strongest) > 1 and strongest[0].words.strip() == "interpol" else strongest[0]
    return row.start, row.end


def find_state(sheet: Sheet, states: tuple[str, ...]) -> list[Proposal]:
    """The requesting State, as the letterhead has it; a State the letter is addressed to is never proposed."""
    head = head_of(sheet)
    end = head[-1].end if head else 0
    found = states_in(sheet, 0, end, states)
    if found:
        return [sheet.propose("state", sheet.shown(*found[0]), *found[0])]
    sender = _compliments_sender(sheet)
    found = states_in(sheet, *sender, states) if sender else []
    return [sheet.propose("state", sheet.shown(*found[0]), *found[0], CHECK)] if found else []


def states_in(sheet: Sheet, start: int, end: int, states: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where States are named in a stretch of the sheet: with their form, or by one of the names *states*."""
    found = [
        _span(m, start)
        for p in (_LATIN_STATE, _ARABIC_STATE, _STATE_AFTER, _CHINESE_STATE)
        for m in p.finditer(sheet.plain[start:end])
    ]
    for name in states:
        found += [m.span() for m in re.compile(rf"{phrase(name)}(?!\w)").finditer(sheet.text, start, end)]
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _span(match: re.Match[str], offset: int) -> tuple[int, int]:
    """Without a line feed: a name does not go on below, where another line begins."""
    cut = re.split(r"[\n\t]", match[0])
    kept = match[0] if len(cut) == 1 or len(cut[0].split()) < 2 else cut[0]
    return match.start() + offset, match.start() + offset + len(kept)


def _compliments_sender(sheet: Sheet) -> tuple[int, int] | None:
    found = _COMPLIMENTS.search(sheet.text)
    return (sheet.text.rfind("\n", 0, found.start()) + 1, found.start()) if found else None


def find_addressee(sheet: Sheet) -> list[Proposal]:
    """To whom: the line with the word for it, else an authority named between letterhead and text, else the compliments."""
    rows = rows_of(sheet)
    head = head_of(sheet)
    below = [row for row in rows if not head or row.start >= head[-1].end]
    address = below[:HEAD_ROWS] + [row for row in below[-FOOT_ROWS:] if row not in below[:HEAD_ROWS]]
    for number, row in enumerate(address):
        if made := _addressed(sheet, row, address[number + 1 : number + 2]):
            return [made]
    for row in address:
        if (
            weight(row.words) >= 3
            and len(row.words) < 80
            and not _COMPLIMENTS_WORDS.search(row.words)
            and row.words.rstrip()[-1] not in ".;"
            and not _SALUTATION.match(row.words.strip())
            and not re.match(_LABEL_WORDS + "(?![a-z])", row.words)
        ):
            return [sheet.propose("addressee", sheet.shown(row.start, row.end), row.start, row.end, CHECK)]
    found = _COMPLIMENTS.search(sheet.text)
    return [sheet.propose("addressee", sheet.shown(*found.span("name")), *found.span("name"), CHECK)] if found else []


def _addressed(sheet: Sheet, row: Row, following: list[Row]) -> Proposal | None:
    match = _TO.match(row.words)
    if match is None or len(row.words) > 130:
        return None
    name = match["name"].strip(" :,")
    start, end = row.start + match.start("name"), row.end
    if len(name) < 4 and following:
        name, start, end = following[0].words, following[0].start, following[0].end
    if not name or not (weight(name) or _TO_LABEL.match(row.words) or row.words.startswith("الي ")):
        return None
    while sheet.text[start] in " :,":
        start += 1
    return sheet.propose("addressee", sheet.shown(start, end).rstrip(":,"), start, end, SURE if weight(name) else CHECK)


def find_authorities_behind(sheet: Sheet) -> list[Proposal]:
    """The requesting and the conducting authority, where the letter says which they are."""
    made = []
    for field, pattern in (("requesting_authority", _REQUESTING), ("conducting_authority", _CONDUCTING)):
        for match, _ in zip(pattern.finditer(sheet.text), range(20), strict=False):
            end = _name_end(sheet, match.end())
            if weight(sheet.text[match.end() : end]) >= 2 or (
                field == "conducting_authority" and _OFFICER.search(sheet.text, match.end(), end)
            ):
                made.append(sheet.propose(field, sheet.shown(match.end(), end), match.end(), end, CHECK))
                break
    if not any(p.field == "conducting_authority" for p in made):
        made += _conducting_itself(sheet)
    if any(p.field == "requesting_authority" for p in made):
        return made
    return made + (_under_heading(sheet) or _asking_itself(sheet))


def _conducting_itself(sheet: Sheet) -> list[Proposal]:
    """ "The Regional Court is conducting proceedings": the authority stands before, at the beginning of its sentence."""
    for match in _CONDUCTING_AFTER.finditer(sheet.text):
        start = max(sheet.text.rfind(mark, 0, match.start()) + len(mark) for mark in ("\n", ". ", "; ", ", "))
        article = _ARTICLE.match(sheet.text, start)
        start = article.end() if article else start
        if match.start() - start <= MAX_NAME // 2 and weight(sheet.text[start : match.start()]) >= 2:
            return [
                sheet.propose("conducting_authority", sheet.shown(start, match.start()), start, match.start(), CHECK)
            ]
    return []


def _asking_itself(sheet: Sheet) -> list[Proposal]:
    """ "запрос Генеральной прокуратуры": the authority follows at once."""
    found = _REQUEST_OF.search(sheet.text)
    if found is None:
        return []
    end = _name_end(sheet, found.end())
    return [sheet.propose("requesting_authority", sheet.shown(found.end(), end), found.end(), end, CHECK)]


_OFFICER = re.compile(r"juge|judge|procureur|prosecutor|следовател|fiscal|investigat|检察|قاضي|juiz|delegad")
_ARTICLE = re.compile(r"(?:the |la |le |l'|el |a |o )?")
_CONDUCTING_AFTER = re.compile(any_of(words.CONDUCTING_AFTER))
_HEADING = re.compile(
    r"(?:^|\n)[\d. ]{0,5}(?:requesting authority|autorite requerante|autoridad requirente|autoridade requerente|запрашивающий орган|السلطه الطالبه|请求机关)[ :.]{0,2}\n(?:the |la |le |l'|el |a |o )?"
)


def _under_heading(sheet: Sheet) -> list[Proposal]:
    found = _HEADING.search(sheet.text)
    if found is None:
        return []
    end = _name_end(sheet, found.end())
    if not weight(sheet.text[found.end() : end]):
        return []
    return [sheet.propose("requesting_authority", sheet.shown(found.end(), end), found.end(), end)]


def _name_end(sheet: Sheet, start: int) -> int:
    """Where a name in running text ends. The point of "M." or "Mr." does not end it."""
    at, last = start, min(len(sheet.text), start + MAX_NAME)
    while found := _ENDING.search(sheet.text, at, last):
        if found[0] != "." or not re.search(
            r"(?:^|[\s.])\w{1,3}$", sheet.text[max(start, found.start() - 4) : found.start()]
        ):
            return found.start()
        at = found.end()
    return last

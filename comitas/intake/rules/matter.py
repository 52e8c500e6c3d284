"""What a letter is about: its kind, the measures asked for, the offences and the legal basis."""

import re
from collections.abc import Iterator

from comitas.intake.rules.folding import any_of, fold
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.sheet import LIST_MARK, Sheet
from comitas.intake.rules.words.instrument_words import INSTRUMENTS
from comitas.intake.rules.words.kind_phrases import KIND_PHRASES, ONLY_WHEN_PROMINENT
from comitas.intake.rules.words.labels import SUBJECTS
from comitas.intake.rules.words.measure_phrases import ASKING, MEASURES
from comitas.intake.rules.words.offence_words import NOT_CHARGED, OFFENCES, PROVISION_BY_NUMBER

MAX_MEASURES = 40
MAX_OFFENCES = 20
# An item of a list is quoted whole up to here; longer ones are quoted from their first words.
MAX_ITEM = 400
# A title is short; a paragraph that mentions a kind of letter is not a title.
MAX_TITLE = 120
# "In reply to your letter": what the first words of a paragraph say is meant.
OPENING = 12

# A title may stand on two lines.
_KINDS = {kind: re.compile(any_of(phrases).replace(" ?", "[ \n]?")) for kind, phrases in KIND_PHRASES.items()}
_SUBJECT = re.compile(rf"(?:^|\n|\t)(?:{any_of(SUBJECTS)})\.? ?[:\n\t]? ?(?P<words>[^\n]{{1,300}})")
_MEASURES = {code: re.compile(any_of(phrases)) for code, phrases in MEASURES.items()}
_ASKING = re.compile(any_of(ASKING))
_ITEM = re.compile(rf"(?:^|[\n\t])(?:{LIST_MARK.pattern})[ \t]?(?P<words>[^\n\t]{{6,}})")
_OFFENCES = {article: re.compile(any_of(names)) for article, names in OFFENCES.items()}
_NOT_CHARGED = re.compile(rf"(?:{'|'.join(re.escape(fold(w)) for w in NOT_CHARGED)})[^.\n]{{0,12}}$")
_NUMBERED = "|".join(re.escape(fold(w)) for w in sorted(PROVISION_BY_NUMBER, key=len, reverse=True))
_PROVISION = re.compile(
    rf"(?:(?:част\w ?\d{{1,2}} ?|пункт\w ?\S{{1,5}} ?){{0,2}}(?:{_NUMBERED}) ?\d[^;,()\n]{{0,60}}(?:\(\d{{1,2}}\)[^;,()\n]{{0,50}})?"
    r"|(?:刑法)?第[一二三四五六七八九十百零〇\d]{1,7}条)"
)
_PROVISION_BEFORE = re.compile(rf"(?P<provision>{_PROVISION.pattern}) ?\($")
_INSTRUMENTS = {code: re.compile(any_of(names)) for code, names in INSTRUMENTS.items()}
_HAN_NUMBERS = {digit: n for n, digit in enumerate("〇一二三四五六七八九")}
# The last number stands near the treaty's name: "Article 46, paragraph 4, and Article 56 of the".
_ARTICLES_BEFORE = re.compile(
    r"(?:articles?|arts?\.|articulos?|artigos?|стать[еяию]|ст\.|الماده|المواد|المادتين)[^\n;]{0,70}?\d[^\n;\d]{0,32}$"
)
_ARTICLES_AFTER = re.compile(
    r'[">》 ]{0,3}(?:第[一二三四五六七八九十\d]{1,4}条(?:[,和及与 ]?第[一二三四五六七八九十\d]{1,4}条){0,4})'
)


def find_kind(sheet: Sheet) -> list[Proposal]:
    """What the letter is, once: a subject or title that says so is sure, words in the text are to be checked."""
    titles = list(_titles(sheet))
    for kind, pattern in _KINDS.items():
        hits = [m for m, _ in zip(pattern.finditer(sheet.text), range(20), strict=False)]
        prominent = [m for m in hits if any(start <= m.start() < end for start, end in titles)]
        chosen = prominent or ([] if kind in ONLY_WHEN_PROMINENT and _says_request(sheet, titles) else hits)
        if chosen:
            return [sheet.propose("kind", kind, chosen[0].start(), chosen[0].end(), SURE if prominent else CHECK)]
    return []


def _says_request(sheet: Sheet, titles: list[tuple[int, int]]) -> bool:
    return any(_KINDS["request"].search(sheet.text, start, end) for start, end in titles)


def _titles(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The subject, lines so short that they are headings, and the first words of each paragraph."""
    for match in _SUBJECT.finditer(sheet.text):
        yield match.span("words")
    at = 0
    for paragraph in re.split("[\n\t]", sheet.text):
        title = len(paragraph) <= MAX_TITLE and not paragraph.rstrip().endswith((".", ";", ","))
        yield at, at + (len(paragraph) if title else OPENING)
        at += len(paragraph) + 1


def find_measures(sheet: Sheet) -> list[Proposal]:
    """Each thing asked for, with its own words: the items of lists, or the sentences that ask where there is no list."""
    spans = list(_items(sheet))
    found = [made for span in spans for made in _measure(sheet, *span, SURE)]
    if not found:
        found = [made for span in _asking_sentences(sheet) for made in _measure(sheet, *span, CHECK)]
    return found[:MAX_MEASURES]


def _measure(sheet: Sheet, start: int, end: int, certainty: str) -> list[Proposal]:
    hits = [(m.start(), -len(m[0]), code) for code, p in _MEASURES.items() if (m := p.search(sheet.text, start, end))]
    if not hits:
        return []
    code = min(hits)[2]
    others = {c for _, _, c in hits} - {code}
    return [sheet.propose("measure", code, start, min(end, start + MAX_ITEM), CHECK if others else certainty)]


def _items(sheet: Sheet) -> Iterator[tuple[int, int]]:
    at = 0
    while match := _ITEM.search(sheet.text, at):
        yield match.span("words")
        at = match.end()


def _asking_sentences(sheet: Sheet) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^.;\n]{8,600}", sheet.text):
        asked = _ASKING.search(match[0])
        if asked:
            yield match.start() + asked.start(), match.end()


def find_legal_basis(sheet: Sheet) -> list[Proposal]:
    """Treaties and reciprocity, each once, with the articles cited beside it."""
    made = []
    for code, pattern in _INSTRUMENTS.items():
        options = [_basis(sheet, code, m) for m, _ in zip(pattern.finditer(sheet.text), range(10), strict=False)]
        if options:
            made.append(
                max(options, key=lambda p: len(p.value.get("articles", "")) if isinstance(p.value, dict) else 0)
            )
    return sorted(made, key=lambda p: (p.line, p.start))


def _basis(sheet: Sheet, code: str, match: re.Match[str]) -> Proposal:
    start, end = match.span()
    value = {"instrument": code}
    if code == "reciprocity":
        return sheet.propose("legal_basis", value, start, end)
    before = _ARTICLES_BEFORE.search(sheet.text, max(0, start - 110), start)
    after = _ARTICLES_AFTER.match(sheet.text, end)
    articles = ""
    if before and not _another_instrument(sheet, before.start(), start):
        articles, start = articles_in(before[0]), before.start()
    elif after:
        articles, end = articles_in(after[0]), after.end()
    return sheet.propose(
        "legal_basis", value | ({"articles": articles} if articles else {}), start, end, SURE if articles else CHECK
    )


def _another_instrument(sheet: Sheet, start: int, end: int) -> bool:
    return any(pattern.search(sheet.text, start, end) for pattern in _INSTRUMENTS.values())


def articles_in(words: str) -> str:
    """The numbers of articles in folded words, without paragraphs: "46, 56"."""
    words = re.sub(
        r"(?:paragraph\w*|paragraphe|parrafo\w*|para\.?|n\.o|numero|пункт\w*|част\w*|الفقره|al[ii]nea) ?\(?\w{1,3}\)?",
        " ",
        words,
    )
    chinese = re.findall(r"第([一二三四五六七八九十]{1,4})条", words)
    numbers = re.findall(r"(?<![\d(])\d{1,3}(?![\d)])", words) or [str(_small_chinese(n)) for n in chinese]
    return ", ".join(dict.fromkeys(numbers))


def _small_chinese(numeral: str) -> int:
    tens, ten, ones = numeral.partition("十")
    value = (_HAN_NUMBERS.get(tens, 1) if tens else 1) * 10 if ten else _HAN_NUMBERS.get(tens, 0)
    return value + (_HAN_NUMBERS.get(ones, 0) if ones else 0)


def find_offences(sheet: Sheet) -> list[Proposal]:
    """Offences as cited, with the provision where one stands beside them; a name without one is proposed once, to check."""
    taken: list[tuple[int, int, str]] = []
    for article, pattern in _OFFENCES.items():
        for match, _ in zip(pattern.finditer(sheet.text), range(30), strict=False):
            if _charged(sheet, match) and all(match.end() <= s or match.start() >= e for s, e, _ in taken):
                taken.append((match.start(), match.end(), article))
    taken.sort()
    made = [_offence(sheet, *hit, _next_start(taken, n, len(sheet.text))) for n, hit in enumerate(taken)]
    return _each_once(made)[:MAX_OFFENCES]


def _next_start(taken: list[tuple[int, int, str]], number: int, last: int) -> int:
    return taken[number + 1][0] if number + 1 < len(taken) else last


def _charged(sheet: Sheet, match: re.Match[str]) -> bool:
    before = sheet.text[max(0, match.start() - 40) : match.start()]
    treaty = any(
        m.start() <= match.start() < m.end()
        for pattern in _INSTRUMENTS.values()
        for m in pattern.finditer(sheet.text, max(0, match.start() - 150), match.end() + 100)
    )
    return not treaty and not _NOT_CHARGED.search(before)


def _offence(sheet: Sheet, start: int, end: int, article: str, limit: int) -> Proposal:
    name = sheet.shown(start, end)
    value = {"cited": name} | ({"uncac": article} if article else {})
    bracketed = _PROVISION_BEFORE.search(sheet.text, max(0, start - 70), start)
    if bracketed:
        value["provision"] = sheet.shown(*bracketed.span("provision"))
        return sheet.propose("offence", value, bracketed.start(), end, SURE, name)
    provision = _PROVISION.search(sheet.text, end, min(limit, end + 90, _sentence_end(sheet, end)))
    if provision is None:
        return sheet.propose("offence", value, start, end, CHECK, name)
    value["provision"] = sheet.shown(*provision.span())
    return sheet.propose("offence", value, start, provision.end(), SURE, name)


def _sentence_end(sheet: Sheet, at: int) -> int:
    ends = [place for place in (sheet.text.find("\n", at), sheet.text.find(";", at)) if place >= 0]
    return min(ends, default=len(sheet.text))


def _each_once(made: list[Proposal]) -> list[Proposal]:
    """One proposal for each offence and provision; the bare name only where no provision is cited for that article."""
    keys = [(p.value.get("uncac", ""), p.value.get("provision", "")) for p in made if isinstance(p.value, dict)]
    cited = {article for article, provision in keys if provision}
    kept: dict[tuple[str, str, str], Proposal] = {}
    for proposal, (article, provision) in zip(made, keys, strict=True):
        if provision or not article or article not in cited:
            kept.setdefault((article, provision, "" if article else fold(proposal.shown)), proposal)
    return list(kept.values())

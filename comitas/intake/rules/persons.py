"""Persons and companies a letter is about, with what it says of them beside the name. Roles are guesses; nothing here is sure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comitas.intake.rules.dates import Dated
from comitas.intake.rules.folding import any_of, fold
from comitas.intake.rules.proposal import CHECK, Proposal
from comitas.intake.rules.sheet import Sheet
from comitas.intake.rules.words import people_words as words

MAX_PERSONS = 40
# What belongs to a person stands within this many letters of the name.
REACH = 260
# Before a name, the word for a role.
ROLE_REACH = 34

_UP = r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_LOW = r"[a-zà-öø-ÿа-яёœ'’]"
_CAP = rf"{_UP}{_LOW}+(?:-{_UP}{_LOW}+)*"
_CAPS = rf"{_UP}{{2,}}(?:['’\-]{_UP}+)*"
_OF = r"(?:de la |de los |del |de |da |do |dos |van |von |der |al-|el-|bin |ibn |d['’])"
_SURNAMED = rf"(?:{_CAP} ){{1,3}}{_OF}?{_CAPS}(?: {_CAPS}){{0,2}}(?!\w)"
_SURNAME_FIRST = rf"{_CAPS}, {_CAP}(?: {_CAP}){{0,2}}|{_CAPS} {_CAP}(?: {_CAP})?(?!\w)"
_NAMED = rf"(?:{_CAP}|{_CAPS})(?: {_OF}?(?:{_CAP}|{_CAPS})){{1,4}}"
_RUSSIAN = r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вич|вича|вичу|вичем|вна|вны|вне|вной|ьич|ьича|чна|чны)(?!\w)"
_INITIALS = r"[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\. ?[А-ЯЁ]\."
_ARABIC = r"[\u0621-\u064a]{2,}(?: [\u0621-\u064a]{2,}){1,4}"
_HONOUR = "|".join(re.escape(h) for h in sorted(words.HONORIFICS, key=len, reverse=True))
_HONOURED = re.compile(rf"(?<!\w)(?:{_HONOUR})\.? (?P<name>{_NAMED})")
_LATIN = re.compile(rf"(?<![\w.])(?P<name>{_SURNAMED})")
_FIRST = re.compile(rf"(?<=:)[ \t]?(?P<name>{_SURNAME_FIRST})|(?<=\) )(?P<name2>{_SURNAME_FIRST})")
_CYRILLIC = re.compile(rf"(?<!\w)(?P<name>{_RUSSIAN}|{_INITIALS})")
_FORMS = "|".join(re.escape(f) for f in sorted(words.COMPANY_FORMS, key=len, reverse=True))
_COMPANY = re.compile(
    rf"(?<!\w)(?P<name>(?:{_CAP}|{_CAPS}|&)(?: (?:{_CAP}|{_CAPS}|&|de|du|des)){{0,4}},? (?:{_FORMS})(?![\w]))|[«\"“](?P<quoted>[^«»\"“”\n]{{2,50}} (?:{_FORMS}))[»\"”]"
)
_COMPANY_RU = re.compile(
    r"(?:ООО|ОАО|АО|ЗАО|ПАО|обществ\w{1,2} с ограниченной ответственностью|компани\w{1,2}) (?P<name>«[^»\n]{2,50}»)"
)
_COMPANY_AR = re.compile(r"(?P<name>(?:ل?شركة) [\u0621-\u064a]{3,}(?: (?:ل|ال)[\u0621-\u064a]{2,}){0,3})")
_COMPANY_ZH = re.compile(
    r"(?<=[为向的、,，。该收由对])(?P<name>(?![为向由在给该对])[\u4e00-\u9fff]{2,14}(?:有限公司|股份公司|集团公司))"
)
_CHINESE = re.compile(
    r"(?:犯罪嫌疑人|嫌疑人|被告人|证人|被害人|受害人|负责人|女儿|儿子|妻子|丈夫|关于|罪犯|鉴定人|查封)(?P<name>[\u4e00-\u9fff]{2,3}?)(?=[,，。;；、\s(（:：]|等|的|名|给|在|将|涉嫌|送达|作|进行|到|取|提供|接受|出庭|及|和|与|向|已|系|现|于|为|对|所|犯|持|因|$)"
)
_ARABIC_ROLE = re.compile(
    rf"(?<![\u0621-\u064a])(?:[بلوفك]|وب|ول)?(?:{'|'.join(sorted((w for ws in words.ROLES.values() for w in ws if re.match('[ء-ي]', w)), key=len, reverse=True))}):? (?P<name>{_ARABIC})"
)
_ARABIC_END = re.compile(
    r" (?:في|من|على|إلى|الذي|التي|قد|عن|لدى|بتاريخ|المولود|المولودة|الموقوف|موقوف|بصفته|وذلك|عند|حول|بشأن|مع|هو|كان)(?: |$).*"
)
_ARABIC_RELATION = re.compile(r"(?:زوجته|زوجها|نجله|شقيقه|شقيقته|ابنه|ابنته|والده) ")
_ROLE = {role: re.compile(rf"(?:{any_of(names)})[\w \-'.,:]{{0,{ROLE_REACH}}}$") for role, names in words.ROLES.items()}
_ROLE_AFTER = {
    "witness": re.compile(r"[^.;\n]{0,60}?(?:as a witness|en qualite de temoin|en calidad de testigo|na qualidade de testemunha|в качестве свидетеля|بصفته شاهدا|作为证人)"),
    "suspect": re.compile(r"[^.;\n]{0,60}?(?:as a suspect|en qualite de suspect|en calidad de investigad|na qualidade de arguid|в качестве подозреваемого)"),
}  # fmt: skip
_OFFICIAL = re.compile("|".join(re.escape(fold(w)) for w in words.OFFICIALS))
_BORN = re.compile(any_of(words.BORN) + r"[ :]{0,3}(?:on |le |el |em |a |ال)?$")
_BORN_AFTER = re.compile(r" ?(?:" + "|".join(re.escape(fold(w)) for w in words.BORN_AFTER) + ")")
_NATIONALITY = re.compile(any_of(words.NATIONALITY) + r"[ :]{0,3}(?:the |la |l')?(?P<name>[^,.;\n\d]{3,40})")
_DOCUMENT = re.compile(
    any_of(words.DOCUMENT)
    + r"(?: ?(?:no\.?|n\.o|num\.?|number|رقم))?[ :.]{0,3}(?P<number>(?:[a-z]{0,3}\d[\da-z]{4,14}|\d\d \d\d no ?\d{6}))"
)
_BANK = re.compile("|".join(fold(w) for w in words.BANKS))
_NO_NAME = re.compile(
    r"(?:penal$|code$|port$|state$|human$|general$|section$|note$|banc[oa]?$|cour$|office$|court$|bank$|street$|republic|kingdom|ministry|minist|tribunal|convention|convenc|конвенц|article|republi|royaume|estado|reino|autor|central|prosecutor|juzgado|corte|"
    r"embassy|ambassade|embajada|district|department|direction|verbale|criminal|national|international|dear|avenue|banque|annex|united|registro|"
    r"республик|генеральн|министерств|уголовн|управлени|российск|комитет|procurador|parquet|bureau|deputy|senior)"
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A name at [start, end) of a sheet's text."""

    start: int
    end: int
    nature: str


def find_persons(sheet: Sheet, dates: tuple[Dated, ...]) -> list[Proposal]:
    """Each person once, at the place that tells most; longer names swallow their parts ("Mr. Morenko")."""
    named = sorted(_apart(_names(sheet)), key=lambda n: n.start)[: MAX_PERSONS * 3]
    limits = [*(n.start for n in named[1:]), len(sheet.text)]
    made = [_person(sheet, name, dates, limit) for name, limit in zip(named, limits, strict=False)]
    return _merged([p for p in made if p is not None])[:MAX_PERSONS]


def _names(sheet: Sheet) -> Iterator[Named]:
    for pattern in (_COMPANY, _COMPANY_RU, _COMPANY_AR, _COMPANY_ZH):
        for match in pattern.finditer(sheet.plain):
            span = match.span("quoted") if pattern is _COMPANY and match["quoted"] else match.span("name")
            if not _BANK.search(sheet.text, *span):
                yield Named(*span, "legal")
    for pattern in (_LATIN, _HONOURED, _CYRILLIC):
        for match in pattern.finditer(sheet.plain):
            yield Named(*match.span("name"), "natural")
    for match in _FIRST.finditer(sheet.plain):
        yield Named(*match.span("name" if match["name"] else "name2"), "natural")
    for match in _CHINESE.finditer(sheet.plain):
        if match["name"][0] in words.CHINESE_SURNAMES:
            yield Named(*match.span("name"), "natural")
    for match in _ARABIC_ROLE.finditer(sheet.plain):
        name = _ARABIC_END.sub("", match["name"])
        relation = _ARABIC_RELATION.match(name)
        start = match.start("name") + (relation.end() if relation else 0)
        if len(name.split()) - bool(relation) >= 2 and not name.startswith("المذكور"):
            yield Named(start, match.start("name") + len(name), "natural")
    yield from _after_role(sheet)


_ROLE_NAME = re.compile(
    r"(?:свидетел\w{1,3}|обвиняем\w{2,4}|подозреваем\w{2,4}) (?:граждан\w{2,3} [А-ЯЁ][а-яё]+ )?(?P<name>[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+)"
)


def _after_role(sheet: Sheet) -> Iterator[Named]:
    for match in _ROLE_NAME.finditer(sheet.plain):
        yield Named(*match.span("name"), "natural")


def _apart(names: Iterator[Named]) -> list[Named]:
    kept: list[Named] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return kept


def _person(sheet: Sheet, name: Named, dates: tuple[Dated, ...], limit: int) -> Proposal | None:
    before = sheet.text[max(0, name.start - 60) : name.start]
    if name.nature == "natural" and _is_no_party(sheet, name, before):
        return None
    reach = min(limit, name.end + REACH, _stop(sheet, name.end))
    written = sheet.shown(name.start, name.end).strip('«»"')
    value = {"name": written, "nature": name.nature}
    end = name.end
    if name.nature == "natural":
        details, end = _details(sheet, name, dates, reach)
        role = _role(sheet, name)
        value |= ({"role": role} if role else {}) | details
    return sheet.propose("person", value, name.start, end, CHECK, written)


def _stop(sheet: Sheet, at: int) -> int:
    """The end of the sentence, or of the form in which a name heads lines of its own ("Name: … / Date of birth: …")."""
    place = sheet.text.find("\n", at)
    while place >= 0 and re.match(
        any_of((*words.BORN, *words.NATIONALITY, *words.DOCUMENT)) + ".{0,12}[:：]", sheet.text[place + 1 : place + 60]
    ):
        place = sheet.text.find("\n", place + 1)
    return place if place >= 0 else len(sheet.text)


def _is_no_party(sheet: Sheet, name: Named, before: str) -> bool:
    folded = sheet.text[name.start : name.end]
    if any(_NO_NAME.match(word) for word in folded.split()) or _OFFICIAL.match(folded) or _BANK.search(folded):
        return True
    if sheet.plain[name.start : name.end].split()[-1] in words.COMPANY_FORMS:
        return True
    if sheet.plain[name.end : name.end + 1] == "/":  # "Request PG/118/2026": the beginning of a reference
        return True
    sentence = re.split(
        r"[.;\n\t](?: |$)|\band\b|\bet\b", before.replace("mr. ", "mr ").replace("ms. ", "ms ").replace("m. ", "m ")
    )[-1]
    after = sheet.text[name.end : name.end + 60].split(". ")[0].split("\n")[0]
    return bool(
        _OFFICIAL.search(sentence)
        or re.match(r",? (?:the |le |la )?(?:senior |deputy )?" + f"(?:{_OFFICIAL.pattern})", after)
    ) or _signs(sheet, name)


def _signs(sheet: Sheet, name: Named) -> bool:
    """A name alone on one of the last lines is the signature."""
    start = sheet.text.rfind("\n", 0, name.start) + 1
    end = sheet.text.find("\n", name.end)
    alone = len(sheet.text[start : end if end >= 0 else len(sheet.text)]) <= (name.end - name.start) + 8
    return alone and sheet.text.count("\n", name.end) <= 4


def _role(sheet: Sheet, name: Named) -> str:
    for role, pattern in _ROLE_AFTER.items():
        if pattern.match(sheet.text, name.end, name.end + 90):
            return role
    before = re.split(
        r"[.;\n] ?", sheet.text[max(0, name.start - 60) : name.start].replace("mr. ", "").replace("ms. ", "")
    )[-1]
    found = [(m.start(), role) for role, pattern in _ROLE.items() if (m := pattern.search(before))]
    return max(found)[1] if found else ""


def _details(sheet: Sheet, name: Named, dates: tuple[Dated, ...], reach: int) -> tuple[dict[str, str], int]:
    """Birth, nationality and document that stand beside the name, and where the last of them ends."""
    found, ends = {}, [name.end]
    for dated in dates:
        if name.end <= dated.start < reach and (
            _BORN.search(sheet.text, name.end, dated.start) or _BORN_AFTER.match(sheet.text, dated.end)
        ):
            found["born"] = dated.iso
            ends.append(dated.end)
            break
    for key, pattern, group in (("nationality", _NATIONALITY, "name"), ("document", _DOCUMENT, "number")):
        if match := pattern.search(sheet.text, name.end, reach):
            found[key] = sheet.shown(*match.span(group))
            ends.append(match.end(group))
    return found, max(ends)


def _merged(made: list[Proposal]) -> list[Proposal]:
    kept: list[Proposal] = []
    for proposal in sorted(made, key=lambda p: (-len(p.value or ()), -len(p.shown))):
        if not any(is_same_person(proposal, other) for other in kept):
            kept.append(proposal)
    return sorted(kept, key=lambda p: (p.line, p.start))


def is_same_person(one: Proposal, other: Proposal) -> bool:
    """Whether every word of one name stands in the other, whatever its order or its case's ending."""
    words_, others = fold(one.shown).split(), fold(other.shown).split()
    return all(any(_same_word(w, o) for o in others) for w in words_)


def _same_word(word: str, other: str) -> bool:
    """The same, or another case of it, or its initial."""
    if len(word.strip(".")) == 1:
        return other.startswith(word.strip("."))
    return word == other or (len(word) > 4 and word[:-2] == other[: len(word) - 2])

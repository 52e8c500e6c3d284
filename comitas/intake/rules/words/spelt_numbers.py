"""Days and years written out in letters, as notarial and diplomatic style has them ("le trois août deux mille vingt-six")."""

_EN_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FR_ONES = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_ES_ONES = ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_PT_ONES = ("um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove")
_ES_TEENS = (
    "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve",
)  # fmt: skip
_FR_TEENS = ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf")
_PT_TEENS = ("dez", "onze", "doze", "treze", "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove")
_EN_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip


def _twenties(twenty: str, joint: str, ones: tuple[str, ...]) -> tuple[str, ...]:
    return (twenty, *(twenty + joint + one for one in ones))


_FR = (
    *_FR_ONES, *_FR_TEENS, "vingt", "vingt et un", *(f"vingt-{one}" for one in _FR_ONES[1:]), "trente",
    "trente et un",
)  # fmt: skip
_ES = (
    *_ES_ONES, *_ES_TEENS, "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco",
    "veintiséis", "veintisiete", "veintiocho", "veintinueve", "treinta", "treinta y uno",
)  # fmt: skip
_PT = (*_PT_ONES, *_PT_TEENS, *_twenties("vinte", " e ", _PT_ONES), "trinta", "trinta e um")
_EN_ORDINAL = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_EN_DAYS = (
    *_EN_ORDINAL, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", *(f"twenty-{one}" for one in _EN_ORDINAL), "thirtieth", "thirty-first",
)  # fmt: skip
_EN = (*_EN_ONES, *_EN_TEENS, *_twenties("twenty", "-", _EN_ONES), "thirty", "thirty-one")
_RU_DAYS = (
    "первого", "второго", "третьего", "четвёртого", "пятого", "шестого", "седьмого", "восьмого", "девятого",
    "десятого",
    "одиннадцатого", "двенадцатого", "тринадцатого", "четырнадцатого", "пятнадцатого", "шестнадцатого",
    "семнадцатого",
    "восемнадцатого", "девятнадцатого", "двадцатого", "двадцать первого", "двадцать второго", "двадцать третьего",
    "двадцать четвёртого", "двадцать пятого", "двадцать шестого", "двадцать седьмого", "двадцать восьмого",
    "двадцать девятого", "тридцатого", "тридцать первого",
)  # fmt: skip
_AR_DAYS = (
    "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر", "الحادي عشر",
    "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر", "السادس عشر", "السابع عشر", "الثامن عشر", "التاسع عشر",
    "العشرين", "الحادي والعشرين", "الثاني والعشرين", "الثالث والعشرين", "الرابع والعشرين", "الخامس والعشرين",
    "السادس والعشرين", "السابع والعشرين", "الثامن والعشرين", "التاسع والعشرين", "الثلاثين", "الحادي والثلاثين",
)  # fmt: skip
_AR_ONES = ("واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")

DAYS: dict[str, dict[str, int]] = {
    language: {word: day for day, word in enumerate(words, start=1)}
    for language, words in {
        "en": _EN_DAYS, "fr": ("premier", *_FR[1:]), "es": _ES, "pt": _PT, "ru": _RU_DAYS, "ar": _AR_DAYS,
    }.items()
}  # fmt: skip
DAYS["es"]["primero"] = DAYS["pt"]["primeiro"] = 1

# Years 2001 to 2031: letters that are still open are not older, and later ones are not written yet.
YEARS: dict[str, dict[str, int]] = {
    "en": {f"two thousand{joint}{word}": 2000 + n for joint in (" and ", " ") for n, word in enumerate(_EN, start=1)},
    "fr": {f"deux mille {word}": 2000 + n for n, word in enumerate(_FR, start=1)},
    "es": {f"dos mil {word}": 2000 + n for n, word in enumerate(_ES, start=1)},
    "pt": {f"dois mil e {word}": 2000 + n for n, word in enumerate(_PT, start=1)},
    "ru": {f"две тысячи {word}": 2000 + n for n, word in enumerate(_RU_DAYS, start=1)},
    "ar": {
        **{f"ألفين و{word}": 2000 + n for n, word in enumerate(_AR_ONES, start=1)},
        **{f"ألفين و{word} وعشرين": 2020 + n for n, word in enumerate(_AR_ONES[:9], start=1)},
        "ألفين وعشرين": 2020,
    },
}
CHINESE_DIGITS = {digit: n for n, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}

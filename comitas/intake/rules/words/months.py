"""Names of the months, by language, 1 to 12; Arabic in both systems (Levant and Egypt) and the Maghreb's."""

MONTHS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
        ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
        ("december", "dec"),
    ),
    "fr": (
        (
            "janvier", "janv"), ("février", "fevr"), ("mars",), ("avril", "avr"), ("mai",), ("juin",), ("juillet",
            "juil",
        ),
        ("août",), ("septembre",), ("octobre",), ("novembre",), ("décembre",),
    ),
    "es": (
        ("enero",), ("febrero",), ("marzo",), ("abril",), ("mayo",), ("junio",), ("julio",), ("agosto",),
        ("septiembre", "setiembre"), ("octubre",), ("noviembre",), ("diciembre",),
    ),
    "pt": (
        ("janeiro",), ("fevereiro",), ("março",), ("abril",), ("maio",), ("junho",), ("julho",), ("agosto",),
        ("setembro",), ("outubro",), ("novembro",), ("dezembro",),
    ),
    "ru": (
        ("января",), ("февраля",), ("марта",), ("апреля",), ("мая",), ("июня",), ("июля",), ("августа",),
        ("сентября",), ("октября",), ("ноября",), ("декабря",),
    ),
    "ar": (
        (
            "كانون الثاني", "يناير", "جانفي"), ("شباط", "فبراير", "فيفري"), ("آذار", "مارس"), ("نيسان", "أبريل",
            "إبريل", "أفريل",
        ),
        ("أيار", "مايو", "ماي"), ("حزيران", "يونيو", "يونيه", "جوان"), ("تموز", "يوليو", "يوليه", "جويلية"),
        ("آب", "أغسطس", "أوت"), ("أيلول", "سبتمبر"), ("تشرين الأول", "أكتوبر"), ("تشرين الثاني", "نوفمبر"),
        ("كانون الأول", "ديسمبر"),
    ),
}  # fmt: skip

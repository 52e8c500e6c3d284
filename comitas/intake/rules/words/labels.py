"""Labels before a reference, a date, an addressee or a subject, by language. `~` stands for a few words between."""

# The sender's own letter number.
SENDERS = {
    "en": ("our reference", "our ref", "our file", "reference number", "reference no", "reference", "ref no", "ref",
    "file no",
           "file number", "note no", "note verbale no", "letter no", "document no"),
    "fr": ("nos références", "notre référence", "nos réf", "n/réf", "n réf", "n/référence", "nos/réf", "référence",
    "réf",
           "note n°", "lettre n°", "numéro d'ordre"),
    "es": ("nuestra referencia", "n/ref", "n/referencia", "expediente núm", "exp. n°", "exp. núm", "expte. n.º", "expediente n.º", "expediente",
    "oficio n.º",
           "oficio núm", "oficio no", "oficio", "exhorto núm", "exhorto n.º", "nota n.º", "nota núm", "referencia",
           "ref"),
    "pt": ("nossa referência", "n/ ref.ª", "n/ref.ª", "n/ref", "n/ ref", "n. ref", "ofício n.º", "ofício nº",
    "ofício", "nota n.º",
           "referência", "ref.ª"),
    "ru": ("исх. №", "исх №", "исходящий №", "наш №", "наш исх. №", "наша ссылка", "нота №", "рег. №"),
    "ar": (
        "رقم الملف", "المرجع", "مرجعنا", "إشارتنا", "الإشارة", "رقم الكتاب", "رقم الصادر", "الرقم", "كتابنا رقم", "كتاب رقم",
        "مذكرة رقم", "العدد",
    ),
    "zh": ("我方编号", "我方文号", "来函编号", "发文字号", "文号", "编号", "案号"),
}  # fmt: skip

# A number of the recipient, quoted by the sender.
RECIPIENTS = {
    "en": (
        "your reference", "your ref", "your case no", "your case", "your file", "your number", "your letter no",
        "your request no",
    ),
    "fr": ("vos références", "votre référence", "vos réf", "v/réf", "v/ réf", "v réf", "v/référence",
    "votre dossier n°",
           "votre dossier", "votre lettre n°"),
    "es": ("su referencia", "su ref", "s/ref", "s/referencia", "su expediente", "su oficio n.º", "su oficio núm"),
    "pt": ("vossa referência", "v/ ref.ª", "v/ref.ª", "v/ref", "v/ ref", "s/ ref.ª", "s/ref", "sua referência",
    "vosso processo n.º",
           "vosso ofício n.º"),
    "ru": ("на ваш исх. №", "на ваш №", "на № ", "ваш исх. №", "ваш №", "ваша ссылка"),
    "ar": ("إشارتكم", "مرجعكم", "رقمكم", "كتابكم رقم", "ملفكم رقم", "رقم ملفكم", "مرجعكم رقم"),
    "zh": ("贵方来文编号", "贵方编号", "贵方文号", "贵方案号", "贵方来函编号", "来文编号", "你方编号"),
}  # fmt: skip

# The number of a case or an investigation, held by whoever conducts it.
CASES = {
    "en": ("case no", "case number", "criminal case no", "investigation no", "investigation number",
    "file no. of the court",
           "arrest warrant no", "indictment no"),
    "fr": ("n° de parquet", "n° parquet", "numéro de parquet", "dossier d'instruction n°", "dossier n°",
    "procédure n°",
           "n° d'instruction", "n° instruction", "affaire n°", "mandat d'arrêt n°"),
    "es": ("carpeta de investigación", "causa n.º", "causa núm", "causa penal", "diligencias previas",
    "procedimiento abreviado",
           "procedimiento n.º", "sumario", "investigación n.º", "proceso n.º", "proceso penal n.º", "radicado"),
    "pt": ("inquérito policial n.º", "inquérito n.º", "inquérito", "processo n.º", "processo nº",
    "processo-crime n.º",
           "ação penal n.º", "autos n.º", "nuipc"),
    "ru": ("уголовному делу №", "уголовного дела №", "уголовное дело №", "дело №", "делу №", "дела №"),
    "ar": ("القضية الجنائية رقم", "القضية رقم", "الدعوى رقم", "قضية رقم", "ملف التحقيق رقم"),
    "zh": ("案件编号", "刑事案件编号", "立案编号"),
}  # fmt: skip

DATES = {
    "en": ("date of letter", "dated", "date"),
    "fr": ("date", "fait à ~ le"),
    "es": ("fecha",),
    "pt": ("data",),
    "ru": ("дата",),
    "ar": ("التاريخ", "تاريخ الكتاب"),
    "zh": ("日期", "发文日期"),
}

ADDRESSEES = {
    "en": ("to", "to the attention of", "for the attention of", "addressee", "attn", "attention"),
    "fr": ("à l'attention de", "à l'attention du", "destinataire", "à monsieur", "à madame", "à"),
    "es": ("a la atención de", "destinatario", "a la", "al", "a", "señores", "señor", "para"),
    "pt": ("ao", "à", "para", "destinatário", "exmo. senhor", "exma. senhora", "exmo. sr"),
    "ru": ("кому", "адресат"),
    "ar": ("إلى", "السادة", "السيد"),
    "zh": ("致", "收件人", "送"),
}

SUBJECTS = {
    "en": ("subject", "re", "concerning", "about"),
    "fr": ("objet", "concerne", "affaire"),
    "es": ("asunto", "ref", "referencia", "objeto"),
    "pt": ("assunto", "ref", "objeto"),
    "ru": ("тема", "касательно", "о запросе", "о направлении", "запрос", "дополнение", "об исполнении"),
    "ar": ("الموضوع",),
    "zh": ("事由", "关于", "主题"),
}

# The number of a letter that has no label but the word for number itself, at the beginning of a line.
BARE_NUMBER = ("no.", "no", "n°", "№", "n.º", "núm.", "nº", "رقم")
# What a sender writes where there is no number.
NO_NUMBER = ("none", "néant", "sans", "ninguna", "нет", "لا يوجد", "无", "nenhuma", "n/a")
# Words that end a number which is written in several groups.
ENDING_WORDS = frozenset(
    [
        "of",
        "from",
        "dated",
        "and",
        "the",
        "with",
        "to",
        "at",
        "by",
        "vs",
        "v",
        "on",
        "in",
        "no",
        "de",
        "du",
        "le",
        "la",
        "les",
        "des",
        "et",
        "en",
        "del",
        "el",
        "y",
        "e",
        "a",
        "do",
        "da",
        "dos",
        "em",
        "от",
        "по",
        "на",
        "и",
        "за",
        "بتاريخ",
        "في",
        "من",
    ]
)

# What stands above a signature.
CLOSINGS = {
    "en": ("regards", "yours sincerely", "yours faithfully", "sincerely yours", "respectfully", "yours truly"),
    "fr": (
        "salutations",
        "cordialement",
        "haute considération",
        "considération distinguée",
        "bien à vous",
        "respectueusement",
    ),
    "es": ("atentamente", "saludos", "cordialmente", "respetuosamente", "distinguida consideración"),
    "pt": ("atenciosamente", "cumprimentos", "cordialmente", "respeitosamente"),
    "ru": ("с уважением", "с глубоким уважением"),
    "ar": ("وتفضلوا بقبول", "مع خالص", "مع التحية", "مع فائق"),
    "zh": ("此致", "顺颂", "谨启", "敬上"),
}

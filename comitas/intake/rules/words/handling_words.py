"""Words of urgency, confidentiality, custody, time limits and hearings, by language."""

URGENT = {
    "en": ("most urgent", "very urgent", "urgent", "as a matter of urgency", "urgently"),
    "fr": ("très urgent", "urgent", "en urgence", "dans les meilleurs délais possibles en raison de l'urgence"),
    "es": ("muy urgente", "urgente", "con carácter de urgencia"),
    "pt": ("muito urgente", "urgente", "com urgência"),
    "ru": ("весьма срочно", "срочно", "в кратчайшие сроки", "безотлагательно"),
    "ar": ("عاجل جدا", "مستعجل", "عاجل", "على وجه السرعة"),
    "zh": ("特急", "加急", "紧急", "急件"),
}
NOT_URGENT = ("not", "non", "no", "não", "не", "غير", "不", "未")

CONFIDENTIAL = {
    "en": ("strictly confidential", "kept confidential", "keep ~ confidential", "confidential", "confidentiality of"),
    "fr": ("strictement confidentiel", "caractère confidentiel", "confidentiel", "confidentialité"),
    "es": (
        "carácter reservado", "confidencialidad", "confidencial", "mantener la reserva", "reserva de la información",
    ),
    "pt": ("mantenha sigilo", "sigilo", "sigiloso", "confidencial", "confidencialidade", "segredo de justiça"),
    "ru": (
        "обеспечить конфиденциальность", "конфиденциальность", "конфиденциально", "не подлежит разглашению",
        "для служебного пользования",
    ),
    "ar": ("سري للغاية", "سرية المعلومات", "الحفاظ على سرية", "سرية الطلب", "سرية هذا"),
    "zh": ("予以保密", "保密"),
}  # fmt: skip
# Words that mark a letter; in a sentence they speak of something else (secret of banks, state secrets).
MARKS = {"ar": ("سري للغاية", "سري"), "zh": ("绝密", "机密", "秘密"), "ru": ("секретно",), "en": ("secret",)}

CUSTODY = {
    "en": (
        "held in custody", "in custody", "remanded in custody", "in pre-trial detention", "pre-trial detention",
        "is detained",
    ),
    "fr": (
        "détention provisoire", "placé sous écrou", "sous écrou", "écrou extraditionnel", "placé en détention",
        "actuellement détenu", "est détenu",
    ),
    "es": (
        "prisión preventiva", "prisión provisional", "se encuentra detenid", "privado de libertad",
        "privada de libertad",
    ),
    "pt": ("prisão preventiva", "preso preventivamente", "encontra-se preso", "encontra-se detido", "está preso"),
    "ru": ("под стражей", "под стражу", "в следственном изоляторе"),
    "ar": ("موقوف", "محتجز", "محبوس", "قيد التوقيف", "رهن الحبس"),
    "zh": ("被羁押", "在押", "羁押", "已被逮捕"),
}  # fmt: skip
# An arrest that is asked for is not custody.
NOT_CUSTODY = (
    "request for", "demande d", "solicitud de", "pedido de", "запрос о", "طلب", "请求", "临时", "no longer",
    "released from",
)  # fmt: skip

# Before a date: the word alone is enough.
BY_STRONG = {
    "en": (
        "no later than", "not later than", "at the latest by", "deadline of", "deadline is", "deadline:",
        "time limit of", "at the latest on", "reply by", "respond by",
    ),
    "fr": ("au plus tard le", "au plus tard", "d'ici le", "d'ici au", "avant la date du", "délai fixé au"),
    "es": ("a más tardar el", "a más tardar", "antes del día", "plazo hasta el", "como máximo el"),
    "pt": ("o mais tardar até", "o mais tardar", "até o dia", "até ao dia", "no prazo até"),
    "ru": ("в срок до", "не позднее", "в срок не позднее"),
    "ar": ("في موعد أقصاه", "في موعد لا يتجاوز", "في أجل أقصاه", "موعد أقصاه"),
    "zh": (),
}  # fmt: skip
# Before a date: enough only in a sentence that asks.
BY_WEAK = {
    "en": ("before", "by", "until"),
    "fr": ("avant le", "jusqu'au", "pour le"),
    "es": ("antes del", "antes de", "hasta el"),
    "pt": ("até", "antes de", "até a", "até ao"),
    "ru": ("до", "к"),
    "ar": ("قبل", "حتى", "بحلول"),
    "zh": (),
}
# After a date, in Chinese.
BY_AFTER = ("前", "之前", "以前")
ASKING_FOR_TIME = (
    "execut", "reply", "repl", "respon", "grateful", "welcome", "appreciat", "provide", "answer", "inform", "exécut",
    "réponse", "répon", "souhait", "transmett", "ejecu", "cumpl", "respuesta", "agradec",
    "contest", "remit", "исполн", "ответ", "просим", "просьба", "تنفيذ", "الرد", "ردكم", "إفاد", "موافا", "نأمل",
    "يرجى", "执行", "答复", "函复", "回复", "提供", "resposta", "execu", "envi", "pede-se", "solicita",
)  # fmt: skip

# What the writer will do itself is no time limit of ours.
PROMISED = (
    "we shall inform", "we will inform", "we shall reply", "we will reply", "we shall revert", "nous vous informerons",
    "nous ne manquerons pas", "le informaremos", "se informará", "мы сообщим", "о результатах сообщим", "سنوافيكم", "我方将",
    "informaremos",
)  # fmt: skip

HEARING = {
    "en": ("hearing", "trial"),
    "fr": ("audience", "procès", "débats"),
    "es": ("audiencia", "juicio", "vista oral", "la vista"),
    "pt": ("audiência", "julgamento"),
    "ru": ("заседание", "слушание", "судебное разбирательство"),
    "ar": ("جلسة", "الجلسة", "المحاكمة"),
    "zh": ("开庭", "庭审"),
}
SET_FOR = {
    "en": (
        "scheduled for", "fixed for", "set for", "set down for", "listed for", "opens on", "begins on",
        "will take place on", "starts on", "on", "for",
    ),
    "fr": (
        "fixée au", "prévue le", "fixée le", "aura lieu le", "se tiendra le", "fixé au", "s'ouvrira le", "prévu le",
        "du",
    ),
    "es": (
        "señalada para el", "señalado para el", "programada para el", "fijada para el", "prevista para el",
        "tendrá lugar el", "el día", "para el",
    ),
    "pt": ("marcada para", "designada para", "marcado para", "designado para", "terá lugar em", "para o dia", "para"),
    "ru": ("назначено на", "состоится", "назначен на", "на"),
    "ar": ("يوم", "بتاريخ", "المقررة في", "المحددة في", "في", "المقرر عقدها في"),
    "zh": (),
}  # fmt: skip

# Between a deadline and the reason given for it.
BECAUSE = {
    "en": ("as", "because", "since", "in view of", "due to", "given that", "owing to", "in order to"),
    "fr": ("compte tenu", "en raison", "car", "étant donné", "afin de"),
    "es": ("en virtud de", "debido a", "ya que", "toda vez que", "dado que", "con el fin de"),
    "pt": ("em razão de", "tendo em conta", "uma vez que", "devido a", "visto que", "dado que"),
    "ru": ("в связи с", "поскольку", "так как", "ввиду"),
    "ar": ("نظرا", "لأن", "علما بأن", "بسبب"),
    "zh": ("因", "由于", "鉴于"),
}

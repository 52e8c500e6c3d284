"""Words by which authorities and States are known, by language, with the weight they have in a letterhead."""

# The higher weight sends the letter: an embassy forwards for a ministry, a ministry for a court.
AUTHORITIES: dict[int, tuple[str, ...]] = {
    5: (
        "embassy", "high commission of", "consulate", "permanent mission", "interpol", "national central bureau",
        "ncb", "ambassade", "consulat",
        "bureau central national", "embajada", "consulado", "oficina central nacional", "embaixada", "посольство",
        "консульство", "национальное центральное бюро", "سفارة", "قنصلية", "البعثة الدائمة",
        "المكتب المركزي الوطني", "大使馆", "领事馆", "国家中心局",
    ),
    4: (
        "ministry", "ministère", "ministerio", "ministério", "министерств", "وزارة", "司法部", "外交部", "公安部",
        "attorney general", "attorney-general", "prosecutor general", "prosecutor's office",
        "public prosecutor", "prosecution service", "director of public prosecutions", "department of justice",
        "parquet", "procureur", "procuraduría", "fiscalía", "procuradoria", "прокуратур", "прокурор", "следственн",
        "النيابة العامة", "المدعي العام", "النائب العام", "检察院", "ministério público", "ministerio público",
        "crown prosecution", "chief state prosecutor", "监察委员会", "central authority", "autorité centrale",
        "autoridad central", "autoridade central", "центральному органу", "центральный орган", "السلطة المركزية",
        "中央机关", "minister of", "ministre", "home office", "federal office of justice", "ministro", "министру",
        "министр", "وزير",
    ),
    3: (
        "court", "tribunal", "cour d'appel", "cour de cassation", "juzgado", "corte suprema", "audiencia provincial",
        "vara federal", "vara criminal", "суд", "محكمة", "法院", "juge d'instruction",
        "investigating judge", "judge of",
    ),
    2: (
        "police", "anti-corruption commission", "anti-corruption bureau", "commission against corruption",
        "financial intelligence unit", "customs", "investigation agency", "serious fraud", "policía", "policia",
        "gendarmerie", "agence",
        "полици", "бюро", "комитет", "агентств", "служба", "شرطة", "هيئة مكافحة", "公安局", "registry of companies",
    ),
}  # fmt: skip

# A word of a house within an authority: it is not the sender by itself.
WITHIN = (
    "department", "division", "section", "unit", "direction", "dirección", "subdirección", "departamento",
    "secretaria", "управление", "департамент", "отдел", "إدارة", "مكتب", "局", "厅", "cabinet", "bureau de",
)  # fmt: skip

# Forms of State; the name follows. Chinese names come before the form.
STATE_FORMS = (
    "Islamic Republic of", "Federal Republic of", "Democratic Republic of", "United Republic of",
    "Co-operative Republic of", "Federative Republic of", "Federal Democratic Republic of", "People's Republic of",
    "Bolivarian Republic of",
    "Plurinational State of", "Oriental Republic of", "Hashemite Kingdom of", "Grand Duchy of", "Principality of",
    "Commonwealth of", "Independent State of", "Sultanate of", "Kingdom of", "Republic of", "State of", "Union of",
    "Emirate of",
    "République démocratique du", "République fédérale d'", "République islamique de", "République populaire de",
    "Grand-Duché de", "Principauté de", "Royaume du", "Royaume de la", "Royaume des", "Royaume de", "Royaume d'",
    "République du", "République de la", "République des", "République de", "République d'", "État de", "État du",
    "Union de", "Confédération",
    "República Federativa do", "República Federal de", "República Bolivariana de", "República Democrática de",
    "República Popular da", "República Oriental del", "República del", "República de la", "República de",
    "República da", "República do",
    "República dos", "Reino de", "Reino da", "Reino do", "Principado de", "Principado do", "Estado Plurinacional de",
    "Estado de", "Gran Ducado de", "Estados Unidos",
    "Республика", "Республики", "Республике", "Республику", "Королевство", "Королевства", "Королевству",
    "Государство", "Княжество", "Федерация", "Федерации",
    "جمهورية", "الجمهورية", "مملكة", "المملكة", "دولة", "سلطنة", "إمارة",
)  # fmt: skip
STATE_FORMS_AFTER_ZH = ("共和国", "王国", "联邦", "公国", "酋长国", "合众国")
# "X Republic", "X Federation".
STATE_FORMS_AFTER = ("Republic", "Federation", "Kingdom", "Confederation", "Республика", "Федерация")

# Before the name of an authority in running text.
REQUESTING_BEFORE = (
    "requesting authority is", "requesting authority:", "at the request of", "on behalf of", "issued by",
    "emanating from", "transmits the request of", "the request of", "request for mutual legal assistance of",
    "request for assistance of", "request for mutual legal assistance from", "autorité requérante est",
    "autorité requérante :", "émanant du", "émanant de la",
    "émanant de", "à la demande du", "à la demande de la", "délivrée par", "décernée par", "autoridad requirente es",
    "autoridad requirente:", "librada por", "emitida por", "procedente de la", "procedente del", "formulada por",
    "autoridade requerente é",
    "autoridade requerente:", "emitido pela", "emitido pelo", "formulado pela", "formulado pelo", "expedida pela",
    "expedida pelo", "запрашивающим органом является", "запрашивающий орган:", "по запросу", "по просьбе",
    "الصادر عن", "الصادرة عن", "المقدم من", "السلطة الطالبة هي", "الجهة الطالبة",
    "请求机关为", "请求机关:", "转递", "转交",
)  # fmt: skip
# Followed at once by the authority that asks: "запрос Генеральной прокуратуры".
REQUEST_OF = (
    "запрос",
    "طلب",
    "demande du",
    "demande de la",
    "solicitud de la",
    "solicitud del",
    "request of the",
    "request from the",
    "pedido da",
    "pedido do",
)
CONDUCTING_BEFORE = (
    "is conducted by", "are conducted by", "conducted by", "is being conducted by", "led by", "investigated by",
    "authority conducting the investigation is", "authority conducting the proceedings is",
    "at the request of the district court", "enquête suivie par", "enquête diligentée par", "enquête conduite par",
    "procédure suivie par", "information suivie par", "instruite par", "suivie par", "chargée de l'instruction au",
    "chargé de l'instruction au", "instruido por", "instruida por", "seguida por el", "que instruye",
    "investigación a cargo de", "tramitada ante", "conduzido pela", "conduzido pelo", "conduzida pela",
    "conduzida pelo", "instaurado pela", "a cargo da", "a cargo do", "находящемуся в производстве",
    "находящегося в производстве", "в производстве", "расследуемому", "التي يجريها", "التي تجريها", "التي تحقق فيها",
    "التي يتولاها", "正在侦办", "由",
)  # fmt: skip
# After the name of the authority that conducts the proceedings.
CONDUCTING_AFTER = (
    "is conducting", "is investigating", "are investigating", "has opened an investigation", "conduit une enquête", "diligente une enquête",
    "instruit une", "est saisi d'une", "est saisie d'une", "instruye", "adelanta una investigación", "tramita una causa",
    "conduz investigação", "conduz um inquérito", "investiga", "расследует", "ведёт расследование", "проводит расследование",
)  # fmt: skip
# Where the name of an authority in running text ends.
ENDING = (
    ", requests", ", request", ", represented by", ", representada por", ", acting", ", seeking", ", in the",
    ", sollicite", ", est fondée", ", qui", ", concerning", ", regarding", " concerning", " in respect of",
    " to which", ", vise", " vise ", " we ask", " requests the", " solicita",
    ", representado por", "提出的", "提交的", "提出", "侦查", "立案", "审理", " استنادا", " о выдаче", " о правовой", " об оказании", ", استنادا", ", направ",
)  # fmt: skip
COMPLIMENTS = (
    "presents its compliments to", "presents his compliments to", "présente ses compliments au",
    "présente ses compliments à la", "présente ses compliments à", "saluda atentamente al", "saluda atentamente a la",
    "presenta sus saludos al", "apresenta os seus cumprimentos ao", "apresenta os seus cumprimentos à",
    "свидетельствует своё уважение", "تهدي", "تحياتها إلى",
)  # fmt: skip
SALUTATIONS = (
    "dear", "monsieur le", "madame", "messieurs", "estimad", "señor", "exmo", "exma", "prezad", "уважаем", "السيد",
    "尊敬", "note verbale", "nota verbal", "вербальная нота", "مذكرة شفوية", "普通照会",
)  # fmt: skip

"""Words around the names of persons and companies, by what they tell."""

# The role a word gives to the person named after it; a guess, never sure.
ROLES: dict[str, tuple[str, ...]] = {
    "witness": (
        "witness", "témoin", "testigo", "testemunha", "свидетеля", "свидетель", "свидетелю", "الشاهدة", "الشاهد",
        "证人", "déclarations de", "audition de", "interview", "hear",
    ),
    "suspect": (
        "suspect", "proceedings against", "investigation against", "against", "suspected", "mis en cause",
        "suivie contre", "visant", "vise également", "à l'encontre de", "le nommé", "la nommée", "investigado",
        "investigada", "imputado", "imputada", "seguida contra", "en contra de", "contra", "indiciado", "arguido",
        "arguida", "подозреваемого", "подозреваемый", "подозреваемому", "в отношении", "المشتبه فيه", "المشتبه به",
        "犯罪嫌疑人", "嫌疑人", "presunto autor", "ciudadano", "ciudadana", "denunciado",
    ),
    "accused": (
        "accused", "defendant", "prévenu", "l'accusé", "acusado", "acusada", "procesado", "procesada", "обвиняемого",
        "обвиняемый", "обвиняемому", "обвиняемая", "المتهمة", "المتهم", "被告人", "réu",
    ),
    "convicted": (
        "convicted", "sentenced person", "condamné", "condenado", "condenada", "осуждённого", "осуждённый",
        "المحكوم عليه", "被判刑人", "罪犯",
    ),
    "victim": (
        "victim", "victime", "víctima", "vítima", "потерпевшего", "потерпевший", "المجني عليه", "الضحية", "被害人",
        "受害人",
    ),
    "expert": ("expert", "perito", "perita", "эксперта", "الخبير", "鉴定人"),
    "other": (
        "épouse", "زوجته", "زوجها", "女儿", "儿子", "妻子", "丈夫", "负责人", "in the name of", "au nom de",
        "a nombre de", "em nome de", "نجله", "باسم", "المدعو", "المدعوة", "посредника", "husband", "wife",
        "sociétaire", "name:", "nom :", "nombre:", "nome:", "фио:", "الاسم:", "姓名:", "r v.", "r. v.",
    ),
}  # fmt: skip

HONORIFICS = (
    "Mr", "Mrs", "Ms", "Miss", "Dr", "Mme", "Mlle", "M", "MM", "Monsieur", "Madame", "señor", "señora", "Sr", "Sra",
    "don", "doña", "D", "Dª", "senhor", "senhora", "господина", "госпожи", "г-на", "г-жи", "гр",
)  # fmt: skip

# A person with one of these is somebody who works on the case, not somebody it is about.
OFFICIALS = (
    "prosecutor", "investigator", "judge", "contact person", "head of", "director general of", "juge", "procureur",
    "vice-présidente", "vice-président", "magistrat", "greffier", "fiscal", "magistrad", "juez", "secretari",
    "procurador", "delegad", "juiz", "следователя", "следователь", "полковника",
    "полковник", "прокурор", "начальник управления м", "القاضي", "المدعي", "النائب", "检察官", "法官", "局长\n",
    "inspector", "detective", "counsel", "avocat", "attorney", "chef du bureau", "presidente", "юстиции",
)  # fmt: skip

BORN = (
    "born on", "born in", "born", "date of birth", "dob", "né le", "née le", "date de naissance", "nacido el",
    "nacida el", "nacido", "nacida", "fecha de nacimiento", "nascido em", "nascida em", "nascido a",
    "data de nascimento", "дата рождения", "المولود في", "المولودة في", "مواليد", "تاريخ الميلاد", "出生日期",
)  # fmt: skip
BORN_AFTER = ("года рождения", "г.р", "г. р", "出生", "生")

NATIONALITY = (
    "national of", "nationality", "citizen of", "de nationalité", "ressortissant", "ressortissante", "nationalité",
    "de nacionalidad", "nacional de", "nacionalidad", "de nacionalidade", "nacional da", "nacional do",
    "nacionalidade", "гражданин", "гражданка", "гражданство", "الجنسية", "国籍",
)  # fmt: skip
DOCUMENT = (
    "passport number", "passport no", "passport", "identity card no", "id no", "national id", "passeport n°",
    "passeport no", "passeport", "carte d'identité n°", "pasaporte número", "pasaporte n.º", "pasaporte",
    "cédula de identidad", "cédula", "dni", "passaporte n.º", "passaporte", "cpf", "паспорт", "загранпаспорт",
    "جواز السفر رقم", "جواز سفر رقم", "الرقم القومي", "护照号码", "护照号", "身份证号码", "身份证号",
)  # fmt: skip

# Forms of companies; a name with one of these is a legal person.
COMPANY_FORMS = (
    "Ltd", "Limited", "LLC", "LLP", "PLC", "Inc", "Corp", "GmbH", "AG", "AS", "ASA", "AB", "OÜ", "Oy", "BV", "NV",
    "SARL", "SAS", "SA", "S.A.R.L.", "S.A.S.", "S.A.", "S. A. de C. V.", "S.A. de C.V.", "S. A.", "S.L.", "S.L.U.",
    "SL", "SpA", "S.p.A.", "S.r.l.", "Srl", "Lda", "Ltda", "Ltda.", "Lda.", "Holdings", "Pty",
)  # fmt: skip
# A bank keeps an account; it is not what the letter is about.
BANKS = ("bank", "banque", "banco", "банк", "بنك", "银行")

# Names of families that are most frequent in Chinese; a name must begin with one of them.
CHINESE_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)

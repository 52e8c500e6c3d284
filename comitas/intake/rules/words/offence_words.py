"""Names of offences in seven languages and the article of the Convention against Corruption each falls under, 15 to 25.

Bribery is article 15 unless its words name a foreign official (16) or the private sector (21). A proposal,
no legal finding.
"""

OFFENCES: dict[str, tuple[str, ...]] = {
    "16": (
        "bribery of a foreign public official", "bribery of foreign public officials",
        "corruption d'agent public étranger",
        "corruption d'agents publics étrangers", "cohecho transnacional", "soborno transnacional",
        "cohecho internacional",
        "подкуп иностранного должностного лица", "رشوة موظف أجنبي", "رشوة الموظفين العموميين الأجانب",
        "对外国公职人员行贿",
        "corrupção ativa em transação comercial internacional",
    ),
    "21": (
        "bribery in the private sector", "private sector bribery", "commercial bribery", "corruption privée",
        "corruption dans le secteur privé",
        "corrupción entre particulares", "corrupción en los negocios", "soborno en el sector privado",
        "коммерческий подкуп", "коммерческом подкупе",
        "الرشوة في القطاع الخاص", "非国家工作人员受贿", "corrupção no setor privado", "corrupção privada",
    ),
    "15": (
        "passive bribery", "active bribery", "accepting a bribe", "taking a bribe", "taking bribes",
        "offering a bribe", "bribery",
        "corruption passive", "corruption active", "corruption d'agent public", "cohecho", "soborno",
        "получение взятки", "получении взятки", "дача взятки", "даче взятки", "взяточничество",
        "взяточничестве", "الرشوة", "رشوة", "受贿", "行贿", "corrupção passiva", "corrupção ativa",
    ),
    "22": (
        "embezzlement in the private sector", "embezzlement of private property", "malversación en el sector privado",
        "abus de biens sociaux", "职务侵占", "administración desleal",
    ),
    "17": (
        "embezzlement of public funds", "misappropriation of public funds", "embezzlement", "misappropriation",
        "détournement de fonds publics", "détournement de biens publics",
        "détournement de deniers publics", "soustraction de fonds publics", "peculado", "malversación", "растрата",
        "растрате", "растраты", "присвоение или растрата", "хищение бюджетных", "хищении бюджетных", "اختلاس", "贪污",
        "挪用公款",
        "peculato",
    ),
    "18": (
        "trading in influence", "influence peddling", "trafic d'influence", "tráfico de influencias",
        "tráfico de influência", "злоупотребление влиянием", "торговля влиянием",
        "استغلال النفوذ", "المتاجرة بالنفوذ", "利用影响力", "影响力交易",
    ),
    "19": (
        "abuse of functions", "abuse of office", "abuse of public office", "misconduct in public office",
        "abus de fonctions", "abus d'autorité", "abuso de funciones", "abuso de autoridad", "prevaricación",
        "злоупотребление должностными полномочиями", "злоупотреблении должностными полномочиями",
        "превышение должностных полномочий", "إساءة استعمال السلطة", "إساءة استغلال الوظائف", "滥用职权",
        "abuso de poder", "abuso de funções", "prevaricação",
    ),
    "20": (
        "illicit enrichment", "unexplained wealth", "enrichissement illicite", "enriquecimiento ilícito",
        "незаконное обогащение", "незаконном обогащении", "الإثراء غير المشروع", "الكسب غير المشروع",
        "巨额财产来源不明", "资产非法增加", "enriquecimento ilícito",
    ),
    "23": (
        "money laundering", "money-laundering", "laundering of proceeds", "laundering of the proceeds", "blanchiment",
        "blanqueo de capitales", "lavado de dinero", "lavado de activos", "blanqueo",
        "operaciones con recursos de procedencia ilícita", "легализация денежных средств",
        "легализации денежных средств", "отмывание денег", "отмывании денежных", "отмывание денежных", "легализация",
        "غسل الأموال", "غسل أموال", "تبييض الأموال", "洗钱",
        "lavagem de dinheiro", "branqueamento de capitais", "branqueamento", "lavagem de capitais",
    ),
    "24": (
        "concealment of proceeds", "handling stolen", "receiving stolen", "recel", "receptación", "encubrimiento",
        "сбыт имущества, добытого", "إخفاء أموال", "掩饰、隐瞒犯罪所得", "receptação",
    ),
    "25": (
        "obstruction of justice", "perverting the course of justice", "entrave à la justice",
        "entrave au bon fonctionnement de la justice", "subornation de témoin", "obstrucción de la justicia",
        "obstrucción a la justicia",
        "воспрепятствование осуществлению правосудия", "عرقلة سير العدالة", "妨害司法", "妨碍司法",
        "obstrução à justiça", "obstrução da justiça",
    ),
    "": (
        "fraud", "forgery", "tax evasion", "concussion", "escroquerie", "faux en écriture", "estafa", "fraude fiscal",
        "falsedad documental", "extorsión", "мошенничество", "мошенничестве", "подлог", "التزوير", "الاحتيال", "诈骗",
        "走私",
        "burla", "estelionato", "falsificação de documento", "concussão",
    ),
}  # fmt: skip

# Words before which an offence is not charged but named in a title, a policy or an authority's name.
NOT_CHARGED = (
    "lutte contre le", "lutte contre la", "combat", "anti-", "prevention of", "fight against", "division of",
    "convention on", "convention against",
    "lucha contra el", "lucha contra la", "combate ao", "combate à", "борьбы с", "противодействия", "مكافحة", "反",
    "convenio sobre", "convention relative au",
)  # fmt: skip

# A provision beside an offence: "section 294 (2) of the Penal Code", "статьи 290", "第三百八十五条".
PROVISION_BY_NUMBER = (
    "section", "sections", "article", "articles", "art.", "artículo", "artículos", "artigo", "artigos", "статьи",
    "статье", "статья", "ст.", "المادة", "المواد", "§",
)  # fmt: skip

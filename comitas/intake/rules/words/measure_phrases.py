"""What is asked for, by letter of article 46(3) of the Convention against Corruption, in words of seven languages."""

MEASURES: dict[str, tuple[str, ...]] = {
    "a": (
        "take the statement", "take a statement", "take statements", "take evidence from", "take the testimony", "hear", "interview",
        "examine the witness", "question", "interrogate", "video conference hearing", "audition", "entendre", "interroger", "recueillir les déclarations",
        "recueillir la déposition", "recibir la declaración", "recibir declaración", "tomar declaración", "tomar la declaración",
        "interrogar", "declaración testimonial", "допросить", "допрос", "опросить", "الاستماع إلى أقوال", "سماع أقوال", "سماع شهادة",
        "استجواب", "询问", "讯问", "听取证言", "oitiva", "inquirição", "inquirir", "ouvir", "tomada de declarações", "interrogatório",
    ),
    "b": (
        "serve", "service of", "effect service", "notifier", "signification", "notification de", "remise de l'acte", "remettre l'acte",
        "notificar", "notificación de", "emplazar", "citar a", "вручить", "вручение", "تبليغ", "إعلان", "送达", "citação", "notificação",
    ),
    "c": (
        "search", "seize", "seizure", "freeze", "restrain", "block the account", "perquisition", "perquisitionner", "saisie", "saisir",
        "gel", "geler", "bloquer", "blocage", "registro domiciliario", "registro del domicilio", "allanamiento", "incautar", "incautación", "embargo", "embargar",
        "aseguramiento", "congelar", "congelación", "bloqueo", "inmovilizar", "наложить арест", "наложение ареста", "произвести обыск", "обыск",
        "выемку", "выемка", "изъять", "заморозить", "تجميد", "حجز", "الحجز على", "تفتيش", "ضبط", "冻结", "查封", "扣押", "搜查", "busca",
        "apreensão", "apreender", "bloqueio", "bloquear", "arresto", "sequestro", "congelamento",
    ),
    "d": (
        "inspect the site", "site inspection", "examine the site", "examine the premises", "examination of objects", "transport sur les lieux", "examen des lieux", "inspección ocular",
        "inspección del lugar", "осмотр места", "осмотреть", "معاينة", "勘验", "检查现场", "exame do local", "inspeção ao local",
    ),
    "e": (
        "provide information", "information on the", "information about", "expert", "forensic examination", "exhibits", "fournir des renseignements",
        "communiquer tous renseignements", "toutes informations", "expertise", "proporcionar información", "informe pericial", "facilitar información",
        "предоставить сведения", "сведения о", "сообщить сведения", "экспертизу", "تزويدنا بمعلومات", "معلومات عن", "خبرة فنية", "提供信息",
        "提供有关情况", "鉴定", "prestar informações", "fornecer informações", "perícia",
    ),
    "f": (
        "bank records", "account statements", "statements of account", "opening documents", "certified copies", "certified copy", "copies of",
        "obtain from ~ documents", "obtain the records", "obtain records", "obtain the bank", "obtain bank", "company records", "corporate records", "accounting records",
        "relevés du compte", "relevés de compte", "relevés bancaires", "copie certifiée", "copies certifiées", "pièces comptables", "documentation bancaire",
        "documents bancaires", "communication des relevés", "estados de cuenta", "extractos bancarios", "extractos de la cuenta", "copia certificada",
        "documentación bancaria", "выписки", "выписку", "заверенные копии", "копии документов", "банковские документы", "كشوف الحسابات", "كشوفات الحسابات", "كشف حساب",
        "صور مصدقة", "نسخ مصدقة", "السجلات المصرفية", "开户资料", "交易明细", "银行记录", "调取", "经核证的副本", "extratos bancários", "extratos da conta", "extratos",
        "cópia certificada", "cópias certificadas", "documentação bancária",
    ),
    "g": (
        "identify all accounts", "identify the accounts", "identify accounts", "identify any", "trace the", "tracing", "identify and trace", "locate the assets", "identifier les comptes",
        "identifier tous", "identification des avoirs", "identification de tous", "localiser les avoirs", "si existen cuentas", "identificar las cuentas", "identificar bienes",
        "localizar bienes", "rastrear", "установить имущество", "установить счета", "выявить имущество", "выявить счета", "розыск имущества", "تحديد الأموال", "تعقب الأموال",
        "حصر الحسابات", "查明财产", "查明资金去向", "追查", "查明", "identificar as contas", "identificar bens", "rastreamento", "localização de bens",
    ),
    "h": (
        "voluntary appearance", "invite ~ to appear", "summon ~ to appear before", "temporary transfer", "comparution volontaire", "transfèrement temporaire", "comparecencia voluntaria",
        "comparecencia ~ ante", "traslado temporal", "добровольную явку", "добровольная явка", "временно передать", "المثول الطوعي", "حضور الشهود طوعا", "自愿出庭", "安排出庭作证", "comparência voluntária",
        "transferência temporária",
    ),
    "i": (
        "permit ~ to be present", "allow ~ to attend", "joint investigation team", "controlled delivery", "autoriser la présence", "équipe commune d'enquête", "livraison surveillée",
        "autorizar la presencia", "equipo conjunto de investigación", "entrega vigilada", "разрешить присутствие", "совместную следственную группу", "السماح بحضور", "允许派员在场", "派员到场",
        "autorizar a presença", "equipa conjunta", "equipe conjunta", "entrega controlada",
    ),
    "j": (
        "confiscate", "enforce the confiscation", "confiscation order", "confiscation of", "exécuter la décision de confiscation", "confiscation", "confisquer", "decomiso", "decomisar", "конфисковать", "конфискацию",
        "مصادرة", "没收", "confisco", "declarar o perdimento", "perda de bens",
    ),
    "k": (
        "recovery of assets", "return the assets", "return of assets", "return of the assets", "repatriate", "restitution des avoirs", "recouvrement des avoirs", "recuperación de activos", "devolución de activos",
        "restitución de los bienes", "вернуть активы", "возврат активов", "возвращение активов", "استرداد الأموال", "استرداد الموجودات", "返还资产", "追回资产", "返还", "recuperação de ativos", "restituição dos ativos",
        "repatriação",
    ),
}  # fmt: skip

# Words after which a letter asks for something, where it does not use a list.
ASKING = (
    "is requested to", "are requested to", "we request", "we ask", "requests that", "it is requested", "would be grateful if", "please", "asks you to",
    "il est demandé", "vous demande", "vous saurais gré", "bien vouloir", "prie de", "sollicite", "se solicita", "solicita", "le ruego", "se ruega", "rogamos",
    "просим", "прошу", "просит", "نرجو", "يرجى", "نطلب", "تطلب", "نأمل", "请求", "请贵方", "请协助", "solicita-se", "pede-se", "requer-se", "roga-se",
)  # fmt: skip

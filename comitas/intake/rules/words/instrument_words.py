"""Treaties as letters call them, by a code of ours. The code is what the legal-basis resolver of the directory knows."""

INSTRUMENTS: dict[str, tuple[str, ...]] = {
    "uncac": (
        "united nations convention against corruption", "un convention against corruption", "uncac",
        "convention des nations unies contre la corruption", "cnucc",
        "convención de las naciones unidas contra la corrupción", "cnucc",
        "конвенции организации объединённых наций против коррупции", "конвенции оон против коррупции",
        "اتفاقية الأمم المتحدة لمكافحة الفساد", "联合国反腐败公约", "convenção das nações unidas contra a corrupção",
        "convenção de mérida",
    ),
    "untoc": (
        "united nations convention against transnational organized crime", "palermo convention",
        "convention des nations unies contre la criminalité transnationale organisée", "convention de palerme",
        "convención de las naciones unidas contra la delincuencia organizada transnacional", "convención de palermo",
        "конвенции организации объединённых наций против транснациональной организованной преступности",
        "конвенции оон против транснациональной", "اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة",
        "联合国打击跨国有组织犯罪公约", "convenção das nações unidas contra a criminalidade organizada transnacional",
        "convenção das nações unidas contra o crime organizado transnacional", "convenção de palermo",
    ),
    "un1988": (
        "convention against illicit traffic in narcotic drugs", "vienna convention of 1988",
        "convention contre le trafic illicite de stupéfiants",
        "convención contra el tráfico ilícito de estupefacientes",
        "конвенции о борьбе против незаконного оборота наркотических", "联合国禁止非法贩运麻醉药品",
    ),
    "ecma": (
        "european convention on mutual assistance in criminal matters", "convention européenne d'entraide judiciaire",
        "convenio europeo de asistencia judicial", "европейской конвенции о взаимной правовой помощи",
        "convenção europeia de auxílio judiciário", "欧洲刑事司法协助公约",
    ),
    "ece": (
        "european convention on extradition", "convention européenne d'extradition",
        "convenio europeo de extradición", "европейской конвенции о выдаче", "convenção europeia de extradição",
    ),
    "coe141": (
        "convention on laundering, search, seizure and confiscation of the proceeds from crime, done",
        "convention on laundering, search, seizure", "convention relative au blanchiment, au dépistage",
        "convenio relativo al blanqueo, seguimiento",
        "конвенции об отмывании, выявлении, изъятии", "convenção relativa ao branqueamento",
    ),
    "oecd": (
        "convention on combating bribery of foreign public officials", "oecd anti-bribery convention",
        "convention sur la lutte contre la corruption d'agents publics étrangers",
        "convención para combatir el cohecho",
        "convenção sobre o combate da corrupção",
    ),
    "coe173": (
        "criminal law convention on corruption", "convention pénale sur la corruption",
        "convenio penal sobre la corrupción", "конвенции об уголовной ответственности за коррупцию",
    ),
    "iacac": (
        "inter-american convention against corruption", "convention interaméricaine contre la corruption",
        "convención interamericana contra la corrupción", "convenção interamericana contra a corrupção",
    ),
    "iacma": (
        "inter-american convention on mutual assistance", "convención interamericana sobre asistencia mutua",
        "convenção interamericana sobre assistência mútua", "nassau convention",
    ),
    "au": (
        "african union convention on preventing", "convention de l'union africaine sur la prévention",
        "اتفاقية الاتحاد الأفريقي لمنع الفساد", "convenção da união africana sobre",
    ),
    "riyadh": ("riyadh arab agreement", "اتفاقية الرياض العربية", "convention de riyad"),
    "arabcorruption": ("arab convention against corruption", "الاتفاقية العربية لمكافحة الفساد"),
    "minsk": ("minsk convention", "минской конвенции", "конвенции о правовой помощи и правовых отношениях"),
    "harare": ("harare scheme", "scheme relating to mutual assistance in criminal matters within the commonwealth"),
    "cplp": ("convenção de auxílio judiciário em matéria penal entre os estados membros", "convenção da praia"),
    "bilateral": (
        "treaty between", "agreement between", "treaty on mutual legal assistance between", "convention bilatérale",
        "accord bilatéral", "traité bilatéral", "convention d'entraide judiciaire entre", "tratado bilateral",
        "tratado de asistencia",
        "tratado entre", "договора между", "договору между", "договор между", "اتفاقية ثنائية", "الاتفاقية الثنائية",
        "司法协助条约", "司法协助协定", "tratado de auxílio", "acordo bilateral",
    ),
    "reciprocity": (
        "reciprocity", "principe de réciprocité", "réciprocité", "principio de reciprocidad", "reciprocidad",
        "принципа взаимности", "принцип взаимности", "на основе взаимности", "مبدأ المعاملة بالمثل",
        "المعاملة بالمثل", "互惠原则", "对等原则",
        "princípio da reciprocidade", "reciprocidade",
    ),
}  # fmt: skip

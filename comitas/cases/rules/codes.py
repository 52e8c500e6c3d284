"""The code lists of a request for assistance: measures, grounds, legal bases, offences, persons, channels.

Sources: United Nations Convention against Corruption (UNCAC), articles 15-27, 43, 46, 55; European Convention on Mutual
Assistance in Criminal Matters (ECMA), article 2.
"""

from dataclasses import dataclass

from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Measure:
    """What a part asks: a purpose of UNCAC 46(3), or of extradition. `coercive` is "yes", "no" or "maybe" (the officer says which).

    Which family of states a measure belongs to stands in `families`.
    """

    code: str
    name: str
    short: str
    coercive: str
    article: str


MEASURES: dict[str, Measure] = {
    row.code: row
    for row in (
        Measure("a", N_("Taking evidence or statements from persons"), N_("Statement"), "maybe", "46(3)(a)"),
        Measure("b", N_("Effecting service of judicial documents"), N_("Service"), "no", "46(3)(b)"),
        Measure(
            "c",
            N_("Executing searches and seizures, and freezing"),
            N_("Search, seizure or freezing"),
            "yes",
            "46(3)(c)",
        ),
        Measure("d", N_("Examining objects and sites"), N_("Examination of a site"), "maybe", "46(3)(d)"),
        Measure(
            "e",
            N_("Providing information, evidentiary items and expert evaluations"),
            N_("Information or expertise"),
            "maybe",
            "46(3)(e)",
        ),
        Measure(
            "f",
            N_("Providing originals or certified copies of documents and records"),
            N_("Bank or other records"),
            "yes",
            "46(3)(f)",
        ),
        Measure(
            "g",
            N_("Identifying or tracing proceeds, property or instrumentalities for evidence"),
            N_("Tracing for evidence"),
            "maybe",
            "46(3)(g)",
        ),
        Measure(
            "h", N_("Facilitating the voluntary appearance of persons"), N_("Voluntary appearance"), "no", "46(3)(h)"
        ),
        Measure(
            "i",
            N_("Any other assistance that is not contrary to domestic law"),
            N_("Other assistance"),
            "maybe",
            "46(3)(i)",
        ),
        Measure(
            "j",
            N_("Identifying, freezing and tracing proceeds of crime under chapter V"),
            N_("Freezing and tracing of proceeds"),
            "yes",
            "46(3)(j)",
        ),
        Measure("k", N_("Recovery of assets under chapter V"), N_("Recovery of assets"), "yes", "46(3)(k)"),
        Measure("surrender", N_("Extradition for prosecution"), N_("Extradition for prosecution"), "yes", "44(1)"),
        Measure(
            "sentence", N_("Extradition to serve a sentence"), N_("Extradition to serve a sentence"), "yes", "44(1)"
        ),
        Measure(
            "arrest",
            N_("Provisional arrest before a request for extradition"),
            N_("Provisional arrest"),
            "yes",
            "44(10), ECE 16",
        ),
        Measure("transit", N_("Transit of a person who is extradited"), N_("Transit"), "yes", "ECE 21"),
        Measure(
            "speciality",
            N_("Consent to prosecution for another offence, or to re-extradition"),
            N_("Speciality or re-extradition"),
            "no",
            "ECE 14, 15",
        ),
        Measure(
            "prosecute",
            N_("Prosecution here in place of extradition"),
            N_("Prosecution here"),
            "no",
            "44(11), ECE 6(2)",
        ),
    )
}
WANTED = ("surrender", "sentence")
"""What a request that follows a provisional arrest can ask."""


FOR_ASSISTANCE, FOR_EXTRADITION = ("assistance", "outgoing"), ("extradition", "sought", "prosecution")
BOTH = FOR_ASSISTANCE + FOR_EXTRADITION


@dataclass(frozen=True, slots=True)
class Basis:
    """What a part rests on.

    `uncac`: paragraphs 1-8 of article 46 bind, 46(8) among them. `treaty`: a treaty of mutual legal assistance, so that
    by 46(7) its provisions stand in place of 46(9)-(29) unless the States agreed otherwise. `allows`: grounds it
    expressly gives. `families`: of parts that may rest on it.
    """

    code: str
    name: str
    article: str
    uncac: bool = False
    treaty: bool = False
    allows: tuple[str, ...] = ()
    families: tuple[str, ...] = BOTH


BASES: dict[str, Basis] = {
    row.code: row
    for row in (
        Basis("uncac-46", N_("Convention against Corruption, 46"), "46", uncac=True, families=FOR_ASSISTANCE),
        Basis("uncac-55", N_("Convention against Corruption, 55"), "55", uncac=True, families=FOR_ASSISTANCE),
        Basis("uncac-44", N_("Convention against Corruption, 44"), "44", families=FOR_EXTRADITION),
        Basis("bilateral", N_("Bilateral treaty"), "", treaty=True),
        Basis("regional", N_("Regional convention"), "", treaty=True),
        Basis(
            "ecma",
            N_("European Convention on Mutual Assistance"),
            "",
            treaty=True,
            allows=("FISCAL", "POLITICAL", "SOVEREIGNTY"),
            families=FOR_ASSISTANCE,
        ),
        Basis("ece", N_("European Convention on Extradition"), "", families=FOR_EXTRADITION),
        Basis(
            "ece-p3",
            N_("Third Additional Protocol to the European Convention on Extradition"),
            "",
            families=FOR_EXTRADITION,
        ),
        Basis("eaw", N_("European arrest warrant"), "", families=FOR_EXTRADITION),
        Basis("eio", N_("European Investigation Order"), "", treaty=True, families=FOR_ASSISTANCE),
        Basis(
            "eu-freezing",
            N_("Regulation (EU) 2018/1805, freezing and confiscation"),
            "",
            treaty=True,
            families=FOR_ASSISTANCE,
        ),
        Basis(
            "e-evidence",
            N_("Regulation (EU) 2023/1543, electronic evidence"),
            "",
            treaty=True,
            families=FOR_ASSISTANCE,
        ),
        Basis("budapest", N_("Convention on Cybercrime"), "", families=FOR_ASSISTANCE),
        Basis("reciprocity", N_("Reciprocity"), ""),
        Basis("domestic", N_("Our own law alone"), ""),
    )
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is refused or postponed. `kind` is refusal, postponement, limitation or nationality.

    `of`: the basis it comes from ("" = treaty or law that the officer cites). `paragraph`: 21 or 25 of article 46,
    where 46(26) asks for consultation first; 0 elsewhere. `families`: of parts that may be refused on it.
    """

    code: str
    name: str
    article: str
    kind: str
    of: str
    paragraph: int = 0
    families: tuple[str, ...] = FOR_ASSISTANCE


def _extradition(code: str, name: str, article: str, of: str, kind: str = "refusal") -> Ground:
    return Ground(code, name, article, kind, of, families=FOR_EXTRADITION)


EXTRADITION_GROUNDS = (
    _extradition("E1", N_("Not an offence under the law of both States"), "44(1)", "uncac-44"),
    _extradition("E8", N_("A condition of our law or of the treaty, such as the minimum penalty"), "44(8)", "uncac-44"),
    _extradition(
        "E15", N_("Prosecution or prejudice for sex, race, religion, nationality or opinion"), "44(15)", "uncac-44"
    ),
    _extradition(
        "ECE2", N_("Not extraditable: not punishable in both States, or below the minimum penalty"), "ECE 2", "ece"
    ),
    _extradition("ECE3", N_("Political offence"), "ECE 3(1)", "ece"),
    _extradition("ECE3B", N_("Prosecution or prejudice for race, religion, nationality or opinion"), "ECE 3(2)", "ece"),
    _extradition("ECE4", N_("Military offence"), "ECE 4", "ece"),
    _extradition("ECE5", N_("Fiscal offence"), "ECE 5", "ece"),
    _extradition("ECE7", N_("Committed on our territory"), "ECE 7", "ece"),
    _extradition("ECE8", N_("Proceedings for the same offence are pending here"), "ECE 8", "ece"),
    _extradition("ECE9", N_("Judgment was passed here for the same offence"), "ECE 9", "ece"),
    _extradition("ECE10", N_("Lapse of time"), "ECE 10", "ece"),
    _extradition("ECE11", N_("Death penalty, without a sufficient assurance"), "ECE 11", "ece"),
    _extradition("ECE18", N_("Not taken over within thirty days of the day appointed"), "ECE 18(4)", "ece"),
    _extradition("E11", N_("The person is a national of ours"), "44(11)", "uncac-44", "nationality"),
    _extradition("E13", N_("A national of ours, wanted to serve a sentence"), "44(13)", "uncac-44", "nationality"),
    _extradition("ECE6", N_("The person is a national of ours, European Convention"), "ECE 6", "ece", "nationality"),
    _extradition("NATIONAL", N_("The person is a national of ours, under our law"), "", "", "nationality"),
)

GROUNDS: dict[str, Ground] = {
    row.code: row
    for row in (
        Ground("R21a", N_("The request does not conform with article 46"), "46(21)(a)", "refusal", "uncac", 21),
        Ground(
            "R21b",
            N_("Sovereignty, security, public order or other essential interests"),
            "46(21)(b)",
            "refusal",
            "uncac",
            21,
        ),
        Ground("R21c", N_("Our law would prohibit it for a similar offence"), "46(21)(c)", "refusal", "uncac", 21),
        Ground("R21d", N_("Contrary to our legal system of mutual assistance"), "46(21)(d)", "refusal", "uncac", 21),
        Ground("R9b", N_("No dual criminality"), "46(9)(b)", "refusal", "uncac"),
        Ground("R9m", N_("Of minimal importance, or obtainable in another way"), "46(9)(b)", "refusal", "uncac"),
        Ground(
            "AR7", N_("Insufficient or late evidence, or property of minimal value"), "55(7)", "refusal", "uncac-55"
        ),
        Ground("POLITICAL", N_("Political offence"), "2(a)", "refusal", "ecma"),
        Ground("FISCAL", N_("The offence is considered solely fiscal"), "2(a)", "refusal", "ecma"),
        Ground(
            "SOVEREIGNTY",
            N_("Sovereignty, security, public order or essential interests, European Convention"),
            "2(b)",
            "refusal",
            "ecma",
        ),
        *EXTRADITION_GROUNDS,
        Ground("TREATY", N_("A ground of the treaty, cited in the reasons"), "", "refusal", "", families=BOTH),
        Ground("LAW", N_("A ground of our law, cited in the reasons"), "", "refusal", "", families=BOTH),
        Ground("BANK", N_("Bank secrecy"), "", "refusal", ""),
        Ground("LABEL", N_("The offence only has another name or category here"), "", "refusal", "", families=BOTH),
        Ground("P25", N_("It would interfere with an ongoing proceeding here"), "46(25)", "postponement", "uncac", 25),
        Ground("PT", N_("A reason for delay that the treaty or our law gives"), "", "postponement", ""),
        Ground("BFT", N_("Rights of third parties acting in good faith"), "55(9)", "limitation", "uncac-55"),
    )
}


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence of chapter III of UNCAC. `code` is its article, which sorts as a number."""

    code: str
    name: str


OFFENCES: dict[str, Offence] = {
    row.code: row
    for row in (
        Offence("15", N_("Bribery of national public officials")),
        Offence("16", N_("Bribery of foreign public officials and of officials of international organizations")),
        Offence("17", N_("Embezzlement of property by a public official")),
        Offence("18", N_("Trading in influence")),
        Offence("19", N_("Abuse of functions")),
        Offence("20", N_("Illicit enrichment")),
        Offence("21", N_("Bribery in the private sector")),
        Offence("22", N_("Embezzlement of property in the private sector")),
        Offence("23", N_("Laundering of proceeds of crime")),
        Offence("24", N_("Concealment")),
        Offence("25", N_("Obstruction of justice")),
        Offence("26", N_("Liability of legal persons")),
        Offence("27", N_("Participation and attempt")),
    )
}

PERSON_ROLES: dict[str, str] = {
    "subject": N_("person concerned"),
    "addressee": N_("addressee of a document"),
    "to-be-heard": N_("person to be heard"),
    "holder": N_("holder of an account or record"),
    "owner": N_("owner of property"),
    "counsel": N_("counsel"),
    "third-party": N_("third party in good faith"),
    "official": N_("official to attend"),
}

PERSON_CATEGORIES: dict[str, str] = {
    "suspect": N_("suspect"),
    "accused": N_("accused"),
    "convicted": N_("convicted"),
    "victim": N_("victim"),
    "witness": N_("witness"),
    "expert": N_("expert"),
    "company": N_("company"),
    "other": N_("other"),
}

CHANNELS: dict[str, str] = {
    "letter": N_("by letter"),
    "mail": N_("by e-mail"),
    "diplomatic": N_("by the diplomatic channel"),
    "interpol": N_("through INTERPOL"),
    "network": N_("through a network contact point"),
    "telephone": N_("by telephone"),
    "courier": N_("by courier"),
    "in-person": N_("handed over in person"),
    "upload": N_("uploaded"),
    "fax": N_("by fax"),
}

PROCEEDING_KINDS: dict[str, str] = {
    "investigation": N_("investigation"),
    "prosecution": N_("prosecution"),
    "judicial-proceeding": N_("judicial proceeding"),
}

AUTHORITY_KINDS: dict[str, str] = {
    "police": N_("police"),
    "prosecutor": N_("prosecution service"),
    "court": N_("court"),
    "registry": N_("registry"),
    "other": N_("authority"),
}

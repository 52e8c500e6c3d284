"""The code lists of a request for assistance: measures, grounds, legal bases, offences, persons, channels.

Sources: United Nations Convention against Corruption (UNCAC), articles 15-27, 43, 46, 55; European Convention on Mutual
Assistance in Criminal Matters (ECMA), article 2.
"""

from dataclasses import dataclass

from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Measure:
    """One purpose of UNCAC 46(3). `coercive` is "yes", "no" or "maybe" (the officer says which)."""

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
    )
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a part rests on.

    `uncac`: paragraphs 1-8 of article 46 bind, 46(8) among them. `treaty`: a treaty of mutual legal assistance, so that
    by 46(7) its provisions stand in place of 46(9)-(29) unless the States agreed otherwise. `allows`: grounds it
    expressly gives.
    """

    code: str
    name: str
    article: str
    uncac: bool = False
    treaty: bool = False
    allows: tuple[str, ...] = ()


BASES: dict[str, Basis] = {
    row.code: row
    for row in (
        Basis("uncac-46", N_("Convention against Corruption, 46"), "46", uncac=True),
        Basis("uncac-55", N_("Convention against Corruption, 55"), "55", uncac=True),
        Basis("bilateral", N_("Bilateral treaty"), "", treaty=True),
        Basis("regional", N_("Regional convention"), "", treaty=True),
        Basis(
            "ecma",
            N_("European Convention on Mutual Assistance"),
            "",
            treaty=True,
            allows=("FISCAL", "POLITICAL", "SOVEREIGNTY"),
        ),
        Basis("ece", N_("European Convention on Extradition"), ""),
        Basis("ece-p3", N_("Third Additional Protocol to the European Convention on Extradition"), ""),
        Basis("eaw", N_("European arrest warrant"), ""),
        Basis("eio", N_("European Investigation Order"), "", treaty=True),
        Basis("eu-freezing", N_("Regulation (EU) 2018/1805, freezing and confiscation"), "", treaty=True),
        Basis("e-evidence", N_("Regulation (EU) 2023/1543, electronic evidence"), "", treaty=True),
        Basis("budapest", N_("Convention on Cybercrime"), ""),
        Basis("reciprocity", N_("Reciprocity"), ""),
        Basis("domestic", N_("Our own law alone"), ""),
    )
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is refused or postponed. `kind` is refusal, postponement or limitation.

    `of`: the basis it comes from ("" = treaty or law that the officer cites). `paragraph`: 21 or 25 of article 46,
    where 46(26) asks for consultation first; 0 elsewhere.
    """

    code: str
    name: str
    article: str
    kind: str
    of: str
    paragraph: int = 0


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
        Ground("TREATY", N_("A ground of the treaty, cited in the reasons"), "", "refusal", ""),
        Ground("LAW", N_("A ground of our law, cited in the reasons"), "", "refusal", ""),
        Ground("BANK", N_("Bank secrecy"), "", "refusal", ""),
        Ground("LABEL", N_("The offence only has another name or category here"), "", "refusal", ""),
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

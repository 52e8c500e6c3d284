"""The gates of an extradition: what must be there before it is refused, granted or carried out."""

from datetime import date

from comitas.cases.rules.codes import GROUNDS
from comitas.cases.rules.facts import PartFacts, consulted, stands_since_reopening
from comitas.cases.rules.families.extradition.states import PERSON
from comitas.cases.rules.gate import Closed, Data, text
from comitas.cases.rules.words import Sentence
from comitas.core.text import N_

UNCAC = "uncac-44"


def rejection(facts: PartFacts, data: Data) -> Closed | None:
    """ECE 18(2): reasons for any complete or partial rejection. Demanded for every basis: no treaty known forbids them."""
    if text(data, "reason"):
        return None
    return Closed(
        "gate.rejection",
        "ECE 18(2)",
        Sentence(N_("Reasons must be given for any complete or partial rejection.")),
        N_("Write the reasons; they go into the letter."),
        passable=False,
    )


def hearing(facts: PartFacts, data: Data) -> Closed | None:
    """UNCAC 44(17): before refusing, consult where appropriate, so that the other State can present its views."""
    if not _under_uncac(facts) or consulted(facts):
        return None
    return Closed(
        "gate.hearing",
        "44(17)",
        Sentence(N_("The other State had no opportunity to present its views and information.")),
        N_(
            "Consult it and record the consultation, then decide. The head can refuse without it where it is not appropriate."
        ),
    )


def never(facts: PartFacts, data: Data) -> Closed | None:
    """Grounds that the Convention against Corruption forbids where it is a basis: 44(16) fiscal, 43(2) name, 44(4) political."""
    ground = GROUNDS.get(text(data, "ground"))
    if ground is None or not _under_uncac(facts):
        return None
    cure = N_("Choose another ground, or go on with the extradition.")
    if ground.code == "LABEL":
        said = N_("Dual criminality looks at the conduct, not at the name of the offence.")
        return Closed("gate.label", "43(2)", Sentence(said), cure)
    if ground.code == "ECE5":
        said = N_("That an offence is also fiscal is never by itself a ground for refusing extradition.")
        return Closed("gate.fiscal-44", "44(16)", Sentence(said), cure)
    if ground.code == "ECE3":
        said = N_("Where our law permits, no offence of the Convention against Corruption is a political offence.")
        permits = N_("Choose another ground. The head can go on where our law does not permit it.")
        return Closed("gate.political", "44(4)", Sentence(said), permits)
    return None


def court(facts: PartFacts, data: Data) -> Closed | None:
    """A person is granted after a court has allowed it, or with the person's consent. Some laws ask for neither: the head's."""
    if facts.measure not in PERSON or stands_since_reopening(facts, "court-allows"):
        return None
    if stands_since_reopening(facts, "consent", undone_by="revoke-consent"):
        return None
    return Closed(
        "gate.court",
        "",
        Sentence(N_("No court has allowed it, and no consent of the person is recorded.")),
        N_("Record the decision of the court or the consent. The head can go on where our law asks for neither."),
    )


def death_penalty(facts: PartFacts, data: Data) -> Closed | None:
    """ECE 11: where the offence is punishable by death there, an assurance that it is not carried out."""
    if data.get("death_penalty") is not True or stands_since_reopening(facts, "assure"):
        return None
    return Closed(
        "gate.death-penalty",
        "ECE 11",
        Sentence(N_("No assurance is recorded that the death penalty will not be carried out.")),
        N_("Ask for the assurance and record it, then grant."),
    )


def remedy_surrender(facts: PartFacts, data: Data) -> Closed | None:
    """Nobody is handed over while a remedy suspends."""
    given = data.get("date")
    day = given if isinstance(given, date) else facts.today
    if not facts.remedy.holds(day):
        return None
    cure = N_("Wait until the decision is final. The head can allow it with reasons.")
    if facts.remedy.until is None or facts.remedy.lodged:
        said = Sentence(
            N_("Nobody can be handed over yet: a remedy against part %(number)s is not decided."),
            {"number": facts.number},
        )
    else:
        said = Sentence(
            N_("Nobody can be handed over yet: part %(number)s may still be appealed until %(until)s."),
            {"number": facts.number, "until": facts.remedy.until},
        )
    return Closed("gate.remedy-surrender", "", said, cure)


def _under_uncac(facts: PartFacts) -> bool:
    return any(basis.code == UNCAC for basis in facts.bases)

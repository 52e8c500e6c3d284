"""What may come with a request beside its letter, or be said in it: officers tick what is there, and the checks read it.

A group is asked for where a case asks for that kind of thing: `groups_of` says when. Sources: European Convention on Extradition
(ECE), articles 10-17, 20 and 21; United Nations Convention against Corruption (UNCAC), articles 54, 55 and 57; Convention on the Transfer of
Sentenced Persons (1983), articles 3, 4 and 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from comitas.cases.rules.families.assistance import ASSISTANCE
from comitas.cases.rules.families.extradition import KINDS as EXTRADITION_KINDS
from comitas.core.text import N_

RECOVERIES: dict[str, str] = {
    "order": N_("An order of confiscation by our authorities, 55(1)(a)"),
    "enforce": N_("Enforcement of an order of their court, 55(1)(b)"),
    "return": N_("Return of what was confiscated, 57"),
}
"""What a request for the recovery of assets asks."""
FREEZING, RECOVERING, SENTENCED = "j", "k", "transfer_of_sentenced_person"


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that is there or not: its code, its words, and the groups in which it is asked for."""

    code: str
    words: str
    groups: tuple[str, ...]


EXTRADITION, ARREST, TRANSIT, ORDER, ENFORCE, FREEZE, RETURN, TRANSFER = (
    "extradition",
    "arrest",
    "transit",
    "order",
    "enforce",
    "freeze",
    "return",
    "sentenced",
)
GROUPS = (EXTRADITION, ARREST, TRANSIT, ORDER, ENFORCE, FREEZE, RETURN, TRANSFER)

PAPERS: dict[str, Paper] = {
    row.code: row
    for row in (
        Paper("warrant", N_("The sentence or the warrant of arrest, original or authenticated copy"), (EXTRADITION,)),
        Paper(
            "offences", N_("A statement of the offences: time, place, legal description, provisions"), (EXTRADITION,)
        ),
        Paper("enactments", N_("A copy of the enactments, or a statement of the law"), (EXTRADITION,)),
        Paper("remaining", N_("The sentence that remains to be served"), (EXTRADITION,)),
        Paper(
            "not_lapsed",
            N_("A statement that prosecution or punishment is not barred by lapse of time"),
            (EXTRADITION,),
        ),
        Paper("death_penalty", N_("The offence is punishable by death there"), (EXTRADITION,)),
        Paper("death_assurance", N_("An assurance that the death penalty is not carried out"), (EXTRADITION,)),
        Paper("in_absentia", N_("The judgment was given in the absence of the person"), (EXTRADITION,)),
        Paper("retrial", N_("A guarantee of a retrial"), (EXTRADITION,)),
        Paper("speciality", N_("An undertaking to respect the rule of speciality"), (EXTRADITION,)),
        Paper("warrant_exists", N_("It says that a warrant or a sentence exists"), (ARREST,)),
        Paper("will_follow", N_("It says that a request for extradition will follow"), (ARREST,)),
        Paper("offence_where", N_("It says for which offence, when and where committed"), (ARREST,)),
        Paper("conflicting", N_("Another State asks for the same person too"), (EXTRADITION, ARREST)),
        Paper(
            "conflict_weighed",
            N_("It is weighed which request goes first: gravity, place, dates, nationality, later extradition"),
            (EXTRADITION, ARREST),
        ),
        Paper("property_asked", N_("It asks that property be seized and handed over with the person"), (EXTRADITION,)),
        Paper(
            "property_described",
            N_("It says which property, and whether evidence or acquired by the offence"),
            (EXTRADITION,),
        ),
        Paper("property_rights", N_("Rights of this State or of others in that property are noted"), (EXTRADITION,)),
        Paper("transit_warrant", N_("The sentence or the warrant of arrest, for the transit"), (TRANSIT,)),
        Paper("transit_offence", N_("The offence is stated, and is neither political nor purely military"), (TRANSIT,)),
        Paper("transit_air", N_("Transit by air, without landing"), (TRANSIT,)),
        Paper("transit_notified", N_("A notice that the documents for extradition exist"), (TRANSIT,)),
        Paper("property", N_("A description of the property to be confiscated"), (ORDER,)),
        Paper("property_place", N_("Where the property is"), (ORDER,)),
        Paper("property_value", N_("What the property is worth"), (ORDER,)),
        Paper("facts_for_order", N_("A statement of the facts that is enough to seek an order here"), (ORDER,)),
        Paper("order_copy", N_("A legally admissible copy of the order of their court"), (ENFORCE,)),
        Paper("order_facts", N_("A statement of the facts"), (ENFORCE,)),
        Paper("order_extent", N_("How far the order is to be executed"), (ENFORCE,)),
        Paper(
            "order_notice",
            N_("What was done to notify third parties in good faith and to ensure due process"),
            (ENFORCE,),
        ),
        Paper("order_final", N_("A statement that the order is final"), (ENFORCE,)),
        Paper("freeze_facts", N_("A statement of the facts on which they rely"), (FREEZE,)),
        Paper("freeze_order", N_("A legally admissible copy of a freezing order, where there is one"), (FREEZE,)),
        Paper("freeze_grounds", N_("Grounds to believe that the property would be confiscated in the end"), (FREEZE,)),
        Paper("final_judgment", N_("The final judgment of their court"), (RETURN,)),
        Paper("judgment_waived", N_("We have waived the final judgment"), (RETURN,)),
        Paper("public_funds", N_("It is about embezzled public funds, or their laundering"), (RETURN,)),
        Paper("prior_owner", N_("Proof of their prior ownership, or damage that we recognise"), (RETURN,)),
        Paper("ts_final", N_("The judgment is final"), (TRANSFER,)),
        Paper("ts_remaining", N_("At least six months remain to be served, or it is indeterminate"), (TRANSFER,)),
        Paper("ts_consent", N_("The person’s declaration of consent"), (TRANSFER,)),
        Paper("ts_judgment", N_("A certified copy of the judgment and of the law"), (TRANSFER,)),
        Paper("ts_sentence", N_("Nature, duration and beginning of the sentence, and the time served"), (TRANSFER,)),
        Paper("ts_facts", N_("The facts on which the sentence rests"), (TRANSFER,)),
        Paper("ts_address", N_("The person’s address in the administering State, if any"), (TRANSFER,)),
        Paper("ts_told", N_("The person was told in writing of every step and decision"), (TRANSFER,)),
        Paper("ts_reports", N_("Medical or social reports"), (TRANSFER,)),
    )
}


def groups_of(kind: str, measures: Iterable[str], recoveries: Iterable[str]) -> tuple[str, ...]:
    """The groups that concern a case of *kind* whose parts ask for *measures*, and for *recoveries* of assets.

    While nothing is asked yet, a request for extradition or for provisional arrest is taken for what it is called.
    """
    asked, wanted = set(measures), set(recoveries)
    called = kind if kind in EXTRADITION_KINDS and not asked else ""
    concerned = {
        EXTRADITION: bool(asked & {"surrender", "sentence"}) or called == "extradition_request",
        ARREST: "arrest" in asked or called == "provisional_arrest",
        TRANSIT: "transit" in asked,
        ORDER: "order" in wanted,
        ENFORCE: "enforce" in wanted,
        FREEZE: FREEZING in asked,
        RETURN: "return" in wanted,
        TRANSFER: kind == SENTENCED,
    }
    return tuple(group for group in GROUPS if concerned[group])


def asks_assistance(kind: str, measures: Iterable[str]) -> bool:
    """Whether the contents of a request for assistance are owed: not for a mere extradition or transfer of a person."""
    asked = set(measures)
    if kind == SENTENCED or (kind in EXTRADITION_KINDS and not asked):
        return False
    return not asked or bool(asked & set(ASSISTANCE.measures))


def papers_of(groups: Iterable[str]) -> tuple[Paper, ...]:
    """What is asked for in *groups*, in order."""
    wanted = set(groups)
    return tuple(paper for paper in PAPERS.values() if wanted & set(paper.groups))

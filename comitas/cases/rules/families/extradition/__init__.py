"""Extradition: granting and surrendering are two events, and the figures count the surrender.

Sources: United Nations Convention against Corruption (UNCAC), article 44; European Convention on Extradition (ECE), articles
12-19 and 21; its Third Additional Protocol (simplified procedure).
"""

from comitas.cases.rules.families import shared
from comitas.cases.rules.families.extradition.decision import DECISION, ENDING, SURRENDER
from comitas.cases.rules.families.extradition.procedure import PROCEDURE
from comitas.cases.rules.families.extradition.states import PERMISSION, PERSON, STATES
from comitas.cases.rules.states import Family, steps_by_code
from comitas.cases.rules.words import ngettext
from comitas.core.text import N_

KINDS = ("extradition_request", "provisional_arrest")
"""What arrives, by its code, that asks for extradition."""

EXTRADITION = Family(
    "extradition",
    N_("Extradition"),
    STATES,
    steps_by_code((*PROCEDURE, *DECISION, *SURRENDER, *ENDING)),
    measures=(*PERSON, *PERMISSION),
    kinds=KINDS,
    first={
        "received": ("examine",),
        "examining": ("transmit",),
        "information-requested": ("receive-information",),
        "with-authority": ("arrest-provisionally", "go-to-court"),
        "papers-awaited": ("receive-papers",),
        "before-court": ("court-allows",),
        "court-allowed": ("grant",),
        "granted": ("agree-surrender", "carry-out"),
        "surrender-agreed": ("surrender",),
        "surrender-failed": ("agree-surrender",),
        "surrender-postponed": ("agree-surrender",),
        "temporarily-surrendered": ("come-back",),
        "prosecution-due": ("open-prosecution", "submit-for-prosecution"),
    },
    following={
        "received": N_("Begin the examination of part %(number)d."),
        "examining": N_("Transmit part %(number)d to the executing authority."),
        "information-requested": N_("Ask the other State again about part %(number)d."),
        "with-authority": N_("Ask the authority about part %(number)d."),
        "papers-awaited": N_("Ask the other State for its request and documents in part %(number)d."),
        "before-court": N_("Ask the court about part %(number)d."),
        "court-allowed": N_("Decide on part %(number)d."),
        "granted": N_("Arrange what was granted in part %(number)d."),
        "surrender-agreed": N_("See to the surrender in part %(number)d."),
        "surrender-failed": N_("Agree on a new day for the surrender in part %(number)d."),
        "surrender-postponed": N_("See whether the surrender in part %(number)d can take place."),
        "temporarily-surrendered": N_("See to the return in part %(number)d."),
        "prosecution-due": N_("Submit part %(number)d to our prosecutors."),
    },
    exits={"surrendered": "V4", "carried-out": "V4", **shared.EXITS_ENDED},
    said={
        "surrendered": ngettext("%(n)d surrendered", "%(n)d surrendered"),
        "carried-out": ngettext("%(n)d carried out", "%(n)d carried out"),
        **shared.SAID_ENDED,
        "prosecution-due": ngettext("%(n)d to be prosecuted here", "%(n)d to be prosecuted here"),
        "temporarily-surrendered": ngettext("%(n)d temporarily surrendered", "%(n)d temporarily surrendered"),
        "surrender-failed": ngettext("%(n)d surrender failed", "%(n)d surrenders failed"),
        "surrender-agreed": ngettext("%(n)d surrender agreed", "%(n)d surrenders agreed"),
        "surrender-postponed": ngettext("%(n)d surrender postponed", "%(n)d surrenders postponed"),
        "granted": ngettext("%(n)d granted", "%(n)d granted"),
        "court-allowed": ngettext("%(n)d allowed by the court", "%(n)d allowed by a court"),
        "papers-awaited": ngettext("%(n)d waiting for the papers", "%(n)d waiting for the papers"),
        **shared.SAID_HEARD,
        **shared.SAID_BEGINNING,
    },
    ours=(
        "prosecution-due",
        "surrender-agreed",
        "surrender-failed",
        "granted",
        "court-allowed",
        "received",
        "examining",
    ),
    in_hand=("with-authority", "before-court", "papers-awaited"),
    places={
        "received": (0, 0),
        "examining": (1, 0),
        "with-authority": (2, 0),
        "before-court": (3, 0),
        "court-allowed": (4, 0),
        "granted": (5, 0),
        "information-requested": (0, 1),
        "papers-awaited": (2, 1),
        "refused-by-court": (3, 1),
        "carried-out": (4, 1),
        "surrender-agreed": (5, 1),
        "returned": (1, 1),
        "refused": (2, 2),
        "prosecution-due": (3, 2),
        "surrender-failed": (4, 2),
        "surrendered": (4, 3),
        "withdrawn": (0, 3),
        "lapsed": (1, 3),
        "surrender-postponed": (5, 2),
        "temporarily-surrendered": (5, 3),
    },
)

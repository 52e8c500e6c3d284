"""What the Convention asks before and with a refusal, read back from one part (`part.…`): for the file and for the
auditor.

These findings warn. The gates that hold a step back are `cases.rules.gates`.
"""

from comitas.core.text import N_

REFUSED = {"in": ["part.state", ["refused", "refused-by-court"]]}
REFUSED_21 = {
    "all": [{"in": ["part.ground", ["R21a", "R21b", "R21c", "R21d", "P25"]]}, {"is_true": "part.paragraphs_9_29"}]
}

PACK: dict[str, object] = {
    "name": "uncac-gates",
    "title": N_("Refusing and postponing"),
    "rules": [
        {
            "id": "uncac.46.23",
            "article": "46(23)",
            "level": "C",
            "when": REFUSED,
            "path": "part.reasons",
            "test": "nonblank",
            "title": N_("Reasons for the refusal"),
            "message": N_("The part was refused without written reasons."),
            "cure": N_("Reasons, sent to the other State."),
            "source": "UNCAC 46(23)",
        },
        {
            "id": "uncac.46.26",
            "article": "46(26)",
            "level": "C",
            "when": REFUSED_21,
            "path": "part.consulted",
            "test": "is_true",
            "title": N_("Consultation before refusing or postponing"),
            "message": N_("The other State was not consulted before the decision."),
            "cure": N_("A consultation on assistance under conditions, recorded in the case."),
            "source": "UNCAC 46(26)",
        },
        {
            "id": "uncac.46.8",
            "article": "46(8)",
            "level": "C",
            "when": {"all": [REFUSED, {"is_true": "part.uncac"}]},
            "path": "part.reasons",
            "test": {"not": {"mentions": ["bank secrecy", "banking secrecy", "secret bancaire"]}},
            "title": N_("No refusal for bank secrecy"),
            "message": N_("The reasons speak of bank secrecy, which is never a ground of refusal."),
            "cure": N_("Reasons that do not rest on bank secrecy, or execution."),
            "source": "UNCAC 46(8)",
        },
        {
            "id": "uncac.46.14.oral",
            "article": "46(14)",
            "level": "C",
            "when": {"is_true": "oral.made"},
            "path": "oral.confirmed",
            "test": "is_true",
            "title": N_("Written confirmation of an oral request"),
            "message": N_("The request was made orally and is not confirmed in writing yet."),
            "cure": N_("A written confirmation."),
            "ask": N_("Confirm in writing the request that you made orally."),
            "source": "UNCAC 46(14)",
        },
    ],
}

"""What a request for extradition must contain: European Convention on Extradition (ECE), articles 10-14 and 23.

UNCAC 44 gives no list of its own: 44(8) and (9) leave it to law and treaty, so that this stands as the usual one. What an officer
ticks as received (`cases.rules.papers`) is read at `papers.…`.
"""

from comitas.core.text import N_

PACK: dict[str, object] = {
    "name": "ece-12",
    "title": N_("European Convention on Extradition, article 12"),
    "when": {"is_true": "about.extradition"},
    "rules": [
        {
            "id": "ece.12.2.a",
            "article": "ECE 12(2)(a)",
            "level": "M",
            "path": "papers.warrant",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("The sentence or the warrant of arrest"),
            "message": N_(
                "Neither sentence nor warrant of arrest has come, in the original or as an authenticated copy."
            ),
            "cure": N_("The original or an authenticated copy of the sentence or of the warrant of arrest."),
            "ask": N_(
                "Send the original or an authenticated copy of the conviction and sentence, or of the warrant of arrest."
            ),
            "source": "ECE 12(2)(a)",
        },
        {
            "id": "ece.12.2.b",
            "article": "ECE 12(2)(b)",
            "level": "M",
            "path": "papers.offences",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("Statement of the offences"),
            "message": N_("The offences are not stated with time, place, legal description and provisions."),
            "cure": N_("A statement of the offences with time, place, legal description and provisions."),
            "ask": N_(
                "State the offences as accurately as possible: time and place, legal description and the provisions that apply."
            ),
            "source": "ECE 12(2)(b)",
        },
        {
            "id": "ece.12.2.c.law",
            "article": "ECE 12(2)(c)",
            "level": "M",
            "path": "papers.enactments",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("The law that applies"),
            "message": N_("No copy of the enactments and no statement of the law has come."),
            "cure": N_("A copy of the relevant enactments, or a statement of the law."),
            "ask": N_(
                "Enclose a copy of the relevant enactments or, where that is not possible, a statement of the law."
            ),
            "source": "ECE 12(2)(c)",
        },
        {
            "id": "ece.12.2.c.person",
            "article": "ECE 12(2)(c)",
            "level": "M",
            "path": "persons",
            "test": {
                "each": {"all": [{"at": "identity", "test": "nonblank"}, {"at": "nationality", "test": "nonblank"}]}
            },
            "title": N_("Description of the person"),
            "message": N_("Identity or nationality of the person is not known."),
            "cure": N_("A description of the person that establishes identity and nationality."),
            "ask": N_(
                "Describe the person as accurately as possible, with all that establishes identity and nationality."
            ),
            "source": "ECE 12(2)(c)",
        },
        {
            "id": "ece.12.1",
            "article": "ECE 12(1)",
            "level": "M",
            "path": "written_form.authentic",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("In writing"),
            "message": N_("It is not noted that the request is in writing and authentic."),
            "cure": N_("A request in writing, signed or sealed."),
            "ask": N_("Send the request in writing, signed or sealed by your authority."),
            "source": "ECE 12(1)",
        },
        {
            "id": "ece.23",
            "article": "ECE 23",
            "level": "R",
            "path": "language",
            "test": {"any": [{"in_fact": "recipient.languages"}, {"at": "translation.attached", "test": "is_true"}]},
            "title": N_("A language that we accept"),
            "message": N_("The documents are not in a language that we accept, and no translation is attached."),
            "cure": N_("A translation."),
            "ask": N_("Send a translation of the documents into one of the languages that we accept."),
            "source": "ECE 23",
        },
        {
            "id": "ece.11",
            "article": "ECE 11",
            "level": "C",
            "when": {"is_true": "papers.death_penalty"},
            "path": "papers.death_assurance",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("Assurance against the death penalty"),
            "message": N_("The offence is punishable by death there, and no assurance has come."),
            "cure": N_("A sufficient assurance that the death penalty is not carried out."),
            "ask": N_("Give an assurance that the death penalty, if imposed, is not carried out."),
            "source": "ECE 11",
        },
        {
            "id": "ece.10",
            "article": "ECE 10",
            "level": "R",
            "path": "papers.not_lapsed",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("Lapse of time"),
            "message": N_("Nothing says that prosecution or punishment is not barred by lapse of time."),
            "cure": N_("A statement on lapse of time, with the provisions."),
            "ask": N_("State that prosecution or punishment is not barred by lapse of time, with the provisions."),
            "source": "ECE 10",
        },
        {
            "id": "ece.14",
            "article": "ECE 14",
            "level": "R",
            "path": "papers.speciality",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("Rule of speciality"),
            "message": N_("No undertaking to respect the rule of speciality is noted."),
            "cure": N_("An undertaking to prosecute for the offences of the request alone."),
            "ask": N_("Confirm that the person will be prosecuted or punished for the offences of this request alone."),
            "source": "ECE 14",
        },
        {
            "id": "practice.remaining",
            "article": "",
            "level": "R",
            "when": {"any_measure_in": ["sentence"]},
            "path": "papers.remaining",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("The sentence that remains"),
            "message": N_("It is not said how much of the sentence remains to be served."),
            "cure": N_("How much of the sentence remains to be served."),
            "ask": N_("Say how much of the sentence remains to be served."),
            "source": "Practice of central authorities",
        },
        {
            "id": "practice.retrial",
            "article": "",
            "level": "R",
            "when": {"is_true": "papers.in_absentia"},
            "path": "papers.retrial",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("Judgment in absence"),
            "message": N_("The judgment was given in the absence of the person, and no retrial is guaranteed."),
            "cure": N_("A guarantee of a retrial that safeguards the rights of defence."),
            "ask": N_("Say how the person was summoned and defended, and whether a retrial is guaranteed."),
            "source": "Practice of central authorities",
        },
    ],
}

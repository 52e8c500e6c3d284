"""What a request for mutual legal assistance must contain: UNCAC article 46(13)-(15), (20), (24), (28), and what practice
adds.

One row a requirement. `level`: M mandatory, C mandatory under its `when`, R recommended. `when` and `test` are written
in the language of `rules.language`. `ask` is the paragraph of the letter that asks for it. `absent` says what an empty
field means.
"""

from comitas.core.text import N_

NOT_ONLY_SERVICE = {"not": {"all_measures_in": ["b"]}}

PACK: dict[str, object] = {
    "name": "uncac-46-15",
    "title": N_("Convention against Corruption, article 46"),
    "when": {"is_true": "about.assistance"},
    "rules": [
        {
            "id": "uncac.46.15.a",
            "article": "46(15)(a)",
            "level": "M",
            "path": "requesting_authority.identity",
            "test": "nonblank",
            "title": N_("The authority that makes the request"),
            "message": N_("The authority that makes the request is not noted."),
            "cure": N_("The name and address of the requesting authority."),
            "ask": N_(
                "Name the authority that makes the request, with an address or telephone number where it can be reached."
            ),
            "source": "UNCAC 46(15)(a)",
        },
        {
            "id": "uncac.46.15.b.subject",
            "article": "46(15)(b)",
            "level": "M",
            "path": "matter.subject",
            "test": "nonblank",
            "title": N_("The subject matter of the proceedings"),
            "message": N_("What the proceedings are about is not noted."),
            "cure": N_("One sentence on the subject matter."),
            "ask": N_("Say what the investigation, prosecution or judicial proceeding is about."),
            "source": "UNCAC 46(15)(b)",
        },
        {
            "id": "uncac.46.15.b.nature",
            "article": "46(15)(b)",
            "level": "M",
            "path": "matter.nature",
            "test": {"in": ["investigation", "prosecution", "judicial-proceeding"]},
            "title": N_("The nature of the proceedings"),
            "message": N_("It is not noted whether this is an investigation, a prosecution or a judicial proceeding."),
            "cure": N_("The stage that the proceedings have reached."),
            "ask": N_("Say whether this is an investigation, a prosecution or a judicial proceeding."),
            "source": "UNCAC 46(15)(b)",
        },
        {
            "id": "uncac.46.15.b.conducting",
            "article": "46(15)(b)",
            "level": "M",
            "path": "conducting_authority.name",
            "test": "nonblank",
            "title": N_("Name of the authority conducting the proceedings"),
            "message": N_("The authority that conducts the proceedings is not noted."),
            "cure": N_("A letter from that authority would cure it."),
            "ask": N_("Name the authority that conducts the investigation, prosecution or judicial proceeding."),
            "source": "UNCAC 46(15)(b)",
        },
        {
            "id": "uncac.46.15.b.functions",
            "article": "46(15)(b)",
            "level": "M",
            "path": "conducting_authority.functions",
            "test": "nonblank",
            "title": N_("Functions of the authority conducting the proceedings"),
            "message": N_("The functions of the conducting authority are not noted."),
            "cure": N_("One sentence on what that authority does."),
            "ask": N_("Describe the functions of the authority that conducts the proceedings."),
            "source": "UNCAC 46(15)(b)",
        },
        {
            "id": "uncac.46.15.c",
            "article": "46(15)(c)",
            "level": "C",
            "when": NOT_ONLY_SERVICE,
            "path": "facts.summary",
            "test": "nonblank",
            "title": N_("Summary of the relevant facts"),
            "message": N_(
                "No summary of the facts is noted. One is required unless only service of documents is sought."
            ),
            "cure": N_("A summary of the facts."),
            "ask": N_("Summarise the relevant facts: who did what, when and where."),
            "source": "UNCAC 46(15)(c)",
        },
        {
            "id": "uncac.46.15.d",
            "article": "46(15)(d)",
            "level": "M",
            "path": "measures",
            "test": {"each": {"at": "description", "test": "nonblank"}},
            "title": N_("The assistance that is sought"),
            "message": N_("The assistance sought is not described, or not for every measure."),
            "cure": N_("A description of each measure."),
            "ask": N_("Describe each measure of assistance that you seek."),
            "source": "UNCAC 46(15)(d)",
        },
        {
            "id": "uncac.46.15.d.procedure",
            "article": "46(15)(d)",
            "level": "C",
            "when": {"is_true": "assistance.procedure_announced"},
            "path": "assistance.procedure",
            "test": "nonblank",
            "title": N_("A particular procedure to be followed"),
            "message": N_("A particular procedure is wished but not described."),
            "cure": N_("The procedure in detail, or that none is wished."),
            "ask": N_("Describe the particular procedure that you wish us to follow, or say that there is none."),
            "source": "UNCAC 46(15)(d)",
        },
        {
            "id": "uncac.46.15.e",
            "article": "46(15)(e)",
            "level": "C",
            "when": {"present": "persons"},
            "path": "persons",
            "test": {
                "each": {
                    "any": [
                        {"at": "unknown_efforts", "test": "nonblank"},
                        {
                            "all": [
                                {"at": "identity", "test": "nonblank"},
                                {"at": "location", "test": "nonblank"},
                                {"at": "nationality", "test": "nonblank"},
                            ]
                        },
                    ]
                }
            },
            "title": N_("Identity, location and nationality of the persons concerned"),
            "message": N_(
                "Identity, location or nationality of a person is missing, and no search for it is reported."
            ),
            "cure": N_("What is known of each person, or what was done to find it out."),
            "ask": N_(
                "Give identity, location and nationality of each person concerned, or say what was done to find them out."
            ),
            "source": "UNCAC 46(15)(e)",
        },
        {
            "id": "uncac.46.15.f",
            "article": "46(15)(f)",
            "level": "M",
            "path": "measures",
            "test": {"each": {"at": "purpose", "test": "nonblank"}},
            "title": N_("The purpose for which it is sought"),
            "message": N_("The purpose of the evidence, information or action is not noted for every measure."),
            "cure": N_("The purpose of each measure."),
            "ask": N_("Say for which purpose each item of evidence, information or action is sought."),
            "source": "UNCAC 46(15)(f)",
        },
        {
            "id": "uncac.46.14.language",
            "article": "46(14)",
            "level": "M",
            "path": "language",
            "test": {"any": [{"in_fact": "recipient.languages"}, {"at": "translation.attached", "test": "is_true"}]},
            "title": N_("A language that we accept"),
            "message": N_("The request is not in a language that we accept, and no translation is attached."),
            "cure": N_("A translation."),
            "ask": N_("Send a translation into one of the languages that we accept."),
            "source": "UNCAC 46(14)",
        },
        {
            "id": "uncac.46.14.authenticity",
            "article": "46(14)",
            "level": "M",
            "path": "written_form.authentic",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("Written form and authenticity"),
            "message": N_("The request is not in a written form whose authenticity can be established."),
            "cure": N_("A signed or sealed request, or confirmation by the central authority."),
            "ask": N_("Confirm the request in writing, signed or sealed by your authority."),
            "source": "UNCAC 46(14)",
        },
        {
            "id": "uncac.46.13",
            "article": "46(13)",
            "level": "M",
            "path": "recipient.is_designated",
            "test": {
                "any": [
                    "is_true",
                    {
                        "all": [
                            {"at": "recipient.diplomatic_required", "test": "is_true"},
                            {"at": "channel", "test": {"eq": "diplomatic"}},
                        ]
                    },
                ]
            },
            "absent": "unclear",
            "title": N_("Addressed to the designated central authority"),
            "message": N_("The request is not addressed to the central authority that was designated."),
            "cure": N_("Our central authority takes it up, or it goes to the competent one."),
            "ask": N_("Address the request to the designated central authority."),
            "source": "UNCAC 46(13)",
        },
        {
            "id": "uncac.46.20",
            "article": "46(20)",
            "level": "C",
            "when": {"is_true": "confidentiality.requested"},
            "path": "confidentiality.reason",
            "test": "nonblank",
            "title": N_("Why it is to be kept confidential"),
            "message": N_("Confidentiality is asked for; the request does not say how far and why."),
            "cure": N_("What may be disclosed to execute the request."),
            "ask": N_(
                "Say how far the request is to be kept confidential and why, so that we can tell you if we cannot."
            ),
            "source": "UNCAC 46(20)",
        },
        {
            "id": "uncac.46.24",
            "article": "46(24)",
            "level": "C",
            "when": {"present": "deadline.date"},
            "path": "deadline.reason",
            "test": "nonblank",
            "title": N_("Why it is wanted by that date"),
            "message": N_("A deadline is suggested without a reason."),
            "cure": N_("The reason for the deadline."),
            "ask": N_("Give the reasons for the deadline that you suggest."),
            "source": "UNCAC 46(24)",
        },
    ],
}

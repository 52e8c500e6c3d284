"""What a request for provisional arrest must say: European Convention on Extradition (ECE), article 16(2).

UNCAC 44(10) allows custody in urgent cases and gives no list of its own.
"""

from comitas.core.text import N_

PACK: dict[str, object] = {
    "name": "ece-16",
    "title": N_("European Convention on Extradition, article 16"),
    "when": {"is_true": "about.arrest"},
    "rules": [
        {
            "id": "ece.16.2.warrant",
            "article": "ECE 16(2)",
            "level": "M",
            "path": "papers.warrant_exists",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("A warrant or a sentence exists"),
            "message": N_("It does not say that a sentence or a warrant of arrest exists."),
            "cure": N_("A statement that a sentence or a warrant of arrest exists."),
            "ask": N_("State that one of the documents of article 12(2)(a) exists."),
            "source": "ECE 16(2)",
        },
        {
            "id": "ece.16.2.intended",
            "article": "ECE 16(2)",
            "level": "M",
            "path": "papers.will_follow",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("A request for extradition will follow"),
            "message": N_("It does not say that extradition will be requested."),
            "cure": N_("A statement that a request for extradition will be sent."),
            "ask": N_("State that you intend to send a request for extradition."),
            "source": "ECE 16(2)",
        },
        {
            "id": "ece.16.2.offence",
            "article": "ECE 16(2)",
            "level": "M",
            "path": "papers.offence_where",
            "test": "is_true",
            "absent": "unclear",
            "title": N_("The offence, when and where"),
            "message": N_("It does not say for which offence, when and where committed."),
            "cure": N_("The offence, with time and place."),
            "ask": N_(
                "State the offence for which extradition will be requested, and when and where it was committed."
            ),
            "source": "ECE 16(2)",
        },
        {
            "id": "ece.16.2.person",
            "article": "ECE 16(2)",
            "level": "C",
            "when": {"is_true": "about.arrest"},
            "path": "persons",
            "test": {
                "each": {"any": [{"at": "identity", "test": "nonblank"}, {"at": "unknown_efforts", "test": "nonblank"}]}
            },
            "title": N_("Description of the person"),
            "message": N_("The person is not described."),
            "cure": N_("A description of the person, as far as possible."),
            "ask": N_("Describe the person as far as possible."),
            "source": "ECE 16(2)",
        },
    ],
}

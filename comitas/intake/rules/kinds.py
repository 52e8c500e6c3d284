"""All kinds of things that arrive at a central authority, and which of them count as requests.

An enquiry, a draft, spontaneous information and a request are four different things; only requests count as such in the
figures. A supplement belongs to a request that was counted already; a police diffusion or notice is an alert until treaty or
law makes it a request.
"""

from dataclasses import dataclass

from comitas.core.text import N_

REQUEST, FOLLOWING, ANSWERING, INFORMING, OTHER = "request", "following", "answering", "informing", "other"


@dataclass(frozen=True)
class Kind:
    """One kind: its code, its name, the family it stands in, and whether it is counted as a request."""

    code: str
    name: str
    family: str
    counts: bool = False


KINDS: tuple[Kind, ...] = (
    Kind("request", N_("Request for assistance"), REQUEST, counts=True),
    Kind("extradition_request", N_("Request for extradition"), REQUEST, counts=True),
    Kind("provisional_arrest", N_("Request for provisional arrest"), REQUEST, counts=True),
    Kind("transfer_of_proceedings", N_("Request to take over proceedings"), REQUEST, counts=True),
    Kind("transfer_of_sentenced_person", N_("Request to transfer a sentenced person"), REQUEST, counts=True),
    Kind("asset_recovery", N_("Request to enforce a confiscation or return assets"), REQUEST, counts=True),
    Kind("domestic_request", N_("Request of a domestic authority to send abroad"), REQUEST, counts=True),
    Kind("supplement", N_("Supplement to a request"), FOLLOWING),
    Kind("reminder", N_("Reminder"), FOLLOWING),
    Kind("status_query", N_("Question where a request stands"), FOLLOWING),
    Kind("withdrawal", N_("Withdrawal of a request"), FOLLOWING),
    Kind("translation", N_("Translation delivered"), FOLLOWING),
    Kind("assurance", N_("Assurance"), FOLLOWING),
    Kind("accepted_conditions", N_("Acceptance of conditions"), FOLLOWING),
    Kind("use_consent", N_("Consent to another use of evidence"), FOLLOWING),
    Kind("acknowledgement", N_("Acknowledgement of receipt"), ANSWERING),
    Kind("reply", N_("Reply to a request of ours"), ANSWERING),
    Kind("domestic_reply", N_("Reply of a domestic authority"), ANSWERING),
    Kind("refusal", N_("Refusal of a request of ours"), ANSWERING),
    Kind("court_decision", N_("Decision of a court"), ANSWERING),
    Kind("proof_of_service", N_("Proof of service"), ANSWERING),
    Kind("enquiry", N_("Enquiry before a request"), INFORMING),
    Kind("draft", N_("Draft of a request, shared for comment"), INFORMING),
    Kind("spontaneous", N_("Spontaneous information"), INFORMING),
    Kind("police_alert", N_("Notice or diffusion of INTERPOL"), INFORMING),
    Kind("returned_mail", N_("Returned mail"), OTHER),
    Kind("counsel_letter", N_("Letter of counsel"), OTHER),
    Kind("person_letter", N_("Letter of a person concerned"), OTHER),
    Kind("data_subject_request", N_("Request of a person about data held"), OTHER),
    Kind("other", N_("Something else"), OTHER),
)
TO_SEND_ABROAD = frozenset({"domestic_request"})
"""What a domestic authority asks us to send abroad. What kind of request of ours it becomes follows from what is asked."""
BY_CODE = {kind.code: kind for kind in KINDS}
OPENED: dict[str, str] = {"prosecution_here": N_("Prosecution here in place of extradition")}
"""Kinds of cases that nothing arrives as: they are opened from another case."""
NAMES: dict[str, str] = {**{kind.code: kind.name for kind in KINDS}, **OPENED}


def counts_as_request(code: str) -> bool:
    """Whether a thing of this kind is counted as a request. KeyError for a code that is no kind."""
    return BY_CODE[code].counts


def belongs_to_a_case(code: str) -> bool:
    """Whether the officer is first asked which case it belongs to, before opening a new one."""
    return BY_CODE[code].family in {FOLLOWING, ANSWERING}

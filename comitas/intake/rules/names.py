"""Names for what is proposed, as the officer's screen shows them."""

from comitas.core.text import N_
from comitas.intake.rules.proposal import CHECK, SURE, TWO_READINGS

FIELD_NAMES: dict[str, str] = {
    "transmitting_authority": N_("Sent by"),
    "requesting_authority": N_("Requesting authority"),
    "conducting_authority": N_("Authority conducting the proceedings"),
    "state": N_("Requesting State"),
    "addressee": N_("Addressed to"),
    "their_reference": N_("Their reference"),
    "our_reference": N_("Our number"),
    "date_written": N_("Date of letter"),
    "kind": N_("What it is"),
    "measure": N_("Measures"),
    "person": N_("Persons"),
    "offence": N_("Offences"),
    "legal_basis": N_("Legal basis"),
    "deadline": N_("Wanted by"),
    "deadline_reason": N_("Why by then"),
    "urgency": N_("Urgent"),
    "confidentiality": N_("Confidential"),
    "custody": N_("In custody"),
    "account": N_("Accounts"),
    "amount": N_("Amounts"),
    "hearing_date": N_("Hearing"),
}

CERTAINTY_NAMES: dict[str, str] = {SURE: N_("Sure"), CHECK: N_("Check"), TWO_READINGS: N_("Two readings")}
LEFT_BLANK = N_("Left blank")

ROLE_NAMES: dict[str, str] = {
    "suspect": N_("Suspect"),
    "accused": N_("Accused"),
    "convicted": N_("Convicted"),
    "victim": N_("Victim"),
    "witness": N_("Witness"),
    "expert": N_("Expert"),
    "other": N_("Other"),
}

INSTRUMENT_NAMES: dict[str, str] = {
    "uncac": N_("United Nations Convention against Corruption"),
    "untoc": N_("United Nations Convention against Transnational Organized Crime"),
    "un1988": N_("United Nations drug trafficking convention of 1988"),
    "ecma": N_("European Convention on Mutual Assistance in Criminal Matters"),
    "ece": N_("European Convention on Extradition"),
    "coe141": N_("Council of Europe laundering convention of 1990"),
    "coe173": N_("Criminal Law Convention on Corruption"),
    "oecd": N_("OECD Anti-Bribery Convention"),
    "iacac": N_("Inter-American Convention against Corruption"),
    "iacma": N_("Inter-American Convention on Mutual Assistance"),
    "au": N_("African Union Convention on Corruption"),
    "riyadh": N_("Riyadh Arab Agreement"),
    "arabcorruption": N_("Arab Convention against Corruption"),
    "minsk": N_("Minsk Convention"),
    "harare": N_("Harare Scheme"),
    "cplp": N_("Convention of the Portuguese-speaking States"),
    "bilateral": N_("Bilateral treaty"),
    "reciprocity": N_("Reciprocity"),
}

VERDICT_NAMES: dict[str, str] = {
    "passes": N_("The check digits agree."),
    "fails": N_("The check digits do not agree: a digit may be wrong."),
    "none": N_("A number without check digits."),
}

"""What is counted of carrying requests out, in the order of the page."""

from comitas.core.text import N_

COUNTS: dict[str, str] = {
    "persons-held": N_("Persons held today"),
    "persons-transferred": N_("Persons transferred in the period"),
    "persons-back": N_("Persons back from a transfer"),
    "freezes-in-force": N_("Freezes in force at the end"),
    "freezes-lifted": N_("Freezes lifted"),
    "services-attempted": N_("Attempts at service"),
    "services-made": N_("Services made"),
    "items-held": N_("Things held at the end"),
    "items-back": N_("Things given back"),
    "translations-ordered": N_("Translations ordered"),
    "translations-received": N_("Translations received"),
    "costs-unsettled": N_("Extraordinary costs without agreement, today (46(28))"),
    "calls": N_("Phone calls noted"),
}
SUMS: dict[str, str] = {
    "frozen": N_("Value frozen at the end"),
    "ordinary": N_("Ordinary costs paid"),
    "extraordinary": N_("Extraordinary costs paid"),
    "translations": N_("Invoices for translations received"),
}
DAYS = N_("Days from order to translation, median")

"""The life of a destruction, its grounds, and the words for what it counts. No personal value is among them."""

from comitas.core.text import N_

PROPOSED, APPROVED, UNDER_WAY, DONE, WITHDRAWN = "proposed", "approved", "under-way", "done", "withdrawn"
STATES: dict[str, str] = {
    PROPOSED: N_("Proposed, waits for a second person"),
    APPROVED: N_("Approved, begins at once"),
    UNDER_WAY: N_("Under way"),
    DONE: N_("Destroyed"),
    WITHDRAWN: N_("Not destroyed: the proposal was withdrawn"),
}
RUNNING = (PROPOSED, APPROVED, UNDER_WAY)
"""There is at most one of these for each thing."""

RETENTION, ERASURE, ORDER, NEVER_OURS = "retention", "erasure", "order", "never-ours"
GROUNDS: dict[str, str] = {
    RETENTION: N_("The retention period is over"),
    ERASURE: N_("Erasure was granted to the person concerned"),
    ORDER: N_("A court or the supervisory authority ordered it"),
    NEVER_OURS: N_("It should never have been kept: sent by mistake, spam, or not for us"),
}

CASE, ARRIVAL, TAKEOVER, NOTE = "case", "arrival", "takeover", "note"
SUBJECTS: dict[str, str] = {
    CASE: N_("Case"),
    ARRIVAL: N_("Arrival that became no case"),
    TAKEOVER: N_("File of an earlier register"),
    NOTE: N_("Phone note without a case"),
}

READINGS = "reading-log"
"""The kind of a period by which the reading log is cleared."""
FEWEST_MONTHS_OF_READINGS = 12

COUNTED: dict[str, str] = {
    "cases": N_("Cases"),
    "parts": N_("Parts"),
    "steps": N_("Steps"),
    "days": N_("Days noted"),
    "persons": N_("Persons"),
    "offences": N_("Offences"),
    "references": N_("References"),
    "links": N_("Links between cases"),
    "marks": N_("Handling marks"),
    "carried_out": N_("Entries about carrying out"),
    "notes": N_("Phone notes"),
    "verdicts": N_("Words about findings"),
    "letters": N_("Letters"),
    "requests": N_("Requests of ours"),
    "dispatches": N_("Dispatches"),
    "printouts": N_("Printed files"),
    "arrivals": N_("Arrivals"),
    "entries": N_("Register entries"),
    "proposals": N_("Proposals read from letters"),
    "alerts": N_("Alerts"),
    "documents": N_("Documents"),
    "pages": N_("Pages as read"),
    "files": N_("Files in the store"),
    "found": N_("Entries of the search"),
    "takeovers": N_("Files of an earlier register"),
    "old_rows": N_("Rows of an earlier register"),
    "holds": N_("Legal holds"),
    "handovers": N_("Hand-overs to archives"),
    "person_requests": N_("Requests of persons"),
}
"""What a certificate counts, by the names that the destroying actions give."""

OBSTACLES: dict[str, str] = {
    "open": N_("The case is not closed."),
    "undecided": N_("The arrival waits to be decided."),
    "held": N_("A legal hold stands."),
    "archive": N_("The archives come first: hand it over, and note their receipt."),
    "old-register": N_(
        "The file of the earlier register from which it was taken over still holds it. Destroy that first."
    ),
    "old-register-at-work": N_("The earlier register is being taken over at this moment."),
    "scan": N_("The scan from which a letter of it was divided still holds its pages. Destroy that arrival first."),
    "dividing": N_("Letters are being divided from this scan."),
    "running": N_("A destruction is proposed or under way already."),
}
"""Why something cannot be destroyed now."""


def certificate_number(year: int, serial: int) -> str:
    """As it is written: D-2026-0003."""
    return f"D-{year}-{serial:04d}"

"""The roles of an authority. One person may hold several, in a small office all of them."""

from comitas.core.text import N_

REGISTRAR = "registrar"
OFFICER = "case-officer"
HEAD = "head"
EXECUTING = "executing-officer"
ADMINISTRATOR = "administrator"
AUDITOR = "auditor"
STATISTICIAN = "statistician"

ROLES: dict[str, str] = {
    REGISTRAR: N_("Registrar"),
    OFFICER: N_("Case officer"),
    HEAD: N_("Head of authority"),
    EXECUTING: N_("Executing officer"),
    ADMINISTRATOR: N_("Administrator"),
    AUDITOR: N_("Auditor"),
    STATISTICIAN: N_("Statistician"),
}

# Whoever holds one of these reads the content of what is not restricted. An executing officer reads the parts given to the
# authority, never the case; administrator, auditor and statistician read no content at all.
CONTENT: tuple[str, ...] = (REGISTRAR, OFFICER, HEAD)

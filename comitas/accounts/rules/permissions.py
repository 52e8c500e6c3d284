"""Who may do what: one table. The tests, the handbook page and every view read it.

A permission is held in an authority through a role there. Whether the thing itself may be seen at all is another question, which
`accounts.access.readable` answers first.
"""

from dataclasses import dataclass

from comitas.accounts.rules.roles import (
    ADMINISTRATOR,
    AUDITOR,
    EXECUTING,
    HEAD,
    OFFICER,
    REGISTRAR,
    ROLES,
    STATISTICIAN,
)
from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Permission:
    """`content` is true where the permission is about one compartment and so needs sight of it as well."""

    name: str
    sentence: str
    roles: tuple[str, ...]
    content: bool = False


EVERYONE = tuple(ROLES)
REGISTRY = (REGISTRAR, OFFICER, HEAD)

_TABLE = (
    Permission("home:see", N_("See what needs you today."), EVERYONE),
    Permission("self:manage", N_("Change your own password, second factor, language and sessions."), EVERYONE),
    Permission("handbook:read", N_("Read the handbook."), EVERYONE),
    Permission("directory:read", N_("Read the directory of States and authorities."), EVERYONE),
    Permission(
        "directory:edit",
        N_("Change, import and verify entries of the directory."),
        (REGISTRAR, OFFICER, HEAD, ADMINISTRATOR),
    ),
    Permission("register:read", N_("Read the register and search it."), REGISTRY),
    Permission("view:share", N_("Keep and drop views of the register for the whole team."), (OFFICER, HEAD)),
    Permission("deputy:name", N_("Say when you are away, and who stands in for you."), REGISTRY),
    Permission("deputies:keep", N_("Name deputies for others, and end their standing in."), (HEAD, ADMINISTRATOR)),
    Permission("reminders:set", N_("Set your reminders by mail and your calendar link."), REGISTRY),
    Permission("duty:see", N_("See who is on duty, and which alerts went out."), (*REGISTRY, ADMINISTRATOR)),
    Permission("duty:set", N_("Set the duty rota and what is alerted."), (HEAD, ADMINISTRATOR)),
    Permission("arrival:register", N_("Register what arrives."), REGISTRY),
    Permission("arrival:read", N_("Read an arrival."), REGISTRY, content=True),
    Permission("arrival:accept", N_("Accept an arrival as a new case or into a case."), REGISTRY, content=True),
    Permission(
        "arrival:forward",
        N_("Forward an arrival to the competent authority and tell the sender."),
        REGISTRY,
        content=True,
    ),
    Permission("arrival:return", N_("Return a defective request for completion."), (OFFICER, HEAD), content=True),
    Permission("arrival:turn-away", N_("Turn away what is not for us, spam, or already here."), REGISTRY, content=True),
    Permission("arrival:restrict", N_("Restrict an arrival to named readers."), REGISTRY, content=True),
    Permission("document:read", N_("Open and download documents."), REGISTRY, content=True),
    Permission("document:add", N_("Add documents."), REGISTRY, content=True),
    Permission("case:read", N_("Read a case."), REGISTRY, content=True),
    Permission("case:work", N_("Take the steps of a case that need no decision."), (OFFICER, HEAD), content=True),
    Permission("case:decide", N_("Refuse, postpone, pass a gate, close."), (HEAD,), content=True),
    Permission("case:restrict", N_("Restrict a case and name its readers."), (OFFICER, HEAD), content=True),
    Permission(
        "case:break-glass",
        N_("Open a restricted case in an emergency: with a written reason, for a limited time."),
        (OFFICER, HEAD),
    ),
    Permission("emergencies:see", N_("See who opened a restricted case in an emergency, and why."), (HEAD, AUDITOR)),
    Permission("cases:share", N_("See who has how many cases, and hand them over."), (HEAD,)),
    Permission(
        "stock:take-over",
        N_("Take over the open and closed cases of a register that was kept elsewhere."),
        (REGISTRAR, HEAD),
    ),
    Permission("part:execute", N_("Read the parts given to your authority and report on them."), (EXECUTING,)),
    Permission(
        "execution:keep",
        N_("Keep what carrying a request out needs: things, translations, costs, service, phone notes."),
        REGISTRY,
        content=True,
    ),
    Permission("letter:draft", N_("Draft letters."), (OFFICER, HEAD), content=True),
    Permission("letter:approve", N_("Approve letters."), (HEAD,), content=True),
    Permission("letter:send", N_("Record that a letter was sent."), (REGISTRAR, OFFICER, HEAD), content=True),
    Permission("file:print", N_("Print a case as one file."), (OFFICER, HEAD), content=True),
    Permission("letters:furnish", N_("Set the letterhead and the wordings of letters."), (ADMINISTRATOR,)),
    Permission("clauses:keep", N_("Keep the library of clauses."), (HEAD, ADMINISTRATOR)),
    Permission("checks:load", N_("Load the requirements that your State adds."), (HEAD, ADMINISTRATOR)),
    Permission(
        "arrangement:keep",
        N_("Take out as a file how an authority is set up, bring one in, try it on a case, and put it into force."),
        (HEAD, ADMINISTRATOR),
    ),
    Permission("clock:set", N_("Set the working days and time limits of an authority."), (HEAD, ADMINISTRATOR)),
    Permission(
        "sources:set",
        N_("Set where things arrive by themselves: watched folders and mailboxes."),
        (HEAD, ADMINISTRATOR),
    ),
    Permission(
        "destruction:propose",
        N_("See what is due to be destroyed, and propose its destruction."),
        REGISTRY,
        content=True,
    ),
    Permission("destruction:approve", N_("Approve a destruction that somebody else proposed."), (HEAD,), content=True),
    Permission(
        "hold:set", N_("Set and lift a legal hold, which keeps a case from destruction."), (OFFICER, HEAD), content=True
    ),
    Permission("archive:hand-over", N_("Hand a case over to the archives."), (REGISTRAR, HEAD), content=True),
    Permission(
        "person-request:handle",
        N_("Handle what persons ask about data held of them."),
        REGISTRY,
        content=True,
    ),
    Permission(
        "person-request:oversee",
        N_("Be told where the search for a person touches what the searcher may not see."),
        (HEAD,),
    ),
    Permission("retention:set", N_("Set for how long things are kept."), (HEAD, ADMINISTRATOR)),
    Permission(
        "certificates:read",
        N_("Read the certificates of what was destroyed."),
        (REGISTRAR, OFFICER, HEAD, ADMINISTRATOR, AUDITOR),
    ),
    Permission("figures:read", N_("Read the figures."), (OFFICER, HEAD, STATISTICIAN)),
    Permission(
        "figures:publish", N_("Publish the figures of a period, frozen as they are then."), (HEAD, STATISTICIAN)
    ),
    Permission("audit:read", N_("Read the auditor's figures and lists."), (AUDITOR,)),
    Permission("ledger:read", N_("Read the ledger and verify it."), (AUDITOR,)),
    Permission("readings:read", N_("See who read what."), (AUDITOR,)),
    Permission("people:manage", N_("Create people and give or end their roles."), (ADMINISTRATOR,)),
    Permission(
        "roles:narrow",
        N_("Leave what several roles may do to fewer of them, in your authority."),
        (HEAD, ADMINISTRATOR),
    ),
    Permission("machines:manage", N_("Give programs an account and tokens for the machine door."), (ADMINISTRATOR,)),
    Permission(
        "factor:reset",
        N_("Ask for a lost second factor to be reset, or agree to what another asked: always two people."),
        (HEAD, ADMINISTRATOR),
    ),
    Permission("system:backup", N_("Have a backup made."), (ADMINISTRATOR,)),
    Permission("system:see", N_("See how the system is doing: jobs, backups, storage, settings."), (ADMINISTRATOR,)),
)

PERMISSIONS: dict[str, Permission] = {permission.name: permission for permission in _TABLE}


def roles_for(permission: str) -> tuple[str, ...]:
    """The roles that carry *permission*; KeyError for a permission that is not in the table."""
    return PERMISSIONS[permission].roles

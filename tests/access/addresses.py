"""Every address of the program, and one thing of each kind of case to call it with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comitas.accounts import actions as accounts
from comitas.cases import actions as cases
from comitas.core.actor import Actor
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.documents.models import Document, Page
from comitas.documents.rules import reading, states
from comitas.drafting import actions as drafting
from comitas.drafting import queries as drafting_queries
from comitas.drafting.models import Dispatch, Paper
from comitas.execution import actions as execution
from comitas.execution.rules import calls
from comitas.execution.rules.registers import REGISTERS
from comitas.execution.tests.keeping import entered
from comitas.intake import actions as intake
from comitas.protection.models import Destruction, Handover, Hold
from comitas.samples import matrix
from comitas.samples.cast import ISLAND, Cast
from comitas.takeover import actions as takeover

ABSENT = "absent"


@dataclass(frozen=True)
class Address:
    """One route: its name for `reverse`, the permission its view declares, and the names in its pattern."""

    name: str
    route: str
    permission: str | None
    kwargs: tuple[tuple[str, str], ...]  # each with its converter, as in <uuid:arrival>

    def path(self, values: dict[str, Any]) -> str:
        """With *values*; a page that only a request of ours has gets the one under "ours"."""
        found = values | values["ours"] if self.name in OURS else values
        return reverse(self.name, kwargs={name: found[key_of(kind, name)] for kind, name in self.kwargs})

    @property
    def about_content(self) -> bool:
        return any(key_of(*one) in CONTENT for one in self.kwargs)


@dataclass
class Things:
    """By kind of case, the id for each name in an address that is about content; and words that stand nowhere else."""

    ids: dict[str, dict[str, Any]]
    words: dict[str, str] = field(default_factory=dict)


def addresses() -> list[Address]:
    """Every route of the resolver."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda address: address.route)


def _walk(patterns: list[Any], namespace: str, prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, route)
        elif isinstance(pattern, URLPattern):
            permission = getattr(pattern.callback, "permission", "undeclared")
            yield Address(
                f"{namespace}{pattern.name}", route, permission, tuple(re.findall(r"<(?:(\w+):)?(\w+)>", route))
            )


CONTENT = {
    "arrival", "placement", "case", "part", "person of a case", "letter", "takeover", "call", "printout", "offence", "dispatch",
    "compartment", "hold", "handover", "destruction", *REGISTERS,
}  # fmt: skip
OURS = frozenset(
    f"desk:{name}"
    for name in (
        "draft", "draft-measures", "draft-add-measure", "draft-persons", "draft-add-person", "draft-offences", "draft-add-offence",
        "draft-page", "draft-measure", "draft-person", "draft-remove-person", "draft-offence", "draft-remove-offence", "request",
        "submit-request", "review-request", "approve-request", "return-request", "to-requester", "from-requester", "request-pdf",
        "request-word", "send-request", "dispatch", "undo-dispatch",
    )
)  # fmt: skip
"""Pages of a request of ours."""
NAMED = {
    ("uuid", "other"): "case",
    ("uuid", "person"): "person of a case",  # the administrator's people have numbers
    ("uuid", "token"): "token of a machine",  # that of a calendar link stands in its address
}


MACHINES = "v1:"
"""How the names of addresses begin that a program calls, with a token."""
BODIES: dict[str, Any] = {
    "v1:uploads": {"name": "letter.pdf", "size": 1},
    "v1:arrivals": {"authority": str(UUID(int=1)), "received_on": "2026-03-02", "kind": "request"},
    "v1:step": {"version": 1, "fields": {"date": "2026-03-03"}},
}
"""What a program sends by POST, by the name of the address."""


def key_of(converter: str, name: str) -> str:
    """What a name in an address stands for, here."""
    return NAMED.get((converter, name), name)


# What is not about one case: the same for everybody who may call the address at all.
PLAIN: dict[str, Any] = {
    "number": 1, "code": "fr", "rule": "uncac.46.15.a", "step": "examine", "side": "incoming", "period": "2026-Q1", "iso2": "XB", "page": "start", "family": "extradition",
    "contact": UUID(int=1), "register": "item", "deputyship": UUID(int=1), "token": "absent", "topic": "facts", "language": "en",
    "kind": "acknowledgement", "clause": UUID(int=1), "view": UUID(int=1), "source": UUID(int=1), "arrangement": UUID(int=1), "manner": "folder",
    "form": "csv", "publication": UUID(int=1), "listing": "overrides",
    "machine": UUID(int=1), "token of a machine": UUID(int=1), "upload": UUID(int=1),
    "emergency": UUID(int=1), "pk": 987654, "reset": UUID(int=1), "device": UUID(int=1),
}  # fmt: skip


def make(cast: Cast, at: datetime, canary: str = "") -> Things:
    """An arrival with a document of each kind of case. What *canary* begins is put into every text of the restricted one."""
    registrars = {
        matrix.OPEN: cast.rosa,
        matrix.RESTRICTED: cast.karin,
        matrix.RECUSED: cast.rosa,
        matrix.ELSEWHERE: cast.solo,
    }
    things = Things({}, {})
    for kind, by in registrars.items():
        words = _Words(canary if kind == matrix.RESTRICTED else "", things.words)
        things.ids[kind] = {**_one(cast, at, kind, by, words), "person": cast.rosa.id}
    things.ids[ABSENT] = _absent(things.ids[matrix.OPEN])
    things.ids[ABSENT]["person"] = 987654
    folder = intake.Settings(name="Scanner", folder="scanner")
    source = intake.create_source(by=cast.ada, at=at, authority=cast.central, kind="folder", given=folder)
    for ids in things.ids.values():
        ids["authority"] = cast.central
        ids["source"] = source.pk
    return things


def _absent(ids: dict[str, Any]) -> dict[str, Any]:
    """The same with ids of things that never were."""
    told = {name: uuid4() if isinstance(value, UUID) else value for name, value in ids.items()}
    return told | {name: _absent(value) for name, value in ids.items() if isinstance(value, dict)}


class _Words:
    """Gives each field a word of its own; remembers the ones that must not travel."""

    def __init__(self, canary: str, told: dict[str, str]) -> None:
        self.canary, self.told = canary, told

    def __call__(self, name: str) -> str:
        if not self.canary:
            return f"Ordinary {name}"
        self.told[name] = f"{self.canary}{name}"
        return self.told[name]


def _one(cast: Cast, at: datetime, kind: str, by: Actor, words: _Words) -> dict[str, Any]:
    restricted = kind == matrix.RESTRICTED
    upload = documents.receive_file(
        by=by, at=at, name=f"{words('filename')}.pdf", data=b"%PDF-1.7 " + words("bytes").encode()
    )
    made = intake.receive(
        by=by,
        at=at,
        authority=cast.authorities[ISLAND] if kind == matrix.ELSEWHERE else cast.central,
        once=uuid4(),
        particulars=intake.Particulars(
            at.date(), "request", words("sender"), note_verbale=words("note"), channel="courier"
        ),
        uploads=(upload.pk,),
        restricted=restricted,
        readers=(cast.ines.id or 0,) if restricted else (),
    )
    placed = kept.placements(by, made.compartment_id).get()
    _read(placed.document_id, words("read"))
    if kind == matrix.RECUSED:
        matrix.recuse(cast, at, made.compartment_id)
    ours = _ours(cast, at, kind, words)
    return {
        "arrival": made.pk, "placement": placed.pk, "once": made.once, "takeover": _takeover(cast, at, kind, by, words),
        **_case(cast, at, kind, words), "ours": ours,
    }  # fmt: skip


def _takeover(cast: Cast, at: datetime, kind: str, by: Actor, words: "_Words") -> UUID:
    """An earlier register of the same kind, read and checked."""
    restricted = kind == matrix.RESTRICTED
    made = takeover.begin(
        by=by, at=at, authority=cast.authorities[ISLAND] if kind == matrix.ELSEWHERE else cast.central, once=uuid4(),
        register=words("register"), name=f"{words('table')}.csv", data=b"", restricted=restricted, readers=(cast.ines.id or 0,) if restricted else (),
    )  # fmt: skip
    rows = [(2, [words("oldnumber"), words("cell")]), (3, ["", words("wrongcell")])]
    takeover.enter_rows(
        by=by,
        at=at,
        takeover=made.pk,
        shape={"encoding": "utf-8", "separator": ";"},
        headings=["number", "title"],
        rows=rows,
        last=True,
    )
    takeover.check(by=by, at=at, takeover=made.pk)
    while takeover.check_rows(by=by, at=at, takeover=made.pk):
        pass
    if kind == matrix.RECUSED:
        matrix.recuse(cast, at, made.compartment_id)
    return made.pk


def _case(cast: Cast, at: datetime, kind: str, words: "_Words") -> dict[str, Any]:
    """A case of the same kind, with a part, a person, an offence and a reference."""
    by, authority, place = _place(cast, at, kind)
    case = cases.open_case(
        by=by, at=at, authority=authority, compartment=place, kind="request", counts=True, received_on=at.date(), state_from="XB",
        title=words("title"), requesting=words("requesting"), transmitting=words("transmitting"), conducting=words("conducting"),
        subject=words("subject"), facts=words("facts"), nexus=words("nexus"), purpose=words("purpose"), procedure=words("procedure"),
    )  # fmt: skip
    person = cases.add_person(
        by=by, at=at, case=case.pk, name=words("name"), aliases=[words("alias")], address=words("address"),
        nationality=words("nationality"), identity_document=words("passport"), efforts=words("efforts"),
    )  # fmt: skip
    part = cases.add_part(by=by, at=at, case=case.pk, measure="j", description=words("part"), persons=[person.pk])
    offence = cases.add_offence(
        by=by,
        at=at,
        case=case.pk,
        cited=words("offence"),
        committed=words("committed"),
        text=words("law"),
        penalty=words("penalty"),
    )
    cases.add_reference(by=by, at=at, case=case.pk, text=words("reference7"), owner=words("owner"))
    cases.set_urgent(by=by, at=at, case=case.pk, urgent=True, reason=words("urgency"))
    letter = drafting.draft(by=by, at=at, case=case.pk, asked=drafting_queries.Asked("acknowledgement", "en"))
    kept = _kept(by, at, authority, case.pk, part.pk, person.pk, words)
    printout = drafting.ask_printout(
        by=by, at=at, case=case.pk, language="en", chosen=(), front={"title": words("title")}
    )
    held = _protected(by, at, authority, place, words)
    if kind == matrix.RECUSED:
        matrix.recuse(cast, at, place)
    return {
        "case": case.pk, "part": part.pk, "person of a case": person.pk, "letter": letter.pk, "printout": printout.pk,
        "offence": offence.pk, "dispatch": uuid4(), **kept, **held,
    }  # fmt: skip


def _protected(by: Actor, at: datetime, authority: UUID, place: UUID, words: "_Words") -> dict[str, Any]:
    """A legal hold, a hand-over, and a destruction that is proposed. The case is open, so that only their rows can be made."""
    hold = Hold.objects.create(compartment_id=place, reason=words("hold"), set_by_id=by.id, set_at=at)
    handover = Handover.objects.create(
        compartment_id=place, archive=words("archive"), made_by_id=by.id, made_at=at, sha256="0" * 64, size=0, files=0
    )
    destruction = Destruction.objects.create(
        authority_id=authority, place=place, places=[place], subject="case", number="2026/0001", ground="order", cited="x",
        proposed_by_id=by.id, proposed_at=at,
    )  # fmt: skip
    return {"compartment": place, "hold": hold.pk, "handover": handover.pk, "destruction": destruction.pk}


def _place(cast: Cast, at: datetime, kind: str) -> tuple[Actor, UUID, UUID]:
    """Who makes a case of *kind*, for which authority, and its compartment."""
    by = cast.solo if kind == matrix.ELSEWHERE else cast.karin
    authority = cast.authorities[ISLAND] if kind == matrix.ELSEWHERE else cast.central
    readers = (cast.ines.id or 0,) if kind == matrix.RESTRICTED else ()
    place = accounts.create_compartment(by=by, at=at, authority=authority, restricted=bool(readers), readers=readers).pk
    return by, authority, place


def _ours(cast: Cast, at: datetime, kind: str, words: "_Words") -> dict[str, Any]:
    """A request of ours that is being drafted, and a time that it left."""
    by, authority, place = _place(cast, at, kind)
    case = cases.open_case(
        by=by,
        at=at,
        authority=authority,
        compartment=place,
        kind="request",
        counts=True,
        side="outgoing",
        received_on=at.date(),
        state_from="XB",
        title=words("our title"),
    )
    person = cases.add_person(by=by, at=at, case=case.pk, name=words("our person"))
    offence = cases.add_offence(by=by, at=at, case=case.pk, cited=words("our offence"), text=words("our law"))
    cases.fill_request(
        by=by,
        at=at,
        case=case.pk,
        version=1,
        facts=words("our facts"),
        requester_number=words("their file"),
        requester_contact=words("contact"),
        hearing_on=at.date(),
        hearing_what=words("hearing"),
        costs=words("costs"),
        earlier=words("earlier"),
        enclosures=words("enclosures"),
    )
    part = cases.add_part(
        by=by,
        at=at,
        case=case.pk,
        measure="a",
        description=words("our part"),
        details={"questions": words("questions")},
    )
    paper = Paper.objects.create(
        compartment_id=place,
        case=case,
        serial=1,
        language="en",
        seal="x",
        submitted_at=at,
        returned_at=at,
        note=words("remarks"),
    )
    sent = Dispatch.objects.create(
        compartment_id=place,
        paper=paper,
        kind="advance",
        channel="mail",
        on=at.date(),
        to=words("through"),
        tracking=words("tracking"),
        at=at,
    )
    if kind == matrix.RECUSED:
        matrix.recuse(cast, at, place)
    return {
        "case": case.pk, "part": part.pk, "person of a case": person.pk, "offence": offence.pk, "dispatch": sent.pk,
    }  # fmt: skip


def _kept(
    by: Actor, at: datetime, authority: UUID, case: UUID, part: UUID, person: UUID, words: "_Words"
) -> dict[str, Any]:
    """An entry of every register, something that happened to some, and a phone note."""
    ids = {code: entered(code, by, at, case, part, person, words).pk for code in REGISTERS}
    told = {"by": by, "at": at}
    for code, given in {
        "item": {"to_whom": words("moved-to"), "place": words("moved-place"), "why": words("moved-why")},
        "decision": {"name": words("served-name"), "manner": words("served-manner")},
        "service": {"result": "absent", "manner": words("tried-manner"), "note": words("tried-note")},
    }.items():
        execution.happen(**told, register=code, entry=ids[code], given={"on": at.date(), **given})
    texts = {one.name: words(f"call-{one.name}") for one in calls.FIELDS if one.kind in ("line", "text")}
    noted = {**texts, "way": calls.WE, "follow_up_on": at.date()}
    return {**ids, "call": execution.note_call(**told, authority=authority, case=case, given=noted).pk}


def _read(document: UUID, text: str) -> None:
    """As if the worker had read it."""
    box = (0.1, 0.1, 0.9, 0.2)
    line = reading.Line(text, box, tuple(reading.Word(word, box) for word in text.split()), 0.99)
    page = reading.Page(1, 10, 10, 0, "text-layer", "en", "Latn", "good", (line,), ())
    Page.objects.create(
        document_id=document, number=1, width=10, height=10, language="en", script="Latn", quality="good", text=text,
        reading=page.to_json(),
    )  # fmt: skip
    Document.objects.filter(pk=document).update(state=states.READ, pages_done=1, pages_total=1)

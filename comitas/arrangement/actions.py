"""Bringing an arrangement in, trying it on a case, and putting it into force: subject by subject, all that was chosen or nothing.

What takes effect is written by the doors of the apps that keep it, so that whatever they refuse is refused here too, and each of them
leaves its own line in the ledger. Lock order: the arrangement, then that of each app.
"""

import base64
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.accounts import queries as people
from comitas.accounts.rules.narrowing import mark, pairs
from comitas.arrangement import queries
from comitas.arrangement.models import DROPPED, IN_FORCE, KEPT, LONGEST_NAME, PROPOSED, Arrangement
from comitas.arrangement.rules import file, trial
from comitas.arrangement.rules.difference import digest, key_of, plain
from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.cases.rules.status import EXITS
from comitas.checks import actions as checks
from comitas.checks import queries as findings
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid
from comitas.core.text import N_
from comitas.drafting import actions as drafting
from comitas.drafting import queries as drafts
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.protection import actions as protection
from comitas.protection import queries as kept
from comitas.worklist import actions as worklist
from comitas.worklist import queries as deadlines
from comitas.worklist.rules.timetable import OwnDay

BROUGHT = kinds.declare("arrangement.brought", N_("An arrangement of authority {authority} was proposed: {subjects}."))
TRIED = kinds.declare("arrangement.tried", N_("A proposed arrangement was tried on case {number}: {changes} changes."))
TAKEN = kinds.declare(
    "arrangement.taken", N_("A proposed arrangement of authority {authority} took effect: {subjects}.")
)
LEFT = kinds.declare("arrangement.dropped", N_("A proposed arrangement of authority {authority} was dropped."))


class _Undone(Exception):
    pass


@transaction.atomic
def bring(*, by: Actor, at: datetime, authority: UUID, once: UUID, name: str, data: bytes) -> Arrangement:
    """A file becomes a proposal. `Invalid` names each place that is wrong; then nothing is kept. The same `once` gives the same row."""
    queries.our_authority(by, authority)
    try:
        body = file.read(data)
    except file.Broken as broken:
        raise Invalid({"file": _told(broken)}) from broken
    return propose(by=by, at=at, authority=authority, once=once, name=name, body=body)


@transaction.atomic
def propose(*, by: Actor, at: datetime, authority: UUID, once: UUID, name: str, body: dict[str, Any]) -> Arrangement:
    """Some subjects as they might be. They are put on for a moment and taken off again: what its app would refuse is `Invalid` now."""
    queries.our_authority(by, authority)
    if there := Arrangement.objects.filter(once=once, authority=authority).first():
        return there
    body = plain(body)
    _undone(lambda: _put_on(queries.READER, at, authority, body))
    made = Arrangement.objects.create(
        authority_id=authority,
        once=once,
        name=name.strip()[:LONGEST_NAME] or "–",
        body=body,
        brought_by_id=by.id,
        brought_at=at,
    )
    ledger.record(BROUGHT, by=by, at=at, payload=_said(made, body))
    return made


@transaction.atomic
def try_on(*, by: Actor, at: datetime, arrangement: UUID, number: str) -> list[trial.Change]:
    """What would be different in a case that *by* may read: its deadlines, findings and letters, and how long it is kept.

    `Invalid` at the field `case` where there is no such case for them.
    """
    found = queries.arrangement(by, arrangement)
    case = cases.found_number(by, number)
    if case is None or case.authority_id != found.authority_id:
        raise Invalid({"case": _("You may read no case with this number in this authority. Write it as 2026/0021.")})
    letters = _letters(queries.in_force(queries.READER, found.authority_id), found.body)
    before = _stands(by, at, case, found.body, letters)
    after: list[trial.Fact] = []

    def put_on() -> None:
        _put_on(queries.READER, at, found.authority_id, found.body)
        after.extend(_stands(by, at, case, found.body, letters))

    _undone(put_on)
    changes = trial.changes(before, after)
    payload: dict[str, object] = {"arrangement": str(arrangement), "number": case.number, "changes": len(changes)}
    ledger.record(TRIED, by=by, at=at, payload=payload, compartment=case.compartment_id, case=case.pk)
    return changes


@transaction.atomic
def put_in_force(*, by: Actor, at: datetime, arrangement: UUID, subjects: Iterable[str], seen: str) -> Arrangement:
    """The chosen subjects take effect, and what they replace is kept. `seen`: `queries.in_force` as the page showed it, by `digest`.

    `Conflict` where it changed meanwhile, `Denied` for a subject that is not *by*'s to set.
    """
    found = _locked(by, arrangement)
    chosen = {name: found.body[name] for name in file.SUBJECTS if name in set(subjects) and name in found.body}
    if not chosen:
        raise Invalid({"subjects": _("Choose what is to take effect.")})
    stands = queries.in_force(by, found.authority_id)
    if digest(stands) != seen:
        raise Conflict(_("Something was changed meanwhile. Look at the differences again before they take effect."))
    Arrangement.objects.create(
        authority_id=found.authority_id, once=_after(found), name=found.name, state=KEPT, brought_by_id=by.id, brought_at=at,
        body={name: stands[name] for name in chosen},
    )  # fmt: skip
    _put_on(by, at, found.authority_id, chosen)
    _end(found, by, at, IN_FORCE, list(chosen))
    ledger.record(TAKEN, by=by, at=at, payload=_said(found, chosen))
    return found


@transaction.atomic
def drop(*, by: Actor, at: datetime, arrangement: UUID) -> Arrangement:
    """It will not take effect. Once more does nothing."""
    found = _locked(by, arrangement)
    _end(found, by, at, DROPPED, [])
    ledger.record(LEFT, by=by, at=at, payload=_said(found, {}))
    return found


def _locked(by: Actor, arrangement: UUID) -> Arrangement:
    queries.arrangement(by, arrangement)
    found = Arrangement.objects.select_for_update(of=("self",)).get(pk=arrangement)
    if found.state != PROPOSED:
        raise Conflict(_("This arrangement is no proposal any more. Propose it again to use it."))
    return found


def _end(found: Arrangement, by: Actor, at: datetime, state: str, taken: list[str]) -> None:
    found.state, found.taken, found.ended_by_id, found.ended_at = state, taken, by.id, at
    found.save(update_fields=["state", "taken", "ended_by", "ended_at"])


def _after(found: Arrangement) -> UUID:
    """The key of what is kept when *found* takes effect, which it does once."""
    return UUID(int=found.once.int ^ 1)


def _said(found: Arrangement, subjects: dict[str, Any]) -> dict[str, object]:
    return {"arrangement": str(found.pk), "authority": str(found.authority_id), "subjects": list(subjects)}


def _told(broken: file.Broken) -> str:
    told = [f"{where}: {what}" if where else what for where, what in broken.faults]
    return _("This file is no arrangement, and nothing was kept: %(faults)s") % {"faults": "; ".join(told)}


def _undone(do: Callable[[], None]) -> None:
    """Do it, and take it back whole. What a process remembers is forgotten while the row is still locked: days by a version, roles."""
    try:
        with transaction.atomic():
            try:
                do()
            finally:
                deadlines.forget()
                access.forget()
            raise _Undone
    except _Undone:
        pass


def _letters(stands: dict[str, Any], body: dict[str, Any]) -> set[tuple[str, str]]:
    """Kind and language of the wordings that differ, those taken out too."""
    before, after = (
        {(one["kind"], one["language"]): one for one in of.get(file.WORDINGS, ())} for of in (stands, body)
    )
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return changed if file.WORDINGS in body else set()


def _stands(
    by: Actor, at: datetime, case: Case, body: dict[str, Any], letters: Iterable[tuple[str, str]]
) -> list[trial.Fact]:
    """What the proposed subjects bear upon, as it stands at this moment."""
    found: list[trial.Fact] = []
    if file.WORKING_DAYS in body:
        found += [trial.deadline(task) for task in deadlines.of_case(by, case.pk, at)]
    if file.REQUIREMENTS in body:
        found += [trial.finding(one) for one in findings.findings(by, case.pk)]
    if file.LETTERHEAD in body:
        for language in sorted({*drafts.languages_of(case.authority_id), *body[file.LETTERHEAD]["words"]}):
            found.append(trial.paper(language, *drafts.around(by, case.pk, language)))
    if file.CLAUSES in body:
        own = drafts.clauses_of(queries.READER, case.authority_id)
        keys = {key_of(one) for one in body[file.CLAUSES]} | {one.replaces or one.name for one in own}
        found += [trial.clause(one) for one in drafts.clauses_filled(by, case.pk, keys)]
    for kind, language in sorted(letters):
        letter = drafts.filled(by, case.pk, drafts.Asked(kind, language))
        found.append(trial.Fact(trial.LETTER, f"{kind} ({language})", f"{letter.subject}\n\n{letter.body}".strip()))
    if file.ROLES in body:
        found += [trial.able(name, who) for name, who in people.able(by, case.compartment_id).items()]
    if file.RETENTION in body:
        ends = [case.outcome] if case.closed_on else list(EXITS)
        found += trial.kept(kept.periods(case.authority_id), case.kind, ends, case.closed_on)
    return found


def _put_on(by: Actor, at: datetime, authority: UUID, body: dict[str, Any]) -> None:
    """Write what is different. A subject's fault stands at the subject; so does who may set it."""
    stands = queries.in_force(queries.READER, authority)
    for name, write in _WRITERS.items():
        if name in body and body[name] != stands[name]:
            subject = _(file.SUBJECTS[name])
            try:
                write(by, at, authority, stands[name], body[name])
            except Invalid as error:
                said = " ".join(dict.fromkeys(error.fields.values()))
                raise Invalid({"subjects": f"{subject}: {said}"}) from error
            except Denied as error:
                raise Denied(f"{subject}: {error}") from error


def _working_days(by: Actor, at: datetime, authority: UUID, _stands: Any, body: dict[str, Any]) -> None:
    given = {name: body[name] for name in ("country", "region", "rest", "lengths", "switched")}
    days = [OwnDay(_day(one["day"]), one["works"], one["name"]) for one in body["days"]]
    version = deadlines.timetable_of(queries.READER, authority).version
    worklist.set_timetable(by=by, at=at, authority=authority, version=version, days=days, **given)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid({"days": _("“%(day)s” is no day.") % {"day": text}}) from error


def _requirements(by: Actor, at: datetime, authority: UUID, stands: Any, body: Any) -> None:
    emptied = {"name": stands["name"], "title": stands["title"], "rules": []} if stands else None
    if table := body or emptied:
        checks.load_pack(by=by, at=at, authority=authority, text=json.dumps(table, ensure_ascii=False))


def _letterhead(by: Actor, at: datetime, authority: UUID, stands: Any, body: dict[str, Any]) -> None:
    emblem = _decoded(body["emblem"]) if body["emblem"] != stands["emblem"] else b""
    picture: dict[str, Any] = {"emblem": emblem or None, "no_emblem": not body["emblem"]}
    for code in sorted(stands["words"].keys() | body["words"].keys()) or ["en"]:
        held = drafts.letterhead_of(authority)
        words = body["words"].get(code, {})
        drafting.set_letterhead(
            by=by, at=at, authority=authority, version=held.number if held else 0, language=code, words=words, **picture
        )


def _wordings(by: Actor, at: datetime, authority: UUID, stands: Any, body: list[dict[str, Any]]) -> None:
    before = {(one["kind"], one["language"]): one for one in stands}
    after = {(one["kind"], one["language"]): one for one in body}
    for kind, language in sorted(before.keys() | after.keys()):
        one = after.get((kind, language))
        if one == before.get((kind, language)):
            continue
        versions = drafts.wording_versions(queries.READER, authority, kind, language)
        told: dict[str, Any] = {"by": by, "at": at, "authority": authority, "kind": kind, "language": language}
        told["version"] = versions[0].number if versions else 0
        if one is None:
            drafting.restore_wording(**told, number=0)
        elif one["form"] == "word":
            drafting.set_word(**told, subject=one["subject"], body=one["body"], data=_decoded(one.get("file", "")))
        else:
            drafting.set_text(**told, subject=one["subject"], body=one["body"])


def _clauses(by: Actor, at: datetime, authority: UUID, stands: Any, body: list[dict[str, Any]]) -> None:
    own = {
        key_of({"replaces": one.replaces, "name": one.name}): one
        for one in drafts.clauses_of(queries.READER, authority)
    }
    wanted = {key_of(one): one for one in body}
    unlike = {key_of(one): one for one in stands}
    for key, one in wanted.items():
        if unlike.get(key) == one:
            continue
        held = own.get(key)
        drafting.keep_clause(
            by=by,
            at=at,
            authority=authority,
            clause=held.pk if held else None,
            version=held.version if held else 0,
            **one,
        )
    for key in own.keys() - wanted.keys():
        held = own[key]
        if held.offered:
            drafting.keep_clause(
                by=by, at=at, authority=authority, clause=held.pk, version=held.version, name=held.name, article=held.article,
                kinds=held.kinds, texts=held.texts, offered=False,
            )  # fmt: skip


def _retention(by: Actor, at: datetime, authority: UUID, stands: Any, body: list[dict[str, Any]]) -> None:
    before = {(one["kind"], one["outcome"]): one for one in stands}
    after = {(one["kind"], one["outcome"]): one for one in body}
    if len(after) < len(body):
        raise Invalid({"kind": _("Two periods are given for the same kind and outcome.")})
    for kind, outcome in sorted(before.keys() | after.keys()):
        one = after.get((kind, outcome))
        if one is None:
            protection.set_period(by=by, at=at, authority=authority, kind=kind, outcome=outcome, months=None)
        elif one != before.get((kind, outcome)):
            protection.set_period(by=by, at=at, authority=authority, **one)


def _roles(by: Actor, at: datetime, authority: UUID, stands: dict[str, list[str]], body: dict[str, list[str]]) -> None:
    accounts.narrow_roles(by=by, at=at, authority=authority, taken=body, seen=mark(pairs(stands)))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Invalid({"file": _("The file in it is no base64.")}) from error


_WRITERS: dict[str, Callable[[Actor, datetime, UUID, Any, Any], None]] = {
    file.WORKING_DAYS: _working_days,
    file.REQUIREMENTS: _requirements,
    file.LETTERHEAD: _letterhead,
    file.WORDINGS: _wordings,
    file.CLAUSES: _clauses,
    file.RETENTION: _retention,
    file.ROLES: _roles,
}

"""The clauses of an authority: added, changed, no longer offered; and one put into a letter."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.drafting import queries
from comitas.drafting.actions import changing
from comitas.drafting.models import Clause, ClauseVersion, Letter
from comitas.drafting.queries import CLAUSES
from comitas.drafting.rules import clauses, languages, placeholders
from comitas.drafting.rules.kinds import KINDS
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

CLAUSE_KEPT = kinds.declare("clause.kept", N_("Clause {clause} of authority {authority} was written: version {version}, offered: {offered}."))  # fmt: skip


@transaction.atomic
def keep_clause(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    name: str,
    article: str,
    kinds: Iterable[str],
    texts: Mapping[str, str],
    offered: bool = True,
    clause: UUID | None = None,
    version: int = 0,
    replaces: str = "",
    once: UUID | None = None,
) -> Clause:
    """Write a clause, or change the one named. `replaces`: the program's clause whose place it takes.

    `Invalid` by field: `text-fr` for the French text. The same `once` again gives back the clause that is already there.
    """
    queries.our_authority(by, authority, CLAUSES)
    Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=authority)
    if once and (there := Clause.objects.filter(pk=once, authority=authority).first()):
        return there
    values = _checked(name, article, kinds, texts) | {"offered": offered, "made_by_id": by.id, "made_at": at}
    if clause is not None:
        found = _changed(by, authority, clause, version, values)
    else:
        found = _added(authority, replaces, values, once)
    _record(by, at, found)
    return found


@transaction.atomic
def restore_clause(*, by: Actor, at: datetime, authority: UUID, clause: UUID, version: int, number: int) -> Clause:
    """Say again what version *number* said, as a new version. `version` is the newest one that was seen."""
    queries.our_authority(by, authority, CLAUSES)
    Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=authority)
    old = queries.clause_version(by, authority, clause, number)
    values = _checked(old.name, old.article, old.kinds, old.texts)
    values |= {"offered": old.offered, "made_by_id": by.id, "made_at": at}
    found = _changed(by, authority, clause, version, values)
    _record(by, at, found)
    return found


@transaction.atomic
def insert_clause(*, by: Actor, at: datetime, letter: UUID, version: int, clause: str) -> Letter:
    """Put a clause at the end of a draft's text, filled from the case: the letter keeps these words, whatever becomes of the clause."""
    found = changing.moving(by, "edit", letter, version)
    if found.word_id:
        raise Invalid({"clause": _("This letter is written in Word: copy the clause from the text.")})
    text, number = queries.clause_text(by, found, clause)
    if not text:
        raise Invalid({"clause": _("Choose a clause.")})
    body = f"{found.body.rstrip()}\n\n{text}".strip()
    changing.check_lengths({"body": body})
    changing.write(found, body=body)
    changing.record(changing.EDITED, found, by, at, {"fields": ["body"], "clause": clause, "clause_version": number})
    return found


def _record(by: Actor, at: datetime, found: Clause) -> None:
    """Keep what the clause says as a version of its own, and tell the ledger."""
    alike = ("name", "article", "kinds", "texts", "offered", "made_by_id", "made_at")
    ClauseVersion.objects.create(clause=found, number=found.version, **{name: getattr(found, name) for name in alike})
    told = {
        "clause": str(found.pk),
        "authority": str(found.authority_id),
        "version": found.version,
        "offered": found.offered,
    }
    ledger.record(CLAUSE_KEPT, by=by, at=at, payload=told)


def _changed(by: Actor, authority: UUID, clause: UUID, version: int, values: dict[str, object]) -> Clause:
    found = queries.clause(by, authority, clause)
    if found.version != version:
        raise Conflict(_("A colleague changed this clause meanwhile. What you typed is below."))
    Clause.objects.filter(pk=clause).update(**values, version=F("version") + 1)
    return Clause.objects.get(pk=clause)


def _added(authority: UUID, replaces: str, values: dict[str, object], once: UUID | None) -> Clause:
    there = Clause.objects.filter(authority=authority)
    if there.count() >= clauses.MOST:
        raise Invalid({"name": _("An authority has at most %(count)s clauses of its own.") % {"count": clauses.MOST}})
    if replaces and (replaces not in clauses.SHIPPED or there.filter(replaces=replaces).exists()):
        raise Conflict(_("This clause has been taken over already. Change that one."))
    made = Clause(authority_id=authority, replaces=replaces, **values)
    made.pk = once or made.pk
    made.save(force_insert=True)
    return made


def _checked(name: str, article: str, kinds: Iterable[str], texts: Mapping[str, str]) -> dict[str, object]:
    wrong, chosen = {}, [kind for kind in KINDS if kind in set(kinds)]
    name, article = " ".join(name.split()), " ".join(article.split())
    if not name:
        wrong["name"] = _("Write the name under which it is chosen.")
    elif len(name) > clauses.LONGEST_NAME:
        wrong["name"] = _("Write at most %(limit)s characters here.") % {"limit": clauses.LONGEST_NAME}
    if len(article) > clauses.LONGEST_ARTICLE:
        wrong["article"] = _("Write at most %(limit)s characters here.") % {"limit": clauses.LONGEST_ARTICLE}
    kept = {languages.tidy(code): text.replace("\r\n", "\n").strip() for code, text in texts.items() if text.strip()}
    if "" in kept:
        wrong["language"] = _(languages.UNKNOWN)
    if not kept:
        wrong["text-en"] = _("Write the clause in at least one language.")
    for code, text in kept.items():
        wrong |= _wrong_text(code, text, chosen)
    if wrong:
        raise Invalid(wrong)
    return {"name": name, "article": article, "kinds": chosen, "texts": kept}


def _wrong_text(code: str, text: str, chosen: list[str]) -> dict[str, str]:
    """A clause may show what every letter has in which it is offered."""
    field = f"text-{code}"
    if len(text) > clauses.LONGEST_TEXT:
        return {field: _("Write at most %(limit)s characters here.") % {"limit": clauses.LONGEST_TEXT}}
    for kind in chosen or [kind.code for kind in KINDS.values() if not kind.bare]:
        if wrong := queries.text_faults(text, placeholders.known(kind), field):
            return wrong
    return {}

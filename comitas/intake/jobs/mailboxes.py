"""One look into a mailbox: what was taken is settled on the server, what is new is taken, one message an arrival; then what was left.

A message is on disk and in the register before the server is told anything. A look that is cut off goes on where it stood.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from comitas.core import clock, sealing
from comitas.core.actor import system
from comitas.intake import actions, queries
from comitas.intake.actions import Look, Place
from comitas.intake.gateways import Unwell, mailbox, tokens
from comitas.intake.gateways.mailbox import Account, Listed, Mailbox
from comitas.intake.gateways.wire import Patience
from comitas.intake.jobs import keeping
from comitas.intake.models import Source
from comitas.intake.queries import Held
from comitas.intake.rules import dropped, mail_ids, sources
from comitas.ledger.queries import KeyDestroyed

BY = system("intake")
MOST_REFUSED = 5
EARLY = 60.0  # seconds before its end at which a token is not used any more
PATIENCE = Patience(whole=sources.LONGEST_LOOK.total_seconds())


@dataclass(slots=True)
class Looking:
    """What one look knows, and how far it has come."""

    source: Source
    at: datetime
    box: Mailbox
    end: float
    ticking: Callable[[], float]
    taken: int = 0
    unmoved: bool = False

    def place(self, uid: int) -> Place:
        return Place(self.box.uid_validity, uid)

    @property
    def over(self) -> bool:
        return self.taken >= sources.MOST_A_LOOK or self.ticking() > self.end


def look(
    source: Source, at: datetime, patience: Patience = PATIENCE, ticking: Callable[[], float] = time.monotonic
) -> Look:
    """Take what is new. `Unwell` where the look had to end; what has been taken until then is safe."""
    end = ticking() + patience.whole * 0.8
    with _opened(source, at, patience) as box:
        begin = 0 if source.takes_old or source.standing.uid_validity is not None else box.highest()
        actions.note_mailbox(by=BY, at=at, source=source.pk, uid_validity=box.uid_validity, begin_after=begin)
        source.standing.refresh_from_db()
        now = Looking(source, at, box, end, ticking)
        _settle(now)
        waiting, more = _take_new(now)
        _settle(now)
        _try_again(now)
    if now.unmoved:
        raise Unwell("left-behind", host=source.host)
    return Look(waiting=waiting, more=more)


def account(source: Source, held: Held) -> Account:
    """Where and as whom, with the secret that is due."""
    by_token = source.signs_in == sources.OAUTH
    return Account(
        source.host, source.port, source.security, source.user_name, source.mailbox,
        password="" if by_token else held.password, token=held.access_token if by_token else "",
        read_only=source.after == sources.LEAVE, authority_file=_authority_file(),
    )  # fmt: skip


def _authority_file() -> Path | None:
    return Path(settings.MAIL_CA_FILE) if settings.MAIL_CA_FILE else None


@contextmanager
def _opened(source: Source, at: datetime, patience: Patience) -> Iterator[Mailbox]:
    """The mailbox, open; a token that its server does not take any more is got anew, once."""
    held, by_token = _secrets(source), source.signs_in == sources.OAUTH
    old = by_token and bool(held.access_token) and held.expires - EARLY > at.timestamp()
    if by_token and not old:
        held = _with_token(source, held, at, patience)
    with ExitStack() as stack:
        try:
            box = stack.enter_context(mailbox.opened(account(source, held), patience))
        except Unwell as unwell:
            if unwell.code != "sign-in" or not old:
                raise
            held = _with_token(source, held, at, patience)
            box = stack.enter_context(mailbox.opened(account(source, held), patience))
        yield box


def _secrets(source: Source) -> Held:
    try:
        return queries.secrets(BY, source)
    except (sealing.SealBroken, KeyDestroyed) as error:
        raise Unwell("no-secret") from error


def _with_token(source: Source, held: Held, at: datetime, patience: Patience) -> Held:
    """A new token, kept before it is used: an endpoint may take the old refresh token for spent from now on."""
    asked = tokens.Asked(
        source.token_url, source.client_id, source.scope, held.client_secret, held.refresh_token, _authority_file()
    )
    given = tokens.fetch(asked, patience)
    held = replace(
        held,
        access_token=given.token,
        expires=at.timestamp() + given.seconds,
        refresh_token=given.refresh_token or held.refresh_token,
    )
    actions.keep_tokens(by=BY, at=at, source=source.pk, held=held)
    return held


def _take_new(now: Looking) -> tuple[int, bool]:
    """Take the first that are new; how many wait still, as far as was seen, and whether to come again at once."""
    found = now.box.after(now.source.standing.uid_done, sources.MOST_A_LOOK)
    if not found.uids:
        if found.empty_upto:
            actions.note_gone(by=BY, at=now.at, source=now.source.pk, place=now.place(found.empty_upto))
        return 0, bool(found.empty_upto)
    listed, handled = now.box.listed(found.uids), 0
    for uid in found.uids:
        if now.over:
            break
        _one(now, uid, listed.get(uid))
        handled += 1
    return found.waiting - handled, found.waiting > handled


def _one(now: Looking, uid: int, about: Listed | None) -> None:
    if about is None:
        actions.note_gone(by=BY, at=now.at, source=now.source.pk, place=now.place(uid))
    elif about.size > settings.MAIL_LIMIT:
        _leave_out(now, about, "too-large")
    else:
        _fetch(now, about)


def _fetch(now: Looking, about: Listed) -> None:
    try:
        data = now.box.message(about.uid, settings.MAIL_LIMIT)
    except Unwell:  # is it the server or this message? Met three times, it is passed over
        if actions.note_stumble(by=BY, at=now.at, source=now.source.pk, uid=about.uid) >= sources.STUMBLES:
            _leave_out(now, about, "not-given")
        raise
    if data is None:
        _leave_out(now, about, "not-given")
        return
    if len(data) > settings.MAIL_LIMIT:
        _leave_out(now, replace(about, size=len(data)), "too-large")
        return
    try:
        _keep(now, about, data)
    except keeping.STOPPING:
        raise
    except Exception as error:  # whatever one message brings about, the others are taken
        keeping.complain(now.source.pk, error)
        _leave_out(now, about, "broken")


def _keep(now: Looking, about: Listed, data: bytes) -> None:
    thread = mail_ids.of_header(data)
    once = dropped.once_of_mail(now.source.pk, thread.own, hashlib.sha256(data).digest())
    if queries.by_form(BY, once) is not None:
        actions.note_known(by=BY, at=now.at, source=now.source, place=now.place(about.uid))
        return
    with keeping.set_down(now.at, len(data), [data]) as held:
        name = dropped.mail_name(thread.subject)
        keeping.take(now.source, now.at, once, _day(now, about), name, held, now.place(about.uid))
    now.taken += 1


def _day(now: Looking, about: Listed) -> date:
    """The day on which the server took the message, where the authority sits; today where it says what cannot be."""
    zone = now.source.authority.time_zone
    today = clock.local_date(now.at, zone)
    return sources.delivered_on(clock.local_date(about.since, zone) if about.since else today, today)


def _leave_out(now: Looking, about: Listed, reason: str) -> None:
    actions.leave_out(
        by=BY, at=now.at, source=now.source.pk, reason=reason, size=about.size, place=now.place(about.uid), lay_since=about.since
    )  # fmt: skip


def _settle(now: Looking) -> None:
    """Mark or move what is safe here. A server that does not do it is asked again at the next look."""
    refused = 0
    for left in queries.unsettled(BY, now.source):
        if now.ticking() > now.end or refused >= MOST_REFUSED or left.uid_validity != now.box.uid_validity:
            break
        try:
            if now.source.after == sources.MOVE:
                now.box.move(left.uid, now.source.moves_to)
            elif now.source.after == sources.SEEN:
                now.box.mark(left.uid)
        except mailbox.Refused:
            if left.uid in now.box.listed([left.uid]):
                refused, now.unmoved = refused + 1, True
                continue
        actions.note_settled(by=BY, at=now.at, source=now.source.pk, place=now.place(left.uid))


def _try_again(now: Looking) -> None:
    """What was passed over, and would be taken now. Where the conversation ends over it, the look has done its work all the same."""
    for uid in queries.left_to_try(BY, now.source, now.box.uid_validity, settings.MAIL_LIMIT, now.at):
        try:
            about = now.box.listed([uid]).get(uid)
            if now.over or (about is not None and about.size > settings.MAIL_LIMIT):
                continue
            _one(now, uid, about)
            _settle(now)
        except Unwell:
            return

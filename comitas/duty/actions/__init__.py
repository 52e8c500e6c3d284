"""Changing duty: messages, reminders, calendar links, the rota, alerts. No network inside: jobs send."""

from comitas.duty.actions.account import tell_person
from comitas.duty.actions.alerts import escalate, raise_alert
from comitas.duty.actions.destroying import HOLDINGS, destroy
from comitas.duty.actions.emergency import tell_of_emergency
from comitas.duty.actions.feeds import make_feed, note_feed_used, withdraw_feed
from comitas.duty.actions.post import begin_sending, note_not_sent, note_sent, send_again
from comitas.duty.actions.reminding import remind, set_reminding
from comitas.duty.actions.rota import set_terms, set_week

__all__ = [
    "HOLDINGS",
    "destroy",
    "begin_sending",
    "escalate",
    "make_feed",
    "note_feed_used",
    "note_not_sent",
    "note_sent",
    "raise_alert",
    "remind",
    "send_again",
    "set_reminding",
    "set_terms",
    "set_week",
    "tell_of_emergency",
    "tell_person",
    "withdraw_feed",
]

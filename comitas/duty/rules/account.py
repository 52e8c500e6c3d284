"""What a person is told by mail about their own account, by the kind of line in the ledger. Never who, never from where."""

from comitas.core.text import N_

TOLD: dict[str, tuple[str, str]] = {
    "person.new-device": (
        N_("Comitas: a new browser signed in as you"),
        N_("Somebody signed in as you with a browser that was not used before. If it was not you, sign in, sign out everywhere else, change your password, and tell your administrator."),
    ),
    "person.recovery-code-used": (
        N_("Comitas: a recovery code was used"),
        N_("Somebody signed in as you with one of your recovery codes. If it was not you, tell your administrator at once."),
    ),
    "person.factor-changed": (
        N_("Comitas: how you sign in was changed"),
        N_("Your password, your second factor or your recovery codes were changed. If it was not you, tell your administrator at once."),
    ),
    "person.password-given": (
        N_("Comitas: you were given a new password"),
        N_("An administrator gave you a new first password and ended all your sessions. If you did not ask for it, tell the head of your authority at once."),
    ),
    "person.signed-out": (
        N_("Comitas: you were signed out everywhere"),
        N_("An administrator ended all your sessions. Sign in again; if you do not know why, ask."),
    ),
    "factor-reset.asked": (
        N_("Comitas: your second factor is to be reset"),
        N_("A colleague asked that your second factor be reset, and another is to agree. If you did not ask for it, sign in and refuse it, or tell your administrator at once."),
    ),
    "factor-reset.approved": (
        N_("Comitas: your second factor was reset"),
        N_("Your second factor was taken away and all your sessions were ended. Sign in with your password and set up a new one now. If you did not ask for it, tell your administrator at once."),
    ),
}  # fmt: skip

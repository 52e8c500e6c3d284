"""The words of the old register and the codes that they mean here: proposed for what is well known, chosen for the rest."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from comitas.cases.rules.codes import BASES, MEASURES
from comitas.cases.rules.families import STATES
from comitas.cases.rules.status import EXITS
from comitas.core.text import N_
from comitas.directory.rules.folding import fold
from comitas.intake.rules.folding import fold as fold_letter
from comitas.intake.rules.kinds import KINDS
from comitas.intake.rules.words.measure_phrases import MEASURES as PHRASES

NOTHING = "-"
"""As the code of a word: it is kept as it is said, and means nothing here."""

CLOSED, OPEN_UNSAID = "closed", "open"
STANDS = (
    "received",
    "examining",
    "information-requested",
    "accepted",
    "with-authority",
    "before-court",
    "postponed",
    "ready",
    "partial",
)
"""States in which a part may be taken over; the rest follows from how the case ended."""

_SIDES = {
    "incoming": (
        "incoming",
        "in",
        "received",
        "passive",
        "passif",
        "entrant",
        "entrante",
        "entree",
        "requested",
        "requis",
    ),
    "outgoing": (
        "outgoing",
        "out",
        "sent",
        "active",
        "actif",
        "sortant",
        "sortante",
        "sortie",
        "requesting",
        "requerant",
    ),
}
_KINDS = {
    "request": ("mla", "mla request", "mutual legal assistance", "legal assistance", "request", "rogatory letter", "letter rogatory", "letters rogatory", "lor", "ilor", "eio",
                "entraide", "demande d'entraide", "entraide judiciaire", "commission rogatoire", "commission rogatoire internationale", "cri", "cr", "demande"),
    "extradition_request": ("extradition", "extradition request", "demande d'extradition", "ext"),
    "provisional_arrest": ("provisional arrest", "arrestation provisoire"),
    "transfer_of_proceedings": ("transfer of proceedings", "denonciation", "denonciation officielle", "transmission de poursuites", "transfert de poursuites"),
    "transfer_of_sentenced_person": ("transfer of sentenced persons", "transfer of prisoner", "prisoner transfer", "transferement", "transfert de condamne", "transferement de condamne"),
    "asset_recovery": ("asset recovery", "confiscation", "recouvrement d'avoirs", "recouvrement des avoirs", "avoirs"),
    "enquiry": ("enquiry", "inquiry", "question", "demande de renseignements"),
    "spontaneous": ("spontaneous", "spontaneous information", "information spontanee", "transmission spontanee"),
    "domestic_request": ("domestic request", "demande interne", "demande nationale"),
    "police_alert": ("interpol", "diffusion", "notice", "red notice", "notice rouge"),
}  # fmt: skip
_OUTCOMES = {
    "V4": ("granted", "executed", "fully executed", "fulfilled", "complied", "answered", "done", "completed", "accorde", "accordee", "execute", "executee", "entierement execute", "satisfait", "repondu", "fait", "positif", "positive"),
    "V5": ("partly granted", "partially executed", "partly executed", "partial", "partiel", "partielle", "partiellement execute", "partiellement accorde", "execute en partie"),
    "V6": ("refused", "rejected", "denied", "declined", "refuse", "refusee", "rejete", "rejetee", "refus", "negatif", "negative"),
    "V7": ("refused by court", "refused by the court", "refuse par le tribunal", "refuse par la cour", "refuse par le juge"),
    "V8": ("withdrawn", "cancelled", "no longer needed", "no longer required", "retire", "retiree", "retrait", "annule", "desistement", "sans objet"),
    "V9": ("otherwise", "other", "returned", "lapsed", "not executed", "classe", "classe sans suite", "sans suite", "retourne", "autre", "transmis pour competence"),
}  # fmt: skip
_STANDS = {
    CLOSED: ("closed", "finished", "archived", "done", "completed", "clos", "close", "cloture", "cloturee", "termine", "terminee", "archive", "classe", "ferme"),
    OPEN_UNSAID: ("open", "pending", "in progress", "ongoing", "active", "ouvert", "ouverte", "en cours", "pendant", "en traitement"),
    "received": ("new", "received", "registered", "not begun", "nouveau", "nouvelle", "recu", "recue", "enregistre"),
    "examining": ("examining", "under examination", "under review", "a l'examen", "en examen", "en etude"),
    "information-requested": ("information requested", "waiting for information", "additional information requested", "complement demande", "attente de complement", "en attente d'informations"),
    "accepted": ("accepted", "admissible", "accepte", "acceptee", "recevable"),
    "with-authority": ("transmitted", "under execution", "with the authority", "in execution", "being executed", "sent to prosecutor", "transmis", "en execution", "en cours d'execution", "en execution au parquet"),
    "before-court": ("before court", "in court", "with the court", "devant le tribunal", "au tribunal", "devant la cour"),
    "postponed": ("postponed", "suspended", "on hold", "suspendu", "reporte", "ajourne"),
    "ready": ("ready", "ready to send", "executed, to be sent", "a envoyer", "pret", "pret a envoyer"),
    "partial": ("partly answered", "partial answer sent", "reponse partielle", "reponse partielle envoyee"),
}  # fmt: skip
_BASES = {
    "uncac-46": ("uncac", "merida", "convention against corruption", "cnucc", "convention de merida", "convention des nations unies contre la corruption"),
    "uncac-55": ("uncac 55",),
    "bilateral": ("bilateral", "bilateral treaty", "treaty", "traite", "traite bilateral", "convention bilaterale", "accord bilateral"),
    "regional": ("regional", "regional convention", "convention regionale", "multilateral", "multilaterale"),
    "ecma": ("ecma", "european convention", "convention europeenne", "convention europeenne d'entraide", "ets 30", "ste 30"),
    "reciprocity": ("reciprocity", "reciprocite"),
    "domestic": ("domestic law", "national law", "law", "loi", "loi nationale", "droit interne"),
}  # fmt: skip
_ANSWERS = {
    "yes": ("yes", "y", "true", "1", "x", "oui", "o", "vrai", "да", "نعم", "urgent", "urgente", "high", "haute", "confidential", "confidentiel", "confidentielle", "restricted", "restreint", "secret", "sealed", "reserve"),
    "no": ("", "no", "n", "false", "0", "non", "faux", "нет", "لا", "normal", "normale", "none", "public", "ordinary", "ordinaire", "low"),
}  # fmt: skip


def _table(words: Mapping[str, Iterable[str]], names: Mapping[str, str]) -> dict[str, str]:
    """Each word, folded, and the code that it means; a code and its own name mean it as well."""
    found: dict[str, str] = {}
    for code, several in words.items():
        for word in several:
            found.setdefault(fold(word), code)
    for code, name in names.items():
        found.setdefault(fold(code), code)
        found.setdefault(fold(name), code)
    return found


TARGETS: dict[str, dict[str, str]] = {
    "side": {"incoming": N_("Incoming"), "outgoing": N_("Outgoing")},
    "kind": {kind.code: kind.name for kind in KINDS},
    "outcome": dict(EXITS),
    "status": {
        CLOSED: N_("Closed"),
        OPEN_UNSAID: N_("Open, without saying more"),
        **{code: STATES[code].tag for code in STANDS},
    },
    "measures": {code: measure.name for code, measure in MEASURES.items()},
    "bases": {code: basis.name for code, basis in BASES.items()},
}
"""What the words of a column may mean, with the names. States and officers are added by whoever knows them."""

ASKED = (*TARGETS, "state", "officer")
"""Columns whose words are asked about, where they are not understood."""

MAY_BE_NOTHING = frozenset({"state", "officer", "status", "measures", "bases"})
"""Columns of which a word may be kept without meaning anything here."""

_KNOWN: dict[str, dict[str, str]] = {
    "side": _table(_SIDES, TARGETS["side"]),
    "kind": _table(_KINDS, TARGETS["kind"]),
    "outcome": _table(_OUTCOMES, TARGETS["outcome"]),
    "status": _table(_STANDS, TARGETS["status"]),
    "measures": _table({code: (measure.short,) for code, measure in MEASURES.items()}, TARGETS["measures"]),
    "bases": _table(_BASES, TARGETS["bases"]),
    "answer": _table(_ANSWERS, {}),
}


_folded = lru_cache(maxsize=4096)(fold)


def known(column: str, word: str) -> str:
    """The code that *word* means in *column* without anybody having said so; "" where it is not known."""
    return _KNOWN.get(column, {}).get(_folded(word), "")


def proposed(column: str, word: str) -> str:
    """The code that *word* probably means, for somebody to confirm: known words in it, or phrases of letters for a measure."""
    if code := known(column, word):
        return code
    folded = f" {fold(word)} "
    held = [one for one in _KNOWN.get(column, {}) if len(one) > 3 and f" {one} " in folded]
    if held:
        return _KNOWN[column][max(held, key=len)]
    return _asked_in(word) if column == "measures" else ""


def _asked_in(word: str) -> str:
    """The measure whose phrase, in any of seven languages, stands in *word*; the longest phrase decides."""
    said = fold_letter(word)
    held = [
        (len(phrase), code)
        for code, phrases in PHRASES.items()
        for phrase in phrases
        if "~" not in phrase and fold_letter(phrase) in said
    ]
    return max(held)[1] if held else ""


def answer(word: str) -> bool | None:
    """Yes or no; None where it cannot be told."""
    return {"yes": True, "no": False}.get(_KNOWN["answer"].get(_folded(word), ""))

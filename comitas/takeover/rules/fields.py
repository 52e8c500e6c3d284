"""What a column of the old register may hold, and the headings under which registers have it, in English and French."""

from dataclasses import dataclass

from comitas.core.text import N_
from comitas.directory.rules.folding import fold

TEXT, DAY, CODE, LIST, ANSWER = "text", "day", "code", "list", "answer"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `longest`: characters of the whole cell, or of one item where the cell is a list."""

    code: str
    name: str
    kind: str
    longest: int
    headings: tuple[str, ...]


_TABLE = (
    Field("old_number", N_("Number in the old register"), TEXT, 120,
          ("old number", "number", "no", "n", "nr", "file", "file number", "file no", "case", "case number", "case no", "register number", "registration number", "serial number", "id",
           "numéro", "numéro de dossier", "no de dossier", "n° dossier", "dossier", "numéro d'ordre", "n° d'ordre", "numéro d'enregistrement", "ancien numéro", "n° registre")),
    Field("side", N_("Incoming or outgoing"), CODE, 120, ("side", "direction", "in/out", "incoming/outgoing", "sens", "actif/passif", "entrant/sortant")),
    Field("kind", N_("What it is"), CODE, 120,
          ("kind", "type", "type of request", "kind of request", "request type", "category", "nature", "nature de la demande", "type de demande", "catégorie", "genre")),
    Field("state", N_("State"), CODE, 120, ("state", "country", "requesting state", "requesting country", "foreign state", "état", "pays", "état requérant", "pays requérant", "état étranger")),
    Field("requesting", N_("Requesting authority"), TEXT, 300,
          ("requesting authority", "authority", "foreign authority", "sender", "court", "autorité requérante", "autorité", "autorité étrangère", "expéditeur", "juridiction requérante")),
    Field("their_reference", N_("Their reference"), LIST, 120,
          ("their reference", "their ref", "your reference", "foreign reference", "reference of the requesting authority", "reference", "ref", "leur référence", "leur réf", "vos références", "v/réf", "référence étrangère", "référence", "réf")),
    Field("our_reference", N_("Our reference"), LIST, 120, ("our reference", "our ref", "internal reference", "notre référence", "notre réf", "nos références", "n/réf", "référence interne")),
    Field("title", N_("Title"), TEXT, 200, ("title", "matter", "case name", "titre", "affaire", "intitulé", "nom de l'affaire")),
    Field("subject", N_("Subject matter"), TEXT, 20_000, ("subject", "subject matter", "description", "summary", "objet", "sujet", "résumé", "objet de la demande")),
    Field("received_on", N_("Received on"), DAY, 60,
          ("received", "received on", "date received", "date of receipt", "receipt", "date", "arrival", "date of arrival", "registered on", "reçu", "reçu le", "date de réception", "date d'arrivée", "arrivée", "réception", "enregistré le")),
    Field("written_on", N_("Date of the letter"), DAY, 60, ("written", "written on", "date of letter", "date of the letter", "letter of", "dated", "date of request", "date de la lettre", "date de la demande", "daté du", "lettre du")),
    Field("acknowledged_on", N_("Acknowledged on"), DAY, 60, ("acknowledged", "acknowledged on", "acknowledgement", "date of acknowledgement", "accusé de réception", "accusé de réception le", "ar le")),
    Field("transmitted_on", N_("Transmitted on"), DAY, 60, ("transmitted", "transmitted on", "date of transmission", "sent for execution", "transmis", "transmis le", "date de transmission", "envoyé pour exécution")),
    Field("answered_on", N_("Answered on"), DAY, 60, ("answered", "answered on", "date of answer", "reply", "date of reply", "replied on", "executed on", "répondu", "répondu le", "date de réponse", "réponse", "exécuté le", "date d'exécution")),
    Field("closed_on", N_("Closed on"), DAY, 60, ("closed", "closed on", "date closed", "closing date", "date of closing", "clos", "clos le", "clôture", "date de clôture", "classé le", "fermé le")),
    Field("outcome", N_("How it ended"), CODE, 120, ("outcome", "result", "decision", "how it ended", "issue", "résultat", "décision", "suite", "suite donnée")),
    Field("status", N_("Where it stands"), CODE, 120, ("status", "state of play", "stage", "where it stands", "progress", "statut", "état d'avancement", "état du dossier", "situation", "stade")),
    Field("measures", N_("What is asked"), LIST, 120, ("measures", "measure", "assistance requested", "what is asked", "acts requested", "mesures", "mesure", "mesures demandées", "actes demandés", "entraide demandée")),
    Field("persons", N_("Persons"), LIST, 200, ("persons", "person", "names", "name", "person concerned", "persons concerned", "suspect", "accused", "subject of request", "personnes", "personne", "nom", "noms", "personne concernée", "personnes concernées", "mis en cause", "intéressé")),
    Field("offences", N_("Offences"), LIST, 300, ("offences", "offence", "offenses", "crime", "crimes", "charges", "infractions", "infraction", "qualification", "faits reprochés", "délit")),
    Field("bases", N_("Legal basis"), LIST, 120, ("legal basis", "basis", "treaty", "convention", "base légale", "base juridique", "fondement", "fondement juridique", "traité")),
    Field("executing", N_("Executing authority"), TEXT, 300, ("executing authority", "transmitted to", "executed by", "sent to", "autorité d'exécution", "transmis à", "autorité chargée de l'exécution", "parquet saisi", "destinataire")),
    Field("officer", N_("Officer"), CODE, 120, ("officer", "case officer", "responsible", "handled by", "assigned to", "lawyer", "agent", "gestionnaire", "responsable", "rédacteur", "magistrat", "chargé de dossier", "suivi par")),
    Field("urgent", N_("Urgent"), ANSWER, 60, ("urgent", "urgency", "priority", "urgence", "priorité")),
    Field("confidential", N_("Confidential"), ANSWER, 60, ("confidential", "confidentiality", "confidentiel", "confidentialité")),
    Field("restricted", N_("Restricted to its readers"), ANSWER, 60, ("restricted", "restricted access", "sealed", "restreint", "accès restreint", "réservé", "secret")),
    Field("deadline", N_("Wanted by"), DAY, 60, ("deadline", "due", "due date", "wanted by", "time limit", "échéance", "délai", "date limite", "souhaité pour le")),
    Field("remarks", N_("Remarks"), TEXT, 20_000, ("remarks", "remark", "notes", "note", "comments", "comment", "observations", "remarques", "remarque", "commentaires")),
)  # fmt: skip

FIELDS: dict[str, Field] = {field.code: field for field in _TABLE}
DAYS = tuple(code for code, field in FIELDS.items() if field.kind == DAY)
NEEDED = ("old_number",)
"""Without the old number nobody could say whether a row was taken over already."""

MOST_ITEMS = 50
"""Items in one cell: persons, offences, references. The longest list seen in a register has a dozen."""


def folded(heading: str) -> str:
    """A heading as headings are compared: without case, accents and punctuation."""
    return fold(heading[:200])


_BY_HEADING = {folded(heading): field.code for field in _TABLE for heading in (field.code.replace("_", " "), *field.headings)}  # fmt: skip


def propose(headings: list[str]) -> dict[int, str]:
    """Which field each column probably holds, by its place; each field once, and no field where the heading says none.

    The heading itself first; then the longest known heading that its words begin with or hold.
    """
    found: dict[int, str] = {}
    for reading in (_whole, _within):
        for place, heading in enumerate(headings):
            code = reading(folded(heading))
            if place not in found and code and code not in found.values():
                found[place] = code
    return dict(sorted(found.items()))


def _whole(heading: str) -> str:
    return _BY_HEADING.get(heading, "")


def _within(heading: str) -> str:
    held = [known for known in _BY_HEADING if len(known) > 3 and f" {known} " in f" {heading} "]
    return _BY_HEADING[max(held, key=len)] if held else ""


def same_headings(one: list[str], other: list[str]) -> bool:
    """Whether two files have the same columns in the same order, so that what was said of one holds for the other."""
    return [folded(heading) for heading in one] == [folded(heading) for heading in other]

"""What a request of ours says where a person is wanted: subject, opening, the sentence of each measure, the offences with place and penalty.

Texts are in the language of the document, which whoever calls has switched on. Sources: European Convention on Extradition (ECE),
articles 2, 12, 14, 16 and 21.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases.models import Offence, Part
from comitas.cases.queries import Whole
from comitas.cases.rules.details import YES
from comitas.cases.rules.families import sought
from comitas.cases.rules.papers import asks_assistance
from comitas.cases.rules.penalty import MOST_MONTHS
from comitas.core.text import N_

SUBJECTS: dict[str, str] = {
    "surrender": N_("Request for extradition: %(title)s"),
    "sentence": N_("Request for extradition: %(title)s"),
    "arrest": N_("Request for provisional arrest: %(title)s"),
    "transit": N_("Request for transit: %(title)s"),
    "speciality": N_("Request for consent under the rule of speciality: %(title)s"),
}
LEADS: dict[str, str] = {
    "surrender": N_("We request the extradition of %(who)s, who is to be prosecuted for the offences stated above."),
    "sentence": N_("We request the extradition of %(who)s, who is to serve the sentence passed for the offences stated above."),
    "arrest": N_("We request the provisional arrest of %(who)s with a view to extradition."),
    "transit": N_("We request that the transit of %(who)s, who is extradited to us, be granted."),
    "speciality": N_("We request consent, with regard to %(who)s, to what is described here."),
}  # fmt: skip
"""By measure."""
WHO = N_("the person described above")


def assistance_leaves(whole: Whole, leave: Iterable[Part]) -> bool:
    """Whether what leaves asks for assistance; while nothing is asked, the kind of the case says so."""
    families = {part.family for part in leave}
    return sought.SOUGHT.code not in families or len(families) > 1 if families else asks_assistance(whole.case.kind, ())


def subject(whole: Whole, leave: list[Part]) -> str:
    """ "Request for extradition: ..." """
    if assistance_leaves(whole, leave):
        return _("Request for mutual legal assistance: %(title)s") % {"title": whole.case.title}
    measure = leave[0].measure if leave else "surrender"
    return _(SUBJECTS[measure]) % {"title": whole.case.title}


def lead(part: Part) -> tuple[str, ...]:
    """What is asked, in a sentence that names the persons, then in the officer's words; nothing for assistance."""
    if part.family != sought.SOUGHT.code:
        return ()
    named = ", ".join(person.name for person in part.persons.all())
    said = [_(LEADS[part.measure]) % {"who": named or _(WHO)}]
    if part.measure == "arrest" and part.details.get("follows") == YES:
        said.append(_("A request for extradition with its documents will be sent without delay."))
    if part.sentence_months:
        said.append(_("The sentence that was passed: %(months)s.") % {"months": months(part.sentence_months)})
    return tuple(said)


def penalties(offence: Offence) -> tuple[tuple[str, str], ...]:
    """When and where, and the longest penalty by the law of each State."""
    return tuple(
        (label, value)
        for label, value in (
            (_("Committed"), offence.committed),
            (_("Longest penalty by our law"), months(offence.months_asking)),
            (_("Longest penalty by your law, as far as known to us"), months(offence.months_asked)),
        )
        if value
    )


def months(number: int | None) -> str:
    """Two years and six months; life."""
    if not number:
        return ""
    if number >= MOST_MONTHS:
        return _("imprisonment for life")
    years, rest = divmod(number, 12)
    told = [ngettext("%(n)d year", "%(n)d years", years) % {"n": years}] if years else []
    told += [ngettext("%(n)d month", "%(n)d months", rest) % {"n": rest}] if rest else []
    return _(" and ").join(told)

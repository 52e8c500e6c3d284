"""What stands on the paper around a letter: the words that an authority may write itself, in any language, and how long they may be.

Words left empty are the program's own, which it has in English and French. For any other language they are written here, the
sentences on use and confidentiality among them: until then those stand in English.
"""

from dataclasses import dataclass

from comitas.core.text import N_
from comitas.drafting.rules import conditions
from comitas.drafting.rules.kinds import ABROAD, HERE, LANGUAGES

MOST_LINES = 12
EMBLEM_BYTES = 2_000_000
"""The picture as it is sent in. What is kept is drawn anew, at most `EMBLEM_SIDE` pixels wide and high."""
EMBLEM_SIDE = 900


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that stands on the paper. `shipped`: the program's words, "" where the directory's or none stand.

    `rows`: lines of the field; 1 for a text of one line. `law`: a sentence that the law asks for, so that only a translation of
    it may be written.
    """

    label: str
    shipped: str = ""
    hint: str = ""
    rows: int = 1
    law: bool = False

    @property
    def longest(self) -> int:
        return 300 if self.rows == 1 else 1_500


HEAD: dict[str, Word] = {
    "name": Word(N_("Name of the authority"), hint=N_("As it stands in the directory where this is empty.")),
    "above": Word(N_("Line above the name"), hint=N_("The State’s name where this is empty.")),
    "head": Word(N_("Lines under the name"), rows=4, hint=N_("Address, telephone, mail: a line each. The directory’s where this is empty.")),
    "foot": Word(N_("Lines at the foot of the first page"), rows=3),
    "place": Word(N_("Place before the date"), hint=N_("Norrhaven, for example.")),
    "supervision": Word(
        N_("Supervisory authority for data protection"), rows=3, hint=N_("Name and address. It stands in answers to persons who ask about data.")
    ),
    "signature": Word(N_("Words over the signature"), rows=3, hint=N_("“For the” and the authority’s name where this is empty.")),
}  # fmt: skip
WORDS: dict[str, Word] = {
    "our_number": Word(N_("Before our number"), N_("Our number")),
    "concerns": Word(N_("Before the number of the case"), N_("Concerns")),
    "your_reference": Word(N_("Before their reference"), N_("Your reference")),
    "their_reference": Word(N_("Before the other State’s reference, to an authority of ours"), N_("Their reference")),
    "salutation": Word(N_("Salutation"), N_("Sir or Madam,")),
    "abroad": Word(N_("Closing sentence, abroad"), ABROAD),
    "here": Word(N_("Closing sentence, at home"), HERE),
    "enclosures": Word(N_("Before the enclosures"), N_("Enclosures")),
    "confidential": Word(N_("The mark of what is confidential"), N_("Confidential")),
    "draft": Word(N_("The mark of a draft"), N_("Draft, not approved")),
    "expected_on": Word(N_("When our answer is expected"), N_("We expect to be able to answer by %(date)s."), hint=N_("%(date)s is the day.")),
    "answer_by": Word(N_("By when we ask for an answer"), N_("We ask for your answer by %(date)s."), hint=N_("%(date)s is the day.")),
}  # fmt: skip
LAW: dict[str, Word] = {
    "use_19": Word(N_("Limits of use, UNCAC 46(19)"), conditions.USE_19, rows=4, law=True),
    "use": Word(N_("Limits of use, other treaties"), conditions.USE, rows=4, law=True),
    "use_at_home": Word(N_("Limits of use, to an authority of ours"), conditions.USE_AT_HOME, rows=4, law=True),
    "confidential_20_at_home": Word(
        N_("Confidentiality, UNCAC 46(20), at home"), conditions.CONFIDENTIAL_20_AT_HOME, rows=4, law=True
    ),
    "confidential_at_home": Word(
        N_("Confidentiality, other treaties, at home"), conditions.CONFIDENTIAL_AT_HOME, rows=4, law=True
    ),
    "discreet_at_home": Word(N_("Discretion, at home"), conditions.DISCREET_AT_HOME, rows=2, law=True),
    "kept_20": Word(N_("Confidentiality kept, UNCAC 46(20)"), conditions.KEPT_20, rows=3, law=True),
    "kept": Word(N_("Confidentiality kept, other treaties"), conditions.KEPT, rows=3, law=True),
}
ALL: dict[str, Word] = HEAD | WORDS | LAW


def asked(language: str) -> dict[str, Word]:
    """The words that may be written for *language*: of those that the law asks for only translations."""
    return {key: word for key, word in ALL.items() if not word.law or language not in LANGUAGES}


def problems(given: dict[str, str], language: str) -> dict[str, str]:
    """What is wrong with words as they were typed: key to a marked sentence."""
    wrong = {}
    for key, word in asked(language).items():
        text = given.get(key, "")
        if len(text) > word.longest:
            wrong[key] = N_("This is too long.")
        elif text.count("\n") >= MOST_LINES:
            wrong[key] = N_("Write at most twelve lines.")
        elif word.rows == 1 and "\n" in text:
            wrong[key] = N_("Write one line.")
        elif text and "%(date)s" in word.shipped and not _one_date(text):
            wrong[key] = N_("Write %(date)s once, where the day is to stand, and no other percent sign.")
    return wrong


def _one_date(text: str) -> bool:
    return text.count("%") == 1 and text.count("%(date)s") == 1

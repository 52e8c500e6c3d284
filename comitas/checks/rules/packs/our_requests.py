"""The same requirements read from the other side: what a request of ours must contain before it leaves.

`SAID_BY_US`: the words of a row where those of the packs speak to a requesting State. `LEFT_OUT`: rows that are the other State's
to judge, or that the details of the measures ask for here. `PACK`: one row for each detail that a measure should give.
"""

from collections.abc import Iterator

from comitas.cases.rules.details import DETAILS, Detail
from comitas.core.text import N_

SAID_BY_US: dict[str, dict[str, str]] = {
    "uncac.46.15.a": {
        "cure": N_("Say who at home asks for it, and how that authority can be reached."),
    },
    "uncac.46.15.b.conducting": {"cure": N_("Name that authority. It may be the one that asks.")},
    "uncac.46.15.d.procedure": {
        "message": N_("It is not said whether a particular procedure is wished."),
        "cure": N_("Describe it, or say that none is wished."),
    },
    "uncac.46.14.language": {
        "title": N_("A language that they accept"),
        "message": N_("The request is not in a language that the other State is known to accept, and no translation is attached."),
        "cure": N_("Choose another language, have it translated, or complete the directory."),
    },
    "uncac.46.13": {
        "message": N_("The request is not addressed to a central authority that the directory knows."),
        "cure": N_("Choose the addressee from the directory, or complete the directory."),
    },
    "uncac.46.20": {
        "message": N_("Confidentiality is asked for without saying how far and why."),
        "cure": N_("Say what may be disclosed to execute the request, and why no more."),
    },
    "uncac.46.24": {"cure": N_("Give the reason, such as the date of a hearing, or leave the date out.")},
    "practice.legal-basis": {"cure": N_("Choose among those that the directory proposes.")},
    "practice.provisions": {"cure": N_("Copy the text of each provision, with the maximum penalty.")},
    "practice.undertaking": {
        "message": N_("No undertaking on use or reciprocity is given. Many States ask for one."),
        "cure": N_("Give an undertaking on use, or on reciprocity."),
    },
}  # fmt: skip
LEFT_OUT = frozenset(
    {
        "uncac.46.14.authenticity",
        "practice.dual-criminality",
        "practice.questions",
        "practice.account",
        "practice.search-grounds",
        "practice.officials",
        "practice.costs",
        "practice.enclosures",
        "practice.prior-contact",
    }
)

_MESSAGE = N_("It is not said, or not for every part that asks for this.")
_CURE = N_("Say it on the page of the measure.")


def _rows() -> Iterator[dict[str, object]]:
    for measure, rows in DETAILS.items():
        for detail in rows:
            if detail.level:
                yield _row(measure, detail)


def _row(measure: str, detail: Detail) -> dict[str, object]:
    path = f"details.{measure}.{detail.code}"
    return {
        "id": f"measure.{measure}.{detail.code}",
        "article": detail.article,
        "level": detail.level if detail.level == "R" else "C",
        "when": {"is_true": f"{path}.asked"},
        "path": f"{path}.said",
        "test": "is_true",
        "title": detail.label,
        "message": _MESSAGE,
        "cure": _CURE,
        "source": f"UNCAC {detail.article}" if detail.article[:1].isdigit() else detail.article or "Practice of central authorities",
    }  # fmt: skip


PACK: dict[str, object] = {"name": "our-requests", "title": N_("What each measure needs"), "rules": list(_rows())}

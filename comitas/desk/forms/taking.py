"""What of the officer's decision about an arrival is taken over into a case, or reported on a part of one."""

from typing import Any

from django.utils.translation import gettext as _

from comitas.cases.rules.codes import MEASURES
from comitas.desk.forms import reads
from comitas.drafting.rules.guide import ASSISTANCE
from comitas.intake.actions import Acceptance, AskedMeasure, MentionedPerson, Reported
from comitas.intake.rules.kinds import TO_SEND_ABROAD
from comitas.intake.rules.naming import named_in

MOST_NAMES = 40  # read in letters: as many as `rules.propose` takes of a field, from all files together


class Taking:
    """The second half of `forms.intake.Decision`, whose fields and readings these are."""

    cleaned_data: dict[str, Any]
    fields: dict[str, Any]
    rows: dict[str, Any]

    def _reads(self, name: str) -> dict[str, Any]:
        """What was read and may be filled in, by the key of the reading."""
        found = [read for read in self.rows[name].reads if read.proposal.value is not None]
        return {read.key: read.proposal for read in found[:MOST_NAMES]}

    def acceptance(self) -> Acceptance:
        """What is taken over into the new case."""
        values = self.cleaned_data
        known, typed = self._persons(values)
        measures = [self._measure(key, known, typed) for key in values["measures"]]
        measures += [AskedMeasure(code, _(MEASURES[code].name)) for code in values["more_measures"]]
        measures += self._wanted(values, (*known.values(), *typed), {measure.code for measure in measures})
        state = dict(self.fields["state_from"].choices).get(values["state_from"], "")  # type: ignore[attr-defined]
        return Acceptance(
            title=values["title"].strip() or self._title(state, measures),
            state_from=values["state_from"] or None,
            requesting=values["requesting"].strip(),
            conducting=values["conducting"].strip(),
            references=self._taken_references(values),
            bases=(*values["bases"], *values["more_bases"]),
            measures=tuple(measures),
            persons=(*known.values(), *typed),
            offences=tuple(reads.offence(value) for value in self._chosen("offence", values["offences"])),
            wanted_by=values["wanted_by"],
            wanted_because=values["wanted_because"].strip(),
            urgent_because=values["urgent_because"].strip(),
            confidential=values["confidential"],
            apart=values["apart"],
        )

    def _wanted(
        self, values: dict[str, Any], persons: tuple[MentionedPerson, ...], ticked: set[str]
    ) -> list[AskedMeasure]:
        """For what a domestic authority wants a person from abroad; nothing where it asks for assistance."""
        code = values["asks"] if values["kind"] in TO_SEND_ABROAD else ""
        asked = code and code != ASSISTANCE and code not in ticked
        return [AskedMeasure(code, about=tuple(dict.fromkeys(persons)))] if asked else []

    def reported(self) -> Reported | None:
        """What the executing authority reports, or came back on a request of ours; None while nobody has said anything."""
        values = self.cleaned_data
        result, meaning = values["result"].strip(), values["meaning"]
        if not result and not meaning:
            return None
        return Reported(result, values["their_reference"].strip()[:80], meaning, values["still_open"])

    def _taken_references(self, values: dict[str, Any]) -> tuple[str, ...]:
        given = (values["their_reference"].strip(), *values.get("chosen_references", ()), *values["other_references"])
        return tuple(dict.fromkeys(text[:120] for text in given if text))

    def _chosen(self, name: str, keys: list[str]) -> list[Any]:
        reads = self._reads(name)
        return [reads[key].value for key in keys]

    def _title(self, state: str, measures: list[AskedMeasure]) -> str:
        """ "Borland: bank or other records and 1 more"; the kind where nothing is asked."""
        kinds = list(dict.fromkeys(_(MEASURES[measure.code].short) for measure in measures))
        what = ", ".join(kinds[:3]).lower() or str(dict(self.fields["kind"].choices)[self.cleaned_data["kind"]])  # type: ignore[attr-defined]
        return (f"{state}: {what}" if state and self.cleaned_data["state_from"] else what[:1].upper() + what[1:])[:200]

    def _persons(self, values: dict[str, Any]) -> tuple[dict[str, MentionedPerson], list[MentionedPerson]]:
        """Those ticked, by the key of the reading, and those typed."""
        proposed = self._reads("person")
        typed = [line.strip() for line in values["more_persons"].splitlines() if line.strip()]
        known = {key: reads.person(proposed[key].value) for key in values["persons"]}
        return known, [MentionedPerson(name) for name in typed]

    def _measure(self, key: str, known: dict[str, MentionedPerson], typed: list[MentionedPerson]) -> AskedMeasure:
        """A measure in the letter's words, with the persons ticked for it, and those typed whom its words name."""
        proposal = self._reads("measure")[key]
        ticked = [known[person] for person in self.cleaned_data.get(about_field(key), ()) if person in known]
        everybody = [*known.values(), *typed]
        named = named_in(proposal.quote, [person.name for person in everybody])
        about = [*ticked, *(everybody[place] for place in named if place >= len(known))]
        return AskedMeasure(str(proposal.value), " ".join(proposal.quote.split()), tuple(dict.fromkeys(about)))


def about_field(key: str) -> str:
    """The name of the field that asks whom a measure is about."""
    return f"about-{key}"

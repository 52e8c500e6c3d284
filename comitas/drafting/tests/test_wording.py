"""The language of wordings: what may stand in one, and that nothing else can, whoever wrote it."""

from datetime import datetime
from typing import Any

import pytest

from comitas.cases import queries as cases
from comitas.drafting.queries import shipped
from comitas.drafting.queries.facts import facts
from comitas.drafting.rules import clauses, letterhead, placeholders, wording
from comitas.drafting.rules.kinds import KINDS, LANGUAGES
from comitas.drafting.tests.writing import two_parts
from comitas.samples.cast import Cast

NAMES = placeholders.known("transmission")


def said(source: str, kind: str = "transmission") -> list[tuple[int, str]]:
    return [(one.line, str(one.sentence)) for one in wording.faults(source, placeholders.known(kind))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_programs_own_wordings_pass_and_bear_an_empty_case(kind: str, language: str) -> None:
    text, known = shipped(kind, language), placeholders.known(kind)
    assert text
    for source in (text.subject, text.body):
        assert wording.faults(source, known) == ()
        assert "{" not in wording.filled(source, placeholders.invented(known))
        wording.filled(source, placeholders.empty(known))


@pytest.mark.parametrize("code", clauses.SHIPPED)
def test_the_programs_clauses_pass_wherever_they_are_offered(code: str) -> None:
    one = clauses.SHIPPED[code]
    for kind in one.kinds or [each for each in KINDS if not KINDS[each].bare]:
        assert wording.faults(one.text, placeholders.known(kind)) == ()


def test_the_table_of_placeholders_is_what_letters_are_filled_from(cast: Cast, at: datetime) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    whole = cases.whole(cast.ines, case.pk)
    parts = [part for part in whole.parts if part.pk in (bank.pk, hearing.pk)]
    for kind in KINDS.values():
        assert shape(facts(cast.ines, whole, kind, parts, "en")) == shape(
            placeholders.invented(placeholders.known(kind.code))
        ), kind.code


def shape(value: Any) -> Any:
    """Names and kinds of values; of what may be many the first, nothing where there is none or only texts."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items() if name not in ("letters", "reminders", "persons")}
    if isinstance(value, list | tuple):
        return [shape(value[0])] if value and isinstance(value[0], dict) else []
    return type(value)


ATTACKS = {
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": "may stand here",
    "{{ ''.__class__ }}": "has no “__class__”",
    "{{ number.__init__.__globals__ }}": "has no “__init__”",
    "{% for part in parts %}{{ part.items }}{% endfor %}": "has no “items”",
    "{{ parts.pop }}": "may be several",
    "{% include '/etc/passwd' %}": "Only if, elif",
    "{% import 'os' as os %}": "Only if, elif",
    "{% extends 'base.html' %}": "Only if, elif",
    "{% set x = 1 %}": "Only if, elif",
    "{% macro x() %}{% endmacro %}": "Only if, elif",
    "{% for i in range(1000000000) %}{% endfor %}": "may stand here",
    "{{ 'a' * 1000000000 }}": "may stand here",
    "{{ number ** 999999 }}": "may stand here",
    "{{ lipsum(99) }}": "may stand here",
    "{{ cycler.__init__ }}": "no placeholder “cycler”",
    "{{ self }}": "no placeholder “self”",
    "{{ number|attr('__class__') }}": "may stand here",
    "{{ number|format(1) }}": "may stand here",
    "{{ parts[0] }}": "may stand here",
    "{% for a in parts %}{% for b in parts %}x{% endfor %}{% endfor %}": "A loop inside a loop",
    "{{ nope }}": "no placeholder “nope”",
    "{{ urgent }}": "only yes or no",
    "{{ law }}": "is a group",
    "{% if urgent %}": "not closed",
    "{{ number": "not closed",
    "{{ number }": "cannot be read",
    "{{ sender if urgent }}": "may stand here",
    "{{ " + "(" * 4000 + "number" + ")" * 4000 + " }}": "inside one another",
    "{% if urgent %}" * 20 + "{% endif %}" * 20: "inside one another",
    "x" * (wording.LONGEST_SOURCE + 1): "too long",
}


@pytest.mark.parametrize("source", ATTACKS, ids=lambda source: source[:40])
def test_what_is_no_wording_is_refused_before_it_runs(source: str) -> None:
    found = said(source)
    assert found and ATTACKS[source] in found[0][1]


def test_a_fault_names_its_line_and_several_are_named_at_once() -> None:
    found = said("{{ number }}\n{{ nope }}\ntext\n{{ part.nope }} {{ urgent }}")
    assert [line for line, _sentence in found] == [2, 4, 4]


def test_what_may_tell_of_no_case_shows_nothing_of_one() -> None:
    assert said("{{ number }}", "neither-confirm-nor-deny") and not said("{{ blank }}", "neither-confirm-nor-deny")


def test_what_comes_of_a_wording_is_bounded() -> None:
    many = placeholders.invented(NAMES) | {"parts": placeholders.invented(NAMES)["parts"] * 5_000}
    source = "{% for part in parts %}" + "x" * 1_000 + "{% endfor %}"
    assert wording.faults(source, NAMES) == ()
    assert len(wording.filled(source, many)) == wording.LONGEST_RESULT


def test_values_are_text_in_a_word_file_and_never_marks() -> None:
    hostile = {"number": "{{ 7 * 7 }} <w:p> & {% raw %}"}
    assert wording.filled("{{ number }}", hostile) == "{{ 7 * 7 }} <w:p> & {% raw %}"
    assert wording.filled("{{ number }}", hostile, escape=True) == "{{ 7 * 7 }} &lt;w:p&gt; &amp; {% raw %}"


@pytest.mark.parametrize(
    ("given", "language", "wrong"),
    [
        ({"answer_by": "Avant le %(date)s."}, "fr", set()),
        ({"answer_by": "Avant le %(date)s, %(date)s."}, "fr", {"answer_by"}),
        ({"answer_by": "100 %"}, "fr", {"answer_by"}),
        ({"answer_by": "%(password)s"}, "fr", {"answer_by"}),
        ({"name": "two\nlines", "head": "x\n" * 13}, "en", {"name", "head"}),
        ({"place": "x" * 301}, "en", {"place"}),
        ({"use_19": "Weaker."}, "en", set()),  # not asked for in English: it is not taken
        ({"use_19": "x" * 2_000}, "es", {"use_19"}),
    ],
)
def test_words_of_the_letterhead_are_bounded(given: dict[str, str], language: str, wrong: set[str]) -> None:
    assert set(letterhead.problems(given, language)) == wrong
    assert "use_19" not in letterhead.asked("fr") and "use_19" in letterhead.asked("es")

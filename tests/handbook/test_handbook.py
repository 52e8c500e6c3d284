"""The handbook says what the program does, and every page of it can be read in the application."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from comitas.accounts.models import User
from comitas.cases.rules import diagram
from comitas.cases.rules.families import FAMILIES
from comitas.core.actor import Actor
from comitas.desk.gateways.handbook import handbook_page
from comitas.desk.rules import handbook
from comitas.samples.cast import Cast
from tests.handbook import parts

SignedIn = Callable[[Actor], Client]
FILES = sorted(parts.FOLDER.rglob("*.md"))


def name_of(path: Path) -> str:
    return path.relative_to(parts.FOLDER).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_generated_parts_are_up_to_date(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == parts.filled(text, parts.language_of(path)), "run `python -m tests.handbook.parts`"


@pytest.mark.parametrize("family", FAMILIES)
def test_the_pictures_are_up_to_date(family: str) -> None:
    kept = parts.PICTURES[family].read_text(encoding="utf-8")
    assert kept == diagram.svg(FAMILIES[family]) + "\n", "run `python -m tests.handbook.parts`"


def test_every_page_of_the_list_is_there_and_no_other() -> None:
    assert {path.stem for path in FILES if path.parent == parts.FOLDER} == set(handbook.PAGES)
    assert {path.stem for path in FILES} == set(handbook.PAGES)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    broken = [one for one in targets if not one.startswith("/") and not (parts.FOLDER / one).is_file()]
    assert broken == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_page_has_a_title_and_nothing_that_our_policy_forbids(path: Path) -> None:
    page = handbook.rendered(path.read_text(encoding="utf-8"), "/handbook/")
    assert page.title and "<h1" not in page.html
    assert "style=" not in page.html and "<!--" not in page.html and "&lt;!--" not in page.html
    assert not re.search(r'(href|src)="[a-z-]+\.(md|svg)', page.html)


@pytest.mark.parametrize("page", list(handbook.PAGES))
def test_everybody_reads_it(cast: Cast, signed_in: SignedIn, page: str) -> None:
    for who in (cast.max, cast.pavel):
        response = signed_in(who).get(f"/handbook/{page}/")
        assert response.status_code == 200
        assert b'<article class="cm-handbook"' in response.content


def test_it_begins_with_a_day_at_the_registry(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.rosa).get("/handbook/").content.decode()
    assert "<h1>A day at the registry</h1>" in page
    assert 'href="/handbook/glossary/"' in page and 'href="#s1"' in page and 'id="s1"' in page


@pytest.mark.parametrize("page", list(handbook.PAGES))
def test_every_page_is_in_french_too(cast: Cast, signed_in: SignedIn, page: str) -> None:
    User.objects.filter(pk=cast.rosa.id).update(language="fr")
    shown = signed_in(cast.rosa).get(f"/handbook/{page}/").content.decode()
    assert '<article class="cm-handbook" lang="fr">' in shown and "pas encore traduite" not in shown


def test_the_picture_is_in_the_readers_language(cast: Cast, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.rosa.id).update(language="fr")
    assert "La vie d’un volet" in signed_in(cast.rosa).get("/handbook/assistance.svg").content.decode()


def test_a_page_that_a_language_does_not_have_is_in_english() -> None:
    text, language = handbook_page("glossary", "ar")
    assert text.startswith("# Glossary") and language == "en"


@pytest.mark.parametrize("page", ["nothing", "README", "fr", "en"])
def test_what_is_no_page_is_not_there(cast: Cast, signed_in: SignedIn, page: str) -> None:
    assert signed_in(cast.rosa).get(f"/handbook/{page}/").status_code == 404


def test_nobody_reads_it_without_signing_in(db: None) -> None:
    assert Client().get("/handbook/").status_code == 302


def test_raw_html_and_foreign_schemes_do_not_pass() -> None:
    page = handbook.rendered("# T\n\n<script>x</script>\n\n[a](javascript:x) [b](data:text/html,x)", "/handbook/")
    assert "<script" not in page.html and "href=" not in page.html

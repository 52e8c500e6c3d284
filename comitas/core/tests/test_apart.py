"""What has an order of its own keeps it on a page that runs from right to left."""

from django.template import Context, Template
from django.utils import translation

from comitas.core.presenters import apart

FIRST_STRONG, POP = "\u2068", "\u2069"


def test_only_mirrored_pages_set_it_apart() -> None:
    for language in ("en", "fr"):
        with translation.override(language):
            assert apart("46(24)") == "46(24)"
    with translation.override("ar"):
        assert apart("46(24)") == f"{FIRST_STRONG}46(24){POP}"
        assert apart("") == ""


def test_a_template_says_it_and_escapes_it() -> None:
    page = Template("{% load ui %}{{ name|apart }}")
    with translation.override("ar"):
        assert page.render(Context({"name": "<Ines>"})) == f"{FIRST_STRONG}&lt;Ines&gt;{POP}"

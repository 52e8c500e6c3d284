"""A door that nobody uses costs nothing: what it is built of is loaded with its first call."""

import subprocess
import sys

LOADED = """
import comitas.config.asgi
from django.urls import resolve, reverse
for path in ("/", "/machines/", "/register/"):
    resolve(path)
reverse("api:machines"), reverse("desk:home")
import sys
before = {"ninja", "pydantic"} & set(sys.modules)
resolve("/api/v1/cases")
print(sorted(before), "ninja" in sys.modules, reverse("v1:cases"))
"""


def test_ninja_is_loaded_by_the_first_call_and_not_before() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] True /api/v1/cases"

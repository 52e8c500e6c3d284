"""What every command does first and last: set Django up, and say refusals as sentences."""

import argparse
import os
import sys

import django


def set_up() -> None:
    """Make Django ready; harmless when it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")
    django.setup()


def refuse(*sentences: str) -> int:
    """Say on standard error why not; gives the exit code."""
    print("\n".join(sentences), file=sys.stderr)
    return 1


def parser(name: str, words: str) -> argparse.ArgumentParser:
    """A parser for `comitas NAME`."""
    return argparse.ArgumentParser(prog=f"comitas {name}", description=words)

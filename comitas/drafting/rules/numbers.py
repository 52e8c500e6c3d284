"""The number of a letter: that of its case, then L and its place there, such as 2026/0021-L3."""


def letter_number(case: str, serial: int) -> str:
    """2026/0021-L3."""
    return f"{case}-L{serial}"


def file_name(number: str) -> str:
    """The name of its PDF: 2026-0021-L3.pdf."""
    return number.replace("/", "-") + ".pdf"


def request_name(number: str, kind: str) -> str:
    """The name of the file of a request of ours: request-2026-0021.pdf."""
    return f"request-{number.replace('/', '-')}.{kind}"

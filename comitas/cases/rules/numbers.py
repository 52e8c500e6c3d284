"""The number of a case and of its parts: 2026/0021 and 2026/0021-3. Beyond 9999 a number simply grows longer."""


def case_number(year: int, serial: int, part: int = 0) -> str:
    """YYYY/NNNN, or YYYY/NNNN-P for a part."""
    return f"{year}/{serial:04d}" + (f"-{part}" if part else "")

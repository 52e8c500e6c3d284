"""The public holidays of States and their regions, from the `holidays` package (MIT)."""

from datetime import date
from functools import cache

LONGEST_NAME = 120


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """The States and territories whose holidays are known, by ISO 3166-1 code, with the codes of their regions."""
    import holidays  # 20 MB and 0.2 s, which only who sets a calendar needs

    known = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(regions) for code, regions in sorted(known.items()) if len(code) == 2}


def named(country: str, region: str, first: date, last: date) -> dict[date, str]:
    """The holidays of *country*, and of its *region* where one is given, with their names. KeyError for one that is not known."""
    import holidays

    regions = countries()[country]
    if region and region not in regions:
        raise KeyError(region)
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays(country, subdiv=region or None, years=years)
    return {day: name[:LONGEST_NAME] for day, name in sorted(found.items()) if first <= day <= last}

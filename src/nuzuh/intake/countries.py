"""Codes of countries: three letters of ISO 3166 as the two that P-codes begin with.

Source: the territory aliases of the Unicode CLDR, as Babel carries them.
"""

from __future__ import annotations

from functools import cache

from babel.core import get_global


@cache
def _aliases() -> dict[str, str]:
    return {
        code: to[0]
        for code, to in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(to) == 1
    }


def country_of(code: str) -> str:
    """Return the two letters of a country's three-letter code, empty when it is none.

    Examples
    --------
    >>> country_of("SYR"), country_of("XYZ")
    ('SY', '')
    """
    return _aliases().get(code.strip().upper(), "") if len(code.strip()) == 3 else ""

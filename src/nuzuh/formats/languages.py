"""Which language the heading of a form or an export means."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from nuzuh.terms.amounts import fold_letters

_CODE = re.compile(r"\(\s*([a-z]{2,3})(?:[-_][a-z0-9]+)*\s*\)\s*$|^([a-z]{2,3})(?:[-_][a-z0-9]+)?$")
# Languages that people in displacement and those who ask them write the names of.
_NAMED_IN = ("en", "ar", "tr", "fr")
_OWN = "am ar bn ckb de el en es fa fr ha hy id it ku my ne pl ps pt ro ru so sw ta ti tr uk ur zh"


def language_code(written: str) -> str:
    """Return the code of a language as a form writes it; what is no known language comes back in small letters.

    Examples
    --------
    >>> language_code("Arabic (ar)"), language_code("Türkçe"), language_code("العربية"), language_code("")
    ('ar', 'tr', 'ar', '')
    """
    text = " ".join(fold_letters(written).split())
    found = _CODE.search(text)
    if found and (found[1] or found[2] in _known()):
        return found[1] or found[2]
    return _names().get(text.removeprefix("ال")) or " ".join(written.casefold().split())


@cache
def _known() -> frozenset[str]:
    return frozenset(Locale.parse("en").languages)


@cache
def _names() -> dict[str, str]:
    """Return name -> code, folded, without the Arabic article."""
    names: dict[str, str] = {}
    for code in _OWN.split():
        names.setdefault(fold_letters(Locale.parse(code).get_language_name() or ""), code)
    for own in _NAMED_IN:
        for code, name in Locale.parse(own).languages.items():
            names.setdefault(fold_letters(name), code)
    names |= {"عربي": "ar", "عربية": "ar", **dict.fromkeys(("sorani", "kurdish (sorani)", "kurdish sorani"), "ckb")}
    names |= dict.fromkeys(("kurmanji", "kurdish (kurmanji)", "kurdish kurmanji"), "ku")
    return {fold_letters(name).removeprefix("ال"): code for name, code in names.items()}

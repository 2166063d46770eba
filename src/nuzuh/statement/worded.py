"""Whether the words around a number tell of people who moved or of people who are there: a stock is never written as a flow.

A sentence that does both (those who fled now live in tents) contradicts neither; so does one that does nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


def contradicts(metric: str, sentence: str, language: str) -> bool:
    """Return whether a sentence words a number as the other of ``flow`` and ``stock``; ▢ stands for the number.

    Examples
    --------
    >>> contradicts("stock", "▢ people fled.", "en"), contradicts("stock", "▢ people who fled live in tents.", "en")
    (True, False)
    """
    own, other = ("moved", "there") if metric == "flow" else ("there", "moved")
    mine = any(_pattern(language, key).search(sentence) for key in (own, f"with_{own}"))
    return not mine and bool(_pattern(language, other).search(sentence))


@cache
def _pattern(language: str, key: str) -> re.Pattern[str]:
    known = tomllib.loads((files("nuzuh.statement") / "worded.toml").read_text("utf-8"))
    return re.compile("|".join(known[language][key]), re.IGNORECASE)

"""Names by code and language, and the names that must never be published."""

from __future__ import annotations

import polars as pl

from nuzuh.folder.records import Folder
from nuzuh.places.gazetteer import OUTSIDE, lineage
from nuzuh.terms.wording import words

_NAMES = ("organisation", "acronym", "short", "also_named", "also")


class Names:
    """Names of the rows of places or sources: ``names(code, language)``.

    Falls back to English, then to any language, then to the code. What is ``outside`` is called so.
    """

    def __init__(self, table: pl.DataFrame) -> None:
        columns = [c for c in table.columns if c.startswith("name_")]
        self._rows = {row["code"]: row for row in table.select("code", *columns).iter_rows(named=True)}

    def __call__(self, code: str, language: str) -> str:
        """Return the name of a code in a language."""
        row = self._rows.get(code)
        if row is None:
            return words(language).say("place-outside") if code == OUTSIDE else code
        found = (
            row.get(f"name_{language}")
            or row.get("name_en")
            or next((v for k, v in row.items() if k != "code" and v), code)
        )
        return str(found)


def secrets_of(folder: Folder) -> dict[str, str]:
    """Return the words that ``public/`` must not hold, with what each is.

    Names and codes of protected places (and of all that lies in them) and sources and names of protected signatories,
    except names that an unprotected one bears as well, and names of fewer than four letters.
    """
    secrets: dict[str, str] = {}
    open_names: set[str] = set()
    for table, what in (
        ("places", "the protected place {}"),
        ("sources", "the protected source {}"),
        ("signatories", "a protected signatory"),
    ):
        frame = folder.tables[table]
        key = "name" if table == "signatories" else "code"
        columns = [c for c in frame.columns if c == key or c.startswith("name_") or c in _NAMES]
        guarded = _inside_protected(frame) if table == "places" else set()
        for row in frame.select("protected", *columns).iter_rows(named=True):
            words = {w.strip() for c in columns if row[c] for w in str(row[c]).split("|")}
            if row["protected"] or row[key] in guarded:
                secrets |= {w: what.format(row[key]) for w in words if len(w) >= 4}
            else:
                open_names |= words
    return {word: what for word, what in secrets.items() if word not in open_names}


def _inside_protected(places: pl.DataFrame) -> set[str]:
    """Return the codes of the protected places and of all places that lie in them."""
    inside = set(places.filter(pl.col("protected").fill_null(value=False))["code"])
    return set(lineage(places).filter(pl.col("ancestor").is_in(sorted(inside)))["code"]) if inside else inside

"""What a person decided about a name: it wins over anything that is worked out."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from nuzuh.places.index import Gazetteer
from nuzuh.places.names import plain


@dataclass(frozen=True, slots=True)
class _Decision:
    within: str
    kind: str
    code: str
    by: str


_WORDS = {
    "area": "a region, no place of the gazetteer",
    "outside": "outside the places of this crisis",
    "unknown": "a place that nobody can tell",
}


class Decisions:
    """Decisions of ``place_decisions.csv``, by name."""

    def __init__(self, frame: pl.DataFrame | None, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_name: dict[str, list[_Decision]] = {}
        for row in frame.iter_rows(named=True) if frame is not None else ():
            by = " ".join(str(row[c]) for c in ("decided_by", "decided_on") if row.get(c))
            decision = _Decision(row.get("within") or "", row.get("kind") or "place", row.get("code") or "", by)
            self._by_name.setdefault(plain(row["name"]), []).append(decision)

    def put_in(self, answers: pl.DataFrame, asked: pl.DataFrame, within: pl.Series) -> pl.DataFrame:
        """Return the answers with those replaced that a person has decided, the narrowest decision first."""
        codes = asked["name"].is_in(self._gazetteer.codes).any()
        if not self._by_name and not codes:
            return answers
        rows = answers.to_dicts()
        changed = False
        for i, (text, inside) in enumerate(zip(asked["name"], within, strict=True)):
            decision = self._decision(text or "", inside)
            if decision is not None:
                rows[i] |= self._answer(decision)
                changed = True
        return pl.DataFrame(rows, schema=answers.schema) if changed else answers

    def _decision(self, text: str, inside: str | None) -> _Decision | None:
        if text in self._gazetteer.number:
            return _Decision("", "place", text, "")
        known = self._by_name.get(plain(text))
        if not known:
            return None
        number = self._gazetteer.number
        line = {"", inside, *self._gazetteer.above[number[inside]]} if inside else {""}
        fitting = [d for d in known if d.within in line]
        depth = self._gazetteer.levels
        return max(fitting, key=lambda d: depth[number[d.within]] if d.within in number else -1, default=None)

    def _answer(self, decision: _Decision) -> dict[str, object]:
        at = self._gazetteer.number.get(decision.code)
        if at is not None:
            name = self._gazetteer.names[at]
            reason = f"decided by {decision.by}: {name}" if decision.by else "the code itself"
            return {"status": "matched", "code": decision.code, "name": name, "score": 1.0, "reason": reason}
        reason = f"decided by {decision.by}: {_WORDS.get(decision.kind, 'a code that the gazetteer lacks')}"
        return {"status": "none", "code": None, "name": None, "reason": reason}

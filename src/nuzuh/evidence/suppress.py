"""Complementary suppression: what else must be hidden so that a hidden cell cannot be worked out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from nuzuh.evidence.figure import Figure


def complement(
    figures: Sequence[Figure], hidden: set[str], parents: Mapping[str, str | None], smallest: int
) -> set[str]:
    """Return the hidden ids with those added without which a hidden value could be worked out.

    Each sum (parts that add up to a published whole) must hide none of its parts or at least two, and these together
    at least ``smallest`` people; else the smallest other part, or at last the whole, is hidden as well.
    """
    if not hidden:
        return hidden
    hidden = set(hidden)
    sums = _sums(figures, parents)
    changed = True
    while changed:
        changed = False
        for whole, parts in sums:
            lost = [f for f in parts if f.id in hidden]
            if whole.id in hidden or not lost:
                continue
            if len(lost) > 1 and sum(f.value or 0 for f in lost) >= smallest:
                continue
            open_parts = [f for f in parts if f.id not in hidden and f.value]
            extra = min(open_parts, key=lambda f: (f.value or 0, f.id)) if open_parts else whole
            hidden.add(extra.id)
            changed = True
    return hidden


def _sums(figures: Sequence[Figure], parents: Mapping[str, str | None]) -> list[tuple[Figure, list[Figure]]]:
    """Return every whole with the parts that add up to it: by place, by time, by origin."""
    by_key: dict[tuple[object, ...], Figure] = {}
    for f in figures:
        if f.role != "reference" and f.value is not None:
            by_key[_kind(f), f.place, f.origin, _window(f)] = f
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for (kind, place, origin, window), f in by_key.items():
        groups[kind, parents.get(str(place)), origin, window].append(f)
        if window:
            groups[kind, place, origin, ""].append(f)
    for (kind, place, origin, window), f in by_key.items():
        if origin:
            groups[kind, place, parents.get(str(origin)) or "", window, "origin"].append(f)
            groups[kind, place, "", window, "origins"].append(f)
    out = []
    for key, parts in groups.items():
        whole = by_key.get(key[:4])
        if whole is None:
            continue
        parts = [p for p in parts if p.id != whole.id]
        if parts and math.isclose(sum(p.value or 0 for p in parts), whole.value or 0, abs_tol=0.5):
            out.append((whole, sorted(parts, key=lambda p: p.id)))
    return sorted(out, key=lambda pair: pair[0].id)


def _kind(figure: Figure) -> tuple[str, str, str]:
    return figure.metric, figure.population, "since" if figure.role == "since" else ""


def _window(figure: Figure) -> str:
    return figure.id.rsplit(".", 1)[-1] if figure.windowed else ""

"""The closing equation of displacement accounts, and which of their figures are published or hidden together.

For every place and period: start + arrivals + unreported − departures − returns = end. Whoever knows all but one of these
knows the last; and since people are never both unreported and departed beyond what is reported, he who sees one of the
two knows the other. The residual is their difference, but for reported departures, which he may know as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.recover import Sum

Key = tuple[str, str]  # place, name of the period or nothing
Parts = dict[str, Figure]
DERIVED = ("residual", "unreported", "departures")
ROLES = (*DERIVED, "returns", "start", "arrivals")
_PREFIX = "preferred."


def accounts(figures: Iterable[Figure]) -> list[Parts]:
    """Return the parts of every account that has a figure of `DERIVED`, by role; ``end`` is the stock, ``to`` the flow."""
    out: dict[Key, Parts] = defaultdict(dict)
    for figure in figures:
        if figure.method != "accounts" or figure.population != "displaced":
            continue
        name = figure.role
        if name in ("total", "to"):
            name = "end" if figure.metric == "stock" else "to"
        if name in (*ROLES, "end", "to"):
            window = figure.id.rsplit(".", 1)[-1] if figure.windowed else ""
            out[figure.place, window][name] = figure
    return [parts for _, parts in sorted(out.items()) if any(role in parts for role in DERIVED)]


def closed(account: Parts, sums: Mapping[str, Sum], own: int) -> dict[str, dict[int, int]]:
    """Return what the figures of `DERIVED` add up, by role, when the account closes.

    Parameters
    ----------
    account : dict of str to Figure
        As `accounts` gives it.
    sums : mapping of str to Sum
        Id of a figure -> the pieces that its value adds up.
    own : int
        The first of three names that no piece bears: of the departures, and of an end or start that has no figure.
    """
    ends = [_sum(account, sums, "end") or {own - 1: 1}, _sum(account, sums, "start") or {own - 2: 1}]
    arrived = _sum(account, sums, "arrivals") or _sum(account, sums, "to")
    rest: Counter[int] = Counter()
    for part, times in (
        (ends[0], 1),
        (ends[1], -1),
        (arrived, -1),
        (_sum(account, sums, "returns"), 1),
    ):
        for piece, count in part.items():
            rest[piece] += times * count
    residual = {piece: count for piece, count in rest.items() if count}
    return {"departures": {own: 1}, "unreported": {own: 1, **residual}, "residual": residual}


def _sum(account: Parts, sums: Mapping[str, Sum], role: str) -> Sum:
    figure = account.get(role)
    return sums.get(figure.id, {}) if figure else {}


def companions(figures: Sequence[Figure], sums: Mapping[str, Sum]) -> dict[str, set[str]]:
    """Return for each figure those that go when it goes: what follows from it alone.

    These are figures of the same people (the stock at a period's end and at the next one's start), the residual,
    unreported and departed people of one account, and the transparent method's figure of the same.
    """
    out: dict[str, set[str]] = defaultdict(set)
    same: dict[int, set[str]] = defaultdict(set)
    for ident, pieces in sums.items():
        same[id(pieces)].add(ident)
    groups = [group for group in same.values() if len(group) > 1]
    groups += [{parts[role].id for role in DERIVED if role in parts} for parts in accounts(figures)]
    for group in groups:
        for ident in group:
            out[ident] |= group
    known = {f.id for f in figures}
    for ident in known:
        if ident.startswith(_PREFIX) and ident.removeprefix(_PREFIX) in known:
            out[ident.removeprefix(_PREFIX)].add(ident)
    return out

"""The disclosure gate: what may be published, how fine, how round; and the only way into ``public/``.

Source: IASC Operational Guidance on Data Responsibility; primary suppression of small cells, complementary
suppression of those that would reveal them, rounding of what is left.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from nuzuh.evidence.figure import SILENT_STEP, Figure
from nuzuh.evidence.ledger import Ledger, ledger_of
from nuzuh.evidence.rounding import round_people
from nuzuh.evidence.secrets import betrayals
from nuzuh.evidence.shares import hidden_shares, released
from nuzuh.evidence.suppress import Withheld, withheld
from nuzuh.terms.errors import DataError

WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the crisis allows to be published; see ``columns/crisis.csv`` for the settings of the same names."""

    smallest_cell: int = 10
    rounding: str = "idmc"
    finest_level: int = 3
    protected_places: frozenset[str] = frozenset()
    protected_sources: frozenset[str] = frozenset()


def rules_of(
    smallest_cell: int, rounding: str, finest_level: int, places: pl.DataFrame, sources: pl.DataFrame
) -> Rules:
    """Return the rules of a crisis, with the places and sources that its tables mark protected.

    A place inside a protected place is protected too.
    """
    guarded = set(places.filter(pl.col("protected").fill_null(value=False))["code"])
    parents = dict(places.select("code", "parent").iter_rows())
    for code in parents:
        at: str | None = code
        while at is not None and at not in guarded:
            at = parents.get(at)
        if at is not None:
            guarded.add(code)
    hidden = frozenset(sources.filter(pl.col("protected").fill_null(value=False))["code"])
    return Rules(smallest_cell, rounding, finest_level, frozenset(guarded), hidden)


def public_end(end: dt.date, published: dt.date, delay_days: int) -> dt.date:
    """Return the day before which what happened may be published (half-open)."""
    return min(end, published - dt.timedelta(days=delay_days)) if delay_days else end


def release(
    figures: Iterable[Figure], places: pl.DataFrame, rules: Rules, secret: Mapping[str, bool] | None = None
) -> Ledger:
    """Return the ledger that may be published.

    Figures of places finer than allowed and of protected places are left out; small cells are suppressed (null value,
    status ``suppressed``), and so is what would reveal them; the rest is rounded; protected sources lose their names.

    Parameters
    ----------
    figures : iterable of Figure
        As the methods give them.
    places : pl.DataFrame
        ``code``, ``parent``, ``level``.
    rules : Rules
    secret : mapping of str to bool, optional
        Ids of figures of polls that are hidden, as `nuzuh.evidence.protect` says, each with whether its base is hidden too.
    """
    given = list(figures)
    every, polls = [f for f in given if f.role != "poll"], [f for f in given if f.role == "poll"]
    level = dict(places.select("code", "level").iter_rows())
    allowed = [
        f
        for f in every
        if all(level.get(c, 0) <= rules.finest_level for c in (f.place, f.origin) if c) or f.role == "reference"
    ]
    guarded = {f.id for f in allowed if f.place in rules.protected_places or f.origin in rules.protected_places}
    parents = dict(places.select("code", "parent").iter_rows())
    hidden = withheld(allowed, guarded, parents, rules.smallest_cell)
    lost = hidden_shares(allowed, hidden.figures | guarded, parents, rules.smallest_cell)
    wholes = {f.id: f.value for f in allowed if f.value and f.id not in hidden.figures}
    out = []
    for figure in allowed:
        if figure.id in guarded:
            continue
        if figure.id in hidden.figures or (figure.id, 0) in lost:
            out.append(_suppressed(figure, rules))
        elif figure.role == "share":
            out.append(
                released(figure, lost, rules.rounding, lambda s: WITHHELD if s in rules.protected_sources else s)
            )
        else:
            open_one = replace(figure, silent=_silent(figure, wholes, rules.smallest_cell))
            out.append(_rounded(open_one, hidden, rules))
    return ledger_of([*out, *(_of_poll(f, rules, secret or {}) for f in polls)])


def _of_poll(figure: Figure, rules: Rules, secret: Mapping[str, bool]) -> Figure:
    """Return a number of a poll as it is published: with one decimal; hidden, without what would tell how many it speaks of."""
    if figure.id in secret:
        base = None if secret[figure.id] else figure.of
        asked = figure.asked and replace(figure.asked, method="", df=None, deff=None, effective=None, fixed=False)
        return replace(_suppressed(figure, rules), asked=asked, level=None, of=base)
    value, low, high = (None if v is None else round(v, 1) for v in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high, sources=_open(figure.sources, rules))


def _suppressed(figure: Figure, rules: Rules) -> Figure:
    return replace(
        figure,
        value=None,
        low=None,
        high=None,
        status="suppressed",
        said=(),
        records=(),
        of=None,
        unreported=None,
        silent=None,
        sources=_open(figure.sources, rules),
    )


def _silent(figure: Figure, wholes: Mapping[str, float], smallest: int) -> float | None:
    """Return the share of arrivals in silent parts, if its step is too wide for a hidden number to be read off it and the whole."""
    whole = wholes.get(figure.id.rsplit(".", 1)[0], 0.0)
    return figure.silent if whole * SILENT_STEP / 2 >= smallest else None


def _rounded(figure: Figure, hidden: Withheld, rules: Rules) -> Figure:
    """Return a figure as it is published: rounded so that its quantifier stays true."""
    if figure.role == "reference" or figure.unit != "people":
        return replace(figure, sources=_open(figure.sources, rules))
    said = tuple(
        {
            **s,
            "source": WITHHELD if s["source"] in rules.protected_sources else s["source"],
            "value": round_people(s["value"], rules.rounding, s["quantifier"]),
        }
        for index, s in enumerate(figure.said)
        if not hidden.hides((figure.id, f"said.{index}"))
    )
    low, high = (None, None) if hidden.hides((figure.id, "low")) else (figure.low, figure.high)
    ends = ("more than", "less than") if figure.role == "once" else (figure.quantifier, figure.quantifier)
    return replace(
        figure,
        value=round_people(figure.value, rules.rounding, figure.quantifier),
        low=round_people(low, rules.rounding, "more than" if ends[0] == "more than" else ""),
        high=round_people(high, rules.rounding, "less than" if ends[1] == "less than" else ""),
        said=said,
        sources=_open(figure.sources, rules),
    )


def _open(sources: Sequence[str], rules: Rules) -> tuple[str, ...]:
    return tuple(dict.fromkeys(WITHHELD if s in rules.protected_sources else s for s in sources))


def publish(root: Path, files: Mapping[str, bytes], secrets: Mapping[str, str]) -> list[Path]:
    """Put the files of an issue into ``public/``, all at once, and return their paths.

    ``public/`` is the old issue or the new one, never half of one: the files are written beside it, flushed to disk,
    and the two folders change places in one step of the file system.

    Parameters
    ----------
    root : Path
        The crisis folder.
    files : mapping of str to bytes
        Path below ``public/`` -> content.
    secrets : mapping of str to str
        Words that must not be published -> what they are. Text files that hold one stop the publication.

    Raises
    ------
    DataError
        A file holds a protected name.
    """
    problems = betrayals(files, secrets)
    if problems:
        raise DataError("Nothing was published: protected names stand in the files.", problems)
    _sweep(root)
    fresh = root / f".nuzuh-{os.getpid()}"
    fresh.mkdir()
    for name, content in sorted(files.items()):
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    public = root / "public"
    if not public.exists():
        fresh.rename(public)
    elif _exchange(fresh, public):
        shutil.rmtree(fresh)
    else:  # a file system without an atomic exchange: `_sweep` of the next build mends a crash between the two steps
        old = root / f".nuzuh-old-{os.getpid()}"
        public.rename(old)
        fresh.rename(public)
        shutil.rmtree(old)
    return [public / name for name in sorted(files)]


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can; return whether it did."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    at_cwd, exchange = -100, 2
    done: int = swap(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange)
    return done == 0


def _sweep(root: Path) -> None:
    """Remove what killed builds left behind; bring back an old issue that lost its name in a crash."""
    for left in sorted(root.glob(".nuzuh-*")):
        owner = left.name.rsplit("-", 1)[-1]
        if owner.isdigit() and int(owner) != os.getpid() and _alive(int(owner)):
            continue
        if left.name.startswith(".nuzuh-old-") and not (root / "public").exists():
            left.rename(root / "public")
        else:
            shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""The figures of a folder in one ledger: what was counted and what was asked, whole or as it may be published.

Here, as in `pipeline`, methods meet. Polls are imported where one is asked: scipy's statistics take a second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.displaced import once, triangulate
from nuzuh.displaced.behind import with_rows_behind
from nuzuh.displaced.shares import share_figures, share_rows
from nuzuh.displaced.together import METHOD, together
from nuzuh.evidence import disclosure
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import with_labels
from nuzuh.evidence.ledger import Ledger, figures_of, ledger_of, reference_figures
from nuzuh.evidence.retracted import Withdrawn, marked
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.retraction import REPORTS, Retraction, withdrawn_rows
from nuzuh.places.gazetteer import lineage, outermost
from nuzuh.poll.settings import poll_names, read_poll

if TYPE_CHECKING:
    from nuzuh.poll.polled import Polled


Behind = Mapping[str, Mapping[str, Sequence[tuple[str, int]]]]
"""Figure -> what it rests on and is withdrawn -> the rows of that, as table and position."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures as a frame, up to a day; by the method of accounts also what became of every row, and how far the sources agree."""

    figures: pl.DataFrame
    end: dt.date
    uses: pl.DataFrame | None = None
    sources: pl.DataFrame | None = None


def public(folder: Folder, tally: Tally, polls: Sequence[Polled]) -> Ledger:
    """Return the figures that may be published, with their labels: those counted, and those of polls.

    Where anything was withdrawn since, those that used it are marked (see `nuzuh.evidence.retracted`).
    """
    ledger = _released(folder, tally, polls)
    return _marked(folder, tally, polls, ledger) if folder.retractions else ledger


def _marked(folder: Folder, tally: Tally, polls: Sequence[Polled], ledger: Ledger) -> Ledger:
    """Return the ledger with marks on what used a withdrawn source, worked out by counting with it once more."""
    names = [polled.poll.name for polled in polls if polled.figures]
    before, behind = _with_them(folder.withdrawing(()), tally.end, names, folder.retractions)
    return marked(ledger, before, behind, _withdrawn(folder, polls))


def _with_them(
    folder: Folder, end: dt.date, names: Sequence[str], retractions: Sequence[Retraction]
) -> tuple[Ledger, Behind]:
    """Return the public figures of a folder that still counts what is withdrawn, and what rests on that."""
    tally = counted(folder, end, rules(folder).finest_level)
    polls = [asked(folder, name, lambda: tally) for name in names]
    return _released(folder, tally, polls), resting_on(folder, tally, polls, retractions)


def retracting(folder: Folder, one: Retraction, published: dt.date) -> tuple[Ledger, Ledger, Behind]:
    """Return the public figures with what is to be withdrawn, those without it, marked, and what rests on it.

    What was withdrawn before stays withdrawn.
    """
    others = [r for r in folder.retractions if (r.kind, r.ident) != (one.kind, one.ident)]
    with_it, without_it = folder.withdrawing(others), folder.withdrawing([*others, one])
    end = public_end(folder, published)
    tally = counted(without_it, end, rules(folder).finest_level)
    polls = polls_of(without_it, tally, published)
    before, behind = _with_them(with_it, end, [p.poll.name for p in polls if p.figures], [one])
    mine = [w for w in _withdrawn(without_it, polls) if (w.what.kind, w.what.ident) == (one.kind, one.ident)]
    return before, marked(_released(without_it, tally, polls), before, behind, mine), behind


def resting_on(folder: Folder, tally: Tally, polls: Sequence[Polled], retractions: Sequence[Retraction]) -> Behind:
    """Return the figures that rest on what is withdrawn; ``folder`` still has its rows."""
    tables = folder.tables
    gone = {name: set(withdrawn_rows(name, tables[name], retractions).arg_true()) for name in (*REPORTS, "references")}
    kinds = {kind: {r.ident for r in retractions if r.kind == kind} for kind in ("source", "poll")}
    behind: dict[str, dict[str, list[tuple[str, int]]]] = {}

    def rests(figure: str, what: str, rows: Sequence[tuple[str, int]] = ()) -> None:
        behind.setdefault(figure, {}).setdefault(what, []).extend(rows)

    for figure in _figures(folder, tally, polls):
        for source in kinds["source"].intersection(figure.sources):
            rests(figure.id, source)
        if figure.asked and figure.asked.poll in kinds["poll"]:
            rests(figure.id, figure.asked.poll)
    for row in sorted(gone["references"]):
        ident = tables["references"]["id"][row]
        rests(f"reference.{ident}", ident, [("references", row)])
    for figure_id, name, row in _rows_behind(folder, tally):
        if row in gone[name]:
            rests(figure_id, tables[name]["source"][row], [(name, row)])
    return behind


def _rows_behind(folder: Folder, tally: Tally) -> Iterator[tuple[str, str, int]]:
    """Yield figure, table and position of each row on which a counted figure or a share rests."""
    columns = [c for c in ("id", "table", "rows", "present_rows") if c in tally.figures.columns]
    for figure in tally.figures.select(columns).iter_rows(named=True):
        for name, rows in ((figure["table"], figure["rows"]), ("populations", figure.get("present_rows"))):
            for row in dict.fromkeys(rows or ()):
                yield figure["id"], name, row
    tables = folder.tables
    shares = share_rows(tables["groups"], tables["sources"], tables["places"], top(folder), tally.end)
    for figure_id, rows in shares.items():
        for row in rows:
            yield figure_id, "groups", row


def _withdrawn(folder: Folder, polls: Sequence[Polled]) -> list[Withdrawn]:
    """Return what was withdrawn with its names, as far as these may be known."""
    sources, references = Names(folder.tables["sources"]), folder.complete["references"]
    titles = {p.poll.name: p.poll.named for p in polls}
    labels = {row["id"]: row for row in references.iter_rows(named=True)}
    out = []
    for one in folder.retractions:
        guarded = one.kind == "source" and one.ident in rules(folder).protected_sources
        names = {}
        for code in folder.settings.languages if not guarded else ():
            label = labels.get(one.ident, {})
            some = next((v for k, v in label.items() if k.startswith("label_") and v), one.ident)
            said = {"source": sources(one.ident, code), "reference": label.get(f"label_{code}") or some}
            names[code] = said.get(one.kind) or (titles[one.ident](code) if one.ident in titles else one.ident)
        out.append(Withdrawn(disclosure.WITHHELD if guarded else one.ident, one, names))
    return out


def _released(folder: Folder, tally: Tally, polls: Sequence[Polled]) -> Ledger:
    """Return the figures that may be published, with their labels."""
    from nuzuh.statement.letter import without_guesses

    hidden = {ident: base for polled in polls for ident, base in polled.hidden.items()}
    figures = _figures(folder, tally, polls)
    released = disclosure.release(figures, folder.tables["places"], rules(folder), hidden)
    return _labelled(folder, without_guesses(released, folder.tables["signatories"]))


def whole(folder: Folder, tally: Tally, polls: Sequence[Polled] = ()) -> Ledger:
    """Return every figure, before anything is hidden or rounded."""
    return _labelled(folder, ledger_of(_figures(folder, tally, polls)))


def rules(folder: Folder) -> disclosure.Rules:
    """Return what the crisis allows to be published."""
    settings, tables = folder.settings, folder.tables
    return disclosure.rules_of(
        settings.disclosure_smallest_cell,
        settings.disclosure_rounding,
        settings.disclosure_finest_level,
        tables["places"],
        tables["sources"],
    )


def _figures(folder: Folder, tally: Tally, polls: Sequence[Polled]) -> list[Figure]:
    from nuzuh.statement.letter import signatory_figures

    tables, digests, languages = folder.tables, folder.digests, folder.settings.languages
    shares = share_figures(
        tables["groups"], tables["sources"], tables["places"], digests, languages, top(folder), tally.end
    )
    return [
        *figures_of(tally.figures, tables, digests, triangulate.METHOD),
        *shares,
        *reference_figures(tables["references"], digests, languages),
        *signatory_figures(folder),
        *(figure for polled in polls for figure in polled.figures),
    ]


def top(folder: Folder) -> str:
    """Return the place that the crisis is about; nothing where it is several."""
    roots = outermost(folder.tables["places"])
    return folder.settings.place or (roots[0] if len(roots) == 1 else "")


def counted(folder: Folder, end: dt.date, finest_level: int, *, disagreement: bool = False) -> Tally:
    """Return the figures of displacement up to a day, by the method that the crisis asks for."""
    settings, tables = folder.settings, folder.tables
    scope = triangulate.Scope(top(folder), settings.start, end, settings.count_period, finest_level)
    given = (tables["arrivals"], tables["populations"], tables["sources"], tables["places"])
    figures = triangulate.count(*given, scope).figures
    uses = sources = None
    if settings.count_method == METHOD:
        from nuzuh.displaced import balance

        wishes = balance.Wishes(settings.count_level, settings.count_draws, settings.count_seed, disagreement)
        accounts = balance.balance(*given, scope, wishes)
        levels = dict(tables["places"].select("code", "level").iter_rows())
        figures = together(accounts.figures, figures, levels)
        figures = with_rows_behind(figures, tables["arrivals"], accounts.uses, lineage(tables["places"]))
        uses, sources = accounts.uses, accounts.sources
    least = once.once_figures(figures, *given, scope)
    return Tally(pl.concat([figures, least], how="diagonal_relaxed").sort("id"), end, uses, sources)


def public_end(folder: Folder, published: dt.date) -> dt.date:
    """Return the day before which what happened may be published."""
    return disclosure.public_end(folder.settings.end, published, folder.settings.disclosure_delay_days)


def _labelled(folder: Folder, ledger: Ledger) -> Ledger:
    return with_labels(ledger, Names(folder.tables["places"]), folder.settings.languages)


def asked(folder: Folder, name: str, tally: Callable[[], Tally]) -> Polled:
    """Return a poll with its figures, weighted to the accounts where it asks for that, and all that is wrong with it.

    Parameters
    ----------
    folder : Folder
    name : str
    tally : callable
        Gives what was counted; asked only if the poll is weighted.
    """
    from nuzuh.poll.ask import ask
    from nuzuh.poll.sample import people_by_place

    settings, problems = read_poll(folder.root, name, folder.settings.languages)
    own = rules(folder)

    def people(kind: str) -> dict[str, float]:
        return people_by_place(tally().figures, kind)

    polled = ask(folder, settings, people, own.finest_level, own.smallest_cell)
    return replace(polled, problems=(*problems, *polled.problems))


def polls_of(folder: Folder, tally: Tally, published: dt.date) -> list[Polled]:
    """Return the polls: of those that ended within the delay of the crisis, or nobody knows when, their problems only."""
    polls = [asked(folder, name, lambda: tally) for name in poll_names(folder.root)]
    end = public_end(folder, published)

    def late(polled: Polled) -> bool:
        return folder.settings.disclosure_delay_days > 0 and (polled.ended is None or polled.ended >= end)

    return [replace(p, figures=(), items=(), claims=(), form=None) if late(p) else p for p in polls]


def public_of(folder: Folder, published: dt.date) -> Ledger:
    """Return the figures that may be published, with their labels."""
    tally = counted(folder, public_end(folder, published), rules(folder).finest_level)
    return public(folder, tally, polls_of(folder, tally, published))

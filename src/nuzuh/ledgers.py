"""The figures of a folder in one ledger: what was counted and what was asked, whole or as it may be published.

Here, as in `pipeline`, methods meet. Polls are imported where one is asked: scipy's statistics take a second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.displaced import once, triangulate
from nuzuh.displaced.behind import with_rows_behind
from nuzuh.displaced.shares import share_figures
from nuzuh.displaced.together import METHOD, together
from nuzuh.evidence import disclosure
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import with_labels
from nuzuh.evidence.ledger import Ledger, figures_of, ledger_of, reference_figures
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.places.gazetteer import lineage, outermost
from nuzuh.poll.settings import poll_names, read_poll

if TYPE_CHECKING:
    from nuzuh.poll.polled import Polled


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures as a frame, up to a day; by the method of accounts also what became of every row, and how far the sources agree."""

    figures: pl.DataFrame
    end: dt.date
    uses: pl.DataFrame | None = None
    sources: pl.DataFrame | None = None


def public(folder: Folder, tally: Tally, polls: Sequence[Polled]) -> Ledger:
    """Return the figures that may be published, with their labels: those counted, and those of polls."""
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

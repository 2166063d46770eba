"""What a crisis folder knows, laid out to be held against a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nuzuh.claims.crises import Crisis, crises_of
from nuzuh.claims.places import PlaceNames
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.lookup import matcher_of
from nuzuh.folder.records import Folder
from nuzuh.places.gazetteer import lineage
from nuzuh.poll.settings import Poll

_INNER = ("residual", "unreported", "departures", "start")  # parts of accounts, which no text cites


@dataclass(frozen=True, slots=True)
class Evidence:
    """Figures, polls, days and names of one crisis.

    Attributes
    ----------
    ledger : Ledger
    figures : sequence of Figure
        Those that a text may cite.
    crises : sequence of Crisis
        Other crises with their references.
    polls : sequence of Poll
    names : PlaceNames
    top : str
        Code of the place that the crisis is about.
    within : mapping of str to frozenset of str
        Place -> itself and all that it lies in.
    days : mapping of datetime.date to str
        Days that figures and settings know, with what they are.
    spans : mapping of (start, end) to str
        Periods of figures; ``end`` is the day after.
    residents : mapping of str to float
    rounding : str
        How public numbers are rounded.
    """

    ledger: Ledger
    figures: Sequence[Figure]
    crises: Sequence[Crisis]
    polls: Sequence[Poll]
    names: PlaceNames
    top: str
    within: Mapping[str, frozenset[str]]
    days: Mapping[dt.date, str]
    spans: Mapping[tuple[dt.date, dt.date], str]
    residents: Mapping[str, float] = field(default_factory=dict)
    rounding: str = "none"

    @property
    def signatures(self) -> list[Figure]:
        """How many signed each letter."""
        return [f for f in self.figures if f.role == "letter"]


def evidence_of(
    folder: Folder,
    ledger: Ledger,
    polls: Sequence[Poll],
    top: str,
    residents: Mapping[str, float],
    letter_days: Mapping[str, dt.date],
) -> Evidence:
    """Return what a folder knows.

    Parameters
    ----------
    folder : Folder
    ledger : Ledger
        The figures that may be published.
    polls : sequence of Poll
        Settings of the polls.
    top : str
        Code of the place that the crisis is about, empty where it is several.
    residents : mapping of str to float
        Place -> people living there before, see `nuzuh.displaced.compare.residents_of`.
    letter_days : mapping of str to datetime.date
        Date of each letter.
    """
    places = folder.tables["places"]
    figures = [f for f in ledger.figures.values() if f.role not in _INNER and f.status != "suppressed"]
    settings = folder.settings
    days: dict[dt.date, str] = {
        settings.start: "the day on which the crisis begins",
        settings.as_of: "the day of the report",
    }
    if settings.published:
        days.setdefault(settings.published, "the day of publication")
    for name, day in letter_days.items():
        days.setdefault(day, f"the date of the letter {name}")
    for poll in polls:
        for at, what in ((poll.first_day, "first"), (poll.last_day, "last")):
            if at:
                days.setdefault(at, f"the {what} day of the poll {poll.name}")
    spans: dict[tuple[dt.date, dt.date], str] = {}
    for figure in sorted(figures, key=lambda f: (f.windowed, f.id)):
        if figure.start and figure.end:
            spans.setdefault((figure.start, figure.end), figure.id)
            days.setdefault(figure.start, f"the first day of {figure.id}")
            days.setdefault(figure.end - dt.timedelta(days=1), f"the last day of {figure.id}")
        if figure.date:
            days.setdefault(figure.date, f"the day of {figure.id}")
    above: dict[str, set[str]] = {}
    for code, ancestor, _ in lineage(places).iter_rows():
        above.setdefault(code, set()).add(ancestor)
    roots = places.filter(places["level"].fill_null(9) <= 1)
    own = [v for row in roots.iter_rows(named=True) for k, v in row.items() if k.startswith("name_") and v]
    return Evidence(
        ledger,
        figures,
        crises_of((f for f in figures if f.role == "reference"), [*own, "Syria", "سوريا", "Suriye"]),
        polls,
        PlaceNames(places, matcher_of(folder.tables)),
        top,
        {code: frozenset(up) for code, up in above.items()},
        days,
        spans,
        residents,
        settings.disclosure_rounding,
    )

"""What several commands take: the crisis folder, JSON, the day of publication."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from nuzuh import pipeline
from nuzuh.terms.errors import UsageError
from nuzuh.terms.moments import When, read_moment

Folder = Annotated[Path, Parameter(help="The crisis folder.")]
Json = Annotated[
    bool, Parameter(name="--json", negative="", help="Print one JSON object; messages go to standard error.")
]
Published = Annotated[
    str | None,
    Parameter(
        name="--published",
        help="Day of publication, when crisis.toml gives none; now by default. With a time and its zone, as "
        "2020-02-06T14:00+01:00, an embargo until a time that day can end.",
    ),
]


def day(folder: Path, given: str | None) -> dt.date:
    """Return the day of publication: of crisis.toml, else as given, else today. Only in this module is the clock asked."""
    return when(folder, given).day


def when(folder: Path, given: str | None) -> When:
    """Return the day of publication and its time of day, where that is given or is now.

    Raises
    ------
    UsageError
        What is given is neither a day nor a time with a zone.
    """
    settled = pipeline.published_of(folder)
    told = read_moment(given) if given is not None else None
    if given is not None and told is None:
        what = f"--published {given} is neither a day nor a time with its zone."
        raise UsageError(f"{what} Write it as 2020-02-06 or 2020-02-06T14:00+01:00.")
    moment = told if isinstance(told, dt.datetime) else now() if told is None and settled is None else None
    if settled is not None:
        return When(settled, moment if moment and moment.date() == settled else None)
    return When(moment.date(), moment) if moment else When(told or today())


def today() -> dt.date:
    """Return today."""
    return now().date()


def now() -> dt.datetime:
    """Return the present moment in UTC."""
    return dt.datetime.now(tz=dt.UTC)

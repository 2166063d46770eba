"""What several commands take: the crisis folder, JSON, the day of publication."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from nuzuh import pipeline

Folder = Annotated[Path, Parameter(help="The crisis folder.")]
Json = Annotated[
    bool, Parameter(name="--json", negative="", help="Print one JSON object; messages go to standard error.")
]
Published = Annotated[
    dt.date | None,
    Parameter(name="--published", help="Day of publication, when crisis.toml gives none; today by default."),
]


def day(folder: Path, given: dt.date | None) -> dt.date:
    """Return the day of publication: of crisis.toml, else as given, else today. Only here is the clock asked."""
    return pipeline.published_of(folder) or given or today()


def today() -> dt.date:
    """Return today."""
    return dt.datetime.now(tz=dt.UTC).date()

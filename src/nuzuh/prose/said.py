"""One thing that a running text says: a number, a date, a comparison, with its place in the text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "number",
    "percent",
    "fraction",
    "multiple",
    "vague",
    "ordinal",
    "day",
    "period",
    "comparison",
    "superlative",
    "label",
]
Metric = Literal["", "stock", "flow"]


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a text that claims something.

    Attributes
    ----------
    kind : str
        number: a count, in digits or words (948,000, "one million", "مليون", "bir milyon"); percent; fraction ("half", "two
        thirds", "one in three", "3 of 4"); multiple ("twice", "doubled", "three times"); vague (an amount without a
        number: "most", "thousands", "dozens", "آلاف", "binlerce"); ordinal ("third", "2nd"); day and period (a date, month,
        year, or "from … to …"); comparison ("more than in Bosnia", "exceeds", "compared with"); superlative
        ("unprecedented", "the largest", "never before"); label (digits that count nothing, see ``unit``).
    start, end : int
        Positions in the text, half-open; quantifier and sign are inside, the unit is not.
    line, column : int
        Of the start, from 1.
    text : str
        As written.
    value, low, high : float or None
        Of a number; of a percent 0 to 100; of a fraction 0 to 1; of a multiple the factor. ``low`` and ``high`` of a range.
    quantifier : str
        exactly, about, more than, less than (``nuzuh.terms.amounts`` has these), or between.
    typed : bool
        Whether it has digits; False for number words alone.
    unit : str
        people, households, organisations, … as a plain English noun, where the words beside say so; else empty. Of a percent
        also "percentage points". Of a label what its digits are: name ("Resolution 2254", "COVID-19", "M4"), time (of the
        day), address (a link, an e-mail address, a telephone number), mark (of a list item, a heading, a note).
    metric : str
        flow or stock, where the verb beside says so ("fled", "were displaced since": flow; "live in displacement": stock).
    start_day, end_day : datetime.date or None
        Of a day or period, half-open; of a number, the period that its sentence gives it, if any. "from 12 to 9 February"
        keeps the order as written, so that ``end_day`` lies before ``start_day``. None where the text does not say it
        ("06/02/2020" can be two days).
    guessed : bool
        Of a day or period: its year stands elsewhere in the text.
    part, whole : float or None
        Of a fraction in two numbers: 136 and 150 of "136 of 150".
    """

    kind: Kind
    start: int
    end: int
    line: int
    column: int
    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    quantifier: str = "exactly"
    typed: bool = False
    unit: str = ""
    metric: Metric = ""
    start_day: dt.date | None = None
    end_day: dt.date | None = None
    guessed: bool = False
    part: float | None = None
    whole: float | None = None

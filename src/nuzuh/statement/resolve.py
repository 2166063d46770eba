"""What an expression says in a language: a figure, its period, a day, a comparison, the base of a share."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from types import MappingProxyType

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.rounding import round_people, two_digits
from nuzuh.statement.binding import Binding, Refusal
from nuzuh.statement.compared import compared
from nuzuh.statement.source import Expression
from nuzuh.terms.wording import words

FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {
        "figure": 'figure("displaced.flow.total"): more than 948,000; with "people" behind it: more than 948,000 people; '
        'with "number": 948,000; with "rounded" or "thousands": a rounder number that stays true',
        "period": 'period("displaced.flow.total"): the period or day of a figure; period("2020-02-01", "2020-03-01"): a '
        "period, its second day no longer in it",
        "month": 'month("displaced.stock.total"): the month of a stock; month("2020-02"): a month',
        "sources": 'sources("displaced.flow.total"): who says so',
        "day": 'day("2020-02-06"): a day',
        "name": 'name("Resolution 2254"): a proper name that holds a number',
        "base": 'base("poll.return-2020.return.no"): of how many a share is',
        "compare": 'compare("displaced.flow.total", "reference.kosovo-1999"): how many times the one is of the other; with '
        '"times", "more", "fewer" or "day" behind it: the factor alone, that it is more, that it is fewer, the factor per day',
    }
)
_DAY = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")
_ROUNDING = ("rounded", "thousands")
_COUNTS = ("asked", "answered")


class Resolver:
    """Says what expressions mean in one language.

    Parameters
    ----------
    ledger : Ledger
        The public figures.
    language : str
    source_names : callable
        Figure -> names of its sources in the language.
    rejected : mapping of str to str, optional
        Where the row of a figure stands that was rejected, by the figure's id.
    """

    def __init__(
        self,
        ledger: Ledger,
        language: str,
        source_names: Callable[[Figure], str],
        rejected: Mapping[str, str] | None = None,
    ) -> None:
        self._ledger = ledger
        self._words = words(language)
        self._source_names = source_names
        self._rejected = rejected or {}

    def resolve(self, expression: Expression) -> Binding | Refusal:
        """Return what an expression says, or why it says nothing."""
        name, argument, options = expression.function, expression.argument, expression.options
        if name not in FUNCTIONS:
            known = "Known are: " + "; ".join(FUNCTIONS.values()) + "."
            return Refusal("letter.expression", f"{expression.text} cannot be read.", known)
        if name == "name":
            return _refused_options(name, options) or Binding(argument, "", key=_name_key(argument))
        if name == "day" or (name in ("period", "month") and _DAY.fullmatch(argument)):
            return self._typed(name, argument, options)
        figure = self._known(argument)
        if isinstance(figure, Refusal):
            return figure
        if name == "compare":
            return self._compare(figure, options)
        if name == "figure":
            return self._figure(figure, options)
        refused = _refused_options(name, options)
        return refused or (self._base(figure) if name == "base" else self._about(name, figure))

    def _known(self, ident: str) -> Figure | Refusal:
        figure = self._ledger.get(ident)
        if figure is None and ident in self._rejected:
            where = self._rejected[ident]
            message = f"The figure {ident} stands in {where}, but that row was rejected."
            return Refusal("letter.figure", message, f"Mend {where}; the letter then follows.")
        if figure is None:
            near = difflib.get_close_matches(ident, list(self._ledger.figures), n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(near)}?" if near else "`nuzuh count` lists all figures."
            return Refusal("letter.figure", f"There is no figure {ident}.", hint)
        if figure.value is None:
            why = "is hidden, because few people stand behind it" if figure.status == "suppressed" else "is not known"
            return Refusal("letter.figure", f"The figure {ident} {why}.", "Cite a wider figure, or none.")
        return figure

    def _figure(self, figure: Figure, options: Sequence[str]) -> Binding | Refusal:
        say = self._words
        wrong = [o for o in options if o not in ("people", "number", *_ROUNDING)]
        if "people" in options and (figure.unit != "people" or "number" in options):
            wrong = ["people"]
        if figure.unit == "percent" and set(options) & set(_ROUNDING):
            wrong = [*options]
        if wrong:
            message = f"{wrong[0]} is no way to write {figure.id}."
            return Refusal("letter.expression", message, FUNCTIONS["figure"])
        value, quantifier = rounded(figure, options)
        bare = say.number(value)
        if "number" in options:
            text = bare
        elif "people" in options:
            text, bare = say.people(value, quantifier), say.people(value)
        else:
            text = say.amount(value, quantifier, figure.unit, figure.decimals)
            bare = say.amount(value, "exactly", figure.unit, figure.decimals)
        key = ("figure", figure.id, value, "" if "number" in options else quantifier)
        return Binding(text, figure.id, key=key, read=bare)

    def _about(self, function: str, figure: Figure) -> Binding | Refusal:
        """Return a figure's sources, period or month in words."""
        say = self._words
        at = figure.date or figure.start
        key: tuple[Hashable, ...] = ()
        text = ""
        if function == "sources":
            text, key = self._source_names(figure), ("sources", figure.id)
        elif function == "month" and at:
            text, key = say.month(at), _when(at, "month")
        elif function == "period" and figure.start and figure.end:
            text, key = say.period(figure.start, figure.end), ("when", figure.start, figure.end)
        elif function == "period" and figure.date:
            text, key = say.day_of(figure.date, figure.accuracy), _when(figure.date, figure.accuracy)
        if not text:
            return Refusal("letter.expression", f"{function} says nothing of {figure.id}.", FUNCTIONS[function])
        return Binding(text, figure.id, key=key)

    def _typed(self, function: str, argument: str, options: Sequence[str]) -> Binding | Refusal:
        """Return a day, month or period that is given as such."""
        say = self._words
        start = _day(argument)
        if function == "day":
            if start is None or len(argument) < 8:
                return Refusal("letter.day", f"{argument} is no day.", "Write it as 2020-02-06.")
            return _refused_options(function, options) or Binding(say.day(start), "", key=_when(start, "day"))
        if function == "month":
            if start is None or argument.count("-") != 1:
                return Refusal("letter.day", f"{argument} is no month.", "Write it as 2020-02.")
            return _refused_options(function, options) or Binding(say.month(start), "", key=_when(start, "month"))
        end = _day(options[0]) if len(options) == 1 else None
        form = 'Write it as period("2020-02-01", "2020-03-01"): the second day is no longer in it.'
        if start is None or end is None:
            return Refusal("letter.day", f"{', '.join((argument, *options))} is no period.", form)
        if end <= start:
            message = f"The period ends on {end.isoformat()}, which is not after its beginning, {start.isoformat()}."
            return Refusal("letter.day", message, form)
        year = (start.month, start.day, end) == (1, 1, dt.date(start.year + 1, 1, 1))
        text = say.isolate(str(start.year)) if year else say.period(start, end)
        return Binding(text, "", key=("when", start, end))

    def _base(self, figure: Figure) -> Binding | Refusal:
        """Return of how many a share is, and that they were not drawn by chance where they were not."""
        say = self._words
        if figure.of is None or (figure.asked and not figure.asked.question):
            mend = "Cite a share of a poll or of a group; of the number of people itself, write figure(…)."
            return Refusal("letter.expression", f"Of how many {figure.id} is, is not known.", mend)
        amount = say.amount(figure.of, figure.of_quantifier)
        if not figure.asked:
            text = say.say("letter-base-share", amount=amount)
        else:
            key = "letter-base-chance" if by_chance(figure) else "letter-base-asked"
            text = say.say(key, people=say.people(figure.of, figure.of_quantifier))
        return Binding(text, figure.id, key=("base", figure.id))

    def _compare(self, ours: Figure, options: Sequence[str]) -> Binding | Refusal:
        if not options:
            message = "A comparison needs two figures."
            return Refusal("letter.expression", message, FUNCTIONS["compare"])
        reference = self._known(options[0])
        if isinstance(reference, Refusal):
            return reference
        return compared(ours, reference, options[1:], self._words)


def by_chance(figure: Figure) -> bool:
    """Return whether those asked speak for others: only then has a poll's figure an interval."""
    return bool(figure.asked and (figure.asked.method or figure.level is not None))


def counts_people_asked(figure: Figure) -> bool:
    """Return whether a poll's figure is the number of people asked, or of those who answered."""
    return bool(figure.asked and not figure.asked.question and figure.id.rpartition(".")[2] in _COUNTS)


def rounded(figure: Figure, options: Sequence[str]) -> tuple[float, str]:
    """Return a figure's value and quantifier, rounded so that the words stay true.

    *More than* never rounds up, *less than* never down; what was exact and changes becomes *about*.
    """
    value, quantifier = figure.value or 0.0, figure.quantifier
    how = next((o for o in options if o in _ROUNDING), "")
    if not how or figure.unit == "percent" or value == 0:
        return value, quantifier
    if how == "thousands":
        near = round_people(value, "1000", quantifier) or value
    else:
        towards = {"more than": -1, "less than": 1}.get(quantifier, 0)
        near = two_digits(value, towards) if value > 0 else value
    if near == 0:
        near = value
    return near, "about" if near != value and quantifier == "exactly" else quantifier


def _refused_options(function: str, options: Sequence[str]) -> Refusal | None:
    if not options:
        return None
    return Refusal("letter.expression", f"{function} takes no {options[0]}.", FUNCTIONS[function])


def _day(text: str) -> dt.date | None:
    """Return a day, or the first day of a month or year."""
    try:
        return dt.date.fromisoformat("-".join([*text.split("-"), "01", "01"][:3]))
    except ValueError:
        return None


def _when(day: dt.date, accuracy: str) -> tuple[Hashable, ...]:
    """Return what is said of time, however it is written: its first day, and the day after its last."""
    if accuracy == "year":
        return "when", day.replace(month=1, day=1), dt.date(day.year + 1, 1, 1)
    if accuracy == "month":
        first = day.replace(day=1)
        return "when", first, (first + dt.timedelta(days=32)).replace(day=1)
    return "when", day, day + dt.timedelta(days=1)


def _name_key(name: str) -> tuple[str, ...]:
    """Return what a name says in every language: the numbers in it, in Latin digits."""
    return ("name", *(str(int(n)) for n in re.findall(r"\d+", name)))

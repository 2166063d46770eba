"""Sentences, numbers and days in the reader's language: Fluent for sentences, Babel for numbers and days."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from importlib.resources import files

from babel import Locale, dates, numbers
from fluent.runtime import FluentBundle, FluentResource

LOCALES = {"en": "en_GB", "ar": "ar_SY", "tr": "tr_TR"}
RIGHT_TO_LEFT = ("ar",)
_LRI, _PDI = "\u2066", "\u2069"
_DECIMALS = 3  # with which Babel prints a number that is not whole


class Words:
    """All that is said in one language.

    Parameters
    ----------
    language : str
        ``en``, ``ar`` or ``tr``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        self._group = numbers.get_group_symbol(self.locale, numbering_system="latn")
        self._bundle = FluentBundle([self.locale.language], use_isolating=language in RIGHT_TO_LEFT)
        for text in sentences(language).values():
            self._bundle.add_resource(FluentResource(text))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence with its values filled in.

        Raises
        ------
        KeyError
            The language has no such sentence.
        ValueError
            A value that the sentence needs is missing.
        """
        if not self._bundle.has_message(key):
            raise KeyError(f"{self.language}.ftl has no {key}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(f"{self.language}.ftl has nothing to say for {key}")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise ValueError(f"{self.language}.ftl, {key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Return whether the language has a sentence."""
        return bool(self._bundle.has_message(key))

    def number(self, value: float) -> str:
        """Return a number with the language's separators and Latin digits, isolated in right-to-left text."""
        return self.isolate(self._plain(value))

    def _plain(self, value: float) -> str:
        """Return a number with its separators; whole ones, of which a page has thousands, without asking Babel."""
        if value < 0:
            return f"\u2212{self._plain(-value)}"
        if float(value).is_integer():
            return f"{int(value):,}".replace(",", self._group)
        return str(numbers.format_decimal(value, locale=self.locale, numbering_system="latn"))

    def decimal(self, value: float, digits: int = 2) -> str:
        """Return a number with so many decimals, not isolated: 1.20."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(numbers.format_decimal(value, pattern, locale=self.locale, numbering_system="latn"))

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share (0 to 1) as a percentage, its sign where the language puts it."""
        pattern = {"tr": "%#,##0"}.get(self.language, "#,##0") + ("." + "0" * digits if digits else "")
        pattern += "" if self.language == "tr" else "%"
        return self.isolate(numbers.format_percent(share, pattern, locale=self.locale, numbering_system="latn"))

    def percent_range(self, low: float, high: float) -> str:
        """Return a range of shares (0 to 1) as percentages with one decimal, isolated as a whole: 84.8–94.8%.

        Examples
        --------
        >>> words("tr").percent_range(0.848, 0.948)
        '%84,8–94,8'
        """
        ends = [
            numbers.format_decimal(100 * v, "#,##0.0", locale=self.locale, numbering_system="latn") for v in (low, high)
        ]
        text = f"{ends[0]}–{ends[1]}"
        return self.isolate(f"%{text}" if self.language == "tr" else f"{text}%")

    def share(self, share: float) -> str:
        """Return a share (0 to 1) as a whole percentage that is neither none nor all unless it is."""
        if 0 < share < 0.01:
            return self.say("percent-little", share=self.percent(0.01))
        return self.percent(min(share, 0.99) if share < 1 else share)

    def isolate(self, text: str) -> str:
        """Return a number or code kept whole in right-to-left text (U+2066 … U+2069)."""
        return f"{_LRI}{text}{_PDI}" if self.direction == "rtl" else text

    def range(self, low: float, high: float) -> str:
        """Return a range of numbers, isolated as a whole."""
        plain = [self._plain(v) for v in (low, high)]
        return self.isolate(f"{plain[0]}–{plain[1]}" if low >= 0 else f"{plain[0]} – {plain[1]}")

    def day(self, day: dt.date) -> str:
        """Return a day: 26 February 2020."""
        return str(dates.format_date(day, "d MMMM y", locale=self.locale))

    def short_day(self, day: dt.date) -> str:
        """Return a day without its year, months cut short: 26 Feb."""
        return str(dates.format_date(day, "d MMM", locale=self.locale))

    def month(self, day: dt.date, *, short: bool = False) -> str:
        """Return a month and its year.

        Not in the form that stands alone (``LLLL``): once Babel has read ``ar``, that of ``ar_SY`` is no longer Syrian.
        """
        return str(dates.format_date(day, "MMM y" if short else "MMMM y", locale=self.locale))

    def day_of(self, day: dt.date, accuracy: str) -> str:
        """Return a day as exactly as it is known: 1 August 2018, August 2018 or 2018."""
        if accuracy == "year":
            return self.isolate(str(day.year))
        return self.month(day) if accuracy == "month" else self.day(day)

    def period(self, start: dt.date, end: dt.date) -> str:
        """Return a half-open period as a reader says it: its last day is the day before ``end``."""
        last = end - dt.timedelta(days=1)
        if start == last:
            return self.day(start)
        if start.day == 1 and end.day == 1:
            if (end.year - start.year) * 12 + end.month - start.month == 1:
                return self.month(start)
            return self.say("period-months", start=self.month(start), end=self.month(last))
        return self.say("period-days", start=self.day(start), end=self.day(last))

    def amount(self, value: float | None, quantifier: str = "exactly", unit: str = "people", decimals: int = 1) -> str:
        """Return a number as its quantifier says it: more than 948,000; the word for unknown when there is none."""
        if value is None:
            return self.say("unknown")
        if unit == "percent":
            number = self.percent(_towards(value, decimals, quantifier) / 100, decimals)
        else:
            number = self.number(_towards(value, _DECIMALS, quantifier))
        keys = {
            "about": "amount-about",
            "more than": "amount-more",
            "less than": "amount-less",
            "between": "amount-about",
        }
        return self.say(keys[quantifier], number=number) if quantifier in keys else number

    def people(self, value: float, quantifier: str = "exactly") -> str:
        """Return an amount of people with the plural that the language asks for."""
        return self.say("people", count=int(value), amount=self.amount(value, quantifier))


def _towards(value: float, decimals: int, quantifier: str) -> float:
    """Return a value with so many decimals, down where it is *more than* and up where it is *less than*; else as it is.

    Decimal digits, not binary ones, are cut: 4.2 stays 4.2.
    """
    if quantifier not in ("more than", "less than"):
        return value
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(repr(float(value)))
    return float(exact.quantize(step, ROUND_FLOOR if quantifier == "more than" else ROUND_CEILING))


def sentences(language: str) -> dict[str, str]:
    """Return the sentence files of a language by name: ``en.ftl``, and those of parts, such as ``poll.en.ftl``."""
    folder = files("nuzuh.terms") / "words"
    names = sorted(f.name for f in folder.iterdir() if f.name.split(".")[-2:] == [language, "ftl"])
    return {name: (folder / name).read_text("utf-8") for name in names}


@lru_cache
def words(language: str) -> Words:
    """Return the words of a language."""
    return Words(language)

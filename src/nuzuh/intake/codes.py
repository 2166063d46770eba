"""Place codes that lost their zeros, gained a suffix, or written another way."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from nuzuh.intake.findings import NOTES, Finding, Repaired, cells_of, found_where, heading_of, some
from nuzuh.intake.roles import Role
from nuzuh.terms.amounts import fold_digits

_SHAPE = re.compile(r"([A-Z]{1,3})(\d+)")
_SUFFIX = re.compile(r"([A-Z]{1,3}\d+)([_\-/ .])([A-Z0-9]{1,3})")
_NUMBER = re.compile(r"\d+(?:\.0+)?")
_LIKE_ZERO = str.maketrans({"O": "0", "I": "1", "L": "1"})
_MOST = 100_000  # distinct unknown codes looked at; a column with more holds no codes of this gazetteer


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """Place codes, found by what is left of them when they are damaged.

    Attributes
    ----------
    level : mapping of str to int or None
        Code -> level.
    """

    level: Mapping[str, int | None]
    _upper: dict[str, str] = field(default_factory=dict)
    _digits: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, codes: Mapping[str, int | None]) -> KnownCodes:
        """Return the codes with what they are found by."""
        known = cls(codes)
        for code in codes:
            bare = code.upper()
            known._upper.setdefault(bare, code)
            if match := _SHAPE.fullmatch(bare):
                known._digits[int(match[2])].append(code)
        return known

    def with_digits(self, digits: str, prefix: str = "") -> list[str]:
        """Return the codes whose digits are these but for zeros in front, of one prefix (``SY`` and ``SYR`` are one)."""
        return [
            c
            for c in self._digits.get(int(digits), [])
            if not prefix or _same_prefix(prefix, "".join(x for x in c.upper() if x.isalpha()))
        ]

    def exactly(self, code: str) -> str | None:
        """Return a code in its own spelling, whatever the case."""
        return self._upper.get(code)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a damaged code may be: the codes, how it was damaged, and what stood after it."""

    codes: tuple[str, ...]
    rule: str
    suffix: str = ""


def _same_prefix(a: str, b: str) -> bool:
    return a == b or (len(a) >= 2 and len(b) >= 2 and (a.startswith(b) or b.startswith(a)))


def read_code(text: str, known: KnownCodes) -> Reading | None:
    """Return the known codes that a text may stand for; None when there is none.

    Examples
    --------
    >>> known = KnownCodes.of({"C1001": 4, "SY070301": 3, "SY0703": 2})
    >>> [read_code(t, known).codes for t in ("C1001_5", "SY70301", "70301", "sy-07-03-01", "SYO70301", "1001.0")]
    [('C1001',), ('SY070301',), ('SY070301',), ('SY070301',), ('SY070301',), ('C1001',)]
    """
    bare = unicodedata.normalize("NFKC", fold_digits(text)).upper().strip()
    if code := known.exactly(bare):
        return Reading((code,), "code.spelling")
    if _NUMBER.fullmatch(bare):
        digits = bare.partition(".")[0]
        found = known.with_digits(digits)
        return Reading(tuple(found), "code.zeros") if found else None
    whole = re.sub(r"\.0+$", "", bare)
    joined = re.sub(r"[\s_\-./]+", "", whole)
    readings: list[Reading] = []
    if code := known.exactly(joined):
        readings.append(Reading((code,), "code.spelling"))
    match = _SUFFIX.fullmatch(whole)
    if match and (code := known.exactly(match[1])):
        if match[2] == "_":
            return Reading((code,), "code.suffix", match[3])
        readings.append(Reading((code,), "code.suffix", match[3]))
    if readings:
        codes = tuple(dict.fromkeys(c for r in readings for c in r.codes))
        return readings[0] if len(codes) == 1 else Reading(codes, "code.suffix")
    return _by_digits(joined, known)


def _by_digits(joined: str, known: KnownCodes) -> Reading | None:
    """Return what a code stands for that lost zeros, has letters for digits, or another form of the country's prefix."""
    if (match := _SHAPE.fullmatch(joined)) and (found := known.with_digits(match[2], match[1])):
        return Reading(tuple(found), "code.zeros")
    letters = re.match(r"[A-Z]{1,3}?(?=[0-9OIL]*$)", joined)
    if letters:
        fixed = letters.group() + joined[letters.end() :].translate(_LIKE_ZERO)
        if code := known.exactly(fixed):
            return Reading((code,), "code.spelling")
        if (match := _SHAPE.fullmatch(fixed)) and (found := known.with_digits(match[2], match[1])):
            return Reading(tuple(found), "code.zeros")
    return None


def mend_codes(
    rows: pl.DataFrame,
    headings: Sequence[str],
    roles: Mapping[str, Role],
    codes: Mapping[str, int | None],
    levels: Mapping[str, int] | None = None,
) -> Repaired:
    """Return the table with damaged place codes put right where only one known code can be meant.

    Parameters
    ----------
    rows, headings
        As of `nuzuh.intake.damage.repair`.
    roles : mapping
        Column -> what it holds; those with ``code`` are looked at.
    codes : mapping
        Known codes -> level. With none, only a suffix is told, by the form of the column's other codes.
    levels : mapping, optional
        Column -> level that its codes should have.

    Returns
    -------
    Repaired
        ``notes`` hold each suffix: it names a part of the place.
    """
    known = KnownCodes.of(codes)
    findings: list[Finding] = []
    notes = [pl.DataFrame(schema=NOTES)]
    for c, role in roles.items():
        if role != "code":
            continue
        heading = heading_of(headings, c)
        values = rows[c].drop_nulls().unique(maintain_order=True)
        in_book = values.is_in(list(codes)) if codes else values.is_in([])
        unknown = values.filter(~in_book).head(_MOST)
        level = (levels or {}).get(c)
        own = known if codes and (in_book.any() or _mostly(unknown, known)) else KnownCodes.of(_own_codes(values))
        readings = {t: r for t in unknown if (r := read_code(t, own)) and (own is known or r.rule == "code.suffix")}
        readings = {t: _of_level(r, level, known) for t, r in readings.items()}
        rows = _mended(rows, c, heading, readings, findings, notes)
        if own is known and codes:
            _unclear(rows, c, heading, [t for t in unknown if t not in readings], findings)
            _levels(rows, c, heading, level, codes, findings)
    return Repaired(rows, findings, pl.concat(notes))


def _mostly(values: pl.Series, known: KnownCodes) -> bool:
    """Return whether most of a sample of values can be read as known codes: else the column holds other codes."""
    some_values = values.head(200).to_list()
    good = [r for t in some_values if (r := read_code(t, known)) and len(r.codes) == 1]
    return len(good) * 2 > len(some_values)


def _own_codes(values: pl.Series) -> dict[str, int | None]:
    """Return the codes of a column that have the form of most of them: what a suffix may be cut off from."""
    shaped = values.filter(values.str.contains(r"^[A-Z]{1,3}\d{2,}$"))
    if shaped.len() * 2 <= values.len():
        return {}
    suffixed = values.filter(values.str.contains(r"^[A-Z]{1,3}\d{2,}_[A-Z0-9]{1,3}$"))
    form = shaped.str.replace_all(r"\d", "0")
    usual = {f for f, n in Counter(form.to_list()).items() if n * 20 >= shaped.len()}
    bases = suffixed.str.replace(r"_[A-Z0-9]+$", "").unique(maintain_order=True)
    return dict.fromkeys([b for b in bases if re.sub(r"\d", "0", b) in usual])


def _of_level(reading: Reading, level: int | None, known: KnownCodes) -> Reading:
    fitting = tuple(c for c in reading.codes if known.level.get(c) == level) if level is not None else ()
    return Reading(fitting, reading.rule, reading.suffix) if fitting else reading


_WHAT = {
    "code.spelling": ("written another way", "Nothing to do here; ask the sender to keep the codes as published."),
    "code.suffix": (
        "with a suffix that names a part of the place; the place's own code is used and the suffix kept in a note",
        "Rows of one place's parts are not the whole place each: check that they add up as they should.",
    ),
    "code.zeros": (
        "without the zeros or letters in front, as when a spreadsheet makes numbers of codes, mended",
        "Nothing to do here; ask the sender to format the column as text.",
    ),
}


def _mended(
    rows: pl.DataFrame,
    c: str,
    heading: str,
    readings: Mapping[str, Reading],
    findings: list[Finding],
    notes: list[pl.DataFrame],
) -> pl.DataFrame:
    before = rows[c]
    after = before
    for rule, (what, suggestion) in _WHAT.items():
        sure = {t: r for t, r in readings.items() if r.rule == rule and len(r.codes) == 1}
        if not sure:
            continue
        codes = [r.codes[0] for r in sure.values()]
        after = after.replace(list(sure), codes)
        mask = before.is_in(list(sure)).fill_null(value=False)
        example = ", ".join(f"{t} is {r.codes[0]}" for t, r in list(sure.items())[:3])
        message = f"{cells_of(int(mask.sum()), heading)} {what}: {example}."
        findings.append(found_where(rows, c, mask, heading, rule, "warning", message, suggestion, after))
        if rule == "code.suffix":
            texts = before.replace_strict(
                list(sure), [f"{t}: part {r.suffix} of {r.codes[0]}" for t, r in sure.items()], default=None
            )
            noted = pl.DataFrame({"_line": rows["_line"], "note": texts.cast(pl.String)}).filter(mask)
            notes.append(noted.select(pl.col("_line").cast(pl.UInt32), pl.lit(heading).alias("column"), "note"))
    doubtful = {t: r for t, r in readings.items() if len(r.codes) > 1}
    if doubtful:
        mask = before.is_in(list(doubtful)).fill_null(value=False)
        example = "; ".join(f"{t} may be {_or(r.codes)}" for t, r in list(doubtful.items())[:3])
        findings.append(
            found_where(
                rows,
                c,
                mask,
                heading,
                "code.ambiguous",
                "error",
                f"{cells_of(int(mask.sum()), heading)} may stand for several places: {example}.",
                "Write the code of the place that is meant; the cells stand as they came.",
            )
        )
    return rows.with_columns(after.alias(c))


def _or(codes: Iterable[str]) -> str:
    listed = list(codes)
    return " or ".join(listed[:4]) + (" or another" if len(listed) > 4 else "")


def _unclear(rows: pl.DataFrame, c: str, heading: str, unknown: Sequence[str], findings: list[Finding]) -> None:
    if not unknown:
        return
    mask = rows[c].is_in(list(unknown)).fill_null(value=False)
    findings.append(
        found_where(
            rows,
            c,
            mask,
            heading,
            "code.unknown",
            "warning",
            f"{cells_of(int(mask.sum()), heading, 'are')} no code of the gazetteer: {some(unknown)}.",
            "Add the places to places.csv, or mend the codes; the name beside the code may tell.",
        )
    )


def _levels(
    rows: pl.DataFrame,
    c: str,
    heading: str,
    level: int | None,
    codes: Mapping[str, int | None],
    findings: list[Finding],
) -> None:
    if level is None:
        return
    values = rows[c].drop_nulls().unique(maintain_order=True).to_list()
    other = [t for t in values if codes.get(t) not in (None, level)]
    if not other:
        return
    mask = rows[c].is_in(other).fill_null(value=False)
    findings.append(
        found_where(
            rows,
            c,
            mask,
            heading,
            "code.level",
            "warning",
            f"{cells_of(int(mask.sum()), heading, 'are')} codes of another level than {level}: {some(other)}.",
            "A larger area beside its parts counts people twice; check whether these rows are totals.",
        )
    )

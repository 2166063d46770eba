"""Patterns in the work of single interviewers: haste, nights, straight lines, refusals, questions that are not opened."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy import stats

from nuzuh.formats.xlsform import Form
from nuzuh.poll.asked import Asked

PATTERNS = pl.Schema(
    {
        "interviewer": pl.String,
        "pattern": pl.String,
        "n": pl.Int64,
        "value": pl.Float64,
        "others": pl.Float64,
        "p": pl.Float64,
    }
)
OF_INTERVIEWS = ("minutes", "night", "same_minute", "overlap", "straight", "opened", "refused", "answered")
NIGHT = (6, 21)  # hours; interviews before the first, or from the second on, are at night
_BATTERY = 3  # questions one after the other with the same answers to choose from
_FEW = 5  # interviews below which nothing is said of an interviewer
_NEARLY_ALL = 0.9
_REFUSAL = re.compile(
    r"\b(?:dnk|dk|dont[ _]know|do[ _]not[ _]know|don't know|pnta|refuse\w*|prefer[ _]not\w*|no[ _]answer|ne sait pas"
    r"|préfère ne pas|bilmiyor\w*|cevap yok|fikri\w* yok)\b|لا [أا]عرف|لا يعرف|عدم ال[إا]جابة|رفض|[أا]فضل عدم",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"selected\(\s*\$\{([^}]+)\}\s*,\s*['\"]([^'\"]+)['\"]\s*\)|\$\{([^}]+)\}\s*=\s*['\"]([^'\"]+)['\"]"
)


def opening_answers(form: Form) -> dict[str, set[str]]:
    """Return the answers that open further questions, by question, as the form's `relevant` say."""
    opening: dict[str, set[str]] = {}
    for relevant in [each.relevant for each in form.questions] + [each.relevant for each in form.groups]:
        if "not(" in relevant.replace(" ", ""):
            continue  # what closes questions
        for one, code, other, value in _OPENS.findall(relevant):
            opening.setdefault(one or other, set()).add(code or value)
    return opening


def of_interviews(data: pl.DataFrame, questions: Sequence[Asked], by: str, form: Form | None) -> pl.DataFrame:
    """Return for each interview what the patterns are made of; null where it does not apply.

    Returns
    -------
    polars.DataFrame
        ``_line``, ``by``; ``minutes``; ``night`` (begun before 6 or from 21 on), ``same_minute`` (another of the interviewer
        began in it), ``overlap`` (began before the one before had ended), each 1 or 0; ``straight``, the share of batteries
        (three questions or more in a row with the same options) with one answer throughout; ``opened``, the share of the
        questions that open others which were answered so; ``refused``, the share of don't know and no answer among the
        answers; ``answered``, the share of all questions with an answer.
    """
    start, end = pl.col("_start"), pl.col("_end")
    hour, minute = start.dt.hour(), start.dt.truncate("1m")
    frame = data.select(
        "_line",
        pl.col(by).cast(pl.String).alias("by"),
        minutes="_minutes",
        night=((hour < NIGHT[0]) | (hour >= NIGHT[1])).cast(pl.Float64),
        same_minute=pl.when(start.is_not_null()).then((pl.len().over(by, minute) > 1).cast(pl.Float64)),
        overlap=(start < end.shift(1).over(by, order_by="_start")).cast(pl.Float64),
    )
    chosen = [asked for asked in questions if asked.kind == "one" and asked.name in data.columns and asked.name != by]
    opening = opening_answers(form) if form else {}
    filters = {asked.name: opening[asked.name] for asked in chosen if asked.name in opening}
    refusals = {asked.name: codes for asked in chosen if (codes := _refusals(asked))}
    asked_at_all = [asked for asked in questions if any(name in data.columns for name in asked.columns)]
    filled = [pl.any_horizontal(pl.col(asked.columns).is_not_null()) for asked in asked_at_all]
    return frame.with_columns(
        _share(data, filters).alias("opened"),
        _share(data, {asked.name: refusals.get(asked.name, set()) for asked in chosen}).alias("refused"),
        _straight(data, [asked for asked in questions if asked.name != by]).alias("straight"),
        data.select(pl.mean_horizontal(filled) if filled else pl.lit(None, pl.Float64)).to_series().alias("answered"),
    ).select("_line", "by", *OF_INTERVIEWS)


def _refusals(asked: Asked) -> set[str]:
    texts = {option.code: " | ".join((option.code, *option.label.values())) for option in asked.options}
    return {code for code, text in texts.items() if _REFUSAL.search(text.replace("’", "'"))}


def _share(data: pl.DataFrame, codes: dict[str, set[str]]) -> pl.Series:
    """Return the share of the answered among these questions whose answer is one of the codes."""
    if not codes:
        return pl.Series([None] * data.height, dtype=pl.Float64)
    answers = [pl.col(name).is_in(sorted(held)) for name, held in codes.items()]
    return data.select(pl.mean_horizontal(each.cast(pl.Float64) for each in answers)).to_series()


def _straight(data: pl.DataFrame, questions: Sequence[Asked]) -> pl.Series:
    """Return the share of batteries with the same answer throughout, among those answered as a whole."""
    batteries: list[list[str]] = []
    before: object = None
    for asked in questions:
        battery = asked.kind == "one" and asked.name in data.columns
        options = (asked.list_name, tuple(option.code for option in asked.options)) if battery else None
        if battery and options == before:
            batteries[-1].append(asked.name)
        elif battery:
            batteries.append([asked.name])
        before = options
    lines = []
    for names in batteries:
        if len(names) >= _BATTERY:
            same = pl.all_horizontal(pl.col(name) == pl.col(names[0]) for name in names[1:])
            lines.append(same.cast(pl.Float64))
    if not lines:
        return pl.Series([None] * data.height, dtype=pl.Float64)
    return data.select(pl.mean_horizontal(lines)).to_series()


def patterns(data: pl.DataFrame, questions: Sequence[Asked], by: str = "_by", form: Form | None = None) -> pl.DataFrame:
    """Return how the work of each interviewer differs from that of the others.

    Parameters
    ----------
    data : polars.DataFrame
        `Answers.data`.
    questions : sequence of Asked
    by : str
        The column that names the interviewer; interviews without a name are left out.
    form : Form, optional
        Says which answers open further questions.

    Returns
    -------
    polars.DataFrame
        `PATTERNS`: ``n`` interviews of the interviewer for which it is known (five at least, and as many of others), the mean
        ``value`` of the pattern in them, the mean of all ``others``, and ``p`` of a two-sided rank test (Mann-Whitney),
        not corrected for the number of interviewers. The patterns are those of `of_interviews`, ``minutes`` with medians;
        ``spread``, the interquartile range of the minutes as a share of their median (Brown-Forsythe on logarithms); and
        ``constant``, the share of questions to which all interviews have one answer where those of others differ (no p).
    """
    data = data.filter(pl.col(by).is_not_null())
    interviews = of_interviews(data, questions, by, form)
    rows: list[tuple[str, str, int, float, float, float | None]] = []
    for who in interviews["by"].unique(maintain_order=True):
        own = interviews["by"] == who
        for pattern in OF_INTERVIEWS:
            mine = interviews[pattern].filter(own).drop_nulls().to_numpy()
            theirs = interviews[pattern].filter(~own).drop_nulls().to_numpy()
            if min(len(mine), len(theirs)) < _FEW:
                continue
            middle = np.median if pattern == "minutes" else np.mean
            p = float(stats.mannwhitneyu(mine, theirs).pvalue) if len({*mine, *theirs}) > 1 else 1.0
            rows.append((who, pattern, len(mine), float(middle(mine)), float(middle(theirs)), p))
            if pattern == "minutes" and min(mine.min(), theirs.min()) > 0:
                spread = float(stats.levene(np.log(mine), np.log(theirs), center="median").pvalue)
                rows.append((who, "spread", len(mine), _spread(mine), _spread(theirs), spread))
        if (constant := _constant(data, questions, own, by)) is not None:
            rows.append((who, "constant", int(own.sum()), *constant, None))
    return pl.DataFrame(rows, schema=PATTERNS, orient="row")


def _spread(minutes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    low, middle, high = np.quantile(minutes, [0.25, 0.5, 0.75])
    return float((high - low) / middle)


def _constant(data: pl.DataFrame, questions: Sequence[Asked], own: pl.Series, by: str) -> tuple[float, float] | None:
    """Return the share of questions with one answer in all interviews of the interviewer; 0 for the others, who differ."""
    constant, of = 0, 0
    for asked in questions:
        if asked.kind != "one" or asked.name not in data.columns or asked.name == by:
            continue
        mine, theirs = (data[asked.name].filter(mask).drop_nulls() for mask in (own, ~own))
        if min(mine.len(), theirs.len()) < _FEW:
            continue
        if theirs.unique_counts().to_numpy().max() < _NEARLY_ALL * theirs.len():
            of += 1
            constant += mine.n_unique() == 1
    return (constant / of, 0.0) if of else None

"""The figures of a poll: its results as public numbers, before anything is hidden."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from nuzuh.evidence.figure import Figure, FromPoll, Records
from nuzuh.poll.items import Item
from nuzuh.poll.results import Result
from nuzuh.poll.settings import Poll
from nuzuh.terms.wording import Words, words

METHOD = "poll"
RecordsOf = Callable[[str, str, str], tuple[Records, ...]]


def figure_id(poll: str, question: str, answer: str = "", by: str = "", group: str = "") -> str:
    """Return the name of a number of a poll; a mean has no answer.

    Examples
    --------
    >>> figure_id("return-2020", "return", "no", "sex", "female")
    'poll.return-2020.return.no.by.sex.female'
    >>> figure_id("snap", "size")
    'poll.snap.size.mean'
    """
    parts = ["poll", poll, question, answer or "mean", *(["by", by, group] if by else [])]
    return ".".join(re.sub(r"\s+", "-", part.strip()) for part in parts)


def poll_figures(
    poll: Poll,
    results: Sequence[Result],
    items: Mapping[str, Item],
    people: Mapping[str, int],
    languages: Sequence[str],
    records: RecordsOf,
) -> list[Figure]:
    """Return ``poll.NAME.asked``, ``poll.NAME.answered`` and ``poll.NAME.QUESTION.ANSWER[.by.QUESTION.GROUP]``.

    Parameters
    ----------
    poll : Poll
    results : sequence of Result
    items : mapping of str to Item
        Published questions and those that make the groups, by name.
    people : mapping of str to int
        ``asked`` and ``answered``.
    languages : sequence of str
    records : callable
        ``(question, by, group)`` -> the rows behind a number.
    """
    start, end = period(poll)
    spoken = [words(code) for code in languages]
    out = [
        Figure(
            id=f"poll.{poll.name}.{kind}",
            value=float(count),
            low=float(count),
            high=float(count),
            population=f"poll.{poll.name}",
            metric="stock",
            start=start,
            end=end,
            method=METHOD,
            sources=poll.by,
            records=records("", "", ""),
            role="poll",
            label={w.language: w.say(f"label-poll-{kind}", poll=poll.named(w.language)) for w in spoken},
            asked=FromPoll(poll.name),
        )
        for kind, count in people.items()
    ]
    return [*out, *(_figure(poll, result, items, records, spoken) for result in results)]


def _figure(
    poll: Poll, result: Result, items: Mapping[str, Item], records: RecordsOf, spoken: Sequence[Words]
) -> Figure:
    """Return one result as a figure: a share in per cent, or an average."""
    start, end = period(poll)
    share = result.answer != ""
    scale = 100 if share else 1
    asked = FromPoll(
        poll.name,
        result.question,
        result.answer,
        result.by,
        result.group,
        poll.interval if result.low is not None else "",
        float(result.df),
        result.deff,
        result.n_effective,
        result.fixed,
        weighted=bool(poll.weights or poll.design.get("weights")),
    )
    return Figure(
        id=figure_id(poll.name, result.question, result.answer, result.by, result.group),
        value=_times(result.value, scale),
        low=_times(result.low, scale),
        high=_times(result.high, scale),
        level=poll.level if result.low is not None else None,
        unit="percent" if share else "number",
        metric="share" if share else "index",
        population=f"poll.{poll.name}",
        start=start,
        end=end,
        method=METHOD,
        sources=poll.by,
        records=records(result.question, result.by, result.group),
        gap="" if result.value is not None else "unknown",
        role="poll",
        of=float(result.n),
        label={w.language: _label(poll, result, items, w) for w in spoken},
        asked=asked,
    )


def period(poll: Poll) -> tuple[dt.date | None, dt.date | None]:
    """Return the half-open time in which people were asked; one day where only one is known."""
    first, last = poll.first_day or poll.last_day, poll.last_day or poll.first_day
    return first, last + dt.timedelta(days=1) if last else None


def _label(poll: Poll, result: Result, items: Mapping[str, Item], say: Words) -> str:
    """Return what a number of a poll is: of whom, the question as asked, the answer, the group."""
    item = items[result.question]
    given = {"question": item.said(say.language), "poll": poll.named(say.language)}
    if result.answer:
        given["answer"] = item.answer(result.answer).said(say.language)
    key = "label-poll-share" if result.answer else "label-poll-mean"
    text = say.say(key, **given)
    if not result.by:
        return text
    group = items[result.by]
    named = group.answer(result.group).said(say.language)
    return say.say("label-poll-group", what=text, question=group.said(say.language), group=named)


def _times(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale

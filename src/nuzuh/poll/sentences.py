"""What was found of printed figures, in words and in short: attainable, not attainable, exempt; and how they would be.

Nothing here says that a figure is mistaken or made up: only what counts of people can and cannot be printed as.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, Literal

from nuzuh.poll.attainable import Fit, Judged, share_caught
from nuzuh.poll.changes import Change, Margin
from nuzuh.poll.printed import NEAREST, Printed, Span, counts_between
from nuzuh.terms.wording import Words

LITTLE = 0.1  # where the test can catch less than this share of percentages, passing it means little
Short = Literal["attainable", "not attainable", "exempt"]


def verdict(judged: Judged) -> Short:
    """Return the verdict as ``--json`` prints it: ``not attainable`` as printed, even if there are other ways.

    Examples
    --------
    >>> from nuzuh.poll.attainable import check_percentage
    >>> from nuzuh.poll.printed import printed
    >>> verdict(check_percentage(printed("90.6"), 150)), verdict(check_percentage(printed("90.7"), 150))
    ('not attainable', 'attainable')
    """
    return "not attainable" if judged.verdict == "otherwise" else judged.verdict


def ways(judged: Judged) -> list[dict[str, Any]]:
    """Return all ways in which figures can be, as ``--json`` prints them."""
    return [
        {
            "rule": fit.rule,
            "answered": fit.answered,
            "non_answers": fit.non_answers,
            "least": fit.least,
            "most": fit.most,
        }
        for fit in judged.fits
    ]


def percentage_reason(figure: Printed, judged: Judged, say: Words) -> str:
    """Return what is known of one percentage: the counts it can be, or the nearest ones and how it would be one.

    Examples
    --------
    >>> from nuzuh.poll.attainable import check_percentage
    >>> from nuzuh.poll.printed import printed
    >>> from nuzuh.terms.wording import words
    >>> figure = printed("90.7")
    >>> percentage_reason(figure, check_percentage(figure, 150), words("en"))
    '90.7% of 150 is attainable: 136 of 150.'
    """
    given = {"figure": _percent(figure.units, figure.decimals, say), "n": say.number(judged.n)}
    if judged.verdict == "exempt":
        return say.say("attain-exempt", figure=given["figure"])
    if judged.verdict == "attainable":
        text = say.say("attain-yes", **given, way=_way(_plainest(judged), judged, figure.decimals, say))
        return _with_little(text, judged.n, figure.decimals, say)
    text = say.say("attain-not", **given, near=_nearest(figure, judged.n, say))
    return f"{text} {_otherwise(judged, [figure], say, counts=True)}"


def set_reason(figures: Sequence[Printed], judged: Judged, say: Words, *, complete: bool = True) -> str:
    """Return what is known of percentages of people who each gave one answer; parameters as `check_set`."""
    n, decimals = judged.n, min(f.decimals for f in figures)
    given = {"count": len(figures), "shown": say.number(len(figures)), "n": say.number(n)}
    if judged.verdict == "exempt":
        return say.say("attain-exempt-all")
    if judged.verdict == "attainable":
        return _with_little(say.say("attain-set-yes", **given), n, decimals, say)
    if judged.alone:
        text = _alone([(f, n) for f in figures], judged, say)
    else:
        ends = [counts_between(f.units, f.decimals, n, "nearest") for f in figures]
        least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
        many = least > n or not complete
        key, people = ("attain-set-many", least) if many else ("attain-set-few", most)
        text = say.say(key, people=say.number(people), n=given["n"])
    return f"{text} {_otherwise(judged, figures, say)}"


def groups_reason(groups: Sequence[tuple[Printed, int]], total: Printed, judged: Judged, say: Words) -> str:
    """Return what is known of the percentages of groups and of their total; parameters as `check_groups`."""
    every = [*groups, (total, judged.n)]
    if judged.verdict == "exempt":
        return say.say("attain-exempt-all")
    if judged.verdict == "attainable":
        text = say.say("attain-groups-yes", n=say.number(judged.n))
        return _with_little(text, min(size for _, size in groups), total.decimals, say)
    if judged.alone:
        text = _alone(every, judged, say)
    else:
        ends = [counts_between(f.units, f.decimals, size, "nearest") for f, size in every]
        rest = judged.n - sum(size for _, size in groups)
        least, most = sum(low for low, _ in ends[:-1]), sum(high for _, high in ends[:-1]) + rest
        given = {"groups": _counts(least, most, say), "total": _counts(*ends[-1], say)}
        text = say.say("attain-groups-apart", **given, n=say.number(judged.n))
    return f"{text} {_otherwise(judged, [f for f, _ in every], say)}"


def count_reason(count: int, figure: Printed, judged: Judged, say: Words) -> str:
    """Return what is known of a count and the percentage printed with it."""
    shown = _percent(figure.units, figure.decimals, say)
    given = {"people": say.number(count), "n": say.number(judged.n), "figure": shown}
    if judged.verdict == "exempt":
        return say.say("attain-exempt", figure=shown)
    if judged.verdict == "attainable":
        return say.say("attain-count-yes", **given)
    text = say.say("attain-count-not", **given, share=_percent_of(count, judged.n, figure.decimals, say))
    return f"{text} {_otherwise(judged, [figure], say, counts=True)}"


def rough_reason(text: str, n: int, judged: Judged, say: Words) -> str:
    """Return what is known of a percentage that is printed with about, more than or less than."""
    key = "attain-rough" if judged.verdict == "exempt" else "attain-rough-none"
    return say.say(key, text=say.isolate(text), n=say.number(n))


def change_reason(before: Printed, after: Printed, change: Printed, found: Change, say: Words) -> str:
    """Return whether a printed change is one in percentage points, in per cent, both or neither."""
    fits = {(True, True): "both", (True, False): "points", (False, True): "percent", (False, False): "neither"}
    known = found.in_percent
    percent = say.say("attain-percent", percent=_span(known, 1, say)) if known else say.say("attain-undefined")
    return say.say(
        f"attain-change-{fits[found.points, found.percent]}",
        before=_percent(before.units, before.decimals, say),
        after=_percent(after.units, after.decimals, say),
        change=_decimal(change.value, change.decimals, say),
        points=_span(found.in_points, max(before.decimals, after.decimals) + 1, say),
        percent=percent,
    )


def margin_reason(margin: Printed, n: int, found: Margin, say: Words) -> str:
    """Return whether a printed margin of error is as wide as so many answers make it, and what it says besides."""
    given = {
        "margin": _decimal(margin.value, margin.decimals, say),
        "simple": _decimal(Fraction(found.simple), max(margin.decimals, 1), say),
        "n": say.number(n),
    }
    if not found.fits:
        few, many = found.n_simple
        if not many:
            return say.say("attain-margin-narrow-open", **given, few=say.number(few))
        return say.say("attain-margin-narrow", **given, few=say.number(few), many=say.number(many))
    low, high = found.deff
    if low <= 1 or not math.isfinite(high):
        return say.say("attain-margin-fits", **given)
    ends = {"low": _decimal(Fraction(low), 1, say), "high": _decimal(Fraction(high), 1, say)}
    return say.say("attain-margin-wide", **given, **ends)


def passing(n: int, decimals: int, say: Words) -> str:
    """Return that passing the test means little where nearly every percentage is attainable; nothing elsewhere."""
    caught = share_caught(n, decimals)
    if caught >= LITTLE:
        return ""
    return say.say("attain-nearly" if caught else "attain-every", n=say.number(n))


def _with_little(text: str, n: int, decimals: int, say: Words) -> str:
    return f"{text} {passing(n, decimals, say)}".strip()


def _nearest(figure: Printed, n: int, say: Words) -> str:
    """Return what the counts next to a percentage are printed as."""
    below = figure.units * n // (100 * 10**figure.decimals)
    near = [count for count in (below, below + 1) if count <= n] or [n]
    said = [
        say.say(
            "attain-near",
            people=say.number(count),
            n=say.number(n),
            share=_percent_of(count, n, figure.decimals, say),
        )
        for count in near
    ]
    return _joined("attain-comma", said, say)


def _alone(figures: Sequence[tuple[Printed, int]], judged: Judged, say: Words) -> str:
    """Return which of several percentages no count gives, whatever the others are."""
    told = [
        say.say("attain-of", figure=_percent(f.units, f.decimals, say), n=say.number(size))
        for place, (f, size) in enumerate(figures)
        if place in judged.alone
    ]
    return say.say("attain-alone", count=len(told), list=_joined("attain-comma", told, say))


def _otherwise(judged: Judged, figures: Sequence[Printed], say: Words, *, counts: bool = False) -> str:
    """Return how figures would be that are not attainable as printed, or that nothing which was tried gives them."""
    chosen = [fit for fit in judged.as_asked if fit.rule not in NEAREST]
    chosen += [judged.answered_fewer] if judged.answered_fewer else []
    chosen = chosen or sorted(judged.fits, key=lambda fit: fit.non_answers)[:1]
    if not chosen:
        return say.say("attain-nothing", count=judged.tried, shown=say.number(judged.tried), n=say.number(judged.n))
    decimals = figures[0].decimals
    if counts:
        return say.say("attain-fits", ways=_joined("attain-or", [_way(f, judged, decimals, say) for f in chosen], say))
    conditions = [_conditions(fit, judged.n, decimals, say) for fit in chosen]
    return say.say("attain-they-fit", ways=_joined("attain-or", conditions, say))


def _plainest(judged: Judged) -> Fit:
    """Return the first way by rounding to nearest with all who were asked: halves up where that does it."""
    return next(fit for fit in judged.as_asked if fit.rule in NEAREST)


def _way(fit: Fit, judged: Judged, decimals: int, say: Words) -> str:
    """Return one way: which count of how many, and under what conditions."""
    given = {"people": _counts(fit.least, fit.most, say), "n": say.number(fit.answered)}
    conditions = _conditions(fit, judged.n, decimals, say)
    return say.say("attain-way-if", **given, conditions=conditions) if conditions else say.say("attain-way", **given)


def _conditions(fit: Fit, n: int, decimals: int, say: Words) -> str:
    """Return under what conditions figures fit: how they were rounded, and how many did not answer."""
    said = []
    if fit.rule == "cut-off":
        said.append(say.say("attain-cut", count=decimals, shown=say.number(decimals)))
    elif fit.rule != "half-up":
        said.append(say.say({"ceiling": "attain-up", "half-even": "attain-even", "nearest": "attain-down"}[fit.rule]))
    if fit.non_answers:
        missing = say.number(fit.non_answers)
        said.append(say.say("attain-missing", count=fit.non_answers, shown=missing, n=say.number(n)))
    return _joined("attain-and", said, say)


def _joined(key: str, parts: Sequence[str], say: Words) -> str:
    """Return parts with the words between them that a language puts there."""
    return reduce(lambda first, second: say.say(key, first=first, second=second), parts) if parts else ""


def _counts(least: int, most: int, say: Words) -> str:
    return say.number(least) if least == most else say.range(least, most)


def _percent(units: int, decimals: int, say: Words) -> str:
    """Return a percentage with the decimals that it is printed with."""
    return say.percent(units / 10 ** (decimals + 2), decimals)


def _percent_of(count: int, n: int, decimals: int, say: Words) -> str:
    """Return a count as a percentage, halves rounded up."""
    return _percent((200 * 10**decimals * count + n) // (2 * n), decimals, say)


def _decimal(value: Fraction, decimals: int, say: Words) -> str:
    return say.isolate(say.decimal(float(value), decimals))


def _span(span: Span, decimals: int, say: Words) -> str:
    """Return the ends of a span, rounded outwards."""
    scale = 10**decimals
    low, high = Fraction(math.floor(span.low * scale), scale), Fraction(math.ceil(span.high * scale), scale)
    return say.isolate(f"{say.decimal(float(low), decimals)}–{say.decimal(float(high), decimals)}")

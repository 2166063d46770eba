"""Percentages that were printed of a poll elsewhere, as ``poll.toml`` lists them: whether numbers of people can give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nuzuh.poll.attainable import check_count, check_percentage, check_set
from nuzuh.poll.changes import check_margin
from nuzuh.poll.polled import Claim
from nuzuh.poll.printed import Printed, printed
from nuzuh.poll.sentences import count_reason, margin_reason, percentage_reason, set_reason, verdict
from nuzuh.poll.settings import Poll
from nuzuh.terms.errors import Problem, UsageError
from nuzuh.terms.wording import Words, words


def claims_of(poll: Poll, languages: Sequence[str]) -> tuple[tuple[Claim, ...], list[Problem]]:
    """Return each printed percentage, set and margin of error with what can be said of it, and those that cannot be read."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    sets: dict[str, list[tuple[Mapping[str, Any], Printed, int]]] = {}
    for item in poll.printed:
        if "text" not in item:
            continue
        n = item.get("of") or poll.answered or poll.asked
        try:
            figure = printed(item["text"])
            margin = printed(re.sub(r"^[±+−\s-]+", "", item["margin"])) if "margin" in item else None
        except UsageError as error:
            line = poll.line("printed", "text", item["_index"])
            hint = 'Write the percentage as it was printed: text = "90.6 %".'
            problems.append(
                Problem(poll.file, "", line, "printed.text", item["text"], "poll.printed", "error", f"{error}.", hint)
            )
            continue
        if n is None:
            line = poll.line("printed", "text", item["_index"])
            message = f"{item['text']}: of how many people is not said."
            hint = "Add of = 150, or asked = 150 at the top of poll.toml."
            problems.append(
                Problem(poll.file, "", line, "printed.of", item["text"], "poll.printed", "warning", message, hint)
            )
            continue
        claims.append(_single(item, figure, n, languages))
        if margin is not None:
            claims.append(_margin(item, margin, figure, n, languages))
        if "set" in item:
            sets.setdefault(item["set"], []).append((item, figure, n))
    claims += [_together(name, members, languages) for name, members in sets.items() if len(members) > 1]
    return tuple(claims), problems


def _single(item: Mapping[str, Any], figure: Printed, n: int, languages: Sequence[str]) -> Claim:
    weighted = bool(item.get("weighted", False))
    if "count" in item:
        judged = check_count(item["count"], figure, n, weighted=weighted)
        reason = _each(languages, lambda say: count_reason(item["count"], figure, judged, say))
    else:
        judged = check_percentage(figure, n, weighted=weighted)
        reason = _each(languages, lambda say: percentage_reason(figure, judged, say))
    return Claim(item["text"], n, verdict(judged), reason, item.get("label", {}), item.get("where", ""))


def _margin(item: Mapping[str, Any], margin: Printed, figure: Printed, n: int, languages: Sequence[str]) -> Claim:
    """Return what can be said of a margin of error."""
    found = check_margin(margin, n, share=figure)
    short = "attainable" if found.fits else "not attainable"
    reason = _each(languages, lambda say: margin_reason(margin, n, found, say))
    return Claim(item["margin"], n, short, reason, item.get("label", {}), item.get("where", ""))


def _together(name: str, members: Sequence[tuple[Mapping[str, Any], Printed, int]], languages: Sequence[str]) -> Claim:
    """Return what can be said of percentages that everybody is in one of."""
    figures, n = [figure for _, figure, _ in members], members[0][2]
    weighted = any(item.get("weighted", False) for item, _, _ in members)
    judged = check_set(figures, n, weighted=weighted)
    reason = _each(languages, lambda say: set_reason(figures, judged, say))
    text = ", ".join(item["text"] for item, _, _ in members)
    return Claim(text, n, verdict(judged), reason, {}, next((i["where"] for i, _, _ in members if "where" in i), name))


def _each(languages: Sequence[str], reason: Callable[[Words], str]) -> dict[str, str]:
    return {code: reason(words(code)) for code in languages}

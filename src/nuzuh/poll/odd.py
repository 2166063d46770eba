"""What those who run a poll should look at: interviews left out, too fast, alike; interviewers whose answers stand apart."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from nuzuh.formats.xlsform import Form
from nuzuh.poll.asked import Answers, Asked
from nuzuh.poll.cleaning import suggested
from nuzuh.poll.interviewers import effects
from nuzuh.poll.patterns import patterns
from nuzuh.poll.quality import alike, brief
from nuzuh.poll.settings import Poll
from nuzuh.terms.errors import Problem

SAME = 0.85
"""Share of equal answers above which two interviews of one interviewer are told; they are rare."""
FEW_QUESTIONS = 10
"""Answers under which two interviews may well be the same by chance."""
RARE = 0.01
"""Chance below which what one interviewer found is told; divided by the number of things looked at."""


def oddities(poll: Poll, answers: Answers, form: Form | None) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """Return tables for ``private/polls/<name>/`` by their names, and a warning for each kind of thing that is odd."""
    data = answers.data
    by = str(poll.rules.get("interviewer", "")) or "_by"
    by = by if by in data.columns else "_by"
    aside = {by, *(str(n) for key in ("clusters", "strata", "weights") for n in poll.design.get(key, ()))}
    asked = [q for q in answers.questions if not q.repeat and q.headers and q.name not in aside and _present(q, data)]
    tables = {"left-out": answers.left_out, "cleaned": answers.changed}
    fast = brief(data, float(poll.rules.get("minutes", 0.0)))
    near = alike(data, asked, by).filter((pl.col("same") >= SAME) & (pl.col("answers") >= FEW_QUESTIONS))
    tables |= {"too-fast": fast, "alike": near}
    why = pl.format(
        "{} % of the answers are those of line {}.", (100 * pl.col("same")).round(0).cast(pl.Int64), "other"
    )
    doubtful = pl.concat([fast.select("_key", "why"), near.select("_key", why=why)], how="vertical_relaxed")
    if doubtful.height:
        tables["cleaning-suggested"] = suggested(doubtful)
    if data[by].drop_nulls().n_unique() > 1:
        place = _place(poll, data)
        tables["interviewers"] = effects(data, asked, by, place)
        tables["interviewer-patterns"] = patterns(data, asked, by, form)
    return tables, list(_warnings(poll, tables))


def _present(asked: Asked, data: pl.DataFrame) -> bool:
    return all(c in data.columns for c in asked.columns)


def _place(poll: Poll, data: pl.DataFrame) -> str:
    """Return the column of the place where people were asked, if one is named."""
    named = [poll.weights.get("places", ""), *poll.design.get("strata", ()), *poll.design.get("clusters", ())]
    return next((str(n) for n in named if n in data.columns), "")


def _warnings(poll: Poll, tables: dict[str, pl.DataFrame]) -> Iterator[Problem]:
    """Yield a warning for each kind of thing that a person should look at."""
    base = f"private/polls/{poll.name}"
    if count := tables["too-fast"].height:
        message = f"Interviews that were over too soon: {count}, the shortest in line {tables['too-fast']['_line'][0]}."
        hint = f"See {base}/too-fast.csv; ask the interviewer, then sign what is to go in cleaning.csv."
        yield _warning(poll, "poll.fast", message, hint)
    if count := tables["alike"].height:
        message = f"Interviews with nearly the same answers as another of the same interviewer: {count}."
        hint = f"See {base}/alike.csv; ask the interviewer, then sign what is to go in cleaning.csv."
        yield _warning(poll, "poll.alike", message, hint)
    if (found := tables.get("interviewers")) is not None and found.height:
        limit = RARE / found.height
        apart = found.filter(pl.coalesce("p_within", "p") < limit) if "p_within" in found.columns else found.clear()
        if apart.height:
            message = f"The answers to {apart.height} questions differ between interviewers more than chance explains."
            hint = (
                f"See {base}/interviewers.csv: rho is the share of the variance. Were interviewers in different places?"
            )
            yield _warning(poll, "poll.interviewer", message, hint)
    if (found := tables.get("interviewer-patterns")) is not None and found.height:
        apart = found.filter(pl.col("p") < RARE / found.height)
        if apart.height:
            message = f"Interviewers who work unlike the others: {', '.join(apart['interviewer'].unique().sort())}."
            hint = f"See {base}/interviewer-patterns.csv: each pattern beside that of the others."
            yield _warning(poll, "poll.interviewer", message, hint)


def _warning(poll: Poll, rule: str, message: str, hint: str) -> Problem:
    file = poll.responses.name if poll.responses else ""
    return Problem(f"polls/{poll.name}/{file}", "", None, "", "", rule, "warning", message, hint)

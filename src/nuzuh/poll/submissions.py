"""Which submissions of an export count: when, by whom and with which status they were sent, and which are there twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import polars as pl

from nuzuh.formats.kobo import Survey, leaf
from nuzuh.formats.layout import Laid
from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Form
from nuzuh.poll.asked import LEFT_OUT, Asked, Wishes
from nuzuh.poll.codes import code_key
from nuzuh.poll.findings import Findings
from nuzuh.poll.headings import Target
from nuzuh.poll.reading import Plan, together
from nuzuh.poll.values import read_times

_KEYS = ("_uuid", "instanceid", "key", "__id", "uuid", "_id")
_TRIED = ("test", "tests", "testing", "teste", "essai", "deneme", "تجربة", "تجريب", "اختبار")
_UUID = r"^(?:uuid:|uuid%3[aA])"


def about(plan: Plan, form: Form | None, status: pl.DataFrame, wishes: Wishes) -> pl.DataFrame:
    """Return the columns `ABOUT` of each submission, and ``_id`` and ``_replaces`` (the key of what it is an edit of)."""
    laid = plan.laid
    start, end = (_asked_time(plan, form, which) for which in ("start", "end"))
    times = {}
    for name, columns in (
        ("start", start),
        ("end", end),
        ("submitted", _columns(laid, ("_submission_time", "submissiondate"))),
    ):
        cells = pl.DataFrame({"_line": laid.rows["_line"], "cell": together(laid.rows, columns)})
        heading = laid.header[columns[0]] if columns else name
        times[name] = read_times(cells, heading, plan.findings, wishes.order)
    keys = _columns(laid, _KEYS)
    key = together(laid.rows, keys).str.replace(_UUID, "")
    frame = pl.DataFrame(
        {
            "_line": laid.rows["_line"],
            "_key": key.fill_null(laid.rows["_line"].cast(pl.String)),
            "_start": times["start"]["time"],
            "_end": times["end"]["time"],
            "_minutes": times["end"]["minutes"] - times["start"]["minutes"],
            "_submitted": times["submitted"]["time"],
            "_by": together(laid.rows, _columns(laid, ("_submitted_by", "submittername", "username"))),
            "_id": together(laid.rows, _columns(laid, ("_id",))),
            "_replaces": together(laid.rows, _columns(laid, ("deprecatedid",))).str.replace(_UUID, ""),
        }
    )
    return frame.join(status.rename({"status": "_status"}), on="_line", how="left", maintain_order="left")


def _asked_time(plan: Plan, form: Form | None, which: str) -> list[int]:
    """Return the columns of the question of type start or end, by the heading where there is no such question."""
    places = [place for place, each in enumerate(form.questions) if each.type == which] if form else []
    columns = [column for place in places for column in plan.matched.columns.get(Target(place, answer=False), ())]
    return columns or _columns(plan.laid, (which,))


def _columns(laid: Laid, names: Sequence[str]) -> list[int]:
    """Return the columns under these headings (with groups or without), in the order of the names."""
    leaves = [leaf(heading) for heading in laid.header]
    return [column for name in names for column, each in enumerate(leaves) if name in (each, each.rpartition("/")[2])]


def copies(submissions: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``_line`` and ``why`` of submissions that stand in the file a second time.

    Parameters
    ----------
    submissions : polars.DataFrame
        As `about` returns it.
    rows : polars.DataFrame
        The answers alone, as read, row for row.

    Returns
    -------
    polars.DataFrame
        Of submissions with one key the last sent stays, the last in the file where that is not known. One that says it is
        an edit of another replaces it. Of those that agree in all answers, start and end the first stays (one that was
        not rejected, if there is one): it was sent twice.
    """
    frame = submissions.with_row_index("_order")
    named = frame.filter(pl.col("_key") != pl.col("_line").cast(pl.String))
    last = (
        named.sort("_submitted", "_order", nulls_last=False).group_by("_key").agg(pl.col("_line").last().alias("_kept"))
    )
    found = [
        named.join(last, on="_key")
        .filter(pl.col("_line") != pl.col("_kept"))
        .select("_line", why=pl.format("The same submission stands again in line {}.", "_kept")),
        frame.select("_replaces", _kept="_line")
        .drop_nulls()
        .join(frame, left_on="_replaces", right_on="_key")
        .filter(pl.col("_line") != pl.col("_kept"))
        .select("_line", why=pl.format("It was edited: line {} replaces it.", "_kept")),
    ]
    if rows.width:
        gone = pl.concat(found)["_line"].implode()
        timed = frame.with_columns(_hash=rows.hash_rows()).drop_nulls(("_start", "_end"))
        timed = timed.filter(~pl.col("_line").is_in(gone))  # one that is left out already hides no other
        good = pl.col("_line").sort_by((pl.col("_status") == "rejected").fill_null(value=False), "_order").first()
        timed = timed.with_columns(_first=good.over("_hash", "_start", "_end"))
        why = pl.format("It was sent twice: all answers, start and end are those of line {}.", "_first")
        found.append(timed.filter(pl.col("_line") != pl.col("_first")).select("_line", why=why))
    return pl.concat(found).unique("_line", keep="first", maintain_order=True).cast(pl.Schema(LEFT_OUT))


def not_counted(data: pl.DataFrame, wishes: Wishes, consent: Asked | None) -> pl.DataFrame:
    """Return ``_line`` and ``why`` of submissions that the poll does not want counted; the first reason of each."""
    reasons: list[tuple[pl.Expr, pl.Expr]] = []
    status = pl.col("_status")
    if wishes.statuses != "all":
        reasons.append((status == "rejected", pl.lit("It is not approved.")))
    if wishes.statuses == "approved":
        reasons.append((status.is_null() | (status != "approved"), pl.lit("Nobody has approved it.")))
    if consent is not None:
        agreed = {code_key(code) for code in wishes.consents}
        answer = pl.col(consent.name).cast(pl.String)
        yes = answer.map_elements(lambda text: code_key(text) in agreed, return_dtype=pl.Boolean)
        reasons.append((answer.is_null(), pl.lit("Consent was not asked, or not answered.")))
        reasons.append((~yes, pl.lit("Consent was not given.")))
    day = pl.coalesce("_start", "_end", "_submitted").dt.date()
    if wishes.first is not None:
        reasons.append((day < wishes.first, pl.lit(f"It was made before {wishes.first}, the first day of the poll.")))
    if wishes.last is not None:
        reasons.append((day > wishes.last, pl.lit(f"It was made after {wishes.last}, the last day of the poll.")))
    if wishes.least_minutes > 0:
        brief = pl.col("_minutes") < wishes.least_minutes
        reasons.append((brief, pl.lit(f"It took less than {wishes.least_minutes:g} minutes.")))
    why = pl.coalesce(pl.lit(None, pl.String), *(pl.when(condition).then(text) for condition, text in reasons))
    return data.select("_line", why=why).drop_nulls().cast(pl.Schema(LEFT_OUT))


def of_submissions(parents: pl.DataFrame, survey: Survey, sheet: str) -> pl.DataFrame:
    """Return ``_line`` of each row of a repeat and ``_parent``, the line of its submission, through repeats around it."""
    links = {repeat.laid.sheet: (repeat.parent, repeat.links) for repeat in survey.repeats}
    parent, found = links[sheet]
    found = found.rename({"_parent_line": "_parent"})
    seen = {sheet}
    while parent in links and parent not in seen:
        seen.add(parent)
        parent, outer = links[parent]
        found = found.join(outer, left_on="_parent", right_on="_line", how="left", maintain_order="left")
        found = found.select("_line", _parent=pl.col("_parent_line"))
    known = pl.col("_parent").is_in(cast("list[int]", parents["_line"].to_list()))
    return found.with_columns(pl.when(known).then("_parent"))


def made_to_try(data: pl.DataFrame, questions: Sequence[Asked], findings: Findings) -> None:
    """Tell of submissions with a text such as "test": they look as if made to try out the form."""
    for asked in questions:
        if asked.kind == "text" and not asked.repeat and asked.name in data.columns:
            found = data.filter(pl.col(asked.name).str.strip_chars(" .!").str.to_lowercase().is_in(list(_TRIED)))
            value = str(found[asked.name][0]) if found.height else ""
            what = f'say "{value}": the submission may have been made to try out the form.'
            suggestion = "If so, remove it in the cleaning log, or name the first day of the poll."
            findings.tell("submission.test", asked.name, found["_line"], value, what, suggestion)


def consent_faults(wishes: Wishes, consent: Asked | None) -> list[FileFault]:
    """Return what is wrong with the wish to count only those who agreed: no such question, no such answer."""
    if not wishes.consent:
        return []
    if consent is None:
        message = (
            f'The file has no answers to "{short(wishes.consent)}", which asks for consent: nobody is left out by it.'
        )
        suggestion = "Name the question as the form does, or export its column."
        return [FileFault(None, wishes.consent, wishes.consent, "consent.missing", message, suggestion)]
    codes = {code_key(option.code) for option in consent.options}
    wrong = [code for code in wishes.consents if codes and code_key(code) not in codes]
    if not wrong:
        return []
    message = f'"{short(wrong[0])}" is no answer to "{consent.name}", so nobody can have agreed with it.'
    suggestion = f"Its answers are {short(', '.join(option.code for option in consent.options))}."
    return [FileFault(None, consent.name, wrong[0], "consent.code", message, suggestion)]

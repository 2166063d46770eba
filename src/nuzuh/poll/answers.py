"""The answers to a poll, out of an export of KoboToolbox or ODK Central."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from nuzuh.formats.grids import Grid, read_grids
from nuzuh.formats.kobo import SYSTEM, Survey, leaf, survey_in
from nuzuh.formats.layout import Laid
from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Form
from nuzuh.poll.asked import ABOUT, CHANGED, LEFT_OUT, Answers, Asked, Wishes
from nuzuh.poll.cleaning import Cleaned, Log, apply_log
from nuzuh.poll.findings import Findings
from nuzuh.poll.headings import ASIDE, Spellings, heading_key, spellings_of, with_others
from nuzuh.poll.reading import Plan, plan_by_form, plan_by_guess
from nuzuh.poll.sheets import Sheet, sheets_of
from nuzuh.poll.submissions import about, consent_faults, copies, made_to_try, not_counted, of_submissions
from nuzuh.poll.typed import languages_of, order_in, read_plan
from nuzuh.terms.errors import Problem

__all__ = ["Answers", "Asked", "Wishes", "answers_in", "read_answers"]


def read_answers(path: Path, form: Form | None, wishes: Wishes, log: Log | None = None) -> Answers:
    """Return the answers that a file holds, understood by the form.

    Parameters
    ----------
    path : Path
        A CSV, a workbook with a sheet for each repeat, a ZIP of ODK Central, the JSON of Kobo's API v2 or of OData: whatever
        `formats.grids` reads.
    form : Form or None
        The form of the poll; without one its questions are guessed from the columns.
    wishes : Wishes
        What the poll wants counted.
    log : Log, optional
        The cleaning log of the poll; the file itself is not touched.

    Raises
    ------
    UnreadableFile
        When the file cannot be read as tables.
    """
    return answers_in(read_grids(path), form, wishes, log)


def answers_in(grids: Sequence[Grid], form: Form | None, wishes: Wishes, log: Log | None = None) -> Answers:
    """Return the answers in the sheets of a file; arguments as of `read_answers`."""
    form = with_others(form) if form is not None else None
    repeats = ["", *(group.name for group in form.groups if group.kind == "repeat")] if form else [""]
    spelled = {repeat: spellings_of(form, repeat) for repeat in repeats} if form else {}
    sheets, faults = sheets_of(grids, _Known(spelled))
    survey, found = _survey(sheets, spelled)
    plans = _plans(survey, form, spelled)
    faults += [*found, *survey.faults, *_missing(plans, form, repeats)]
    main = plans[0]
    wishes = replace(wishes, order=wishes.order or order_in(plans))
    submissions = about(main, form, survey.status, wishes)
    twice = copies(submissions, _answers_of(main)) if wishes.copies == "leave out" else pl.DataFrame(schema=LEFT_OUT)
    parents = {plan.repeat: of_submissions(submissions, survey, plan.laid.sheet) for plan in plans[1:]}
    keys = _keys(submissions.join(twice, on="_line", how="anti", maintain_order="left"), parents)
    problems: list[Problem] = []
    cleaned = Cleaned(plans, pl.DataFrame(schema=LEFT_OUT), pl.DataFrame(schema=CHANGED), [])
    if log is not None:
        cleaned = apply_log(plans, keys, log)
        problems += [*log.problems, *cleaned.problems]
    usual = languages_of(cleaned.plans)
    frames = {plan.repeat: read_plan(plan, usual, wishes) for plan in cleaned.plans}
    questions = tuple(planned.asked for plan in cleaned.plans for planned in plan.questions)
    consent = next((asked for asked in questions if asked.name == wishes.consent and asked.headers), None)
    faults += consent_faults(wishes, consent)
    data = submissions.select(ABOUT).join(frames[""], on="_line", how="left", maintain_order="left")
    broken = _broken(sheets, main.laid)
    left_out = pl.concat([broken, twice, cleaned.removed, not_counted(data, wishes, consent)])
    left_out = left_out.unique("_line", keep="first", maintain_order=True).sort("_line")
    counted = data.join(left_out, on="_line", how="anti", maintain_order="left")
    made_to_try(counted, questions, main.findings)
    faults += [fault for plan in plans for fault in plan.findings.faults]
    return Answers(
        data=counted,
        repeats={
            repeat: keys[repeat]
            .join(counted.select(_parent="_line"), on="_parent", how="semi", maintain_order="left")
            .select("_line", "_parent", "_key")
            .join(frames[repeat], on="_line", how="left", maintain_order="left")
            for repeat in parents
        },
        questions=questions,
        left_out=left_out,
        changed=cleaned.changed,
        read=data.height + broken.height,
        rows={repeat: frame.height for repeat, frame in parents.items()},
        problems=(*faults, *problems),
        copies=twice.height,
    )


class _Known:
    """Says of a cell how much it looks like a heading: 2 for a name of the form or system, 1 for a label, else 0."""

    def __init__(self, spelled: dict[str, Spellings]) -> None:
        self.names = {key for each in spelled.values() for key in each.names}
        self.labels = {key for each in spelled.values() for key in each.labels}

    def __call__(self, cell: str) -> int:
        if leaf(cell) in SYSTEM:
            return 2
        key = heading_key(cell)
        return 2 if key in self.names else 1 if key in self.labels else 0


def _survey(sheets: Sequence[Sheet], spelled: dict[str, Spellings]) -> tuple[Survey, list[FileFault]]:
    """Return the submissions and repeats of the tables, the largest table where nothing tells which are the submissions."""
    tables = [sheet.laid for sheet in sheets]
    survey = survey_in(tables)
    if survey is None:
        hits = [_hits(table, spelled[""]) if spelled else 0 for table in tables]
        at = max(range(len(tables)), key=lambda index: (hits[index], tables[index].rows.height, -index))
        main = tables[at]
        others = tuple(table for index, table in enumerate(tables) if index != at)
        status = main.rows.select("_line", status=pl.lit(None, pl.String))
        survey = Survey("", main, (), status, others)
    faults = []
    for table in survey.others:
        if table.rows.height:
            message = f'The sheet "{short(table.sheet)}" belongs to no submission; it is not read.'
            suggestion = "If it is a repeat, export it with _index and _parent_index."
            faults.append(FileFault(None, "", table.sheet, "sheet.unread", message, suggestion, "warning"))
    return survey, faults


def _hits(table: Laid, spelled: Spellings) -> int:
    return sum(bool(spelled.find(heading_key(heading))) for heading in table.header)


def _plans(survey: Survey, form: Form | None, spelled: dict[str, Spellings]) -> list[Plan]:
    """Return how each table is read, that of the submissions first."""
    odk = survey.system == "odk"
    plans: list[Plan] = []
    for laid in (survey.main, *(repeat.laid for repeat in survey.repeats)):
        repeat = _repeat_of(laid, spelled, [plan.repeat for plan in plans]) if plans else ""
        findings = Findings(laid.sheet if survey.repeats else "")
        if form is not None:
            plans.append(plan_by_form(laid, repeat, form, spelled.get(repeat, Spellings()), findings, odk=odk))
        else:
            plans.append(plan_by_guess(laid, repeat, findings, odk=odk))
    return plans


def _repeat_of(laid: Laid, spelled: dict[str, Spellings], taken: Sequence[str]) -> str:
    """Return the repeat whose questions a table holds; by its sheet where the form does not tell."""
    sheet = laid.sheet.rpartition("/")[2]
    hits = {repeat: _hits(laid, each) for repeat, each in spelled.items() if repeat and repeat not in taken}
    named = [repeat for repeat in hits if heading_key(sheet).endswith(heading_key(repeat)[:31])]
    best = max(hits, key=lambda repeat: (hits[repeat], repeat in named), default="")
    if best and (hits[best] or best in named):
        return best
    free, number = sheet or "repeat", 2
    while free in taken:
        free, number = f"{sheet} ({number})", number + 1
    return free


def _missing(plans: Sequence[Plan], form: Form | None, repeats: Iterable[str]) -> list[FileFault]:
    """Return what the form asks and the file does not hold."""
    if form is None:
        return []
    faults = []
    read = {plan.repeat for plan in plans}
    for repeat in repeats:
        asked = [question for question in form.questions if question.repeat == repeat and question.type not in ASIDE]
        if repeat not in read and asked:
            message = f"The file holds no rows of the repeat {repeat}."
            suggestion = (
                "Kobo's CSV leaves repeats out: take the XLSX or the API; of ODK the ZIP, or OData with $expand=*."
            )
            faults.append(FileFault(None, "", repeat, "repeat.missing", message, suggestion, "warning"))
    for plan in plans:
        absent = [each.asked.name for each in plan.questions if each.asked.in_form and not each.asked.headers]
        if absent and len(absent) == sum(each.asked.in_form for each in plan.questions):
            message = f'No heading of "{short(plan.laid.sheet)}" is a question of the form.'
            suggestion = "Put the form beside the answers with which they were gathered."
            faults.append(FileFault(plan.laid.header_line, "", "", "form.other", message, suggestion, "error"))
        elif absent:
            names = short(", ".join(absent), 200)
            message = f"The file has no column for {len(absent)} questions of the form: {names}."
            suggestion = "Nobody can have answered them; if somebody did, export all questions."
            faults.append(FileFault(None, "", names, "question.absent", message, suggestion, "warning"))
    return faults


def _answers_of(plan: Plan) -> pl.DataFrame:
    """Return the cells that hold answers, as read."""
    columns = {
        at for each in plan.questions for at in (*each.columns, *(at for held in each.split.values() for at in held))
    }
    return plan.laid.rows.select(f"c{column}" for column in sorted(columns))


def _keys(submissions: pl.DataFrame, parents: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return by repeat ``_line`` and ``_key`` of each row; a row of a repeat is the n-th of its submission."""
    keys = {"": submissions.select("_line", "_key", "_id")}
    for repeat, frame in parents.items():
        joined = frame.join(submissions.select(_parent="_line", _key="_key"), on="_parent", maintain_order="left")
        number = pl.int_range(1, pl.len() + 1).over("_parent")
        keys[repeat] = joined.with_columns(_key=pl.format("{}/{}[{}]", "_key", pl.lit(repeat), number))
    return keys


def _broken(sheets: Sequence[Sheet], main: Laid) -> pl.DataFrame:
    lines = next(sheet.broken for sheet in sheets if sheet.laid is main)
    why = "It could not be cut into cells."
    return pl.DataFrame({"_line": lines, "why": [why] * len(lines)}, schema=LEFT_OUT)

"""The page of a poll in one language, and its downloads: all questions by all groups, the method, the form, the tables."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
import xlsxwriter

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.retracted import lead
from nuzuh.formats.xlsform import Form, language_code
from nuzuh.formats.xlsform_write import PHONE_TYPES, write_form
from nuzuh.poll.items import in_language
from nuzuh.poll.polled import Polled
from nuzuh.poll.sample import STAFF, identifying
from nuzuh.report.content import Cell, Column, Items, Note, Section
from nuzuh.report.data import with_marks
from nuzuh.report.issue import Issue
from nuzuh.report.polls import anchor, by_group, cautions, claims, facts, marks, question
from nuzuh.report.tables import table
from nuzuh.terms.wording import Words, words

TABLES = (
    ("question", "Short name of the question"),
    ("question_label", "The question as it was asked"),
    ("answer", "Short name of the answer; empty for an average"),
    ("answer_label", "The answer"),
    ("by", "Question by whose answers people are grouped; empty over all"),
    ("group", "Short name of the group"),
    ("group_label", "The group"),
    ("value", "Share in per cent, or average; empty where hidden or unknown"),
    ("low", "Low end of the interval; empty where those asked were not drawn by chance"),
    ("high", "High end of the interval"),
    ("level", "Probability of the interval"),
    ("unit", "percent or number"),
    ("answered", "People who answered the question: the base of the share; empty where hidden"),
    ("design_effect", "Design effect"),
    ("status", "published or suppressed"),
    ("id", "Name of the figure"),
)


@dataclass(frozen=True, slots=True)
class PollPage:
    """A poll in one language: its title, and its sections."""

    title: str
    overline: str
    sections: tuple[Section, ...]


def poll_page_tree(issue: Issue, polled: Polled, language: str) -> PollPage:
    """Return the page of a poll: who was asked, every question over all and by group, tests, method, downloads."""
    say = words(language)
    parts = [
        Section("facts", say.say("section-poll-facts"), " ".join(cautions(say, polled)), [facts(issue, say, polled)])
    ]
    for item in polled.items:
        blocks = question(issue, say, polled, item, caption=say.say("poll-everybody"))
        if not blocks:
            continue
        for group in polled.groups:
            if group.name != item.name:
                blocks += by_group(issue, say, polled, item, group)
        parts.append(
            Section(anchor(f"q-{item.name}"), item.said(language), _base(issue, say, polled, item.name), blocks)
        )
    if notes := marks(issue, say, polled):
        last = parts[-1]
        parts[-1] = Section(last.ident, last.heading, last.lead, [*last.blocks, *(Note(text) for text in notes)])
    parts += _tests(say, polled)
    if polled.claims:
        *shown, _ = claims(say, polled)
        lead = say.say("lead-poll-printed")
        parts.append(Section("printed", say.say("section-poll-printed"), lead, shown))
    parts += [_method(issue, say, polled), *_downloads(say, polled)]
    return PollPage(polled.poll.named(language), say.say("poll-page"), tuple(parts))


def _base(issue: Issue, say: Words, polled: Polled, name: str) -> str:
    """Return how many answered a question, and whether they could give several answers."""
    item = next(i for i in polled.items if i.name == name)
    bases = [f.of for f in issue.ledger.figures.values() if _is(f, polled, name) and f.of is not None]
    if not bases:
        return ""
    base = say.say("poll-base", count=int(max(bases)), shown=say.number(max(bases)))
    return say.say("poll-base-many", base=base) if item.kind == "many" else base


def _is(figure: Figure, polled: Polled, question: str) -> bool:
    asked = figure.asked
    return bool(asked and asked.poll == polled.poll.name and asked.question == question and not asked.by)


def _tests(say: Words, polled: Polled) -> Iterator[Section]:
    """Yield the tests between groups of tables of which nothing is hidden; none where nobody was drawn by chance."""
    if not polled.tests:
        return
    items = {i.name: i for i in (*polled.items, *polled.groups)}
    rows = []
    for test in polled.tests:
        item = items[test.question]
        asked = item.said(say.language)
        if test.answer:
            asked = f"{asked} – {item.answer(test.answer).said(say.language)}"
        p = (
            say.isolate(say.decimal(test.p))
            if test.p >= 0.01
            else say.say("p-little", p=say.isolate(say.decimal(0.01)))
        )
        rows.append([Cell(asked), Cell(items[test.by].said(say.language)), Cell(p), Cell(say.number(test.n))])
    columns = [
        Column(say.say("col-question")),
        Column(say.say("col-groups")),
        Column(say.say("col-p"), numeric=True),
        Column(say.say("col-answered"), numeric=True),
    ]
    heading = say.say("section-poll-tests")
    yield Section("tests", heading, say.say("lead-poll-tests"), [table("table-tests", heading, columns, rows)])


def _method(issue: Issue, say: Words, polled: Polled) -> Section:
    """Return how the poll was asked and worked out, in plain words."""
    poll, heading = polled.poll, say.say("section-poll-method")
    if not polled.figures:
        return Section("method", heading, "", [Note(say.say("poll-no-responses"))])
    lines = [say.say("poll-method-base")]
    lines.append(say.say(f"poll-method-validation-{poll.rules.get('count', 'not-rejected')}"))
    lines.append(say.say("poll-method-cleaned", count=polled.changed, shown=say.number(polled.changed)))
    if poll.chosen == "chance":
        lines.append(
            say.say("poll-method-interval", level=say.percent(poll.level), method=say.isolate(_called(poll.interval)))
        )
    if polled.tests:
        lines.append(say.say("poll-method-test"))
    lines.append(say.say("poll-method-hidden", smallest=say.number(issue.rules.smallest_cell)))
    example = next((f.id for f in polled.figures if f.of), polled.figures[0].id)
    lines.append(say.say("poll-method-trace", figure=say.isolate(example)))
    return Section("method", heading, "", [Items(lines)])


def _called(method: str) -> str:
    return {"korn-graubard": "Korn–Graubard", "wilson": "Wilson"}.get(method, method)


def _downloads(say: Words, polled: Polled) -> Iterator[Section]:
    listed = [("form.xlsx", "poll-data-form"), ("form.csv", "poll-data-form-csv")] if polled.form else []
    if polled.items:
        listed += [("tables.csv", "poll-data-tables"), ("tables.xlsx", "poll-data-tables-xlsx")]
    if not listed:
        return
    rows = [[Cell(say.isolate(name), link=name), Cell(say.say(key))] for name, key in listed]
    heading = say.say("section-poll-data")
    columns = [Column(say.say("col-file")), Column(say.say("col-format"))]
    yield Section("data", heading, "", [table("table-data", heading, columns, rows)])


def poll_files(issue: Issue, polled: Polled) -> dict[str, bytes]:
    """Return a poll's downloads by their path below ``public/``: the form, and every published table."""
    base = f"polls/{polled.poll.name}"
    files: dict[str, bytes] = {}
    if polled.form:
        shown = open_form(issue, polled, polled.form)
        files[f"{base}/form.xlsx"] = write_form(shown, issue.published)
        files[f"{base}/form.csv"] = _csv(form_table(shown, issue.languages))
    if polled.items:
        frame = with_marks(tables_of(issue, polled), issue)
        files[f"{base}/tables.csv"] = _csv(frame)
        files[f"{base}/tables.xlsx"] = _workbook(frame, issue, polled)
    return files


def open_form(issue: Issue, polled: Polled, form: Form) -> Form:
    """Return a form as it may be published: without what names interviewers, camps or phones, or places too fine."""
    poll = polled.poll
    aside = identifying(form) | {str(poll.rules.get("interviewer", "")), "interviewer"}
    aside |= {str(n) for key in ("clusters", "weights", "populations") for n in poll.design.get(key, ())} | {"cluster"}
    asked = [
        q
        for q in form.questions
        if q.type not in PHONE_TYPES and q.name not in aside and not STAFF.match(q.name.rpartition("/")[2])
    ]
    level = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    fine = {c for c, n in level.items() if n > issue.rules.finest_level} | issue.rules.protected_places
    used = {q.list_name for q in asked}
    choices = {
        name: tuple(c for c in listed if c.name not in fine) for name, listed in form.choices.items() if name in used
    }
    return replace(form, questions=tuple(asked), choices=choices)


def tables_of(issue: Issue, polled: Polled) -> pl.DataFrame:
    """Return all published numbers of a poll, a row each, in the columns of `TABLES` and the first language."""
    language = issue.languages[0]
    items = {i.name: i for i in (*polled.items, *polled.groups)}
    order = {f.id: n for n, f in enumerate(polled.figures)}
    rows: list[tuple[Any, ...]] = []
    for figure in sorted(issue.ledger.figures.values(), key=lambda f: order.get(f.id, 0)):
        asked = figure.asked
        if not asked or asked.poll != polled.poll.name or not asked.question:
            continue
        item, group = items[asked.question], items.get(asked.by)
        rows.append(
            (
                asked.question,
                item.said(language),
                asked.answer or None,
                item.answer(asked.answer).said(language) if asked.answer else None,
                asked.by or None,
                asked.group or None,
                group.answer(asked.group).said(language) if group else None,
                figure.value,
                figure.low,
                figure.high,
                figure.level if figure.value is not None else None,
                figure.unit,
                figure.of,
                asked.deff if figure.value is None or asked.deff is None else round(asked.deff, 2),
                figure.status,
                figure.id,
            )
        )
    numbers = {"value", "low", "high", "level", "answered", "design_effect"}
    return pl.DataFrame(
        rows, schema={name: pl.Float64 if name in numbers else pl.String for name, _ in TABLES}, orient="row"
    ).with_columns(pl.col("answered").cast(pl.Int64))


def form_table(form: Form, languages: tuple[str, ...]) -> pl.DataFrame:
    """Return the questions of a form and their choices, a row each, with their words in each language."""
    rows: list[dict[str, str]] = []
    for asked in form.questions:
        rows.append({"question": asked.name, "choice": "", "type": asked.type} | _labels(asked.label, languages))
        rows += [
            {"question": asked.name, "choice": choice.name, "type": ""} | _labels(choice.label, languages)
            for choice in form.choices.get(asked.list_name, ())
        ]
    names = ["question", "choice", "type", *(f"label_{code}" for code in languages)]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))


def _labels(label: Mapping[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    by_code = {language_code(written) if written else "": text for written, text in label.items()}
    return {
        f"label_{code}": by_code.get(code) or (in_language(by_code, code) if "" in by_code else "")
        for code in languages
    }


def _csv(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_csv(buffer, include_bom=True)
    return buffer.getvalue()


def _workbook(frame: pl.DataFrame, issue: Issue, polled: Polled) -> bytes:
    """Return a workbook with a README sheet and the tables; the same bytes for the same issue."""
    say = words(issue.languages[0])
    title = polled.poll.named(say.language)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title, "created": dt.datetime.combine(issue.published, dt.time())})
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet("README")
        about.set_column(0, 0, 18)
        about.set_column(1, 1, 100, wrap)
        lines = [(title, issue.folder.settings.synthetic), *(("", text) for text in cautions(say, polled)), *TABLES]
        lines += [("retracted", lead(one, say)) for one in issue.ledger.withdrawn]
        for number, (left, right) in enumerate(lines):
            about.write_string(number, 0, left, bold)
            about.write_string(number, 1, right)
        frame.write_excel(book, "tables", table_style="Table Style Light 1", freeze_panes=(1, 0))
    return buffer.getvalue()

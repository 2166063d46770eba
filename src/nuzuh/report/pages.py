"""The report as pages: one per language, its evidence, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from nuzuh.evidence.figure import Figure
from nuzuh.render.page import environment, page_context, style
from nuzuh.render.scene import Scene
from nuzuh.render.svg import to_svg
from nuzuh.report.content import PlacePage, Report
from nuzuh.report.issue import Issue
from nuzuh.report.poll_pages import PollPage
from nuzuh.report.tables import spread_heading
from nuzuh.terms.wording import words


@lru_cache
def _templates() -> jinja2.Environment:
    return environment("nuzuh.report")


def _svg(scene: Scene, ident: str, css_class: str) -> Markup:
    return Markup(to_svg(scene, ident, css_class))  # noqa: S704 - to_svg escapes all text


def report_page(issue: Issue, report: Report) -> bytes:
    """Return the report's page in one language."""
    language = report.language
    letters = [{"href": letter_href(letter.name, language)} for letter in issue.letters]
    context = page_context(language, issue.languages, "report.{}.html", report.synthetic)
    text = (
        _templates()
        .get_template("report.html")
        .render(
            **context,
            report=report,
            told=issue.told.get(language),
            letters=letters,
            evidence=f"evidence.{language}.html",
            svg=_svg,
        )
    )
    return text.encode()


def place_page(issue: Issue, report: Report, page: PlacePage) -> bytes:
    """Return the page of a place in one language; its style lies beside it, once for all places."""
    context = page_context(report.language, issue.languages, f"{page.code}.{{}}.html", report.synthetic)
    text = (
        _templates()
        .get_template("place.html")
        .render(
            **context | {"style": "", "stylesheet": f"style.{report.language}.css"}, page=page, report=report, svg=_svg
        )
    )
    return text.encode()


def poll_page(issue: Issue, report: Report, page: PollPage) -> bytes:
    """Return the page of a poll in one language."""
    context = page_context(report.language, issue.languages, "poll.{}.html", report.synthetic)
    evidence = f"../../evidence.{report.language}.html"
    made = _templates().get_template("poll.html")
    return made.render(**context, page=page, report=report, evidence=evidence, svg=_svg).encode()


def place_style(language: str) -> bytes:
    """Return the style sheet that all pages of places in a language share: fonts inside every one would be too much."""
    return style(language).encode()


def letter_href(name: str, language: str) -> str:
    """Return the address of a letter's page below ``public/``."""
    return f"letters/{name}/letter.{language}.html"


def evidence_page(issue: Issue, language: str, ids: Sequence[str]) -> bytes:
    """Return the page that says of each figure what it counts, who says so and which rows it rests on."""
    context = page_context(language, issue.languages, "evidence.{}.html", issue.folder.settings.synthetic)
    links = dict(issue.public_sources().select("code", "link").iter_rows())
    entries = [_entry(issue, language, issue.ledger[i], links) for i in ids]
    title = issue.folder.settings.title(language)
    waived = issue.waived.get(language, ())
    made = _templates().get_template("evidence.html")
    return made.render(**context, title=title, entries=entries, waived=waived).encode()


def _entry(issue: Issue, language: str, figure: Figure, links: Mapping[str, str | None]) -> dict[str, Any]:
    say = words(language)
    facts = [
        (say.say("col-when"), issue.when(figure, say)),
        (spread_heading([figure], say), issue.range(figure, language)),
        (say.say("evidence-unreported"), issue.unreported(figure, language)),
        (say.say("col-metric"), say.say(f"metric-{figure.metric}")),
        (say.say("evidence-method"), say.say(f"method-{figure.method.replace(' ', '-')}")),
    ]
    facts += [
        (
            say.say("evidence-records"),
            say.say(
                "evidence-records-value",
                count=r.count,
                shown=say.number(r.count),
                table=r.table,
                digest=say.isolate(r.sha256),
            ),
        )
        for r in figure.records
    ]
    said = {
        s["source"]: f"{say.amount(s['value'], s['quantifier'])} ({say.period(s['start'], s['end'])})"
        for s in figure.said
    }
    codes = dict.fromkeys([*figure.sources, *said])
    sources = [
        {"name": issue.source_name(code, language), "link": links.get(code) or "", "said": said.get(code, "")}
        for code in codes
    ]
    return {
        "id": figure.id,
        "label": figure.label[language],
        "value": issue.value(figure, language),
        "facts": [(name, value) for name, value in facts if value],
        "sources": sources,
        "citation": figure.citation,
        "link": figure.link,
    }


def index_page(issue: Issue, reports: Sequence[Report]) -> bytes:
    """Return the page at the top of ``public/``: every edition in its own language."""
    first = issue.languages[0]
    context = page_context(first, (first,), "index.html", issue.folder.settings.synthetic)
    editions = [
        {
            "language": r.language,
            "direction": r.direction,
            "title": r.title,
            "overline": f"{r.overline} · {r.dates[0]}",
            "report": words(r.language).say("report"),
            "letters": [
                {
                    "href": letter_href(item.name, r.language),
                    "title": item.titles[r.language],
                    "kind": words(r.language).say("letter"),
                }
                for item in issue.letters
                if r.language in item.titles
            ],
        }
        for r in reports
    ]
    text = (
        _templates()
        .get_template("index.html")
        .render(**context, editions_list=editions, publisher=issue.folder.settings.publisher_name)
    )
    return text.encode()

"""All files of the report, by their path below ``public/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from nuzuh.report.content import Report
from nuzuh.report.data import data_files
from nuzuh.report.errata import errata_files
from nuzuh.report.feed import feed
from nuzuh.report.issue import Issue
from nuzuh.report.pages import evidence_page, index_page, place_page, place_style, poll_page, report_page
from nuzuh.report.pdf import report_pdf
from nuzuh.report.places import PlaceFigures, place_href, place_page_tree
from nuzuh.report.poll_pages import poll_files, poll_page_tree
from nuzuh.report.polls import poll_href
from nuzuh.report.tree import report_tree


def report_files(issue: Issue, cited: Iterable[str], progress: Callable[[str], None]) -> dict[str, bytes]:
    """Return the report's pages, PDF, data and feeds.

    Parameters
    ----------
    issue : Issue
    cited : iterable of str
        Ids of the figures that letters cite; the evidence pages have these too.
    progress : callable
        Told what is being made.
    """
    progress("data")
    files = data_files(issue)
    reports = []
    letters, places = list(cited), PlaceFigures(issue)
    for language in issue.languages:
        progress(f"report, {language}")
        report = report_tree(issue, language, places)
        report = replace(report, corrections=issue.notices(issue.ledger.before, "report", language))
        reports.append(report)
        shown = list(dict.fromkeys([*report.figures(), *letters]))
        files[f"report.{language}.html"] = report_page(issue, report)
        files[f"report.{language}.pdf"] = report_pdf(report, issue.published, issue.told.get(language))
        files[f"evidence.{language}.html"] = evidence_page(issue, language, shown)
        files[f"feed.{language}.xml"] = feed(issue, language)
        progress(f"places, {language}")
        files |= _place_files(places, report)
        for polled in issue.polls:
            page = poll_page_tree(issue, polled, language)
            files[poll_href(polled.poll.name, language)] = poll_page(issue, report, page, polled.poll.name)
    for polled in issue.polls:
        files |= poll_files(issue, polled)
    files["index.html"] = index_page(issue, reports)
    return files | errata_files(issue, [*(i for report in reports for i in report.figures()), *letters])


def _place_files(places: PlaceFigures, report: Report) -> dict[str, bytes]:
    """Return the pages of all places in one language, with their style."""
    language = report.language
    files = {
        place_href(code, language): place_page(places.issue, report, place_page_tree(places, code, language))
        for code in places.codes
    }
    return files | ({f"places/style.{language}.css": place_style(language)} if files else {})

"""The page of corrections: what was withdrawn, what was said, what is true now, and where it stood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nuzuh.evidence.retracted import Correction, Withdrawn, corrections, lead, value_text
from nuzuh.render.page import environment, page_context
from nuzuh.report.issue import Issue
from nuzuh.report.pages import letter_href
from nuzuh.report.polls import poll_href
from nuzuh.terms.wording import Words, words


def errata_files(issue: Issue, shown: Iterable[str]) -> dict[str, bytes]:
    """Return the pages of corrections; none where nothing was withdrawn.

    Parameters
    ----------
    issue : Issue
    shown : iterable of str
        Figures that stand in the report or a letter: of the others only the number is told.
    """
    if not issue.ledger.withdrawn:
        return {}
    named = list(dict.fromkeys(shown))
    return {errata_href(language): _page(issue, language, named) for language in issue.languages}


def errata_href(language: str) -> str:
    """Return the address of the page of corrections below ``public/``."""
    return f"errata.{language}.html"


def _page(issue: Issue, language: str, shown: list[str]) -> bytes:
    say = words(language)
    entries = [_entry(issue, one, say, shown) for one in issue.ledger.withdrawn]
    context = page_context(language, issue.languages, "errata.{}.html", issue.folder.settings.synthetic)
    made = environment("nuzuh.report").get_template("errata.html")
    return made.render(**context, title=issue.folder.settings.title(language), entries=entries).encode()


def _entry(issue: Issue, one: Withdrawn, say: Words, shown: list[str]) -> dict[str, Any]:
    every = corrections(issue.ledger, one.ident)
    named = [c for c in every if c.ident in set(shown)] if one.names else []
    rest = len(every) - len(named)
    note = say.say("retraction-rest", count=rest, shown=say.number(rest)) if rest and one.names else ""
    return {
        "lead": lead(one, say),
        "hidden": "" if one.names else say.say("retraction-by-numbers"),
        "rows": [
            {
                "id": c.ident,
                "label": c.before.label.get(say.language, c.ident),
                "said": value_text(c.before, say),
                "now": value_text(c.now, say) if c.now else say.say("retraction-no-number"),
            }
            for c in named
        ],
        "rest": note,
        "where": _where(issue, one, every, say),
    }


def _where(issue: Issue, one: Withdrawn, every: list[Correction], say: Words) -> list[tuple[str, str]]:
    """Return words and address of each text of this issue that used what was withdrawn."""
    ids, language = {c.ident for c in every}, say.language
    used = bool(ids) or one.stands_in("report")
    out = [(say.say("retraction-where-report"), f"report.{language}.html")] if used else []
    for polled in issue.polls:
        name = polled.poll.name
        if one.stands_in(f"polls/{name}") or ids & {f.id for f in polled.figures}:
            title = say.say("retraction-where-poll", name=polled.poll.named(language))
            out.append((title, poll_href(name, language)))
    for letter in issue.letters:
        if language in letter.titles and (one.stands_in(f"letters/{letter.name}") or ids & set(letter.cited)):
            title = say.say("retraction-where-letter", title=letter.titles[language])
            out.append((title, letter_href(letter.name, language)))
    return out

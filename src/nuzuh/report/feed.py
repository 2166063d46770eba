"""The Atom feed of an issue: the report and its letters, one feed per language."""

from __future__ import annotations

import datetime as dt
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from nuzuh.evidence.retracted import lead
from nuzuh.report.issue import Issue
from nuzuh.report.pages import letter_href
from nuzuh.terms.wording import words

_ATOM = "http://www.w3.org/2005/Atom"


def feed(issue: Issue, language: str) -> bytes:
    """Return the feed in one language (RFC 4287).

    Ids are tag URIs made of the crisis's code and the days, so that they stay when the site moves; addresses are
    relative to the publisher's link, or to the feed itself.
    """
    say = words(language)
    settings = issue.folder.settings
    base = settings.publisher_link.rstrip("/") + "/" if settings.publisher_link else ""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    updated = _instant(issue.published)
    _text(root, "id", f"tag:nuzuh,{settings.start.isoformat()}:{settings.code}:{language}")
    _text(root, "title", settings.title(language))
    _text(root, "updated", updated)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{base}feed.{language}.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}report.{language}.html"})
    author = SubElement(root, "author")
    _text(author, "name", settings.publisher_name or settings.title(language))
    title = say.say("feed-issue", title=settings.title(language), day=say.day(settings.as_of))
    _entry(
        root,
        settings.code,
        f"report:{settings.as_of.isoformat()}",
        title,
        updated,
        f"{base}report.{language}.html",
    )
    given: dict[str, int] = {}
    for one in issue.ledger.withdrawn:
        day = one.what.date
        name = f"erratum:{one.ident}:{day.isoformat()}"
        given[name] = given.get(name, 0) + 1  # those that are not named bear one name
        name += f":{given[name]}" if given[name] > 1 else ""
        _entry(root, settings.code, name, lead(one, say), _instant(day), f"{base}errata.{language}.html")
    for letter in issue.letters:
        if language in letter.titles:
            title = say.say("feed-letter", title=letter.titles[language], day=say.day(letter.day))
            _entry(
                root,
                settings.code,
                f"letter:{letter.name}",
                title,
                _instant(letter.day),
                base + letter_href(letter.name, language),
            )
    indent(root, " ")
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(root: Element, code: str, name: str, title: str, updated: str, href: str) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", f"tag:nuzuh,{updated[:10]}:{code}:{name}")
    _text(entry, "title", title)
    _text(entry, "updated", updated)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
    _text(entry, "summary", title)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"

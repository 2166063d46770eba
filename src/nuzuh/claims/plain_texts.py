"""Paragraphs of plain text, Markdown and HTML, by the lines of the file."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from nuzuh.claims.passages import Document, Gathering

_ITEM = re.compile(r"\s*(?:[-+*•·▪◦‣●–—]\s+|(?:\(?\d{1,3}|[٠-٩]{1,3}|[a-zA-Z])[.)]\s+)")
_HEADING = re.compile(r"\s*#{1,6}\s")
_RULE = re.compile(r"\s*(?:[-=_*]\s*){3,}$|\s*\|?[\s:|-]+\|[\s:|-]*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+|<https?://[^>\s]*>|\b[\w.+-]+@[\w-]+\.\w[\w.]*")
_SIGNS = re.compile(r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])|`")
_APART = frozenset(
    re.findall(
        r"\w+",
        "p div li ul ol table tr td th h1 h2 h3 h4 h5 h6 section article header footer main nav aside "
        "figure figcaption blockquote dl dt dd pre address hr form fieldset caption thead tbody tfoot "
        "body details summary",
    )
)
_SKIPPED = frozenset(
    re.findall(
        r"\w+",
        "script style svg template noscript math nav title sup object iframe select textarea",
    )
)
_EMPTY = frozenset(re.findall(r"\w+", "br hr img input meta link wbr area base col embed source track"))


def begins_item(line: str) -> bool:
    """Return whether a line begins an item of a list: a bullet, a dash, a number.

    Examples
    --------
    >>> begins_item("- Syria Relief"), begins_item("12. Violet"), begins_item("1.2 million people")
    (True, True, False)
    """
    return _ITEM.match(line) is not None


def from_lines(name: str, text: str, *, markdown: bool) -> Document:
    """Return a plain text; paragraphs are what blank lines, items and headings set apart."""
    gathering = Gathering(name)
    body = _without(_COMMENT, text) if markdown else text
    for number, line in enumerate(body.split("\n"), 1):
        shown = _without(_ADDRESS, line)
        if markdown:
            shown = _without(_SIGNS, shown)
        if not line.strip() or _RULE.match(line):
            gathering.close()
            continue
        apart = _kind(line)
        if apart:
            gathering.close(apart)
        elif gathering.letters:
            last = gathering.spots[-1]
            gathering.put("\n", (0, last[1], last[2] + 1))
        gathering.add(shown, number)
        if apart == "heading":
            gathering.close()
    return gathering.document()


def _kind(line: str) -> str:
    """Return what a line begins that stands apart: an item, a heading, a row of a table; else nothing."""
    if begins_item(line):
        return "item"
    if _HEADING.match(line):
        return "heading"
    return "cell" if line.lstrip().startswith("|") else ""


def _without(pattern: re.Pattern[str], text: str) -> str:
    """Return a text as long as it was, what matches blanked, ends of lines kept."""
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def from_html(name: str, text: str) -> Document:
    """Return what a page shows; scripts, styles, pictures and raised notes are left out."""
    page = _Page(name)
    page.feed(text)
    page.close()
    return page.gathering.document()


class _Page(HTMLParser):
    """The paragraphs of a page while it is parsed."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=False)
        self.gathering = Gathering(name)
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        hidden = any(key == "hidden" or (key == "style" and "display:none" in (value or "")) for key, value in attrs)
        if tag not in _EMPTY and (self.skipped or tag in _SKIPPED or hidden):
            self.skipped.append(tag)
        elif tag == "br" and not self.skipped:
            self.gathering.put("\n", (0, *self._here()))
        elif tag in _APART:
            kind = "item" if tag in ("li", "td") else "heading" if tag[0] == "h" and tag[1:].isdigit() else "text"
            self.gathering.close(kind)

    def handle_endtag(self, tag: str) -> None:
        """End an element; what was left open in it ends too."""
        if tag in self.skipped:
            while self.skipped.pop() != tag:
                pass
        elif tag in _APART and not self.skipped:
            self.gathering.close()

    def handle_data(self, data: str) -> None:
        """Add what stands between elements."""
        if not self.skipped:
            line, column = self._here()
            self.gathering.add(data, line, column)

    def handle_entityref(self, name: str) -> None:
        """Add a named character."""
        self._put(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Add a numbered character."""
        self._put(unescape(f"&#{name};"))

    def _put(self, text: str) -> None:
        if not self.skipped:
            for letter in text:
                self.gathering.put(letter, (0, *self._here()))

    def _here(self) -> tuple[int, int]:
        line, offset = self.getpos()
        return line, offset + 1

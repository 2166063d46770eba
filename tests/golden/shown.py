"""What a reader of a page sees, as plain lines: pictures by their titles and descriptions, no style, no digests."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

_BLOCKS = {
    "p",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "figcaption",
    "caption",
    "dt",
    "dd",
    "summary",
    "title",
    "desc",
    "div",
    "br",
}
_SILENT = {"style", "script", "text", "tspan"}


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def shown(html: str) -> str:
    """Return the text of a page, a line per block."""
    reader = _Lines()
    reader.feed(html)
    lines = (re.sub(r"[ \t\n]+", " ", line).strip(" |") for line in re.split(r"\n", "".join(reader.parts)))
    text = "\n".join(line for line in lines if line)
    return re.sub(r"\b[0-9a-f]{64}\b", "(digest)", text) + "\n"


def golden_files(public: Path) -> dict[str, str]:
    """Return the golden files of a built issue by name."""
    files = {"figures.csv": (public / "data" / "figures.csv").read_text("utf-8-sig")}
    for path in sorted(public.rglob("*.html")):
        if path.parent.name == "places" and not path.name.startswith("SY07."):
            continue  # one place stands for the others
        name = path.relative_to(public).as_posix().replace("/", "~").replace(".html", ".txt")
        files[name] = shown(path.read_text("utf-8"))
    for path in sorted(public.glob("feed.*.xml")):
        files[path.name] = path.read_text("utf-8")
    return files

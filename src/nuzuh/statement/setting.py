"""A bound Markdown text set as HTML and as Typst: the same tokens, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape as escape_html
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token
from markupsafe import Markup

from nuzuh.render.typst import escape
from nuzuh.statement.binding import Bound
from nuzuh.statement.passages import CLOSE, MARK, OPEN


@lru_cache
def _markdown() -> MarkdownIt:
    """Return CommonMark without raw HTML, and without images: these would be fetched from somebody else's server."""
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).disable("image")


def to_html(bound: Bound, notes: Mapping[str, int], *, inline: bool = False) -> Markup:
    """Return the text as HTML; each figure is a link to its note, with the note's number behind it.

    Parameters
    ----------
    bound : Bound
    notes : mapping of str to int
        Figure -> number of its note.
    inline : bool
        Whether to leave out the paragraph around it.
    """
    tokens = _tokens(bound, inline=inline)
    for token in tokens:
        if token.children:
            token.children = [t for child in _inside_links(token.children) for t in _linked(*child, bound, notes)]
    markdown = _markdown()
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Markup(html)  # noqa: S704 - the renderer escapes all text, and raw HTML is off


def _tokens(bound: Bound, *, inline: bool = False) -> list[Token]:
    """Return Markdown's tokens; marks stay in running text only, elsewhere their words take their place."""
    tokens = _markdown().parseInline(bound.text) if inline else _markdown().parse(bound.text)
    for token in (t for block in tokens for t in (block, *(block.children or ()))):
        if token.type not in ("text", "inline"):
            token.content = bound.plain(token.content)
        for key, value in token.attrs.items():
            if isinstance(value, str):
                plain = bound.plain(value.replace(quote(OPEN), OPEN).replace(quote(CLOSE), CLOSE))
                token.attrs[key] = plain if key != "href" else normalizeLink(plain)
    return _ordered(tokens)


def _ordered(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens whose headings skip no level below the letter's title; PDF/UA refuses that, and empty ones."""
    out: list[Token] = []
    level, skip = 1, 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            if not tokens[index + 1].content.strip():
                skip = 3
            else:
                level = min(max(2, int(token.tag[1])), level + 1)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
        if skip:
            skip -= 1
        else:
            out.append(token)
    return out


def _inside_links(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Yield inline tokens with whether they stand inside a link."""
    inside = False
    for token in tokens:
        inside = token.type == "link_open" or (inside and token.type != "link_close")
        yield token, inside


def _linked(token: Token, inside: bool, bound: Bound, notes: Mapping[str, int]) -> Iterator[Token]:
    """Yield a token with its marks as links to the notes; of a link, which holds no other, only the words."""
    if token.type != "text":
        yield token
        return
    for index, piece in enumerate(MARK.split(token.content)):
        if index % 2 == 0:
            yield Token("text", "", 0, content=piece)
            continue
        binding = bound.bindings[int(piece)]
        text, numbers = escape_html(binding.text), [notes[i] for i in binding.figures if i in notes]
        shown = ", ".join(map(str, numbers))
        if numbers and inside:
            text = f"{text}<sup>{shown}</sup>"
        elif numbers:
            text = f'<a class="fig" href="#e{numbers[0]}">{text}<sup>{shown}</sup></a>'
        yield Token("html_inline", "", 0, content=text)


def to_plain(bound: Bound) -> str:
    """Return a text without blocks as plain words, without marks of Markdown."""
    children = [t for token in _tokens(bound, inline=True) for t in token.children or []]
    spaces = {"softbreak": " ", "hardbreak": " "}
    return "".join(spaces.get(t.type) or bound.plain(t.content) for t in children)


def to_typst(bound: Bound, notes: Mapping[str, int]) -> list[str]:
    """Return the text as blocks of Typst; each figure leads to the label of its note (``<e1>``)."""
    return _TypstWriter(bound, notes).blocks(_tokens(bound))


def to_typst_inline(bound: Bound, notes: Mapping[str, int]) -> str:
    """Return a text without blocks as Typst code, to stand inside a line."""
    children = [t for token in _tokens(bound, inline=True) for t in token.children or []]
    return _TypstWriter(bound, notes).inline(children)


class _TypstWriter:
    """Walks Markdown's tokens and writes Typst code; every text goes in as an escaped string."""

    _PAIRS: Mapping[str, str] = {"em": "emph", "strong": "strong"}

    def __init__(self, bound: Bound, notes: Mapping[str, int]) -> None:
        self._bound = bound
        self._notes = notes
        self._starts: list[int] = []  # first numbers of the numbered lists that are open

    def blocks(self, tokens: Sequence[Token]) -> list[str]:
        out: list[str] = []
        stack: list[list[str]] = [out]
        for token in tokens:
            kind = token.type
            if kind == "inline":
                stack[-1].append(self.inline(token.children or []))
            elif kind in ("fence", "code_block"):
                stack[-1].append(f"#raw({_lines(token.content)}, block: true)")
            elif kind == "hr":
                stack[-1].append("#line(length: 100%, stroke: 0.5pt)")
            elif token.nesting == 1:
                stack.append([])
                if token.type == "ordered_list_open":
                    self._starts.append(int(token.attrGet("start") or 1))
            elif token.nesting == -1:
                inner = stack.pop()
                stack[-1].append(self._close(token, inner))
        return out

    def _close(self, token: Token, inner: list[str]) -> str:
        match token.type:
            case "heading_close":
                return f"#heading(level: {token.tag[1]}, {{{' + '.join(inner)}}})"
            case "paragraph_close":
                return inner[0] if token.hidden else f"#par({{{' + '.join(inner)}}})"
            case "list_item_close":
                return "{" + (" + ".join(x.removeprefix("#") for x in inner) or '""') + "}"
            case "bullet_list_close":
                return f"#list({', '.join(inner)})"
            case "ordered_list_close":
                return f"#enum(start: {self._starts.pop()}, {', '.join(inner)})"
            case _:
                return "#quote(block: true, {" + (" + ".join(x.removeprefix("#") for x in inner) or '""') + "})"

    def inline(self, tokens: Sequence[Token]) -> str:
        parts: list[str] = []
        stack: list[list[str]] = [parts]
        addresses: list[str] = []
        for token in tokens:
            if token.type == "text":
                stack[-1].append(self.text(token.content))
            elif token.type == "code_inline":
                stack[-1].append(f"raw({escape(token.content)})")
            elif token.type == "softbreak":
                stack[-1].append('" "')
            elif token.type == "hardbreak":
                stack[-1].append("linebreak()")
            elif token.nesting == 1:
                addresses.append(str(token.attrGet("href") or ""))
                stack.append([])
            elif token.nesting == -1:
                body = " + ".join(stack.pop()) or '""'
                address = addresses.pop()
                name = token.type.removesuffix("_close")
                if name == "link" and address.startswith(("https://", "http://")):
                    stack[-1].append(f"link({escape(address)}, {{{body}}})")
                else:
                    stack[-1].append(f"{self._PAIRS[name]}({{{body}}})" if name in self._PAIRS else f"({body})")
        return " + ".join(parts) or '""'

    def text(self, text: str) -> str:
        parts = []
        for index, piece in enumerate(MARK.split(text)):
            if index % 2 == 0:
                if piece:
                    parts.append(escape(piece))
                continue
            binding = self._bound.bindings[int(piece)]
            numbers = [self._notes[i] for i in binding.figures if i in self._notes]
            if not numbers:
                parts.append(escape(binding.text))
            else:
                shown = escape(", ".join(map(str, numbers)))
                parts.append(f"link(<e{numbers[0]}>, {{{escape(binding.text)} + super({shown})}})")
        return " + ".join(parts) or '""'


def _lines(text: str) -> str:
    """Return lines of code as Typst's string, the ends of lines kept."""
    return ' + "\\n" + '.join(escape(line) for line in text.rstrip("\n").split("\n"))

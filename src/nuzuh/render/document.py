"""The frame of every PDF: paper, type, headings, tables and running foot, as Typst source."""

from __future__ import annotations

from collections.abc import Sequence

from nuzuh.render import palette
from nuzuh.render.fonts import PDF_FONTS
from nuzuh.render.typst import escape

TEXT_WIDTH = 453.0
"""Width of the text in pt: A4 less two margins of 25 mm."""


def document(title: str, language: str, direction: str, running: str, body: Sequence[str]) -> str:
    """Return the Typst source of a document.

    Parameters
    ----------
    title : str
        Title of the document, also for its metadata.
    language : str
        ISO 639 code.
    direction : str
        ``ltr`` or ``rtl``.
    running : str
        Line at the foot of every page, beside the page's number.
    body : sequence of str
        Typst code, one block each, as the functions of this module give it.
    """
    fonts = ", ".join(f'"{family}"' for family in PDF_FONTS)
    foot = (
        f'context {{ set text(size: 8pt, fill: rgb("{palette.MUTED}")); {escape(running)}; h(1fr); '
        "text(dir: ltr, counter(page).display()) }"
    )
    head = [
        f"#set document(title: {escape(title)})",
        f'#set page(paper: "a4", margin: (x: 25mm, top: 22mm, bottom: 24mm), footer: {foot})',
        f'#set text(font: ({fonts},), size: 10.5pt, lang: "{language}", dir: {direction}, fill: rgb("{palette.INK}"), '
        "top-edge: 0.8em, bottom-edge: -0.28em, hyphenate: false)",
        "#set par(justify: false, leading: 0.45em, spacing: 0.9em)",
        "#set heading(numbering: none)",
        "#show heading.where(level: 1): it => block(above: 5pt, below: 10pt, text(size: 22pt, it.body))",
        f"#show heading.where(level: 2): it => block(above: 22pt, below: 8pt, width: 100%, inset: (top: 7pt), "
        f'stroke: (top: 1.2pt + rgb("{palette.INK}")), sticky: true, text(size: 14pt, it.body))',
        "#show heading.where(level: 3): it => block(above: 12pt, below: 5pt, sticky: true, text(size: 11pt, it.body))",
        '#show link: it => text(fill: rgb("#0b5394"), it)',
        "#set list(indent: 0pt, spacing: 0.7em)",
        "#set figure.caption(position: top)",
        "#show figure: set align(start)",
        '#show figure.caption: it => block(above: 10pt, below: 6pt, text(weight: "bold", it.body))',
        "#show table.cell: set text(size: 8.6pt)",
        "#show table.cell: set par(leading: 0.25em)",
    ]
    return "\n".join([*head, *body]) + "\n"


def heading(level: int, text: str) -> str:
    """Return a heading."""
    return f"#heading(level: {level}, {escape(text)})"


def paragraph(text: str, *, size: float = 0, soft: bool = False, bold: bool = False, sticky: bool = False) -> str:
    """Return a paragraph; ``size`` in pt, 0 for that of the text; a ``sticky`` one stays with what follows."""
    options = [f"size: {size}pt"] if size else []
    options += [f'fill: rgb("{palette.MUTED}")'] if soft else []
    options += ['weight: "bold"'] if bold else []
    par = f"par(text({', '.join([*options, escape(text)])}))"
    return f"#block(sticky: true, {par})" if sticky else f"#{par}"


def bullets(lines: Sequence[str]) -> str:
    """Return a list."""
    return "#list(" + ", ".join(escape(line) for line in lines) + ")"


def banner(text: str) -> str:
    """Return a warning across the page."""
    return f'#block(width: 100%, fill: rgb("#5c1a0a"), inset: 8pt, text(fill: white, weight: "bold", {escape(text)}))'


def notice(text: str) -> str:
    """Return a correction across the page."""
    return (
        f'#block(width: 100%, fill: rgb("#fff4d6"), stroke: (bottom: 1.2pt + rgb("#8a5a00")), inset: 8pt, '
        f"text(size: 9.5pt, {escape(text)}))"
    )


def linked(text: str, address: str) -> str:
    """Return Typst code of a text that leads to an address outside, or of the text alone."""
    if not address.startswith(("https://", "http://")):
        return escape(text)
    return f"link({escape(address)}, {escape(text)})"


def table(
    caption: str, headings: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> str:
    """Return a table over the whole width that may run over pages, its head repeated.

    Parameters
    ----------
    caption : str
        Its name, above it.
    headings : sequence of (str, bool)
        Text and whether the column holds numbers, which stand right.
    rows : sequence of sequences of str
        Typst code of each cell (see `linked`).
    widths : sequence of float
        Relative widths of the columns.
    """
    columns = ", ".join(f"{width:g}fr" for width in widths)
    align = ", ".join("right" if numeric else "start" for _, numeric in headings)
    head = ", ".join(f'text(weight: "bold", fill: rgb("{palette.MUTED}"), {escape(text)})' for text, _ in headings)
    cells = ",\n".join(", ".join(f"[#{cell}]" for cell in row) for row in rows)
    return (
        f'#block(above: 12pt, below: 5pt, sticky: true, text(weight: "bold", {escape(caption)}))\n'
        f"#table(columns: ({columns},), align: ({align},), inset: (x: 4pt, y: 3.2pt), "
        f'stroke: (x, y) => (bottom: 0.4pt + rgb("{palette.RULE}")), '
        f"table.header({head}),\n{cells})"
    )

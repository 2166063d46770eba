"""Writes docs/tables/*.md, one page per table of the crisis folder, from its specification."""

from __future__ import annotations

import sys
from pathlib import Path

from nuzuh.folder.columns import specification

PAGES = {
    "places": "The gazetteer: codes, parents, names, coordinates.",
    "place_decisions": "How a person resolved an unclear place name; consulted first by `nuzuh place` and the reader.",
    "sources": "Who reports, and how far they can be relied on.",
    "arrivals": "Flow: people who moved, from, to, between two days, by source.",
    "populations": "Stock: people present in a place on a day, by source; capacity of sites.",
    "groups": "Who they are: women, children, disabled people … as parts of those counted or asked, each with its denominator.",
    "references": "Published figures of other crises.",
    "incidents": "Attacks and other harm to civilians, as sources record them. Nothing of it is published.",
    "activities": "Who does what, where, when and for whom (3W, 5W). People reached never add up over rows.",
    "routes": "Roads and crossings between places.",
    "access": "Which places, roads and crossings were open or closed, and when.",
    "corrections": "Known faults in the sources: reason, who says so, expected old value, new value.",
    "duplicate_decisions": "What a person decided of two rows that look like one report that came twice.",
    "cleaning": "What was corrected in the answers to a poll and why, `polls/<name>/cleaning.csv` or `.xlsx`; the raw file stays.",
    "signatories": "Organisations that sign a letter. `letters/<name>/signatories.csv` or `.xlsx`.",
    "signatory_decisions": "What a person decided of two signatories that look like one organisation.",
    "responses": "What became of each call, an event a row. `letters/<name>/responses.csv` or `.xlsx`; see `docs/methods/calls.md`.",
    "retractions": "Sources, published figures and polls that were withdrawn; see `docs/methods/retraction.md`.",
    "crisis": "Settings of the crisis, `crisis.toml`.",
    "letter": "A letter's addressees and calls, `letters/<name>/letter.toml`.",
    "poll": "A snap poll: who was asked, how, and what is published, `polls/<name>/poll.toml`.",
}
ELSEWHERE = (
    "cleaning",
    "signatories",
    "responses",
    "crisis",
    "letter",
    "poll",
)  # not a file or folder of the table's own name


def page(name: str) -> str:
    """Return the manual page of a table."""
    kind = "key" if name in ("crisis", "letter", "poll") else "column"
    files = [] if name in ELSEWHERE else ["", f"`{name}.csv` or `.xlsx`, or several files in `{name}/`."]
    lines = [
        f"# {name}",
        "",
        PAGES[name],
        *files,
        "",
        f"| {kind} | type | required | allowed | what it holds |",
        "|---|---|---|---|---|",
    ]
    for c in specification(name).columns:
        cells = (
            f"`{c.name}`",
            c.type + (f", {c.unit}" if c.unit else ""),
            c.needed,
            c.allowed,
            c.description,
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    also = [(c.name, c.also) for c in specification(name).columns if c.also]
    if also:
        lines += ["", "Other headings that are understood:", ""]
        lines += [f"- `{column}`: {', '.join(others)}" for column, others in also]
    lines += ["", f"Made from `src/nuzuh/folder/columns/{name}.csv` by `scripts/make_table_pages.py`.", ""]
    return "\n".join(lines)


def main(folder: Path) -> None:
    """Write all pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (folder / f"{name}.md").write_text(page(name), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs" / "tables")

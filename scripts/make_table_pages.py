"""Writes docs/tables/*.md, one page per table of the crisis folder, from its specification."""

from __future__ import annotations

import sys
from pathlib import Path

from nuzuh.folder.columns import specification

PAGES = {
    "places": "The gazetteer: codes, parents, names, coordinates.",
    "sources": "Who reports, and how far they can be relied on.",
    "arrivals": "Flow: people who moved, from, to, between two days, by source. `arrivals/*.csv` or `.xlsx`.",
    "populations": "Stock: people present in a place on a day, by source; capacity of sites. `populations/*.csv` or `.xlsx`.",
    "references": "Published figures of other crises.",
    "corrections": "Known faults in the sources: reason, who says so, expected old value, new value.",
    "signatories": "Organisations that sign a letter. `letters/<name>/signatories.csv` or `.xlsx`.",
    "crisis": "Settings of the crisis, `crisis.toml`.",
    "letter": "A letter's addressees and calls, `letters/<name>/letter.toml`.",
}


def page(name: str) -> str:
    """Return the manual page of a table."""
    kind = "key" if name in ("crisis", "letter") else "column"
    lines = [
        f"# {name}",
        "",
        PAGES[name],
        "",
        f"| {kind} | type | required | allowed | what it holds |",
        "|---|---|---|---|---|",
    ]
    for c in specification(name).columns:
        cells = (
            f"`{c.name}`",
            c.type + (f", {c.unit}" if c.unit else ""),
            "yes" if c.required else "",
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

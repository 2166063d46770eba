"""What the commands show on the terminal: tables, problems, one JSON object."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nuzuh.evidence.figure import Figure
from nuzuh.intake.outcome import Imported, SheetOutcome
from nuzuh.intake.placing import Placed
from nuzuh.terms.errors import Problem

_MOST_SHOWN = 200
_MOST_ALIKE = 20
MOST_FIGURES = 200  # on a screen; of more only the leading ones are shown
_LEADING = ("to", "from", "pair", "since", "once", "share", "reference", "preferred")
_MOST_ROWS = 10  # sources, and rows that fit worst, that the terminal shows
_MOST_ANSWERS = 5_000  # rows of a column of names that JSON lists one by one


def show_files(files: Sequence[Path], problems: Sequence[Problem], as_json: bool) -> None:
    """Show the files that were written and the problems met."""
    if as_json:
        print_json({"files": [str(f) for f in files], "problems": [p.as_dict() for p in problems]})
        return
    show_problems(problems)
    for file in files:
        sys.stdout.write(f"{file}\n")


def show_problems(problems: Sequence[Problem]) -> None:
    """Show problems on standard error: of one kind in one column the first ones, then how many more there are."""
    on = Console(stderr=True, highlight=False)
    kinds = Counter(_kind(p) for p in problems)
    told: Counter[tuple[str, ...]] = Counter()
    shown = 0
    for problem in problems:
        kind = _kind(problem)
        told[kind] += 1
        if shown >= _MOST_SHOWN or told[kind] > _MOST_ALIKE:
            continue
        shown += 1
        place = problem.file
        place += f" [{problem.sheet}]" if problem.sheet else ""
        place += f", line {problem.line}" if problem.line is not None else ""
        place += f", {problem.column}" if problem.column else ""
        style = "red" if problem.severity == "error" else "yellow"
        on.print(Text(f"{problem.severity}: {place}", style=style), soft_wrap=True)
        on.print(Text(f"  {problem.message} {problem.suggestion}"), soft_wrap=True)
        if told[kind] == _MOST_ALIKE and kinds[kind] > _MOST_ALIKE:
            on.print(Text(f"  … and {kinds[kind] - _MOST_ALIKE:,} more of this kind.", style="dim"), soft_wrap=True)
    if len(problems) > shown:
        on.print(
            f"{len(problems):,} problems in all, {shown} shown. nuzuh check writes all of them into private/problems.csv."
        )


def _kind(problem: Problem) -> tuple[str, ...]:
    return problem.file, problem.sheet, problem.column, problem.rule, problem.severity


def show_counts(counts: dict[str, dict[str, int]]) -> None:
    """Show rows read, accepted and rejected of every table."""
    table = Table("table", "rows read", "accepted", "rejected")
    for name, c in counts.items():
        table.add_row(name, *(f"{c[k]:,}" for k in ("read", "accepted", "rejected")))
    console().print(table)
    if any(c["rejected"] for c in counts.values()):
        console().print("Rejected rows stand whole in private/rejected/, all problems in private/problems.csv.")


def show_count(figures: Sequence[Figure], said: Mapping[str, Any]) -> None:
    """Show figures with their intervals, how the sources stand to them, and the rows that fit worst."""
    on = console()
    table = Table("figure", "value", "low", "high", "level", "period or day", "sources")
    shown = figures if len(figures) <= MOST_FIGURES else [f for f in figures if _leading(f)]
    for f in shown:
        when = f"{f.start} … {f.end - dt.timedelta(days=1)}" if f.start and f.end else str(f.date or "")
        value = f"{f.value:,.0f}" if f.value is not None else (f.gap or "not known")
        value += " %" if f.unit == "percent" and f.value is not None else ""
        quantifier = "" if f.quantifier == "exactly" or f.value is None else f"{f.quantifier} "
        low, high = (f"{v:,.0f}" if v is not None else "" for v in (f.low, f.high))
        level = f"{100 * f.level:.0f} %" if f.level else ""
        table.add_row(f.id, quantifier + value, low, high, level, when, ", ".join(f.sources))
    on.print(table)
    if len(shown) < len(figures):
        rest = len(figures) - len(shown)
        on.print(
            f"… and {rest:,} more figures: by place and period, and the parts of accounts. All of them with --json."
        )
    if said["sources"]:
        _show_sources(said["sources"], on)
    if said["worst"]:
        _show_worst(said["worst"], on)


def _leading(figure: Figure) -> bool:
    """Return whether a figure is one that is looked for first: totals, and whole times."""
    return figure.role == "total" or (not figure.windowed and figure.role in _LEADING)


def _show_sources(sources: Sequence[Mapping[str, Any]], on: Console) -> None:
    title = "Sources: what each reports against what all together give, how far one row is off, the total without it"
    table = Table("source", "rows", "factor", "error", "total without it", "moved", title=title, title_justify="left")
    ranked = sorted(sources, key=lambda s: (-abs(s["moved"] or 0), s["source"]))
    for s in ranked[:_MOST_ROWS]:
        factor = f"{s['factor']:.2f} ({s['factor_low']:.2f} … {s['factor_high']:.2f})"
        without = "" if s["without"] is None else f"{s['without']:,.0f}"
        moved = "" if s["moved"] is None else f"{100 * s['moved']:+.0f} %"
        table.add_row(Text(s["source"]), f"{s['rows']:,}", factor, f"±{100 * s['error']:.0f} %", without, moved)
    on.print(table)
    if len(ranked) > _MOST_ROWS:
        on.print(f"… and {len(ranked) - _MOST_ROWS} more sources: see --json.")


def _show_worst(rows: Sequence[Mapping[str, Any]], on: Console) -> None:
    table = Table("file", "line", "source", "says", title="Rows that fit worst: call these first", title_justify="left")
    for row in rows[:_MOST_ROWS]:
        file = f"{row['file']} [{row['sheet']}]" if row["sheet"] else row["file"]
        table.add_row(Text(file), str(row["line"]), Text(row["source"]), row["sentence"])
    on.print(table)
    if len(rows) > _MOST_ROWS:
        on.print(f"… and {len(rows) - _MOST_ROWS} more: see --json, or private/worst.csv after nuzuh build.")


def show_figure(figure: dict[str, Any], published: dict[str, Any] | None) -> None:
    """Show a figure and how it is published."""
    on = console()
    label = next(iter(figure["label"].values()), figure["id"])
    on.print(Text(label, style="bold"))
    for key in ("id", "value", "low", "high", "level", "quantifier", "period", "date", "method", "sources", "records"):
        if figure[key] not in (None, [], ""):
            on.print(Text(f"  {key}: {figure[key]}"))
    if published is None:
        on.print("  published: no (finer than allowed, or protected)")
    else:
        on.print(Text(f"  published: {published['value']} ({published['status']})"))


def say(text: str) -> None:
    """Write a message on standard error."""
    sys.stderr.write(text.rstrip() + "\n")


def print_json(document: dict[str, Any]) -> None:
    """Write one JSON object on standard output."""
    sys.stdout.write(msgspec.json.encode(document).decode() + "\n")


def console() -> Console:
    """Return the console of standard output, wide where it is no terminal."""
    on = Console(highlight=False)
    return on if on.is_terminal else Console(highlight=False, width=240)


def show_import(done: Imported, folder: Path) -> None:
    """Show how every sheet and column of an imported file was understood, what was left out, and what to do next."""
    show_problems(done.problems)
    on = console()
    for sheet in (s for s in done.sheets if s.imported):
        _show_sheet(sheet, on)
    for sheet in (s for s in done.sheets if not s.imported):
        on.print(
            Text(f'Not imported: sheet "{sheet.sheet}": {sheet.why}.' if sheet.sheet else f"Not imported: {sheet.why}.")
        )
    for change in done.changes:
        on.print(Text(f"Changed since the last file of this layout: {change}"))
    on.print(
        f"{done.table}: {done.read:,} rows read, {done.accepted:,} accepted, {done.rejected:,} rejected; {done.written:,} written."
    )
    for file in done.files:
        say(f"wrote {file}")
    say(f"Wrong? Edit {folder / 'mappings' / (done.name + '.toml')} and import again. Next: nuzuh check {folder}")


def _show_sheet(sheet: SheetOutcome, on: Console) -> None:
    reading = sheet.reading
    if reading is None:
        return
    title = f'sheet "{sheet.sheet}", ' if sheet.sheet else ""
    table = Table(
        "heading", "gives", "why", title=f"{title}header in line {reading.laid.header_line}", title_justify="left"
    )
    for use in reading.uses:
        fixed = "".join(f", {k} {v}" for k, v in use.fixed.items())
        heading = f"{use.above} | {use.heading}" if use.above else use.heading
        table.add_row(Text(heading), Text(use.gives + fixed), Text(use.why), style="" if use.gives else "dim")
    on.print(table)
    for name, (value, why) in reading.fixed.items():
        on.print(Text(f"  {name} is {value} in all rows: {why}"))
    for row in sheet.totals:
        on.print(Text(f"  line {row['line']} is left out: {row['why']}"))
    for row in sheet.sums:
        own = row["own_total"]
        same = (
            ""
            if own is None
            else " = its own total"
            if abs(own - row["sum"]) < 1
            else f", but its own total says {own:,.10g}"
        )
        on.print(Text(f"  {row['heading']}: {row['sum']:,.10g}{same}"))
    on.print(f"  {sheet.read:,} rows: {sheet.accepted:,} accepted, {sheet.rejected:,} rejected")


def show_places(places: Sequence[dict[str, Any]], problems: Sequence[Problem], as_json: bool) -> None:
    """Show what each name means, and the places that it may be."""
    if as_json:
        print_json({"places": places, "problems": [p.as_dict() for p in problems]})
        return
    show_problems([p for p in problems if p.severity == "error"])
    on = console()
    for found in places:
        style = {"matched": "green", "ambiguous": "yellow"}.get(found["status"], "red")
        meant = f"{found['code']} {found['name']} " if found["code"] else ""
        on.print(Text.assemble((f"{found['query']}: {found['status']} ", style), (meant, "bold"), found["reason"]))
        for c in found["candidates"] if found["status"] != "matched" else ():
            on.print(
                Text(f"    {c['score']:.2f}  {c['code']}  {c['name']} (level {c['level']}, in {c['parent'] or '-'})")
            )


def show_placed(placed: Placed, problems: Sequence[Problem], as_json: bool) -> None:
    """Show which columns of a file helped, how many names were matched, and which need a person."""
    unclear = placed.unclear(_MOST_SHOWN)
    if as_json:
        shown = placed.answers[:_MOST_ANSWERS]
        print_json(
            {
                "places": shown.to_dicts(),
                "left_out": placed.answers.height - shown.height,
                "file": placed.file,
                "sheet": placed.sheet,
                "used": [{"column": u.column, "use": u.use, "why": u.why} for u in placed.used],
                "counts": placed.counts,
                "notes": list(placed.notes),
                "unclear": unclear,
                "problems": [p.as_dict() for p in problems],
            }
        )
        return
    show_problems([p for p in problems if p.severity == "error"])
    for u in placed.used:
        say(f"{u.column}: used as {u.use}, because {u.why}")
    for note in placed.notes:
        say(note)
    table = Table("name", "rows", "status", "reason")
    for row in unclear:
        table.add_row(row["query"], str(row["rows"]), row["status"], row["reason"])
    if unclear:
        console().print(table)
        say("Decide them in place_decisions.csv (name, within, kind, code, decided_by), and run this again.")
    say(", ".join(f"{n} {status}" for status, n in placed.counts.items() if n))
    sys.stdout.write(f"{placed.file}\n")

"""The commands: arguments in, words or JSON out, exit status 0 fine, 1 the data have errors, 2 wrong usage or settings."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import cyclopts
import msgspec
from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nuzuh import pipeline
from nuzuh.terms.errors import DataError, NuzuhError, Problem, UsageError

_MOST_SHOWN = 200

app = App(
    name="nuzuh",
    help="From field reports of displacement to public figures and joint letters that stand up to scrutiny.",
    result_action="return_value",
    version_flags=["--version"],
)

Folder = Annotated[Path, Parameter(help="The crisis folder.")]
Json = Annotated[
    bool, Parameter(name="--json", negative="", help="Print one JSON object; messages go to standard error.")
]
Published = Annotated[
    dt.date | None,
    Parameter(name="--published", help="Day of publication, when crisis.toml gives none; today by default."),
]


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; errors of the family are shown without a traceback."""
    as_json = "--json" in arguments
    try:
        return int(app(list(arguments), exit_on_error=False, print_error=False) or 0)
    except cyclopts.CycloptsError as error:
        return _fail(UsageError(f"{error}\nSee: nuzuh --help"), [], as_json=as_json)
    except (DataError, UsageError) as error:
        return _fail(error, error.problems, as_json=as_json)
    except NuzuhError as error:
        return _fail(error, [], as_json=as_json)
    except OSError as error:
        what = f"{error.filename or ''}: {error.strerror or error}. Check the path, the disk and your rights to write there."
        return _fail(UsageError(what), [], as_json=as_json)


@app.command
def new(directory: Path, *, example: str = "", as_json: Json = False) -> int:
    """Make a new crisis folder, with a template workbook of every table; or copy a worked example.

    Parameters
    ----------
    directory
        The folder to make; it must not exist, or be empty.
    example
        ``idlib`` or ``synthetic``: a worked example in place of an empty folder.
    """
    files = pipeline.new(directory, _today(), example)
    _show_files(files, [], as_json)
    if not as_json:
        _say(f"Next: fill the tables (a workbook with every column explained is in it), then: nuzuh check {directory}")
    return 0


@app.command
def check(folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Read everything and list every problem with file, line, column, value, rule and what to do."""
    checked, problems = pipeline.check(folder, _day(folder, published))
    counts = {
        name: {"read": c.read, "accepted": c.accepted, "rejected": c.rejected} for name, c in checked.counts.items()
    }
    if as_json:
        _print_json({"tables": counts, "problems": [p.as_dict() for p in problems]})
    else:
        _show_problems(problems)
        _show_counts(counts)
    if checked.settings_problems:
        return 2
    return 1 if any(p.severity == "error" for p in problems) else 0


@app.command
def count(folder: Folder = Path(), *, as_json: Json = False) -> int:
    """Count displacement: flows and stocks by place and period, low, point, high, where sources disagree."""
    read, ledger = pipeline.count(folder)
    figures = list(ledger.figures.values())
    rejected = sum(c.rejected for c in read.counts.values())
    if rejected:
        _say(f"{rejected} rows are rejected and do not count: see nuzuh check {folder}")
    if as_json:
        _print_json({"figures": [f.as_dict() for f in figures]})
        return 0
    table = Table("figure", "value", "low", "high", "period or day", "sources")
    for f in figures:
        when = f"{f.start} … {f.end - dt.timedelta(days=1)}" if f.start and f.end else str(f.date or "")
        value = f"{f.value:,.0f}" if f.value is not None else (f.gap or "not known")
        quantifier = "" if f.quantifier == "exactly" or f.value is None else f"{f.quantifier} "
        low, high = (f"{v:,.0f}" if v is not None else "" for v in (f.low, f.high))
        table.add_row(f.id, quantifier + value, low, high, when, ", ".join(f.sources))
    _console().print(table)
    return 0


@app.command
def letter(name: str, folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Build one letter's pages and PDF into private/letters/, to be read before `build` publishes them."""
    result = pipeline.letter(folder, name, _day(folder, published))
    _show_files(result.files, result.problems, as_json)
    return 0


@app.command
def trace(figure: str, folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Show a figure's rows, sources and method: down to file and line, used or not, and why."""
    found = pipeline.trace(folder, figure, _day(folder, published))
    if as_json:
        _print_json(found)
        return 0
    _show_figure(found["figure"], found["published"])
    table = Table("", "file", "line", "source", "amount", "why")
    for row in found["rows"]:
        name = f"{row['file']} [{row['sheet']}]" if row["sheet"] else row["file"]
        table.add_row(
            "●" if row["used"] else "·",
            name,
            str(row["line"]),
            row["source"],
            row["amount"] or "",
            row["why"],
            style="" if row["used"] else "dim",
        )
    _console().print(table)
    return 0


@app.command
def build(folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Build the whole issue into public/: pages, PDF, data, feed, letters; all of it or nothing."""
    console = Console(stderr=True)
    day = _day(folder, published)
    if as_json or not console.is_terminal:
        result = pipeline.build(folder, day)
    else:
        with console.status("building") as status:
            result = pipeline.build(folder, day, lambda step: status.update(step))
    _show_files(result.files, result.problems, as_json)
    return 0


def _day(folder: Path, given: dt.date | None) -> dt.date:
    """Return the day of publication: of crisis.toml, else as given, else today. Only here is the clock asked."""
    return pipeline.published_of(folder) or given or _today()


def _show_files(files: Sequence[Path], problems: Sequence[Problem], as_json: bool) -> None:
    if as_json:
        _print_json({"files": [str(f) for f in files], "problems": [p.as_dict() for p in problems]})
        return
    _show_problems(problems)
    for file in files:
        sys.stdout.write(f"{file}\n")


def _show_problems(problems: Sequence[Problem]) -> None:
    console = Console(stderr=True, highlight=False)
    for problem in problems[:_MOST_SHOWN]:
        place = problem.file
        place += f" [{problem.sheet}]" if problem.sheet else ""
        place += f", line {problem.line}" if problem.line is not None else ""
        place += f", {problem.column}" if problem.column else ""
        style = "red" if problem.severity == "error" else "yellow"
        console.print(Text(f"{problem.severity}: {place}", style=style), soft_wrap=True)
        console.print(Text(f"  {problem.message} {problem.suggestion}"), soft_wrap=True)
    left = len(problems) - _MOST_SHOWN
    if left > 0:
        console.print(f"… and {left} more: private/problems.csv lists them all.")


def _show_counts(counts: dict[str, dict[str, int]]) -> None:
    table = Table("table", "rows read", "accepted", "rejected")
    for name, c in counts.items():
        table.add_row(name, *(f"{c[k]:,}" for k in ("read", "accepted", "rejected")))
    _console().print(table)
    if any(c["rejected"] for c in counts.values()):
        _console().print("Rejected rows stand whole in private/rejected/, all problems in private/problems.csv.")


def _show_figure(figure: dict[str, Any], published: dict[str, Any] | None) -> None:
    console = _console()
    label = next(iter(figure["label"].values()), figure["id"])
    console.print(Text(label, style="bold"))
    for key in ("id", "value", "low", "high", "quantifier", "period", "date", "method", "sources", "records"):
        if figure[key] not in (None, [], ""):
            console.print(Text(f"  {key}: {figure[key]}"))
    if published is None:
        console.print("  published: no (finer than allowed, or protected)")
    else:
        console.print(Text(f"  published: {published['value']} ({published['status']})"))


def _fail(error: NuzuhError, problems: Sequence[Problem], *, as_json: bool) -> int:
    if as_json:
        _print_json({"files": [], "problems": [p.as_dict() for p in problems], "error": str(error)})
    else:
        _show_problems(problems)
    _say(str(error))
    return error.exit_status


def _say(text: str) -> None:
    sys.stderr.write(text.rstrip() + "\n")


def _print_json(document: dict[str, Any]) -> None:
    sys.stdout.write(msgspec.json.encode(document).decode() + "\n")


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=240)


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()

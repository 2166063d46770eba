"""The commands: arguments in, words or JSON out, exit status 0 fine, 1 the data have errors, 2 wrong usage or settings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import cyclopts
from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table

from nuzuh import pipeline, screen
from nuzuh.cli_calls import calls, retraction
from nuzuh.cli_claims import claims
from nuzuh.cli_letters import letters
from nuzuh.cli_polls import polls
from nuzuh.cli_signatories import lists
from nuzuh.formats.raw import UnreadableFile
from nuzuh.intake.bring import Wishes
from nuzuh.intake.placing import PlaceWishes
from nuzuh.options import Folder, Json, Published, day, today, when
from nuzuh.terms.errors import DataError, NuzuhError, Problem, UsageError


def _application() -> App:
    """Return the application with the commands that other modules have."""
    made = App(
        name="nuzuh",
        help="From field reports of displacement to public figures and joint letters that stand up to scrutiny.",
        result_action="return_value",
        version_flags=["--version"],
    )
    made.command(polls)
    made.command(letters)
    made.command(lists)
    made.command(claims)
    made.command(calls)
    made.command(retraction)
    return made


app = _application()


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
    except UnreadableFile as error:
        return _fail(UsageError(f"{error.fault.message} {error.fault.suggestion}"), [], as_json=as_json)
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
    files = pipeline.new(directory, today(), example)
    screen.show_files(files, [], as_json)
    if not as_json:
        screen.say(
            f"Next: fill the tables (a workbook with every column explained is in it), then: nuzuh check {directory}"
        )
    return 0


@app.command(name="import")
def import_(
    file: str,
    folder: Folder = Path(),
    *,
    table: Annotated[str, Parameter(name="--as")],
    name: str = "",
    sheet: Annotated[list[str] | None, Parameter(negative="")] = None,
    fixed: Annotated[list[str] | None, Parameter(name="--set", negative="")] = None,
    letter: str = "",
    poll: str = "",
    published: Published = None,
    add_places: Annotated[bool, Parameter(negative="")] = False,
    replace: Annotated[bool, Parameter(negative="")] = False,
    as_json: Json = False,
) -> int:
    """Bring a file into a table of the folder: CSV, Excel, ODS, Parquet, HXL, Kobo, ODK, COD, 5W; say how it was understood.

    Parameters
    ----------
    file
        The file; a folder in FLEE's format; or the address of a Kobo or ODK table (https://…), fetched
        with the token in the environment variable NUZUH_TOKEN.
    table
        The table that it holds: arrivals, populations, places, activities, incidents, references, signatories …; or
        responses, the answers to a poll.
    name
        Name of the import, of which the names of its files are made; the file's own by default.
    sheet
        Only this sheet; may be given several times.
    fixed
        COLUMN=VALUE, the same in all rows: --set date=2019-01-31 --set source=ocha. May be given several times.
    letter
        The letter of which the file holds the signatories.
    poll
        The poll of which it holds the responses; they are kept as they are.
    add_places
        Add places of the file that the gazetteer does not have.
    replace
        Write over a table of that name though it was edited since it was imported.
    """
    token = os.environ.get("NUZUH_TOKEN", "")
    if table == "responses":
        from nuzuh import screen_polls  # imports the statistics of polls

        path, polled = pipeline.bring_responses(folder, file, poll, token, day(folder, published), again=replace)
        screen_polls.show_responses(path, polled, as_json=as_json)
        return 1 if any(p.severity == "error" for p in polled.problems) else 0
    wishes = Wishes(name, tuple(sheet or ()), _fixed(fixed or []), add_places, replace, letter)
    done = pipeline.bring_in(folder, file, table, wishes, token)
    if as_json:
        screen.print_json(done.as_dict())
    else:
        screen.show_import(done, folder)
    return 0


def _fixed(pairs: Sequence[str]) -> dict[str, str]:
    wrong = [p for p in pairs if "=" not in p]
    if wrong:
        raise UsageError(f"--set {wrong[0]} has no value. Write it as --set date=2019-01-31.")
    return {key.strip(): value.strip() for key, _, value in (p.partition("=") for p in pairs)}


@app.command
def export(
    table: str,
    folder: Folder = Path(),
    *,
    to: Path | None = None,
    form: Annotated[str, Parameter(name="--as")] = "",
    as_json: Json = False,
) -> int:
    """Write a table's accepted rows for others, not for the public: HXL CSV, a workbook with a README, Parquet, GeoJSON.

    Parameters
    ----------
    table
        The table: arrivals, populations, places, activities, incidents …
    to
        The file to write; private/exports/TABLE by default. Its ending says the format: .csv .xlsx .parquet .geojson
    form
        The format, where the ending does not say it: csv, xlsx, parquet or geojson; xlsx without --to.
    """
    path, done = pipeline.export(folder, table, to, form)
    told = {"rows": done.rows, "rejected": done.rejected, "rows_without_place": done.without_place}
    if as_json:
        screen.print_json({"files": [str(path)], "problems": [], "table": table, **told})
        return 0
    screen.show_files([path], [], as_json)
    left = f" {done.rejected} rows are rejected and not in it: see nuzuh check {folder}" if done.rejected else ""
    lost = f" {done.without_place} of them have no coordinates." if done.without_place else ""
    screen.say(f"{done.rows} rows of {table}.{lost}{left} Not cleared for publication.")
    return 0


@app.command
def place(
    *names: str,
    within: str = "",
    file: Path | None = None,
    column: str = "",
    within_column: str = "",
    level: int = 0,
    out: Path | None = None,
    crisis: Path = Path(),
    as_json: Json = False,
) -> int:
    """Say which places names may mean, matched, ambiguous or none, and why; of a whole column with --file and --column.

    Parameters
    ----------
    names
        The names, in any script and spelling.
    within
        Code of the place in which they lie.
    file
        A CSV or XLSX file; the codes are written beside the names into a new file.
    column
        Heading of the names in the file.
    within_column
        Heading of the code, or the name, of the place in which each lies.
    level
        Level of the places meant: 1 governorate, 2 district, 3 subdistrict, 4 town or village, 5 camp.
    out
        The file to write, .csv or .xlsx; by default the file's own name with .places.csv, beside it.
    crisis
        The crisis folder.
    """
    if bool(names) == bool(file) or bool(file) != bool(column):
        raise UsageError("Give names, or --file FILE with --column NAME.")
    if level and not 1 <= level <= 5:
        raise UsageError(f"--level {level}: levels are 1 governorate, 2 district, 3 subdistrict, 4 town, 5 camp.")
    if file:
        wishes = PlaceWishes(within, within_column, level, out)
        placed, problems = pipeline.place_file(crisis, file, column, wishes)
        screen.show_placed(placed, problems, as_json)
    else:
        places, problems = pipeline.place(crisis, names, within, level)
        screen.show_places(places, problems, as_json)
    return 0


@app.command
def check(folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Read everything and list every problem with file, line, column, value, rule and what to do."""
    checked, problems = pipeline.check(folder, day(folder, published))
    counts = {
        name: {"read": c.read, "accepted": c.accepted, "rejected": c.rejected} for name, c in checked.counts.items()
    }
    if as_json:
        screen.print_json({"tables": counts, "problems": [p.as_dict() for p in problems]})
    else:
        screen.show_problems(problems)
        screen.show_counts(counts)
    if checked.settings_problems:
        return 2
    return 1 if any(p.severity == "error" for p in problems) else 0


@app.command
def count(folder: Folder = Path(), *, as_json: Json = False) -> int:
    """Count displacement: flows and stocks by place and period with intervals, where sources disagree, whom to call."""
    read, ledger, said = pipeline.count_and_compare(folder)
    figures = list(ledger.figures.values())
    rejected = sum(c.rejected for c in read.counts.values())
    if rejected:
        screen.say(f"{rejected} rows are rejected and do not count: see nuzuh check {folder}")
    if as_json:
        screen.print_json({"figures": [f.as_dict() for f in figures], **said})
    else:
        screen.show_count(figures, said)
    return 0


@app.command
def trace(figure: str, folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Show a figure's rows, sources and method: down to file and line, used or not, and why."""
    found = pipeline.trace(folder, figure, day(folder, published))
    if as_json:
        screen.print_json(found)
        return 0
    screen.show_figure(found["figure"], found["published"])
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
    screen.console().print(table)
    return 0


@app.command
def build(folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Build the whole issue into public/: pages, PDF, data, feed, letters; all of it or nothing."""
    console = Console(stderr=True)
    at = when(folder, published)
    if as_json or not console.is_terminal:
        result = pipeline.build(folder, at.day, moment=at.moment)
    else:
        with console.status("building") as status:
            result = pipeline.build(folder, at.day, lambda step: status.update(step), at.moment)
    screen.show_files(result.files, result.problems, as_json)
    return 0


def _fail(error: NuzuhError, problems: Sequence[Problem], *, as_json: bool) -> int:
    if as_json:
        screen.print_json({"files": [], "problems": [p.as_dict() for p in problems], "error": str(error)})
    else:
        screen.show_problems(problems)
    screen.say(str(error))
    return error.exit_status

"""Bringing a file into the crisis folder: read, understood, repaired, placed, checked, written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl

from nuzuh.folder.columns import Column, specification
from nuzuh.folder.records import Folder, languages_of, read_folder
from nuzuh.formats.layout import Laid
from nuzuh.formats.raw import UnreadableFile
from nuzuh.intake import choose, mapping
from nuzuh.intake.account import account, at_source, checked_rows, left_out
from nuzuh.intake.additions import parts_of_places, sound_places
from nuzuh.intake.contradiction import contradiction
from nuzuh.intake.countries import country_of
from nuzuh.intake.days import with_days
from nuzuh.intake.find import places_found
from nuzuh.intake.gazetteer import places_of, read_gazetteer
from nuzuh.intake.mend import false_totals, mended
from nuzuh.intake.outcome import Imported
from nuzuh.intake.parts import Parts, is_address, parts_of
from nuzuh.intake.reading import Reading
from nuzuh.intake.shape import filled, place_columns, shaped, with_ids
from nuzuh.intake.store import Store, slug
from nuzuh.intake.understand import Known, columns_of, known_of
from nuzuh.intake.yearly import yearly_rows
from nuzuh.places.match import Matcher
from nuzuh.terms.errors import DataError, Problem, Severity, UsageError

TABLES = (
    *("places", "sources", "arrivals", "populations", "references", "incidents", "activities", "routes", "access"),
    *("groups", "signatories", "place_decisions"),
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says beside the file and the table.

    Attributes
    ----------
    name : str
        Name of the import; the file's own when empty.
    sheets : tuple of str
        Only these sheets.
    fixed : mapping
        Columns of the table that have one value in all rows: ``{"date": "2019-01-31"}``.
    add_places : bool
        Whether places of the file that the gazetteer does not have are added to it.
    replace : bool
        Whether a table imported before under the same name may be overwritten though it was edited since.
    letter : str
        The letter of which the file holds the signatories.
    """

    name: str = ""
    sheets: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    add_places: bool = False
    replace: bool = False
    letter: str = ""


_NO_WISHES = Wishes()
_MOST_SOURCES = 40  # more different texts than this name no sources


@dataclass(slots=True)
class _Work:
    """An import under way."""

    root: Path
    file: Path
    table: str
    name: str
    wishes: Wishes
    columns: tuple[Column, ...]
    folder: Folder
    known: Known
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Shaped:
    """One sheet as rows of the table (``_line``, columns), and the lines of which no row could be made."""

    reading: Reading
    rows: pl.DataFrame
    frame: pl.DataFrame
    without: Laid | None


def bring(
    root: Path, source: str, table: str, wishes: Wishes = _NO_WISHES, token: str = "", given: Parts | None = None
) -> Imported:
    """Bring a file into the crisis folder as rows of a table, in a file of its own, and return what was done.

    Nothing that stood in the folder is changed: the rows go to ``<table>/<name>.csv``, how they were understood to
    ``mappings/<name>.toml``, a source that the file does not name to ``sources/<name>.csv``. ``given`` are the tables of a
    file that was read otherwise.

    Raises
    ------
    UsageError
        The table is none, or a wish cannot be met.
    DataError
        The file cannot be read, or does not hold the table; the problems say why. Nothing was written.
    """
    if table not in TABLES:
        raise UsageError(f"{table} is no table that can be imported. Tables: {', '.join(TABLES)}.")
    folder = read_folder(root, tables=("places", "place_decisions", "sources"))
    columns = columns_of(specification(table), languages_of(folder.settings))
    if strange := sorted(set(wishes.fixed) - {c.name for c in columns}):
        known_names = ", ".join(c.name for c in columns)
        raise UsageError(f"{', '.join(strange)} is no column of {table}. Columns: {known_names}.")
    file = Path(urlsplit(source).path if is_address(source) else source)
    name = wishes.name or slug(file.stem)
    if not re.fullmatch(r"\w[\w .-]*", name):
        raise UsageError(f"{name} is no name of a file. Give --name letters, digits and hyphens: --name week-5.")
    work = _Work(root, file, table, name, wishes, columns, folder, known_of(folder, f"{table}/{name}.csv"))
    try:
        parts = given or parts_of(source, table, token)
    except UnreadableFile as error:
        raise DataError(
            f"{file.name} cannot be read; nothing was imported.", [error.fault.problem(work.file.name, "")]
        ) from error
    if table == "place_decisions" and "decided_by" not in wishes.fixed:
        work.wishes = replace(wishes, fixed={**wishes.fixed, "decided_by": file.name})
    mappings, work.problems = mapping.read_mappings(root, table)
    spec = specification(table)
    choice = choose.choose(
        parts.laid, file, spec, columns, work.known, mappings, wishes.sheets, work.wishes.fixed, survey=parts.survey
    )
    if not choice.chosen:
        raise _refusal(work, choice, parts)
    return _brought(work, choice, parts)


def _refusal(work: _Work, choice: choose.Choice, parts: Parts) -> DataError:
    """Return why no sheet of the file holds the table, sheet by sheet."""
    problems = list(work.problems)
    about = "The file is an export of a survey's answers. " if parts.survey else ""
    hint = f"{about}Is it another table? nuzuh import {work.file.name} --as TABLE. What is the same in all rows can be given with --set."
    for reading, why in choice.left:
        headings = ", ".join(h for h in reading.laid.header[:12])
        contrary = contradiction(reading.laid.header, reading.laid.rows, work.table)
        why = f"{why}: {contrary[0].lower()}{contrary[1:].rstrip('.')}" if contrary else why
        message = f"{_sheet(reading.laid.sheet)} {why}; so it cannot be read as {work.table}. Its headings: {headings}."
        problems.append(
            Problem(
                work.file.name,
                reading.laid.sheet,
                reading.laid.header_line,
                "",
                "",
                "import.table",
                "error",
                message,
                hint,
            )
        )
    severity: Severity = "warning" if choice.left else "error"
    hint = "Nothing to do, if nothing is missing." if choice.left else "Send the table with its header and its rows."
    for sheet, why in parts.without:
        problems.append(Problem(work.file.name, sheet, None, "", "", "import.no_table", severity, why, hint))
    return DataError(f"{work.file.name} does not hold {work.table}; nothing was imported.", problems)


def _sheet(name: str) -> str:
    return f'The sheet "{name}"' if name else "The file"


def _brought(work: _Work, choice: choose.Choice, parts: Parts) -> Imported:
    store = Store(work.root, work.table, work.name, work.file, replace=work.wishes.replace, letter=work.wishes.letter)
    for reading, _ in choice.left:
        work.problems += false_totals(reading, work.file.name)
    several = len(choice.chosen) > 1
    work.problems += [fault.problem(work.file.name, "") for fault in parts.faults]
    sheets = [_shape(work, reading, parts, f".{k + 1}" if several else "") for k, reading in enumerate(choice.chosen)]
    frame = pl.concat([s.frame.with_columns(_sheet=pl.lit(k)) for k, s in enumerate(sheets)], how="diagonal")
    added: dict[str, pl.DataFrame] = {}
    if work.table == "places":
        frame = _new_places(work, frame)
    else:
        frame = _with_source(work, with_ids(frame) if "_id" in frame.columns else frame, added)
        frame = _in_places(work, sheets, frame, added)
    origin = frame.select("_sheet", "_line")
    names = [c.name for c in work.columns if c.name in frame.columns and frame[c.name].null_count() < frame.height]
    rows = frame.select(names)
    if rows.is_empty():
        raise _nothing(work)
    bad, problems = checked_rows(work.root, work.table, store.file, rows, added)
    outcomes = [account(k, s.reading, s.rows, s.without, origin, bad) for k, s in enumerate(sheets)] + left_out(
        choice.left, parts.without
    )
    work.problems += at_source(problems, [s.reading for s in sheets], origin, work.file.name)
    changes = [f"{_sheet(sheet)}: {change}" for sheet, change in choice.changes]
    done = Imported(work.table, work.name, str(work.file), outcomes, rows.height, [], changes, work.problems)
    if not done.accepted:
        raise _nothing(work)
    understood = choice.changes or not all(reading.mapping for reading in choice.chosen)
    text = mapping.written(work.table, work.file.name, choice.chosen, dict(work.wishes.fixed)) if understood else None
    laids = [s.without or replace(s.reading.laid, rows=s.reading.laid.rows.clear()) for s in sheets]
    rejected = [laid for laid in laids if laid.rows.height or laid.broken]
    return replace(done, files=store.write(rows, added, text, rejected, (done.read, done.accepted, done.rejected)))


def _nothing(work: _Work) -> DataError:
    """Return why no row of the file can be taken: the commonest error."""
    rules = Counter(p.rule for p in work.problems if p.severity == "error")
    first = next((p for p in work.problems if p.rule in {r for r, _ in rules.most_common(1)}), None)
    nothing = "All its places stand in the gazetteer already." if work.table == "places" else "It has no row."
    why = first.message if first else nothing
    return DataError(
        f"No row of {work.file.name} can be read as {work.table}; nothing was imported. {why}", work.problems
    )


def _shape(work: _Work, reading: Reading, parts: Parts, part: str) -> _Shaped:
    """Return one sheet repaired and as rows of the table."""
    laid = reading.laid
    work.problems += [fault.problem(work.file.name, laid.sheet) for fault in laid.faults]
    work.problems += [
        Problem(work.file.name, laid.sheet, b.line, b.column, b.value, b.rule, "error", b.message, b.suggestion)
        for b in laid.broken
    ]
    rows, found = mended(reading, work.table, work.known, work.file.name)
    work.problems += found
    rows, found = with_days(reading, rows, work.folder.settings.reading_date_order, work.file.name)
    work.problems += found
    refused = parts.refused.get(laid.sheet)
    if refused:
        hint = "Nothing to do; or approve them in the survey, and export again."
        _tell_aside(work, refused, "survey.rejected", "rejected in the survey's own review", hint)
    if work.table == "places":
        frame, without, doubtful = places_of(reading, rows, work.file.name)
        work.problems += doubtful
        aside = replace(laid, rows=without)
        hint = "If they are places of a gazetteer, give each a code in the file and import it again."
        _tell_aside(work, aside, "row.code", "without the code of a place", hint)
        return _Shaped(reading, rows, frame, aside if without.height else None)
    if work.table == "references" and reading.giving("year"):
        language = languages_of(work.folder.settings)[0]
        return _Shaped(reading, rows, yearly_rows(reading, rows, work.file, language), refused)
    frame, blank = filled(shaped(reading, rows, work.table, work.name, part))
    if blank.len() and not refused:
        refused = replace(laid, rows=laid.rows.filter(pl.col("_line").is_in(blank.implode())))
        hint = "Nothing to do, if the other columns do not belong to the table."
        _tell_aside(work, refused, "row.blank", "blank in all columns that are read", hint)
    return _Shaped(reading, rows, frame, refused)


def _tell_aside(work: _Work, laid: Laid, rule: str, why: str, hint: str) -> None:
    """Note that rows are kept out of the table, and where they stand."""
    count = laid.rows.height
    if count:
        line = int(laid.rows["_line"][0])
        many = f"{count} rows were {why}; they stand" if count > 1 else f"1 row was {why}; it stands"
        told = Problem(work.file.name, laid.sheet, line, "", "", rule, "warning", f"{many} in private/rejected/.", hint)
        work.problems.append(told)


def _with_source(work: _Work, frame: pl.DataFrame, added: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the rows with the code of a source in each; who reports in words of the file's own becomes a source."""
    if "source" not in {c.name for c in work.columns}:
        return frame
    if "source" not in frame.columns:
        frame = frame.with_columns(source=pl.lit(None, dtype=pl.String))
    named = {code: work.file.name for code in [work.name] if frame["source"].null_count()}
    written = frame["source"].drop_nulls().unique(maintain_order=True).to_list()
    codes: dict[str, str] = {}
    if not set(written) & work.known.sources and len(written) <= _MOST_SOURCES:  # with one known, others are slips
        codes = {text: slug(text) for text in written}
        named |= {code: text for text, code in codes.items()}
    frame = frame.with_columns(source=pl.col("source").replace(codes).fill_null(work.name))
    new = {code: name for code, name in named.items() if code not in work.known.sources}
    if new:
        columns = specification("sources").for_languages(languages_of(work.folder.settings))
        language = next(c.name for c in columns if c.name.startswith("name_"))
        note = "Made by nuzuh import. Say who publishes it, where, and how reliable it is (grade)."
        added["sources"] = pl.DataFrame({"code": list(new), language: list(new.values())}).with_columns(
            grade=pl.lit("F"), note=pl.lit(note)
        )
    return frame


def _matcher(work: _Work, added: pl.DataFrame) -> Matcher | None:
    """Return the matcher of the gazetteer with the places added; None when there is no place at all."""
    places = work.folder.tables["places"].filter(pl.col("_file") != f"places/{work.name}.csv")
    if added.height:
        new = added.with_columns(pl.col("level").cast(places.schema["level"])).select(
            c for c in added.columns if c in places.columns and c not in ("also_named", "population", "lat", "lon")
        )
        places = pl.concat([places, new], how="diagonal")
    return Matcher(places, work.folder.tables["place_decisions"]) if places.height else None


def _new_places(work: _Work, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the places that the gazetteer does not have yet, each once."""
    once = frame.unique("code", keep="first", maintain_order=True)
    known = once.filter(pl.col("code").is_in(list(work.known.levels)))
    if known.height:
        first = known["code"][0]
        told = f"{known.height} places of the file stand" if known.height > 1 else "1 place of the file stands"
        message = f"{told} in the gazetteer already, such as {first}; what stands there was left as it is."
        hint = "Nothing to do. To take them from this file instead, remove them from the other file of the table places first."
        work.problems.append(
            Problem(work.file.name, "", None, "code", known["code"][0], "places.known", "warning", message, hint)
        )
    return once.join(known.select("code"), on="code", how="anti", maintain_order="left")


def _places_too(work: _Work, sheets: Sequence[_Shaped], columns: tuple[Column, ...]) -> pl.DataFrame:
    """Return the places of the file that are added to the gazetteer: ``code``, ``level``, ``parent``, ``name_*`` (String)."""
    gazetteer = work.folder.tables["places"].filter(pl.col("_file") != f"places/{work.name}.csv")
    known = gazetteer["code"].implode()
    found = []
    for sheet in sheets:
        reading = read_gazetteer(sheet.reading.laid, columns, work.known)
        if not reading.lacks:
            codes = [pl.col(u.at) for u in reading.uses if u.gives.startswith("code")]
            strange = pl.any_horizontal(c.is_not_null() & ~c.is_in(known) for c in codes)
            found.append(places_of(reading, sheet.rows.filter(strange), work.file.name)[0])
    if not found:
        return pl.DataFrame(schema={"code": pl.String, "level": pl.String, "parent": pl.String})
    places = pl.concat(found, how="diagonal").unique("code", keep="first", maintain_order=True)
    new, problems = sound_places(places, gazetteer, work.file.name, all_of_them=work.wishes.add_places)
    work.problems += problems
    return new


def _country(codes: pl.Series, known: Known) -> pl.Series:
    """Return codes with SYR as SY, where the gazetteer has the country by its two letters."""
    strange = {c: country_of(c) for c in codes.drop_nulls().unique() if c not in known.levels}
    return codes.replace({c: to for c, to in strange.items() if to in known.levels})


def _in_places(
    work: _Work, sheets: Sequence[_Shaped], frame: pl.DataFrame, added: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return the rows with their places; what the gazetteer lacks goes to ``added``."""
    columns = columns_of(specification("places"), languages_of(work.folder.settings))
    frame = frame.with_columns(_country(frame[p], work.known) for p in place_columns(work.table) if p in frame.columns)
    new = _places_too(work, sheets, columns)
    frame, problems = places_found(frame, work.table, lambda: _matcher(work, new), work.file.name)
    work.problems += problems
    if work.table == "populations":
        levels = dict(work.known.levels) | {code: int(level) for code, level in new.select("code", "level").iter_rows()}
        language = next(c.name for c in columns if c.name.startswith("name_"))
        frame, parts, problems = parts_of_places(frame, levels, language, work.file.name)
        work.problems += problems
        new = pl.concat([new, parts], how="diagonal")
    if new.height:
        names = [c.name for c in columns if c.name in new.columns and new[c.name].null_count() < new.height]
        added["places"] = new.select(names)
    return frame

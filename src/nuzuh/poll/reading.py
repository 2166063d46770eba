"""Which columns of a table are read as which question, before a cell of them is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from nuzuh.formats.kobo import SYSTEM, leaf
from nuzuh.formats.layout import Laid
from nuzuh.formats.xlsform import Form, Question
from nuzuh.poll.asked import Asked, Kind, Option
from nuzuh.poll.codes import BLANKS, Codebook, codebook
from nuzuh.poll.findings import Findings
from nuzuh.poll.guess import kind_of, several_in
from nuzuh.poll.headings import ASIDE, Spellings, Target, heading_key, options_of
from nuzuh.poll.matching import Matched, match_columns

_KINDS: dict[str, Kind] = {
    "select_one": "one",
    "select_multiple": "many",
    "integer": "number",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "today": "date",
}
# Words that a form may well use for a question of its own; only ODK Central writes them beside the answers.
_ODKS = frozenset(["key", "status", "edits", "deviceid", "version", "instancename"])
# What those who clean exports keep of the columns of the system.
_KEPT = frozenset(["uuid", "row_id", "index", "parent_index", "instance_id", "submission_uuid"])


@dataclass(frozen=True, slots=True)
class Planned:
    """A question with the columns that hold it.

    Attributes
    ----------
    asked : Asked
    book : Codebook
        Its options; none for a question without a list.
    columns : tuple of int
        Those that hold the answer as a whole; several where it moved between groups.
    split : dict
        Code of an option -> the columns of its own.
    foreign : dict
        Text of an option that the list does not have -> its column.
    other, whole : bool
        Whether "or_other" was said; whether only whole numbers are answers.
    """

    asked: Asked
    book: Codebook
    columns: tuple[int, ...]
    split: dict[str, tuple[int, ...]] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)
    other: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is read.

    Attributes
    ----------
    laid : Laid
        The table.
    repeat : str
        The repeat whose rows it holds, empty for the submissions.
    questions : list of Planned
    matched : Matched
        Where the form's questions stand, those that are no answers (start, end) too.
    findings : Findings
    """

    laid: Laid
    repeat: str
    questions: list[Planned]
    matched: Matched
    findings: Findings


def system_columns(laid: Laid, *, odk: bool, named: Spellings | None) -> list[int]:
    """Return the columns that the system added; a question of the form with such a name is a question."""
    found = []
    for column, heading in enumerate(laid.header):
        name = leaf(heading)
        inside = any(part[:1] == "_" and part in SYSTEM for part in heading.casefold().split("/"))
        if name not in SYSTEM | _KEPT and "@odata." not in heading and not inside:
            continue
        if name in _ODKS and not odk:
            continue
        asked = named.names.get(heading_key(heading), {}) if named is not None and heading == heading.casefold() else {}
        if heading.startswith("_") or not any(target.answer for target in asked):
            found.append(column)
    return found


def plan_by_form(laid: Laid, repeat: str, form: Form, spelled: Spellings, findings: Findings, *, odk: bool) -> Plan:
    """Return how a table is read by the form: its questions in order, then the columns that it does not know."""
    system = set(system_columns(laid, odk=odk, named=spelled))
    columns = [column for column in range(len(laid.header)) if column not in system]
    matched = match_columns(laid.header, columns, spelled, form, laid.header_line)
    findings.faults.extend(matched.faults)
    names = Counter(question.name for question in form.questions if question.repeat == repeat)
    planned: list[Planned] = []
    for place, question in enumerate(form.questions):
        if question.repeat == repeat and question.name and question.type not in ASIDE:
            name = question.name if names[question.name] == 1 else "/".join((*question.path, question.name))
            planned.append(_planned(laid, place, question, name, form, matched))
    planned += _guessed(laid, matched.unknown, repeat, taken={each.asked.name for each in planned})
    return Plan(laid, repeat, planned, matched, findings)


def plan_by_guess(laid: Laid, repeat: str, findings: Findings, *, odk: bool) -> Plan:
    """Return how a table is read without a form."""
    system = set(system_columns(laid, odk=odk, named=None))
    times = {
        column for column, heading in enumerate(laid.header) if leaf(heading).rpartition("/")[2] in ("start", "end")
    }
    columns = [column for column in range(len(laid.header)) if column not in system | times]
    return Plan(laid, repeat, _guessed(laid, columns, repeat, taken=set()), Matched(), findings)


def _planned(laid: Laid, place: int, question: Question, name: str, form: Form, matched: Matched) -> Planned:
    kind = _KINDS.get(question.type, "text")
    columns = tuple(matched.columns.get(Target(place), ()))
    if question.type == "calculate" and columns:
        kind = "number" if kind_of(together(laid.rows, columns)) == "number" else "text"
    choices = options_of(form, question) if kind in ("one", "many") else ()
    options = tuple(Option(choice.name, choice.label) for choice in choices)
    split: dict[str, tuple[int, ...]] = {}
    for option in options:
        if held := matched.columns.get(Target(place, option.code)):
            split[option.code] = tuple(held)
    foreign = {text: column for (at, column), text in matched.options.items() if at == place}
    if not options:  # the list stands in a file of its own, or is missing: what the answers hold is the list
        split, foreign = {text: (column,) for text, column in foreign.items()}, {}
        options = _options_in(laid, columns, split, kind)
    held_by = [*columns, *(column for held in split.values() for column in held), *foreign.values()]
    headers = tuple(laid.header[column] for column in held_by)
    asked = Asked(name, kind, question.label, options, question.repeat, headers, question.list_name)
    book = codebook(options)
    return Planned(asked, book, columns, split, foreign, question.other, question.type == "integer")


def together(rows: pl.DataFrame, columns: Sequence[int]) -> pl.Series:
    """Return the first cell that is filled of each row; null everywhere without columns."""
    if not columns:
        return pl.Series("cell", [None] * rows.height, dtype=pl.String)
    return rows.select(pl.coalesce(f"c{column}" for column in columns).alias("cell")).to_series()


def _options_in(laid: Laid, columns: Sequence[int], split: Iterable[str], kind: Kind) -> tuple[Option, ...]:
    """Return as options what the answers hold."""
    texts = together(laid.rows, columns).drop_nulls().unique()
    words = texts.str.split(" ").explode().unique() if kind == "many" else texts
    held = sorted(word for word in words.drop_nulls() if word and word.casefold() not in BLANKS)
    return tuple(Option(text, {}) for text in dict.fromkeys([*split, *held])) if kind in ("one", "many") else ()


def _guessed(laid: Laid, columns: Sequence[int], repeat: str, taken: set[str]) -> list[Planned]:
    """Return questions for columns that no form tells about."""
    several = several_in(laid.header, columns, laid.rows)
    owners = {column: name for name, each in several.items() for column in each.columns}
    planned: list[Planned] = []
    for column in columns:
        owner = owners.get(column)
        if owner is not None and column != several[owner].columns[0]:
            continue
        name = _free(owner or laid.header[column], taken)
        if owner is not None:
            split: dict[str, tuple[int, ...]] = {code: (at,) for code, at in several[owner].split.items()}
            held = several[owner].columns[: len(several[owner].columns) - len(split)]
            options = tuple(Option(code, {"": code}) for code in split)
            headers = tuple(laid.header[at] for at in several[owner].columns)
            asked = Asked(name, "many", {}, options, repeat, headers, in_form=False)
            planned.append(Planned(asked, codebook(options), held, split))
            continue
        kind = kind_of(laid.rows[f"c{column}"])
        options = _options_in(laid, (column,), (), kind)
        asked = Asked(name, kind, {}, options, repeat, (laid.header[column],), in_form=False)
        planned.append(Planned(asked, codebook(options), (column,)))
    return planned


def _free(name: str, taken: set[str]) -> str:
    """Return the name, with a number where it is taken."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(free)
    return free

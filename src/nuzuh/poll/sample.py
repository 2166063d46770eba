"""The sample of a poll: its questions as items, its rows with their design, its weights fitted to the accounts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from nuzuh.folder.records import Folder
from nuzuh.formats.xlsform import Form, language_code
from nuzuh.places.gazetteer import lineage
from nuzuh.places.match import Matcher
from nuzuh.poll.asked import Asked
from nuzuh.poll.calibrate import post_stratify, rake
from nuzuh.poll.design import Design, survey
from nuzuh.poll.inspected import Inspected
from nuzuh.poll.items import COUNTED, Answer, Item, Kind, coarsened, joined, named_places, without
from nuzuh.poll.persons import check_persons
from nuzuh.poll.settings import Poll
from nuzuh.terms.errors import Problem, UsageError

MANY_ANSWERS = 40
"""A question with more different answers is not published unless ``publish`` names it."""
_KINDS: Mapping[str, Kind] = {
    "one": "one",
    "yesno": "one",
    "place": "one",
    "many": "many",
    "number": "number",
    "text": "text",
}
STAFF = re.compile(
    r"(?i)_*(enum|enumerator|interviewer|surveyor|collector|supervisor|respondent|team|device|phone|form|name|cluster)([_\W]|id|$)"
)
_CODE = re.compile(r"[A-Za-z]{1,3}\d+(_\d+)?")
Population = Callable[[str], Mapping[str, float]]
"""``places`` or ``origins`` -> code of a place -> people whom the accounts count."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that answer the same questions: the submissions, or a repeat of theirs.

    Attributes
    ----------
    name : str
        Of the repeat; empty for the submissions.
    data : polars.DataFrame
    items : tuple of Item
    """

    name: str
    data: pl.DataFrame
    items: tuple[Item, ...]

    def item(self, name: str) -> Item | None:
        """Return the item of a name."""
        return next((i for i in self.items if i.name == name), None)


def item_of(asked: Asked, poll: Poll, data: pl.DataFrame) -> tuple[Item, pl.DataFrame]:
    """Return a question as an item, with what ``poll.toml`` says of it, and the rows with its column of that kind."""
    spoken = next((q for q in poll.questions if q.get("name") == asked.name), {})
    named = {a["name"]: a.get("label", {}) for a in poll.answers if a.get("question") == asked.name and "name" in a}
    label = by_language(asked.label) | dict(spoken.get("label", {}))
    kind, wanted = asked.kind, _KINDS.get(spoken.get("kind", ""), asked.kind)
    given = {o.code: by_language(o.label) for o in asked.options}
    if wanted != kind and {wanted, kind} <= {"one", "number", "text"} and asked.name in data.columns:
        data, kind = data.with_columns(_as_kind(data[asked.name], wanted)), wanted
    if kind == "one" and not given and asked.name in data.columns:
        given = {code: {} for code in sorted(data[asked.name].drop_nulls().unique())}
    answers = tuple(Answer(code, {**words, **named.get(code, {})}) for code, words in given.items())
    guessed = kind == "one" and not named and not (asked.in_form and asked.options)
    return Item(asked.name, kind, label, answers, spoken.get("kind") == "place" and kind == "one", guessed), data


def _as_kind(column: pl.Series, kind: Kind) -> pl.Series:
    """Return a column read as codes, or as numbers; whole numbers are codes without a decimal point."""
    if kind == "number":
        return column.cast(pl.Float64, strict=False)
    if not column.dtype.is_numeric():
        return column.cast(pl.String)
    whole = column.drop_nulls().round() == column.drop_nulls()
    return column.cast(pl.Int64).cast(pl.String) if whole.all() else column.cast(pl.String)


def by_language(label: Mapping[str, str]) -> dict[str, str]:
    """Return words by code of language; those of a column without a language have none."""
    return {language_code(written) if written else "": text for written, text in label.items()}


def prepared(sheet: Sheet, poll: Poll, folder: Folder, finest: int) -> tuple[Sheet, list[Problem]]:
    """Return a sheet with its places as codes no finer than allowed and answers joined as ``poll.toml`` asks, and what is wrong."""
    problems: list[Problem] = []
    for index, item in enumerate(sheet.items):
        if item.places:
            sheet, found = _with_places(sheet, item, poll, folder, finest)
            problems += found
        data, bare = without(sheet.data, sheet.items[index], poll.rules.get("no_answer", ()))
        sheet = replace(sheet, data=data, items=(*sheet.items[:index], bare, *sheet.items[index + 1 :]))
        for join in (j for j in poll.joins if j.get("question") == sheet.items[index].name):
            item = sheet.items[index]
            known = {a.name for a in item.answers}
            missing = [a for a in join["answers"] if a not in known]
            if join["name"] in known - set(join["answers"]):
                message = f"{join['name']} is an answer to {item.name} already, and none of those that are joined."
                line = poll.line("join", "name", join["_index"])
                hint = "Give the joint answer another name."
                problems.append(
                    Problem(poll.file, "", line, "join.name", join["name"], "poll.repeated", "error", message, hint)
                )
                continue
            if missing:
                near = difflib.get_close_matches(missing[0], sorted(known), n=1)
                hint = f"Did you mean {near[0]}?" if near else f"Answers are {', '.join(sorted(known))}."
                message = f"{item.name} has no answer {missing[0]} to join."
                line = poll.line("join", "answers", join["_index"])
                problems.append(
                    Problem(poll.file, "", line, "join.answers", missing[0], "poll.answer", "error", message, hint)
                )
                continue
            data, made = joined(sheet.data, item, join["answers"], join["name"], join.get("label", {}))
            sheet = replace(sheet, data=data, items=(*sheet.items[:index], made, *sheet.items[index + 1 :]))
    return sheet, problems


def _with_places(sheet: Sheet, item: Item, poll: Poll, folder: Folder, finest: int) -> tuple[Sheet, list[Problem]]:
    """Return a sheet with the answers to a question for a place as codes of the gazetteer, as coarse as they must be."""
    places = folder.tables["places"]
    told = {str(a["name"]): str(a["place"]) for a in poll.answers if a.get("question") == item.name and "place" in a}
    names = [a.name for a in item.answers] or sheet.data[item.name].drop_nulls().unique().sort().to_list()
    given = {a.name: a for a in item.answers}
    codes, problems = _codes_of(names, given, told, places, folder.tables["place_decisions"])
    problems = [replace(p, file=poll.file, column="answers.place") for p in problems]
    code = pl.col(item.name).replace(codes)
    data = sheet.data.with_columns(pl.when(code != "").then(code).alias(item.name))
    answers = tuple(Answer(codes.get(n, n), given[n].label if n in given else {}) for n in names if codes.get(n, n))
    merged = tuple({a.name: a for a in reversed(answers)}.values())[::-1]
    rows = places.select("code", "parent", "level")
    parents = dict(rows.select("code", "parent").iter_rows())
    levels = dict(rows.select("code", "level").iter_rows())
    levels |= dict.fromkeys(guarded_places(places), finest + 1)  # shown as what they lie in
    data, coarse = coarsened(data, replace(item, kind="one", answers=merged), parents, levels, finest)
    columns = [c for c in places.columns if c.startswith("name_")]
    labels = {
        row["code"]: {c.removeprefix("name_"): row[c] for c in columns if row[c]}
        for row in places.select("code", *columns).iter_rows(named=True)
    }
    made = named_places(coarse, labels)
    items = tuple(made if i.name == item.name else i for i in sheet.items)
    return replace(sheet, data=data, items=items), problems


def guarded_places(places: pl.DataFrame) -> set[str]:
    """Return the codes of protected places and of all that lie in them."""
    inside = places.filter(pl.col("protected").fill_null(value=False))["code"].to_list()
    return set(lineage(places).filter(pl.col("ancestor").is_in(inside))["code"]) if inside else set()


def _codes_of(
    names: Sequence[str],
    given: Mapping[str, Answer],
    told: Mapping[str, str],
    places: pl.DataFrame,
    decisions: pl.DataFrame,
) -> tuple[dict[str, str], list[Problem]]:
    """Return the code of each answer that means a place: as told, a code itself, or the one place of its name."""
    known = set(places["code"])
    codes = {n: told.get(n, n) for n in names if told.get(n, n) in known}
    open_ones = [n for n in names if n not in codes]
    problems: list[Problem] = []
    if open_ones:
        words = [next(iter(given[n].label.values()), n) if n in given else n for n in open_ones]
        found = Matcher(places, decisions).match(pl.DataFrame({"name": words}))
        for name, row in zip(open_ones, found.iter_rows(named=True), strict=True):
            if row["status"] == "matched":
                codes[name] = row["code"]
            elif name not in ("dont_know", "refused", "other"):
                codes[name] = ""
                message = f"The answer {name} means no place for sure, and does not count: {row['reason']}."
                hint = "Add [[answers]] with its question, name and place, the code."
                problems.append(Problem("", "", None, "", name, "poll.place", "warning", message, hint))
    return codes, problems


def published(poll: Poll, sheets: Sequence[Sheet], form: Form | None) -> tuple[list[Item], list[Item], list[Problem]]:
    """Return the questions that are published, those that make groups, and names in ``poll.toml`` that are none.

    Where ``publish`` names none, all that can be counted are, but those that are about the interview or could tell who
    somebody is.
    """
    items = {i.name: i for sheet in sheets for i in sheet.items}
    problems = [
        *_unknown(poll, "publish", poll.publish, items),
        *_unknown(poll, "groups", poll.groups, items),
        *_unknown(poll, "join.question", dict.fromkeys(j["question"] for j in poll.joins if "question" in j), items),
    ]
    groups = [items[n] for n in poll.groups if n in items and items[n].kind == "one"]
    for name in (n for n in poll.groups if n in items and items[n].kind != "one"):
        message = f"{name} has not one answer each, so it makes no groups."
        line = poll.line("", "groups")
        problems.append(
            Problem(poll.file, "", line, "groups", name, "poll.group", "error", message, "Take it out of groups.")
        )
    if poll.publish:
        return [items[n] for n in poll.publish if n in items and items[n].kind in COUNTED], groups, problems
    aside = {str(poll.rules.get(key, "")) for key in ("consent", "interviewer")}
    aside |= {str(n) for key in ("clusters", "weights", "populations") for n in poll.design.get(key, ())}
    aside |= identifying(form) if form else set()
    shown = [
        i
        for i in items.values()
        if i.kind in COUNTED
        and i.name not in aside
        and not STAFF.match(i.name.rpartition("/")[2])
        and len(i.answers) <= MANY_ANSWERS
    ]
    return shown, groups, problems


def identifying(form: Form) -> set[str]:
    """Return the questions of a form that seem to ask who somebody is."""
    lines = {fault.line for fault in check_persons(Inspected(form)) if fault.rule.startswith("person.")}
    return {question.name for question in form.questions if question.line in lines}


def _unknown(poll: Poll, key: str, names: Iterable[str], items: Mapping[str, Item]) -> list[Problem]:
    out = []
    for name in (n for n in names if n not in items):
        near = difflib.get_close_matches(name, list(items), n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Questions are {', '.join(list(items)[:20])}."
        message = f"{key} names {name}, which is no question of the poll."
        section, _, tail = key.rpartition(".")
        out.append(Problem(poll.file, "", poll.line(section, tail), key, name, "poll.question", "error", message, hint))
    return out


def unknown_codes(poll: Poll, folder: Folder) -> list[Problem]:
    """Return the sources that asked and are in no table, and places that look like codes of the gazetteer and are none."""
    problems = []
    tables = folder.tables
    for key, names, table, rule in (
        ("by", poll.by, "sources", "poll.source"),
        ("places", poll.places, "places", "poll.place"),
        ("origins", poll.origins, "places", "poll.place"),
    ):
        known = tables[table]["code"].to_list()
        for name in (n for n in names if n not in known and (table == "sources" or _CODE.fullmatch(n))):
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Add it to {table}.csv."
            message = f"{key} names {name}, which is no code in {table}."
            problems.append(Problem(poll.file, "", poll.line("", key), key, name, rule, "error", message, hint))
    return problems


def design_of(poll: Poll, data: pl.DataFrame, population: Population, *, repeat: bool) -> tuple[Design, list[Problem]]:
    """Return the rows of a sheet with their design, weighted to the accounts where ``poll.toml`` asks for it.

    Parameters
    ----------
    poll : Poll
    data : polars.DataFrame
    population : callable
        See `Population`.
    repeat : bool
        Whether the rows are those of a repeat: the submissions are clusters then.

    Raises
    ------
    UsageError
        The design contradicts itself or the data.
    """
    given = poll.design if poll.by_chance else {"weights": poll.design.get("weights", ())}
    ids = list(given.get("clusters", ()))
    if repeat:
        ids = [*ids, "_parent"] if ids else ["_parent"]
    problems: list[Problem] = []
    for kind in ("places", "origins"):
        column = poll.weights.get(kind)
        if column and column in data.columns and (lost := data[column].null_count()):
            message = f"{lost} people did not say {column}: they are left out, since the weights are fitted to it."
            line = poll.line("weights", kind)
            hint = "Nothing to do; or complete them in cleaning.csv."
            problems.append(
                Problem(poll.file, "", line, f"weights.{kind}", column, "poll.weights", "warning", message, hint)
            )
            data = data.filter(pl.col(column).is_not_null())
    design = survey(
        data,
        ids=ids or None,
        strata=list(given.get("strata", ())) or None,
        weights=list(given.get("weights", ())) or None,
        fpc=list(given.get("populations", ())) or None,
        nest=bool(given.get("nest", False)),
        lonely=given.get("lonely", "fail" if poll.by_chance else "remove"),
    )
    return _fitted(poll, design, population), problems


def _fitted(poll: Poll, design: Design, population: Population) -> Design:
    """Return a design with weights fitted to the people whom the accounts count in places, from origins, or both."""
    margins: dict[str, dict[str, float]] = {}
    for kind in ("places", "origins"):
        column = poll.weights.get(kind)
        if not column:
            continue
        if column not in design.data.columns:
            raise UsageError(f"weights.{kind} = {column} is no question of the poll {poll.name}.")
        counted = dict(population(kind))
        for join in (j for j in poll.joins if j.get("question") == column):
            counted[join["name"]] = sum(counted.get(code, 0.0) for code in join["answers"])
        asked = design.data[column].unique().sort().to_list()
        missing = [code for code in asked if not counted.get(code)]
        if missing:
            raise UsageError(
                f"weights.{kind}: the accounts count nobody {'in' if kind == 'places' else 'from'} {', '.join(missing)}; "
                "join them with others in poll.toml, or take weights out."
            )
        margins[column] = {code: float(counted[code]) for code in asked}
    if not margins:
        return design
    if len(margins) == 1:
        ((column, counts),) = margins.items()
        cells = pl.DataFrame({column: list(counts), "population": list(counts.values())})
        return post_stratify(design, cells)
    (_, first), (second_name, second) = margins.items()
    scale = sum(first.values()) / sum(second.values())
    margins[second_name] = {code: people * scale for code, people in second.items()}
    return rake(design, margins)


def people_by_place(figures: pl.DataFrame, kind: str) -> dict[str, float]:
    """Return the displaced people whom the accounts count in places on the last day, or from origins over all time.

    Parameters
    ----------
    figures : polars.DataFrame
        As ``nuzuh.displaced.triangulate.Counted.figures``.
    kind : {"places", "origins"}
    """
    role, metric, where = ("to", "stock", "place") if kind == "places" else ("from", "flow", "origin")
    known = figures.filter(
        pl.col("role") == role, pl.col("metric") == metric, ~pl.col("windowed"), pl.col("value").is_not_null()
    )
    if "population" in known.columns:
        known = known.filter(pl.col("population") == "displaced")
    return {code: float(value) for code, value in known.select(where, "value").iter_rows() if code}

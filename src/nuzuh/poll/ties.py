"""Which questions were put only to those who gave certain answers to another: their bases tell of these answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from nuzuh.formats.xlsform import Form
from nuzuh.poll.items import Item

_CONDITION = re.compile(
    r"selected\(\s*\$\{(?P<first>[^}]+)\}\s*,\s*['\"](?P<one>[^'\"]+)['\"]\s*\)"
    r"|\$\{(?P<second>[^}]+)\}\s*=\s*['\"](?P<other>[^'\"]+)['\"]"
)
IN, OUT = "in", "out"


@dataclass(frozen=True, slots=True)
class Ties:
    """The answers, perhaps with columns that stand for several answers together, and what `protect_tables` takes of them."""

    data: pl.DataFrame
    within: dict[str, tuple[str, str]]
    nested: dict[str, str]


def ties(data: pl.DataFrame, items: Sequence[Item], form: Form | None) -> Ties:
    """Return the ties between published questions: as the form says them, else as the answers show them.

    A question that exactly those answered who gave one of several answers to another is tied to these together, whatever
    the form says: who reads its base knows how many they are.

    Parameters
    ----------
    data : polars.DataFrame
    items : sequence of Item
    form : Form or None
    """
    within = _by_form(data, items, form) if form else {}
    nested: dict[str, str] = {}
    ones = [i for i in items if i.kind == "one" and i.name in data.columns]
    for item in items:
        columns = [c for c in item.columns if c in data.columns]
        if not columns or columns[0] in within:
            continue
        gave = data.select(pl.any_horizontal(pl.col(columns).is_not_null())).to_series()
        for other in (o for o in ones if o.name != item.name):
            answers = set(data[other.name].filter(gave).drop_nulls())
            rest = set(data[other.name].filter(~gave).drop_nulls())
            if not answers or not rest or answers & rest or data[other.name].filter(gave).null_count():
                continue
            name, value = other.name, next(iter(answers))
            if len(answers) > 1:
                name, value = f"{other.name}::{item.name}", IN
                both = pl.when(pl.col(other.name).is_in(sorted(answers))).then(pl.lit(IN)).otherwise(pl.lit(OUT))
                data = data.with_columns(pl.when(pl.col(other.name).is_not_null()).then(both).alias(name))
                nested[name] = other.name
            within |= dict.fromkeys(columns, (name, value))
            break
    return Ties(data, within, nested)


def _by_form(data: pl.DataFrame, items: Sequence[Item], form: Form) -> dict[str, tuple[str, str]]:
    """Return column -> question and answer (``yes`` of an option) that the form puts it to, where that holds in the answers."""
    kinds = {i.name: i for i in items}
    groups = {g.name: g.relevant for g in form.groups}
    out: dict[str, tuple[str, str]] = {}
    for question in form.questions:
        item = kinds.get(question.name)
        for relevant in (question.relevant, *(groups.get(g, "") for g in reversed(question.path))):
            found = _CONDITION.fullmatch(relevant.strip())
            other = kinds.get(found["first"] or found["second"]) if found else None
            if item is None or found is None or other is None:
                continue
            answer = found["one"] or found["other"]
            of, value = (f"{other.name}/{answer}", "yes") if other.kind == "many" else (other.name, answer)
            columns = [c for c in item.columns if c in data.columns]
            if of not in data.columns or not columns or of == columns[0]:
                continue
            gave = pl.col(of).cast(pl.String).replace({"true": "yes", "false": "no"}) == value
            apart = data.filter(pl.any_horizontal(pl.col(columns).is_not_null()) & ~gave.fill_null(value=False))
            if apart.is_empty() and data.filter(gave).height:
                out |= dict.fromkeys(columns, (of, value))
                break
    return out

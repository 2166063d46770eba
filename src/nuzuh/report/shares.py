"""The section on who the people are: each share with its own denominator, sources side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.shares import group_name
from nuzuh.report.content import Cell, Column, Note, Section, Table
from nuzuh.report.issue import Issue
from nuzuh.terms.wording import Words


def shares(issue: Issue, say: Words) -> Section | None:
    """Return the section on who the people are; None where no source says it."""
    figures = [f for f in issue.ledger.figures.values() if f.role == "share"]
    if not figures:
        return None
    names = _names(issue)
    columns = [
        Column(say.say("col-group")),
        Column(say.say("col-place")),
        Column(say.say("col-of-whom")),
        Column(say.say("col-share"), numeric=True),
        Column(say.say("col-of"), numeric=True),
        Column(say.say("col-when")),
        Column(say.say("col-source")),
        Column(say.say("col-said-too")),
    ]
    rows = [
        [
            Cell(group_name(f.group, names.get(f.group, {}), say)),
            Cell(issue.places(f.place, say.language)),
            Cell(say.say(f"shared-{f.population}-{f.kind or 'people'}")),
            Cell(issue.value(f, say.language), figure=f.id),
            Cell(_of(f, say)),
            Cell(issue.when(f, say)),
            Cell(issue.source_short(f.sources[0], say.language) if f.sources else ""),
            Cell(say.say("list-separator").join(_too(s, issue, say) for s in f.said[1:])),
        ]
        for f in sorted(figures, key=lambda f: (f.population, f.place, f.group, f.kind))
    ]
    heading = say.say("section-shares")
    keep = [i for i in range(len(columns)) if any(row[i].text for row in rows)]
    table = Table("table-shares", heading, [columns[i] for i in keep], [[row[i] for i in keep] for row in rows])
    return Section("shares", heading, say.say("lead-shares"), [table, Note(say.say("method-as-counted"))])


def _of(figure: Figure, say: Words) -> str:
    """Return the denominator of a share; nothing where the share itself is hidden or not known."""
    if figure.value is None:
        return ""
    return say.say("of-unsaid") if figure.of is None else say.amount(figure.of, figure.of_quantifier)


def _too(said: Mapping[str, Any], issue: Issue, say: Words) -> str:
    """Return what another source says, with its own denominator."""
    given = {
        "source": issue.source_short(said["source"], say.language),
        "share": say.amount(said["value"], said["quantifier"], "percent", said["decimals"]),
    }
    if said["of"] is None:
        return say.say("share-of-unsaid", **given)
    return say.say("share-of", **given, of=say.amount(said["of"], said["of_quantifier"]))


def _names(issue: Issue) -> dict[str, dict[str, str]]:
    """Return the names that the table gives to groups of its own, per language."""
    groups = issue.folder.tables["groups"]
    labels = [c for c in groups.columns if c.startswith("label_")]
    out: dict[str, dict[str, str]] = {}
    for row in groups.select("group", *labels).iter_rows(named=True):
        named = out.setdefault(row["group"], {})
        for column in labels:
            if row[column]:
                named.setdefault(column.removeprefix("label_"), row[column])
    return out

"""What ``nuzuh signatories`` shows: the list, what is likely one organisation and why, and how to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from nuzuh.screen import console, print_json, say

_MOST_LINES = 300


def show_signatories(listed: Mapping[str, Any], letter: str, *, as_json: bool) -> None:
    """Show a list of organisations and its likely duplicates; ``letter`` is empty for a list outside a crisis folder."""
    if as_json:
        print_json(dict(listed))
        return
    on = console()
    table = Table("line", "name", "acronym", "script", "")
    for row in listed["signatories"][:_MOST_LINES]:
        left_out = "" if row["counted"] else "counts under another name"
        what = "counted, not named" if row["protected"] else left_out
        table.add_row(str(row["line"]), Text(row["name"]), Text(row["acronym"]), row["script"], what)
    on.print(table)
    if len(listed["signatories"]) > _MOST_LINES:
        on.print(f"… and {len(listed['signatories']) - _MOST_LINES} more: all with --json.")
    open_ = [d for d in listed["duplicates"] if not d["decided"]]
    if open_:
        _show_open(open_, letter)
    decided = [d for d in listed["duplicates"] if d["decided"]]
    for pair in decided:
        on.print(Text(f"Decided {pair['decided']}: {pair['a']['name']} | {pair['b']['name']}"))
    count = listed["count"]
    say(f"{count['rows']} rows; {count['counted']} organisations count, {count['protected']} of them not named.")
    if count["undecided"]:
        say(f"If all that are undecided are the same, there are {count['if_all_the_same']}.")


def _show_open(open_: Sequence[Mapping[str, Any]], letter: str) -> None:
    on = console()
    table = Table("likely one", "score", "why", title="Likely one organisation", title_justify="left")
    for pair in open_[:_MOST_LINES]:
        names = Text(f"{pair['a']['line']}  {pair['a']['name']}\n{pair['b']['line']}  {pair['b']['name']}")
        table.add_row(names, f"{pair['score']:.2f}", Text(pair["reason"]))
    on.print(table)
    if len(open_) > _MOST_LINES:
        on.print(f"… and {len(open_) - _MOST_LINES} more pairs: all with --json.")
    if letter:
        say(
            "Nothing is merged until a person decides: add a row to signatory_decisions.csv with letter, first and second (the"
            " names as they stand), decision (same or different) and decided_by."
        )


def show_partners(ranked: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """Show for each name of a list the names of another list that are most like it."""
    if as_json:
        print_json({"partners": list(ranked)})
        return
    table = Table("line", "name", "most like", "score", "why")
    for row in ranked[:_MOST_LINES]:
        for at, near in enumerate(row["candidates"] or [{"name": "nothing alike", "score": 0.0, "reason": ""}]):
            line, name = (str(row["line"]), Text(row["name"])) if at == 0 else ("", "")
            table.add_row(line, name, Text(near["name"]), f"{near['score']:.2f}", Text(near["reason"]))
    console().print(table)
    if len(ranked) > _MOST_LINES:
        console().print(f"… and {len(ranked) - _MOST_LINES} more: all with --json.")

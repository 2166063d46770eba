"""The commands of what comes after a letter: what became of each call, and what to do when a source falls."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from nuzuh import screen
from nuzuh.options import Folder, Json, Published, day

calls = App(
    name="calls",
    help="Show what became of each call: what is overdue, what to do next.",
    result_action="return_value",
)


@calls.default
def show_calls(letter: str = "", folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Show what became of each call: what an addressee says of itself, what was observed, what is overdue, what to do next.

    Parameters
    ----------
    letter
        The folder of the letter in letters/; all letters by default.
    """
    from nuzuh import pipeline_calls, screen_calls
    from nuzuh.statement.calls_data import calls_json

    if letter and folder == Path() and (Path(letter) / "crisis.toml").is_file():
        letter, folder = "", Path(letter)  # `nuzuh calls DIR`: all letters of it
    found, letters, problems = pipeline_calls.calls(folder, letter, day(folder, published))
    steps = [step for each in found for step in screen_calls.next_steps(each)]
    if as_json:
        told = [calls_json(each, letters.get(each.letter), None) for each in found]
        screen.print_json({"letters": told, "next": steps, "problems": [p.as_dict() for p in problems]})
    else:
        screen.show_problems(problems)
        screen_calls.show_calls(found, steps)
    return 1 if any(p.severity == "error" for p in problems) else 0


retraction = App(
    name="retract",
    help="List every figure and text that used a source that has to be withdrawn; draft the erratum in each language.",
    result_action="return_value",
)


@retraction.default
def retract(
    source: str, folder: Folder = Path(), *, reason: str = "", published: Published = None, as_json: Json = False
) -> int:
    """List every figure and text that used a source that has to be withdrawn; draft the erratum in each language.

    Nothing is withdrawn by it: it prints the row that does so, for a person to add to retractions.csv.

    Parameters
    ----------
    source
        Code of a source, id of a published figure (references.csv), or name of a poll.
    reason
        Why it is withdrawn, in the first language of the crisis.
    """
    from nuzuh import pipeline_calls, screen_calls

    found = pipeline_calls.retract(folder, source, day(folder, published), reason)
    if as_json:
        screen.print_json(found)
        return 0
    screen_calls.show_retracted(found)
    return 0

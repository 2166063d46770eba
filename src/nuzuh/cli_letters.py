"""The commands of letters."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from nuzuh import screen
from nuzuh.options import Folder, Json, Published, day

letters = App(
    name="letter",
    help="Build one letter's pages and PDF into private/letters/, to be read before `build` publishes them.",
    result_action="return_value",
)


@letters.default
def letter(name: str, folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Build one letter's pages and PDF into private/letters/, to be read before `build` publishes them.

    Parameters
    ----------
    name
        The folder of the letter in letters/.
    """
    from nuzuh import pipeline_letters  # pages and PDFs take most of the start-up

    result = pipeline_letters.letter(folder, name, day(folder, published))
    screen.show_files(result.files, result.problems, as_json)
    return 0

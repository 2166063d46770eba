"""The command of signatories: who signed, and which of them are likely one organisation."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from nuzuh.options import Folder, Json
from nuzuh.terms.errors import UsageError

lists = App(
    name="signatories",
    help="List the organisations that signed a letter, or of any file, and which are likely one; a person decides.",
    result_action="return_value",
)


@lists.default
def signatories(
    letter: str = "",
    folder: Folder = Path(),
    *,
    file: Path | None = None,
    column: str = "",
    against: Path | None = None,
    against_column: str = "",
    most: int = 3,
    as_json: Json = False,
) -> int:
    """List the organisations that signed a letter, or of any file, and which are likely one; a person decides.

    Parameters
    ----------
    letter
        The folder of the letter in letters/.
    file
        In place of a letter, any list of organisations: a table, or a text into which it was pasted.
    column
        Heading of the names in the file.
    against
        Another list: for each name of the file, the names of this one that are most like it, in any script.
    against_column
        Heading of the names in the other list.
    most
        How many names of the other list are shown for each.
    """
    from nuzuh import pipeline_letters, screen_signatories

    if bool(letter) == bool(file) or (against and not file) or (column and not file):
        raise UsageError("Give a letter, or --file FILE [--column NAME] [--against FILE --against-column NAME].")
    if file and against:
        ranked = pipeline_letters.partners(file, column, against, against_column or column, most)
        screen_signatories.show_partners(ranked, as_json=as_json)
    elif file:
        screen_signatories.show_signatories(pipeline_letters.list_of_organisations(file, column), "", as_json=as_json)
    else:
        screen_signatories.show_signatories(pipeline_letters.signatories(folder, letter), letter, as_json=as_json)
    return 0

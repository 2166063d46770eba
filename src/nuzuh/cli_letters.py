"""The commands of letters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from nuzuh import screen
from nuzuh.options import Folder, Json, Published, when

if TYPE_CHECKING:
    from nuzuh.statement.frozen import Checked

letters = App(
    name="letter",
    help="Build one letter's versions into private/letters/, freeze it, verify a frozen one.",
    result_action="return_value",
)


@letters.default
def letter(
    name: str,
    folder: Folder = Path(),
    *,
    every_pdf: Annotated[bool, Parameter(name="--all", negative="")] = False,
    published: Published = None,
    as_json: Json = False,
) -> int:
    """Build one letter's versions into private/letters/, to be read before `build` publishes them.

    There is one per language and addressee, a notice to the press, a brief of one page, and cards.

    Parameters
    ----------
    name
        The folder of the letter in letters/.
    every_pdf
        Also make the PDF for each addressee; `build` always does.
    """
    from nuzuh import pipeline_letters  # pages and PDFs take most of the start-up

    at = when(folder, published)
    result = pipeline_letters.letter(folder, name, at.day, at.moment, every_pdf=every_pdf)
    screen.show_files(result.files, result.problems, as_json)
    if not every_pdf and not as_json:
        screen.say(f"The versions for addressees are pages; for their PDFs: nuzuh letter {name} --all")
    return 0


@letters.command
def freeze(
    name: str,
    folder: Folder = Path(),
    *,
    again: Annotated[bool, Parameter(negative="")] = False,
    published: Published = None,
    as_json: Json = False,
) -> int:
    """Pin a letter as it stands: text, figures, evidence and signatories in letters/NAME/frozen/, each with its SHA-256.

    Parameters
    ----------
    name
        The folder of the letter in letters/.
    again
        Freeze a letter that was frozen with another text; signatures of that do not carry over.
    """
    from nuzuh import pipeline_letters

    result, checked = pipeline_letters.freeze(folder, name, when(folder, published).day, again=again)
    if as_json:
        said = {"files": [str(f) for f in result.files], "problems": [p.as_dict() for p in result.problems]}
        screen.print_json({**said, "digest": checked.digest, "texts": dict(checked.texts)})
        return 0
    screen.show_files(result.files, result.problems, as_json)
    for line in _digests(checked):
        screen.say(line)
    screen.say("Publish it elsewhere too, on paper or in a mail: whoever has it can tell that nothing was changed.")
    return 0


@letters.command
def verify(what: str, folder: Folder = Path(), *, as_json: Json = False) -> int:
    """Say of each file of a frozen letter whether it is as it was frozen; needs nothing but its folder or zip.

    Parameters
    ----------
    what
        The folder or the zip of a frozen letter, or the name of a letter that was frozen.
    """
    from nuzuh import pipeline_letters

    path, checked, problems = pipeline_letters.check_frozen(folder, what)
    problems = [*checked.problems, *problems]
    if as_json:
        files = [{"file": name, "status": status} for name, status in checked.files.items()]
        said = {"files": files, "problems": [p.as_dict() for p in problems]}
        screen.print_json({**said, "digest": checked.digest, "texts": dict(checked.texts)})
        return 1 if problems else 0
    screen.show_problems(problems)
    lines = [*(f"{status}: {name}" for name, status in checked.files.items()), *_digests(checked)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sound = f"{path} is as it was frozen, if the SHA-256 of the whole is the one that was published elsewhere."
    screen.say(f"{path} is not as it was frozen." if problems else sound)
    return 1 if problems else 0


def _digests(checked: Checked) -> list[str]:
    """Return the digests that are published elsewhere, and to which signatures bind."""
    lines = [f"SHA-256 of the text in {language}: {digest}" for language, digest in checked.texts.items()]
    return [*lines, f"SHA-256 of the whole: {checked.digest}"] if checked.digest else lines

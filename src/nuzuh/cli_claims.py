"""The command that reads a finished text and says what the evidence bears out."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from nuzuh import screen
from nuzuh.options import Folder, Json, Published, day


def claims(
    file: Path,
    folder: Folder = Path(),
    *,
    lang: Literal["en", "ar", "tr"] | None = None,
    published: Published = None,
    as_json: Json = False,
) -> int:
    """Say of every number, percentage, date, place and comparison of a finished text what the evidence says of it.

    Ends with status 1 where something is contradicted, inconsistent, not attainable or not comparable.

    Parameters
    ----------
    file
        The text: .txt, .md, .docx, .pdf or .html, in English, Arabic or Turkish.
    lang
        The language of the whole text; without it each paragraph is looked at.
    """
    from nuzuh import pipeline_letters, screen_claims

    document, found = pipeline_letters.claims(folder, file, day(folder, published), lang or "")
    if as_json:
        screen.print_json(screen_claims.claims_as_dict(document, found))
    else:
        screen_claims.show_claims(document, found, file, folder)
    return screen_claims.status(found)

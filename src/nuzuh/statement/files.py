"""All files of a letter, by their path below ``public/`` or ``private/``: its versions, for the press, frozen."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.retracted import notices
from nuzuh.folder.records import Folder
from nuzuh.statement.brief import brief_page, brief_pdf
from nuzuh.statement.cards import card, card_alt
from nuzuh.statement.edition import Edition, SetText
from nuzuh.statement.frozen import to_zip
from nuzuh.statement.letter import Letter, Note
from nuzuh.statement.notes import notes_of
from nuzuh.statement.press import press_page, press_pdf, press_text, shown_figures
from nuzuh.terms.moments import When


def letter_files(
    letter: Letter, folder: Folder, ledger: Ledger, when: When, *, every_pdf: bool = True
) -> dict[str, bytes]:
    """Return the files of a letter: pages and PDFs per language and addressee, for the press, cards; the frozen bundle.

    Parameters
    ----------
    letter : Letter
    folder : Folder
    ledger : Ledger
        The public figures.
    when : When
        The notice to the press says whether the embargo has ended by then.
    every_pdf : bool
        Whether the versions for addressees come as PDFs too: of a long letter in three languages to seven addressees, these
        take twice the time of all the rest.
    """

    def in_language(code: str) -> dict[str, bytes]:
        return _in_language(letter, code, folder, ledger, when, every_pdf=every_pdf)

    files: dict[str, bytes] = {}
    with (
        ThreadPoolExecutor() as pool
    ):  # Typst works outside of Python's lock: as many languages as processors at a time
        for made in pool.map(in_language, letter.versions):
            files |= made
    if letter.frozen:
        files |= {f"frozen/{name}": content for name, content in letter.frozen.files.items()}
        files["frozen.zip"] = to_zip(letter.frozen.files, letter.name)
    return {f"letters/{letter.name}/{name}": content for name, content in files.items()}


def _in_language(
    letter: Letter, code: str, folder: Folder, ledger: Ledger, when: When, *, every_pdf: bool
) -> dict[str, bytes]:
    """Return the files of a letter in one language by their name in its folder."""
    languages, day = tuple(letter.versions), when.day
    version = letter.versions[code]
    marks = notices(ledger, version.cited(), f"letters/{letter.name}", code)
    text = SetText(letter, version, notes_of(letter, code, folder, ledger), folder.settings.synthetic, tuple(marks))
    editions = [Edition(text), *(Edition(text, ident) for ident in version.addressees)]
    files: dict[str, bytes] = {}
    chosen: list[Note | None] = [*shown_figures(text)[: len(letter.key_figures) or 1]] or [None]
    pictures = [] if marks else chosen  # a picture travels without its page, and bears no correction
    for number, note in enumerate(pictures, 1):
        name = f"card.{code}" if number == 1 else f"card-{number}.{code}"
        files[f"{name}.png"] = card(text, note)
        files[f"{name}.txt"] = f"{card_alt(text, note)}\n".encode()
    base = folder.settings.publisher_link.rstrip("/")
    address = f"{base}/letters/{letter.name}/card.{code}.png" if base else f"card.{code}.png"
    shown = {"href": address, "alt": card_alt(text, pictures[0])} if pictures else {}
    for edition in editions:
        name = edition.name.format(code)
        others = _others(editions, text, code, every_pdf=every_pdf) if not edition.to else [_back(text, code)]
        files[f"{name}.html"] = edition.page(languages, others, shown if not edition.to else {})
        if every_pdf or not edition.to:
            files[f"{name}.pdf"] = edition.pdf(day)
    files[f"press.{code}.html"] = press_page(text, when, languages)
    files[f"press.{code}.pdf"] = press_pdf(text, when, day)
    files[f"press.{code}.txt"] = press_text(text, when)
    files[f"brief.{code}.html"] = brief_page(text, when, languages)
    files[f"brief.{code}.pdf"] = brief_pdf(text, when, day)
    return files


def _others(editions: Sequence[Edition], text: SetText, code: str, *, every_pdf: bool) -> list[dict[str, Any]]:
    """Return the links from the open letter to its other versions."""
    say = text.say
    links = [
        {"href": f"{kind}.{code}.html", "pdf": f"{kind}.{code}.pdf", "text": say.say(key)}
        for kind, key in (("press", "press-notice"), ("brief", "brief"))
    ]
    for edition in editions:
        if edition.to:
            name, who = edition.name.format(code), edition.addressees()[0]
            pdf = f"{name}.pdf" if every_pdf else ""
            links.append({"href": f"{name}.html", "pdf": pdf, "text": say.say("letter-version-to", who=who)})
    return links


def _back(text: SetText, code: str) -> dict[str, Any]:
    return {"href": f"../letter.{code}.html", "pdf": f"../letter.{code}.pdf", "text": text.say.say("letter-open")}

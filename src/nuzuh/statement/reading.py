"""The letters of a crisis folder, read and bound to the evidence; with all that is wrong with them."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.toml import line_of, read_toml
from nuzuh.organisations.order import place_in_order
from nuzuh.organisations.signed import alike_signatories
from nuzuh.statement.addressed import bind_addressed, with_addressed
from nuzuh.statement.bind import Binder
from nuzuh.statement.chosen import chosen_figures
from nuzuh.statement.finding import finding
from nuzuh.statement.keeping import as_frozen, is_frozen
from nuzuh.statement.letter import Letter, Signatory, Version, letter_names
from nuzuh.statement.parity import Written, differences
from nuzuh.statement.texts import bind_calls, bind_text, read_file, rejected_references, source_namer, version_of
from nuzuh.terms.errors import Problem, Severity


def read_letters(folder: Folder, ledger: Ledger, *, drafts: bool = False) -> tuple[dict[str, Letter], list[Problem]]:
    """Return the letters that are free of errors, by name, and the problems of all letters.

    A letter that was frozen comes out as it was frozen, unless ``drafts`` are asked for.

    Parameters
    ----------
    folder : Folder
    ledger : Ledger
        The public figures: a letter cannot cite what may not be published.
    """
    letters: dict[str, Letter] = {}
    problems: list[Problem] = []
    for name in letter_names(folder.root):
        letter, found = _read(folder, ledger, name, drafts=drafts)
        problems += found
        if letter and not any(p.severity == "error" for p in found):
            letters[name] = letter
    return letters, problems


def _read(folder: Folder, ledger: Ledger, name: str, *, drafts: bool) -> tuple[Letter | None, list[Problem]]:
    base = folder.root / "letters" / name
    toml = f"letters/{name}/letter.toml"
    if not (base / "letter.toml").is_file():
        message, mend = f"{toml} does not exist.", "Write it: date, [[addressees]] and [[calls]]."
        return None, [finding(toml, None, None, "", "file.missing", message, mend)]
    values, problems = read_toml(base / "letter.toml", toml, "letter")
    problems += _loose_ends(values, base / "letter.toml", toml, folder.settings.languages)
    problems += _unread(base, folder)
    problems += alike_signatories(folder, [name])
    names = Names(folder.tables["sources"])
    rejected = rejected_references(folder)
    texts = [c for c in folder.settings.languages if (base / f"letter.{c}.md").is_file()]
    versions: dict[str, Version] = {}
    written: list[Written] = []
    called: list[Written] = []
    greetings: list[Written] = []
    for language in folder.settings.languages:
        path = base / f"letter.{language}.md"
        file = f"letters/{name}/letter.{language}.md"
        if language not in texts:
            severity: Severity = "warning" if texts else "error"
            message = f"The letter does not exist in {language}."
            problems.append(finding(file, None, None, "", "letter.language", message, f"Write {file}.", severity))
            continue
        source, found = read_file(path, file)
        problems += found
        if source is None:
            continue
        binder = Binder(ledger, language, source_namer(names, language), rejected, source.waivers)
        text, found = bind_text(file, source, binder)
        problems += found
        calls, asked, found = bind_calls(base / "letter.toml", toml, values.get("calls", []), language, binder)
        problems += found
        addressed, greeted, found = bind_addressed(base / "letter.toml", toml, values, language, binder)
        problems += [*found, *binder.idle_waivers(file)]
        written.append(text.written)
        called.append(asked)
        greetings.append(greeted)
        version = version_of(text, language, _addressees(values, language), calls)
        versions[language] = with_addressed(version, addressed)
    problems += [*differences(written), *differences(called), *differences(greetings)]
    made, found = _made(name, values, versions, folder, ledger)
    problems += found
    if "date" in values:
        lines = (base / "letter.toml").read_text("utf-8-sig", errors="replace").splitlines()
        problems += _later(values["date"], toml, lines, made.cited(), ledger)
    if is_frozen(base) and not drafts:
        return as_frozen(made, values, folder, ledger, problems)
    return made, problems


def _later(day: dt.date, file: str, lines: Sequence[str], cited: Iterable[str], ledger: Ledger) -> list[Problem]:
    """Return one warning for a letter that cites figures of days after its own."""
    told = []
    for figure in filter(None, map(ledger.get, dict.fromkeys(cited))):
        last = figure.end - dt.timedelta(days=1) if figure.end else figure.date
        if last and last > day and figure.role != "letter":
            told.append(f"{figure.id} ({last})")
    if not told:
        return []
    line = next((i for i, text in enumerate(lines, 1) if text.startswith("date")), 1)
    message = f"The letter is of {day}, and cites figures of later days: {', '.join(told)}."
    mend = "Cite figures that were known on that day, or date the letter later."
    return [finding(file, line, None, str(day), "letter.later", message, mend, "warning")]


def _made(
    name: str, values: Mapping[str, Any], versions: Mapping[str, Version], folder: Folder, ledger: Ledger
) -> tuple[Letter, list[Problem]]:
    """Return a letter of its versions and what ``letter.toml`` says of the whole, and what is wrong with that."""
    signed = folder.tables["signatories"].filter(pl.col("letter") == name)
    file = f"letters/{name}/letter.toml"
    chosen, problems = chosen_figures(values, folder.root / file, file, ledger)
    return Letter(
        name=name,
        date=values.get("date", dt.date.min),
        embargo=values.get("embargo"),
        versions=versions,
        signatories=_signatories(signed, folder.settings.languages),
        protected=signed.filter(pl.col("protected").fill_null(value=False)).height,
        key_figures=chosen,
        contact=values.get("press.contact", ""),
    ), problems


def _addressees(values: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return the names of the addressees in a language, by their ids."""
    listed = values.get("addressees", [])
    return {str(a.get("id", "")): str(a.get("name", {}).get(language, a.get("id", ""))) for a in listed}


def _loose_ends(values: Mapping[str, Any], path: Path, file: str, languages: Sequence[str]) -> list[Problem]:
    """Return calls to nobody known, ids given twice, and names and calls that lack a language."""
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    known = [a["id"] for a in values.get("addressees", []) if "id" in a]
    problems: list[Problem] = []

    def add(kind: str, key: str, item: Mapping[str, Any], value: str, rule: str, message: str, suggestion: str) -> None:
        line = line_of(lines, kind, key, item["_index"])
        problems.append(Problem(file, "", line, f"{kind}.{key}", value, rule, "error", message, suggestion))

    for kind, key in (("addressees", "name"), ("calls", "text")):
        seen: set[str] = set()
        for item in values.get(kind, []):
            ident = item.get("id", "")
            if ident in seen:
                add(kind, "id", item, ident, "letter.repeated", f"{ident} stands there already.", "Give it another id.")
            seen |= {ident} if ident else set()
            for language in languages:
                if key in item and language not in item[key]:
                    message = f"{ident} has no {key} in {language}."
                    add(kind, key, item, ident, "letter.language", message, f"Add {key}.{language}.")
    if len(known) < max(1, len(values.get("addressees", []))):
        return problems  # an addressee could not be read: that is told already, and may be the one called
    for call in values.get("calls", []):
        for who in (w for w in call.get("to", []) if w not in known):
            message = f"The call {call.get('id', '')} goes to {who}, who is no addressee."
            add("calls", "to", call, who, "letter.addressee", message, f"Known are {', '.join(known)}.")
    return problems


def _unread(base: Path, folder: Folder) -> list[Problem]:
    """Return a warning for each file of a letter that is none of those that are read."""
    texts = [f"letter.{language}.md" for language in folder.settings.languages]
    known = ["letter.toml", *texts, *(f"{t}.{e}" for t in ("signatories", "responses") for e in ("csv", "tsv", "xlsx"))]
    problems = []
    for path in sorted(base.iterdir()):
        plain = path.name.casefold() if path.name.casefold().startswith(("signatories.", "responses.")) else path.name
        if path.is_file() and plain not in known and not path.name.startswith((".", "~$")):
            near = difflib.get_close_matches(path.name, [k for k in known if not (base / k).exists()], n=1, cutoff=0.8)
            hint = f"Is it {near[0]}? Rename it." if near else f"A letter has {', '.join(known[: len(texts) + 2])}."
            file = path.relative_to(folder.root).as_posix()
            problems.append(Problem(file, "", None, "", "", "file.unread", "warning", f"{file} is not read.", hint))
    return problems


def _signatories(signed: pl.DataFrame, languages: Sequence[str]) -> tuple[Signatory, ...]:
    """Return the named signatories in one order for all scripts and languages."""
    shown = signed.filter(~pl.col("protected").fill_null(value=False))
    out = [
        Signatory(
            row["name"],
            {c: row[f"name_{c}"] for c in languages if row.get(f"name_{c}")},
            row["acronym"] or "",
            row["link"] or "",
        )
        for row in shown.iter_rows(named=True)
    ]
    return tuple(sorted(out, key=lambda s: place_in_order(s.name)))

"""The letters of a crisis folder, read and bound to the evidence; with all that is wrong with them."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.toml import line_of, read_toml
from nuzuh.statement.bind import Binder, Bound
from nuzuh.statement.chosen import chosen_figures
from nuzuh.statement.keeping import as_frozen, is_frozen
from nuzuh.statement.letter import Call, Letter, Signatory, Version, letter_names
from nuzuh.statement.source import read_source
from nuzuh.terms.errors import Problem
from nuzuh.terms.wording import words


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
        return None, [
            Problem(
                toml,
                "",
                None,
                "",
                "",
                "file.missing",
                "error",
                f"{toml} does not exist.",
                "Write it: date, [[addressees]] and [[calls]].",
            )
        ]
    values, problems = read_toml(base / "letter.toml", toml, "letter")
    problems += _loose_ends(values, base / "letter.toml", toml, folder.settings.languages)
    problems += _unread(base, folder)
    names = Names(folder.tables["sources"])
    rejected = _rejected_references(folder)
    texts = [c for c in folder.settings.languages if (base / f"letter.{c}.md").is_file()]
    versions: dict[str, Version] = {}
    for language in folder.settings.languages:
        path = base / f"letter.{language}.md"
        file = f"letters/{name}/letter.{language}.md"
        if language not in texts:
            problems.append(
                Problem(
                    file,
                    "",
                    None,
                    "",
                    "",
                    "letter.language",
                    "warning" if texts else "error",
                    f"The letter does not exist in {language}.",
                    f"Write {file}.",
                )
            )
            continue
        binder = Binder(ledger, language, _namer(names, language), rejected)
        version, found = _version(path, file, toml, values, language, binder)
        problems += found
        if version:
            versions[language] = version
    made, found = _made(name, values, versions, folder, ledger)
    problems += found
    if is_frozen(base) and not drafts:
        return as_frozen(made, values, folder, ledger, problems)
    return made, problems


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


def _namer(names: Names, language: str) -> Callable[[Figure], str]:
    say = words(language)

    def sources(figure: Figure) -> str:
        shown = [say.say("withheld") if code == "withheld" else names(code, language) for code in figure.sources]
        return figure.citation or say.say("list-separator").join(shown)

    return sources


def _version(
    path: Path, file: str, toml: str, values: Mapping[str, Any], language: str, binder: Binder
) -> tuple[Version | None, list[Problem]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [
            Problem(
                file,
                "",
                None,
                "",
                "",
                "letter.encoding",
                "error",
                f"{file} is not UTF-8 ({error.reason}).",
                "Save it as UTF-8.",
            )
        ]
    source, problems = read_source(file, text.replace("\r\n", "\n"))
    body, found = binder.bind(file, source.body, source.first_line)
    problems += found
    front: dict[str, str] = {}
    headings = []
    for key, value in source.front.items():
        line = next((i for i, x in enumerate(text.splitlines(), 1) if x.strip().startswith(f"{key}:")), 1)
        bound, found = binder.bind(file, value, line)
        problems += found
        front[key] = bound.plain()
        headings.append(bound)
    calls = []
    for item in values.get("calls", []):
        wording = item.get("text", {}).get(language)
        if wording:
            lines = path.with_name("letter.toml").read_text("utf-8-sig").splitlines()
            at = next((i for i, line in enumerate(lines, 1) if wording[:40] in line), 1)
            bound, found = binder.bind(toml, wording, at)
            problems += found
            calls.append(Call(item.get("id", ""), tuple(item.get("to", ())), bound))
    plain = _other_texts(values, path, toml, language, binder, headings, problems)
    addressees = {
        str(a.get("id", "")): str(a.get("name", {}).get(language, a.get("id", "")))
        for a in values.get("addressees", [])
    }
    return Version(
        language,
        front.get("title", ""),
        front.get("salutation", ""),
        front.get("closing", ""),
        body,
        addressees,
        tuple(calls),
        tuple(headings),
        {ident: text for ident, text in plain.items() if ident},
        plain.get("", ""),
    ), problems


def _other_texts(
    values: Mapping[str, Any],
    path: Path,
    file: str,
    language: str,
    binder: Binder,
    headings: list[Bound],
    problems: list[Problem],
) -> dict[str, str]:
    """Return the salutation of each addressee that has its own and, under an empty name, the headline for the press."""
    texts = {str(a.get("id", "")): a.get("salutation", {}).get(language, "") for a in values.get("addressees", [])}
    texts[""] = values.get("press.headline", {}).get(language, "")
    lines = path.with_name("letter.toml").read_text("utf-8-sig").splitlines()
    out = {}
    for ident, text in texts.items():
        if text:
            at = next((i for i, line in enumerate(lines, 1) if text[:40] in line), 1)
            bound, found = binder.bind(file, text, at)
            problems += found
            headings.append(bound)
            out[ident] = bound.plain()
    return out


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


def _rejected_references(folder: Folder) -> dict[str, str]:
    """Return figure -> file and line of each published figure whose row was rejected."""
    table = folder.checked["references"]
    rows = [(row, table.cells["id"][row]) for row in table.bad.nonzero()[0].tolist()]
    return {f"reference.{ident}": table.where(row) for row, ident in rows if ident}


def _signatories(signed: pl.DataFrame, languages: Sequence[str]) -> tuple[Signatory, ...]:
    """Return the named signatories: Latin names first, then others, each in alphabetical order."""
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
    return tuple(sorted(out, key=lambda s: (not s.name[:1].isascii(), s.name.casefold(), s.name)))

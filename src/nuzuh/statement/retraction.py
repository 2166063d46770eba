"""A source that has to be withdrawn: every figure and text that used it, and the erratum, drafted in each language."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.retracted import ROLE, Correction, Withdrawn, changed, correction_text, corrections, lead
from nuzuh.folder.records import Folder
from nuzuh.folder.retraction import REPORTS, Retraction, withdrawn_rows
from nuzuh.statement.letter import letter_names
from nuzuh.statement.source import expressions
from nuzuh.terms.errors import Problem
from nuzuh.terms.wording import words

_MEASURE = re.compile(r"\s*(measure\s*=\s*[\"']([^\"']+)[\"'])")
_MOST = 15  # figures that a draft names; the others stand in the JSON


@dataclass(frozen=True, slots=True)
class Cited:
    """An expression of a text that cites a figure: whose text, and where."""

    text: str
    language: str
    file: str
    line: int
    column: int
    expression: str
    figure: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as ``nuzuh retract --json`` prints it."""
        names = ("text", "language", "file", "line", "column", "expression", "figure")
        return {name: getattr(self, name) for name in names}


def citing(root: Path, ids: Collection[str]) -> list[Cited]:
    """Return every expression of the letters and of the report's narrative that cites one of the figures, and every measure.

    Parameters
    ----------
    root : Path
        The crisis folder.
    ids : collection of str
    """
    out: list[Cited] = []
    for name in letter_names(root):
        base = root / "letters" / name
        for path in [*sorted(base.glob("letter.*.md")), *base.glob("letter.toml")]:
            out += _in_file(path, f"letters/{name}", root, ids)
    for path in sorted(root.glob("reports/*.md")):
        out += _in_file(path, "report", root, ids)
    return out


def _in_file(path: Path, text: str, root: Path, ids: Collection[str]) -> Iterator[Cited]:
    language = path.suffixes[0].removeprefix(".") if len(path.suffixes) > 1 else ""
    content = path.read_text("utf-8-sig", errors="replace").replace(
        '\\"', ' "'
    )  # quotes within those of TOML, as long as before
    lines, file = content.splitlines(), path.relative_to(root).as_posix()
    for number, line in enumerate(lines, 1):
        measure = _MEASURE.match(line) if path.suffix == ".toml" else None
        if measure and measure[2] in ids:
            yield Cited(f"{text}/calls", "", file, number, measure.start(1) + 1, measure[1], measure[2])
    for found in expressions(content.replace('\\"', ' "'), 1):  # quotes within those of TOML
        here = language or _language_of(lines[found.line - 1])
        for ident in dict.fromkeys(argument.strip() for argument in found.arguments):
            if ident in ids:
                yield Cited(
                    text,
                    here,
                    file,
                    found.line,
                    found.column,
                    content[found.start : found.start + len(found.text)],
                    ident,
                )


def _language_of(line: str) -> str:
    """Return the language of a line of ``letter.toml``: ``text.en = …``."""
    key = re.match(r"\s*[\w.]*\.(\w+)\s*=", line)
    return key[1] if key else ""


def frozen_with(root: Path, ids: Collection[str]) -> list[dict[str, Any]]:
    """Return the files of frozen letters that hold one of the figures, each with which: what was signed is not altered."""
    out = []
    for path in sorted(root.glob("letters/*/frozen/**/*.json")):
        try:
            found = sorted(set(_strings(json.loads(path.read_text("utf-8")))) & set(ids))
        except ValueError:
            continue  # `nuzuh letter verify` says what is wrong with it
        if found:
            out.append(
                {
                    "text": "/".join(path.relative_to(root).parts[:2]),
                    "file": path.relative_to(root).as_posix(),
                    "figures": found,
                }
            )
    return out


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def pages_with(root: Path, ids: Collection[str]) -> list[str]:
    """Return the pages of the issue that stands in ``public/`` that show one of the figures."""
    marks = [re.escape(i) for i in sorted(ids)]
    if not marks:
        return []
    shown = re.compile(rf"evidence\.\w+\.html#(?:{'|'.join(marks)})[\"']|id=[\"'](?:{'|'.join(marks)})[\"']")
    pages = sorted((root / "public").rglob("*.html"))
    return [p.relative_to(root).as_posix() for p in pages if shown.search(p.read_text("utf-8"))]


def rows_of(folder: Folder, one: Retraction) -> list[dict[str, Any]]:
    """Return file, sheet and line of every row that is withdrawn."""
    out: list[dict[str, Any]] = []
    for name in (*REPORTS, "references"):
        table = folder.complete[name]
        gone = withdrawn_rows(name, table, [one]).arg_true()
        out += [{"table": name, **_line(table, int(row))} for row in gone]
    return out


def calls_told_by(folder: Folder, one: Retraction) -> list[str]:
    """Return the pages of calls of which a source told anything that is published: these bear a mark."""
    table = folder.complete["responses"]
    mine = table.filter(withdrawn_rows("responses", table, [one]), ~pl.col("protected").fill_null(value=False))
    return sorted({f"letters/{name}/calls" for name in mine["letter"]})


def figure_lines(
    now: Ledger,
    behind: Mapping[str, Mapping[str, Sequence[tuple[str, int]]]],
    tables: Mapping[str, pl.DataFrame],
) -> list[dict[str, Any]]:
    """Return each figure that used what is withdrawn: its value with and without it, and the rows of it behind the value."""
    out: list[dict[str, Any]] = []
    for ident, old in now.before.items():
        new = now.figures.get(ident)
        gone = new is None or new.role == ROLE
        lines = [(name, row) for rows in behind.get(ident, {}).values() for name, row in rows]
        out.append(
            {
                "id": ident,
                "label": dict(old.label),
                "now": _values(old),
                "without": None if gone or new is None else _values(new),
                "change": "vanishes" if gone else "changes" if changed(new, old) else "same",
                "rests_on_it": ident in behind,
                "rows": [_line(tables[name], row) for name, row in lines],
            }
        )
    order = ("vanishes", "changes", "same")
    return sorted(out, key=lambda f: (not f["rests_on_it"], order.index(f["change"]), f["id"]))


def _values(figure: Figure) -> dict[str, Any]:
    told = figure.as_dict()
    return {key: told[key] for key in ("value", "low", "high", "quantifier", "unit", "status")}


def _line(table: pl.DataFrame, row: int) -> dict[str, Any]:
    return {"file": table["_file"][row], "sheet": table["_sheet"][row] or "", "line": table["_line"][row]}


def row_for(one: Retraction, texts: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Return the row of ``retractions.csv`` that records it, with … where a person has to say more."""
    reasons = {f"reason_{code}": one.reasons.get(code) or "…" for code in languages}
    head = {"id": one.ident, "kind": one.kind, "date": one.date.isoformat()}
    return head | reasons | {"by": one.by or "…", "texts": "|".join(texts), "note": ""}


def to_csv(row: Mapping[str, str]) -> str:
    """Return a row under its headings as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row), lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue()


def errata(one: Withdrawn, ledger: Ledger, cited: Sequence[Cited], folder: Folder) -> dict[str, bytes]:
    """Return a draft of the erratum in each language of the crisis, by its file name.

    Parameters
    ----------
    one : Withdrawn
    ledger : Ledger
        The public figures without it, marked.
    cited : sequence of Cited
        Where texts cite what changes.
    folder : Folder
    """
    return {f"erratum.{code}.md": _erratum(one, ledger, cited, code) for code in folder.settings.languages}


def _erratum(one: Withdrawn, ledger: Ledger, cited: Sequence[Cited], language: str) -> bytes:
    say = words(language)
    quoted = {c.figure for c in cited}
    found = corrections(ledger, one.ident)
    named = sorted(found, key=lambda c: (c.ident not in quoted, _small(c), c.ident))[:_MOST]
    lines = [f"# {say.say('erratum-title', name=one.name(language))}", "", f"*{say.say('erratum-draft')}*", ""]
    lines += [lead(one, say), "", say.say("erratum-apology"), ""]
    lines += [f"## {say.say('retraction-col-now')}", ""]
    if not one.names:
        lines += [say.say("retraction-by-numbers"), ""]
    else:
        lines += [f"- {correction_text(c, say)}" for c in named] or [say.say("erratum-none")]
        rest = len(found) - len(named)
        lines += [f"- {say.say('retraction-rest', count=rest, shown=say.number(rest))}"] if rest else []
    if cited:
        lines += ["", f"## {say.say('retraction-where')}", ""]
        lines += [f"- {_where(c, language)}" for c in cited]
    return ("\n".join(lines) + "\n").encode()


def _small(found: Correction) -> bool:
    """Return whether a figure is one of place and period, not a whole."""
    return found.before.windowed or found.before.role not in ("total", "to", "reference", "share", "poll")


def _where(cited: Cited, language: str) -> str:
    say = words(language)
    at = {"file": say.isolate(cited.file), "line": say.number(cited.line), "column": say.number(cited.column)}
    return say.say("erratum-line", **at, what=say.isolate(cited.expression))


def disputed_problems(folder: Folder, ledger: Ledger) -> list[Problem]:
    """Return a warning of each expression that cites a figure of which a withdrawn source was all there was."""
    gone = {
        i for i in ledger.before if (f := ledger.get(i)) is not None and (f.status == "disputed" or f.value is None)
    }
    message = "{} rests on what was withdrawn ({}): there is no number any more."
    mend = "The text is marked. Where it may still be changed, take the sentence out, or cite another figure."
    return [
        Problem(
            *(c.file, "", c.line, str(c.column), c.expression, "letter.retracted", "warning"),
            message.format(c.figure, ", ".join(ledger[c.figure].retracted)),
            mend,
        )
        for c in citing(folder.root, gone)
    ]

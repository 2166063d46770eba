"""Where the texts of a frozen letter were edited since: every line, as it was frozen and as it is now."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nuzuh.folder.toml import line_of
from nuzuh.statement.binding import Bound
from nuzuh.statement.canonical import written_of
from nuzuh.statement.frozen import canonical
from nuzuh.statement.letter import Letter, Version
from nuzuh.statement.source import read_source
from nuzuh.terms.errors import Problem

_SHOWN = 160  # characters of a line that a message shows
_FRONT = ("title", "salutation", "closing")


def edits(letter: Letter, values: Mapping[str, Any], base: Path, root: Path) -> list[Problem]:
    """Return an error at each line of text that is not as it was frozen; expressions are compared as they were written.

    Parameters
    ----------
    letter : Letter
        As it was frozen.
    values : mapping
        The ``letter.toml`` of now.
    base, root : Path
        The letter's folder, and that of the crisis.
    """
    out: list[Problem] = []
    for code, version in letter.versions.items():
        file = base / f"letter.{code}.md"
        name = file.relative_to(root).as_posix()
        if not file.is_file():
            out.append(_problem(letter, name, None, f"{name} is not there any more, but was frozen."))
            continue
        source, _ = read_source(name, file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n"))
        out += _in_lines(letter, name, written_of(version.body), source.body, source.first_line)
        for key in _FRONT:
            was, now = written_of(_of(version, getattr(version, key))), source.front.get(key, "")
            if canonical(was) != canonical(now):
                out.append(_problem(letter, name, _line(file, f"{key}:"), f"{key} was edited. {_both(was, now)}"))
        was_waived, waived = ([(w.text, w.name, w.reason) for w in ws] for ws in (version.waivers, source.waivers))
        if was_waived != waived:
            message = "The waivers were edited since the freeze; the pages show those that were frozen."
            out.append(_beside(letter, name, _line(file, "waivers:"), message))
    new = sorted(p.name for p in base.glob("letter.??.md") if p.name.split(".")[1] not in letter.versions)
    here = base.relative_to(root).as_posix()
    out += [_problem(letter, f"{here}/{n}", None, f"{n} was not frozen with the letter.") for n in new]
    return [*out, *_in_settings(letter, values, base / "letter.toml", f"{here}/letter.toml")]


def _of(version: Version, text: str) -> Bound:
    return next((bound for bound in version.front if bound.plain() == text), Bound(text, ()))


def _in_lines(letter: Letter, file: str, was: str, now: str, first: int) -> Iterator[Problem]:
    """Yield an error at the first line of each passage that differs."""
    stripped = len(now) - len(now.lstrip("\n"))
    old, new = canonical(was).splitlines(), canonical(now).splitlines()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            at = first + stripped + min(c, max(len(new) - 1, 0))
            yield _problem(letter, file, at, f"The text was edited. {_both(' '.join(old[a:b]), ' '.join(new[c:d]))}")


def _in_settings(letter: Letter, values: Mapping[str, Any], path: Path, file: str) -> Iterator[Problem]:
    """Yield an error of the date, and of each addressee and call that is not as it was frozen."""
    lines = path.read_text("utf-8-sig", errors="replace").splitlines() if path.is_file() else []
    if values.get("date") not in (None, letter.date):
        message = f"The date was edited. {_both(str(letter.date), str(values['date']))}"
        yield _problem(letter, file, line_of(lines, "", "date"), message)
    yield from _for_the_press(letter, file, lines, values)
    first = next(iter(letter.versions.values()))
    calls: dict[str, dict[str, Any]] = {c.ident: {"to": list(c.to)} for c in first.calls}
    people: dict[str, dict[str, Any]] = {ident: {} for ident in first.addressees}
    for code, version in letter.versions.items():
        for call in version.calls:
            calls[call.ident].setdefault("text", {})[code] = written_of(call.text)
        for ident, name in version.addressees.items():
            people[ident].setdefault("name", {})[code] = name
        for ident, text in version.salutations.items():
            people[ident].setdefault("salutation", {})[code] = written_of(_of(version, text))
    for section, frozen in (("addressees", people), ("calls", calls)):
        yield from _in_section(letter, file, lines, section, frozen, values.get(section, ()))


def _for_the_press(letter: Letter, file: str, lines: Sequence[str], values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a warning of what is not signed, is frozen with the letter all the same, and was edited."""
    live = values.get("press.headline", {})
    for code, version in letter.versions.items():
        was, now = written_of(_of(version, version.headline)), live.get(code, "")
        if canonical(was) != canonical(now):
            line = line_of(lines, "press", f"headline.{code}") or line_of(lines, "press", "headline")
            message = (
                f"The headline in {code} was edited; the notice to the press shows the frozen one. {_both(was, now)}"
            )
            yield _beside(letter, file, line, message)
    chosen = list(dict.fromkeys(values.get("key_figures", ())))
    if chosen != list(letter.key_figures):
        shown = _both(", ".join(letter.key_figures), ", ".join(chosen))
        message = f"The key figures were edited; notice, brief and cards show the frozen ones. {shown}"
        yield _beside(letter, file, line_of(lines, "", "key_figures"), message)


def _in_section(
    letter: Letter,
    file: str,
    lines: Sequence[str],
    section: str,
    frozen: Mapping[str, Mapping[str, Any]],
    live: Sequence[Mapping[str, Any]],
) -> Iterator[Problem]:
    """Yield an error of each addressee or call that was added, taken out, moved or edited."""
    one = section.removesuffix("s")
    index = {str(item.get("id", "")): item for item in live}
    for ident in frozen:
        if ident not in index:
            yield _problem(
                letter, file, None, f"The {one} {ident} was frozen with the letter and is not there any more."
            )
    for ident, item in index.items():
        line = line_of(lines, section, "id", item["_index"])
        if ident not in frozen:
            yield _problem(letter, file, line, f"The {one} {ident} was not frozen with the letter.")
            continue
        for key in ("to", "name", "salutation", "text"):
            was, now = frozen[ident].get(key) or {}, item.get(key) or {}
            if key == "to":
                pairs = [("to", ", ".join(was), ", ".join(now))]
            else:
                codes = [c for c in letter.versions if c in was or c in now]
                pairs = [(f"{key}.{c}", was.get(c, ""), now.get(c, "")) for c in codes]
            for name, old, new in pairs:
                if canonical(old) != canonical(new):
                    written = (line_of(lines, section, at, item["_index"]) for at in (name, key))
                    at = next((n for n in written if n), line)
                    yield _problem(letter, file, at, f"{name} of the {one} {ident} was edited. {_both(old, new)}")
    kept = [i for i in index if i in frozen]
    if kept != [i for i in frozen if i in index]:
        yield _problem(letter, file, None, f"The {section} stand in another order than was frozen.")


def _line(file: Path, start: str) -> int | None:
    lines = file.read_text("utf-8-sig", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip().startswith(start)), None)


def _both(was: str, now: str) -> str:
    old, new = (text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…" for text in (was.strip(), now.strip()))
    return f"Frozen: {old or '(nothing)'}; now: {new or '(nothing)'}."


def _problem(letter: Letter, file: str, line: int | None, message: str) -> Problem:
    mend = (
        f"Undo the edit, or freeze the letter again: nuzuh letter freeze {letter.name} --again. "
        "Signatures of the old text do not carry over to the new one."
    )
    return Problem(file, "", line, "", "", "frozen.text", "error", message, mend)


def _beside(letter: Letter, file: str, line: int | None, message: str) -> Problem:
    mend = f"Freeze the letter again: nuzuh letter freeze {letter.name}. The text and its SHA-256 stay the same."
    return Problem(file, "", line, "", "", "frozen.beside", "warning", message, mend)

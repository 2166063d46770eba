"""A letter as it is frozen: its text per language in plain Markdown, its figures and evidence; and back again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.metadata import version as version_of
from typing import Any

from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.records import Folder
from nuzuh.statement.binding import Binding, Bound
from nuzuh.statement.frozen import FORMAT, LETTER, SUMS, bundle, canonical, digest_of, text_name, to_json
from nuzuh.statement.letter import Call, Frozen, Letter, Note, Version
from nuzuh.statement.notes import notes_of
from nuzuh.statement.passages import CLOSE, MARK, OPEN
from nuzuh.statement.waivers import Waiver
from nuzuh.terms.wording import LOCALES, words

_IDENT = re.compile(r"[^\s/\\|]+")
FIGURES, EVIDENCE, SIGNATORIES, README = "figures.json", "evidence.json", "signatories.csv", "README.txt"
_README = """A joint letter as it was frozen, so that anyone can check that it has not been changed.

text.*.md         the exact text in each language, numbers written out; organisations sign one of these
letter.json       the same text in parts, with the figure behind each number, the addressees and the calls
figures.json      every figure that the text cites, as published
evidence.json     what the letter says of each figure, per language, and what was waived and by whom
signatories.csv   the organisations that had signed and may be named
manifest.json     the SHA-256 of every file, and of the text in each language
SHA256SUMS        the same, for sha256sum

To check it, without any other program:    sha256sum -c SHA256SUMS
or:                                        nuzuh letter verify .
and compare the SHA-256 of the file SHA256SUMS with the one that was published elsewhere.
"""
Pieces = list[Any]  # texts, and mappings of the text, the expression and the figure of a number


def bundle_of(letter: Letter, folder: Folder, ledger: Ledger) -> dict[str, bytes]:
    """Return the bundle of a letter as it stands.

    Nothing in it depends on a clock, a path or the machine; of protected signatories only how many there are.

    Parameters
    ----------
    letter : Letter
        Not a frozen one.
    folder : Folder
    ledger : Ledger
        The public figures.
    """
    cited = [figure for ident in letter.cited() if (figure := ledger.get(ident))]
    head = {
        "format": FORMAT,
        "nuzuh": version_of("nuzuh"),
        "name": letter.name,
        "date": letter.date.isoformat(),
        "languages": list(letter.versions),
    }
    files = {text_name(code): text_of(letter, version).encode() for code, version in letter.versions.items()}
    files[LETTER] = to_json({**head, **_parts(letter)})
    files[FIGURES] = to_json({"as_of": folder.settings.as_of.isoformat(), "figures": [f.as_dict() for f in cited]})
    files[EVIDENCE] = to_json(_evidence(letter, folder, ledger))
    files[SIGNATORIES] = _signatories(letter, folder.settings.languages)
    files[README] = _README.encode()
    return bundle(
        head, {name: unicodedata.normalize("NFC", content.decode()).encode() for name, content in files.items()}
    )


def text_of(letter: Letter, version: Version) -> str:
    """Return the exact text of the open letter in a language, as organisations sign it: plain Markdown, numbers written out."""
    say = words(version.language)
    parts = [f"# {version.title}", say.day(letter.date)]
    if version.addressees:
        parts.append(
            "\n".join([f"{say.say('letter-to')}:", "", *(f"- {name}" for name in version.addressees.values())])
        )
    parts += [version.salutation, version.body.plain().strip("\n")]
    if version.calls:
        parts.append(f"## {say.say('letter-calls')}")
    for number, call in enumerate(version.calls, 1):
        to = say.say("list-separator").join(version.addressees.get(i, i) for i in call.to)
        parts.append(f"{number}. {call.text.plain()}\n\n   {say.say('letter-calls-to', who=to)}")
    parts.append(version.closing)
    return canonical("\n\n".join(part for part in parts if part))


def _parts(letter: Letter) -> dict[str, Any]:
    """Return the texts in parts: the same addressees and calls in every language, each with its words."""
    versions = letter.versions
    first = next(iter(versions.values()))
    return {
        "key_figures": list(letter.key_figures),
        "addressees": [
            {
                "id": ident,
                "name": {code: v.addressees.get(ident, ident) for code, v in versions.items()},
                "salutation": {
                    code: pieces_of(_front(v, v.salutations[ident]))
                    for code, v in versions.items()
                    if ident in v.salutations
                },
            }
            for ident in first.addressees
        ],
        "calls": [
            {
                "id": call.ident,
                "to": list(call.to),
                "text": {c: pieces_of(x.text) for c, v in versions.items() for x in v.calls if x.ident == call.ident},
            }
            for call in first.calls
        ],
        "texts": {
            code: {key: pieces_of(_front(v, getattr(v, key))) for key in ("title", "salutation", "closing", "headline")}
            | {"body": pieces_of(v.body)}
            for code, v in versions.items()
        },
    }


def _front(version: Version, text: str) -> Bound:
    """Return the bound text of which a title or salutation was made."""
    return next((bound for bound in version.front if bound.plain() == text), Bound(text, ()))


def pieces_of(bound: Bound) -> Pieces:
    """Return a bound text as pieces: words, and of each expression what was written, what it says, on which figure."""
    out: Pieces = []
    for index, piece in enumerate(MARK.split(bound.text)):
        if index % 2:
            binding = bound.bindings[int(piece)]
            out.append({"text": binding.text, "written": binding.written, "figures": list(binding.figures)})
        elif piece:
            out.append(piece)
    return out


def bound_of(pieces: Sequence[Any]) -> Bound:
    """Return the bound text of pieces."""
    text = ""
    bindings: list[Binding] = []
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
        else:
            text += f"{OPEN}{len(bindings)}{CLOSE}"
            first, *others = piece["figures"] or [""]
            bindings.append(Binding(piece["text"], first, piece["written"], tuple(others)))
    return Bound(text, tuple(bindings))


def written_of(bound: Bound) -> str:
    """Return a bound text as it was written, with its expressions."""
    return "".join(bound.bindings[int(p)].written if i % 2 else p for i, p in enumerate(MARK.split(bound.text)))


def _evidence(letter: Letter, folder: Folder, ledger: Ledger) -> dict[str, Any]:
    """Return what the letter says of each figure, per language, with the digests of its rows; waivers; how many signed."""
    told = {code: notes_of(letter, code, folder, ledger) for code in letter.versions}
    notes = []
    for ident in letter.cited():
        figure = ledger.get(ident)
        if figure is None:
            continue
        mine = {code: notes[ident] for code, notes in told.items() if ident in notes}
        notes.append(
            {"figure": ident, "sources": list(figure.sources), "records": figure.as_dict()["records"]}
            | {key: {code: getattr(note, key) for code, note in mine.items()} for key in ("label", "value", "when")}
            | {"said_by": {code: note.sources for code, note in mine.items()}}
        )
    waivers = {
        code: [{"text": w.text, "name": w.name, "reason": w.reason} for w in version.waivers]
        for code, version in letter.versions.items()
    }
    signed = {"named": len(letter.signatories), "protected": letter.protected}
    return {"notes": notes, "waivers": waivers, "signatories": signed}


def _signatories(letter: Letter, languages: Sequence[str]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["name", *(f"name_{code}" for code in languages), "acronym", "link"])
    for who in letter.signatories:
        table.writerow([who.name, *(who.names.get(code, "") for code in languages), who.acronym, who.link])
    return out.getvalue().encode()


def thawed(letter: Letter, files: Mapping[str, bytes]) -> Letter:
    """Return a letter as it was frozen; its signatories and its embargo are those of now.

    Parameters
    ----------
    letter : Letter
        As it stands now.
    files : mapping of str to bytes
        The bundle, verified.

    Raises
    ------
    KeyError, TypeError, ValueError
        It is no letter of this format.
    """
    parts, evidence = json.loads(files[LETTER]), json.loads(files[EVIDENCE])
    wrong = [a["id"] for a in parts["addressees"] if not _IDENT.fullmatch(a["id"])]
    wrong += [code for code in parts["languages"] if code not in LOCALES]
    if wrong:  # they become names of files
        raise ValueError(f"{wrong[0]} names no addressee and no language")
    versions = {code: _version(code, parts, evidence) for code in parts["languages"]}
    notes = {
        code: {
            n["figure"]: Note(
                n["figure"],
                n["label"][code],
                n["value"][code],
                n["when"][code],
                n["said_by"][code],
                f"evidence.{code}.html#{n['figure']}",
            )
            for n in evidence["notes"]
            if code in n["label"]
        }
        for code in versions
    }
    texts = {code: digest_of(files[text_name(code)]) for code in versions}
    return Letter(
        letter.name,
        dt.date.fromisoformat(parts["date"]),
        letter.embargo,
        versions,
        letter.signatories,
        letter.protected,
        tuple(parts["key_figures"]),
        letter.contact,
        Frozen(files, texts, digest_of(files[SUMS]), notes),
    )


def _version(code: str, parts: Mapping[str, Any], evidence: Mapping[str, Any]) -> Version:
    texts = {key: bound_of(pieces) for key, pieces in parts["texts"][code].items()}
    greetings = {a["id"]: bound_of(a["salutation"][code]) for a in parts["addressees"] if code in a["salutation"]}
    return Version(
        code,
        texts["title"].plain(),
        texts["salutation"].plain(),
        texts["closing"].plain(),
        texts["body"],
        {a["id"]: a["name"][code] for a in parts["addressees"]},
        tuple(Call(c["id"], tuple(c["to"]), bound_of(c["text"][code])) for c in parts["calls"] if code in c["text"]),
        (*(texts[key] for key in ("title", "salutation", "closing", "headline")), *greetings.values()),
        tuple(Waiver(w["text"], w["name"], w["reason"]) for w in evidence["waivers"].get(code, ())),
        {ident: bound.plain() for ident, bound in greetings.items()},
        texts["headline"].plain(),
    )

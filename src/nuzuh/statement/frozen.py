"""The frozen bundle of a letter: what is in it, as a folder and as one zip; whether it is still as it was frozen.

The format is fixed in docs/decisions/0023-the-frozen-bundle.md. Nothing here needs a crisis folder, the network or a clock.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nuzuh.terms.errors import Problem, UsageError

FORMAT = "nuzuh-letter/1"
MANIFEST, SUMS, LETTER = "manifest.json", "SHA256SUMS", "letter.json"
AS_FROZEN, CHANGED, MISSING, ADDED, UNKNOWN = "as frozen", "changed", "missing", "added", "not known"
_HEAD = ("format", "nuzuh", "name", "date", "languages")
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_MOST_BYTES = 1 << 28  # that a zip may unpack to: a small one can be made to fill the memory
# Whatever zipfile raises on bytes that were changed or cut off: to tell of them is what `verify` is for.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: no clock


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of the files of a bundle.

    Attributes
    ----------
    files : mapping of str to str
        File -> ``as frozen``, ``changed``, ``missing`` or ``added``, in order of the names; ``not known`` where neither
        manifest nor sums tell.
    problems : tuple of Problem
        One of each file that is not as frozen.
    digest : str
        SHA-256 of ``SHA256SUMS``: the digest of the whole, to compare with the one that was published elsewhere; empty where
        that file is missing.
    texts : mapping of str to str
        Language -> SHA-256 of its text, as worked out from the text itself.
    """

    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    digest: str
    texts: Mapping[str, str] = field(default_factory=dict)


def text_name(language: str) -> str:
    """Return the name of the file of a text."""
    return f"text.{language}.md"


def canonical(text: str) -> str:
    r"""Return a text as it is hashed: NFC, lines that end in LF and in no blank, one line end at the end.

    Examples
    --------
    >>> canonical("one \r\ntwo")
    'one\ntwo\n'
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).strip("\n") + "\n"


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def to_json(document: Mapping[str, Any]) -> bytes:
    """Return JSON that a person can read and that is always the same: sorted keys, two blanks, UTF-8, LF."""
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def bundle(head: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a bundle with its manifest and sums.

    Parameters
    ----------
    head : mapping
        ``nuzuh`` (version), ``name``, ``date`` and ``languages`` of the letter; they also stand in ``letter.json``.
    files : mapping of str to bytes
        All other files by their name in the bundle, ``text.<language>.md`` of each language and ``letter.json`` among them.
    """
    digests = {name: digest_of(content) for name, content in sorted(files.items())}
    manifest = _manifest({**head, "format": FORMAT}, digests)
    return {**files, MANIFEST: manifest, SUMS: _sums(digests, manifest)}


def _manifest(head: Mapping[str, Any], digests: Mapping[str, str]) -> bytes:
    texts = {lang: {"file": text_name(lang), "sha256": digests.get(text_name(lang), "")} for lang in head["languages"]}
    return to_json({key: head[key] for key in _HEAD} | {"texts": texts, "files": dict(digests)})


def _sums(digests: Mapping[str, str], manifest: bytes) -> bytes:
    return _in_order({**digests, MANIFEST: digest_of(manifest)})


def to_zip(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return the files as one zip, the same bytes for the same files: stored, in order, without dates or rights of ours.

    Parameters
    ----------
    files : mapping of str to bytes
    folder : str
        Name of the folder that the zip unpacks to.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _FIRST_DAY)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            made.writestr(entry, files[name])
    return out.getvalue()


def read_bundle(path: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of a bundle, a folder or a zip, and what is wrong with the zip itself.

    Raises
    ------
    UsageError
        There is nothing at the path, or it is no bundle.
    """
    if path.is_dir():
        found = [p for p in sorted(path.rglob("*")) if p.is_file() or p.is_symlink()]  # a link that leads nowhere too
        return {p.relative_to(path).as_posix(): p.read_bytes() if p.is_file() else b"" for p in found}, []
    if not path.is_file():
        raise UsageError(f"{path} does not exist. Give the folder or the zip of a frozen letter, or the letter's name.")
    content = path.read_bytes()
    try:
        files, folder, unreadable = _unzipped(content)
    except _BROKEN as error:
        message = f"{path.name} cannot be read as a zip ({error}): it was changed, or cut off on its way."
        return {}, [_problem(path.name, "frozen.zip", message, "Fetch it again from where it was published.")]
    problems = []
    if not unreadable and content != to_zip(files, folder):
        message = f"{path.name} itself is changed: it holds the files, but not as they were packed."
        mend = (
            "Fetch it again from where it was published; if somebody packed it anew, the files below are what counts."
        )
        problems.append(_problem(path.name, "frozen.zip", message, mend))
    return files, problems


def _unzipped(content: bytes) -> tuple[dict[str, bytes], str, bool]:
    """Return the files of a zip, the folder that they stand in, and whether one cannot be read (it is then empty)."""
    files: dict[str, bytes] = {}
    unreadable, folder, left = False, "", _MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for entry in packed.infolist():
            top, slash, name = entry.filename.partition("/")
            folder = folder or (top if slash else "")
            inside = name if slash and top == folder else entry.filename
            try:
                with packed.open(entry) as stream:
                    files[inside] = stream.read(left + 1)
            except _BROKEN:
                files[inside], unreadable = b"", True
            left -= len(files[inside])
            if left < 0:
                raise ValueError(f"it unpacks to more than {_MOST_BYTES:,} bytes")
    return files, folder, unreadable


def is_bundle(path: Path) -> bool:
    """Return whether a path looks like a frozen letter: a zip, or a folder with a manifest or sums."""
    return (
        (path.is_file() and path.suffix.casefold() == ".zip") or (path / MANIFEST).is_file() or (path / SUMS).is_file()
    )


def verify(files: Mapping[str, bytes]) -> Checked:
    """Return of each file of a bundle whether it is as it was frozen.

    Every digest stands in ``SHA256SUMS`` and in ``manifest.json``, and the manifest follows from ``letter.json`` and the
    digests; so that of the three the one that was changed can be told from the other two.

    Parameters
    ----------
    files : mapping of str to bytes
        As `read_bundle` gives them.
    """
    actual = {name: digest_of(content) for name, content in files.items() if name not in (MANIFEST, SUMS)}
    manifest, sums = files.get(MANIFEST), files.get(SUMS)
    told = _told_by_manifest(manifest)
    summed = _told_by_sums(sums)
    faulty = _faulty(files, actual, told, summed)
    trusted = [r for r, name in ((told, MANIFEST), (summed, SUMS)) if r and name not in faulty] or [told, summed]
    expected = set().union(*trusted) - {MANIFEST}
    status = dict.fromkeys(actual, ADDED if told or summed else UNKNOWN)
    for name in expected:
        right = {record[name] for record in trusted if name in record}
        status[name] = MISSING if name not in actual else AS_FROZEN if actual[name] in right else CHANGED
    for name, content in ((MANIFEST, manifest), (SUMS, sums)):
        status[name] = MISSING if content is None else CHANGED if name in faulty else AS_FROZEN
    wrong = [name for name in sorted(status) if status[name] not in (AS_FROZEN, UNKNOWN)]
    problems = [_told(name, status[name], files, trusted) for name in wrong]
    if not problems:
        problems = _disagreements(files)
    texts = {n.split(".")[1]: d for n, d in sorted(actual.items()) if re.fullmatch(r"text\.\w+\.md", n)}
    return Checked(dict(sorted(status.items())), tuple(problems), "" if sums is None else digest_of(sums), texts)


def _told_by_manifest(content: bytes | None) -> dict[str, str]:
    """Return file -> digest as the manifest says, as far as it can be read."""
    found = _read_json(content).get("files")
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _told_by_sums(content: bytes | None) -> dict[str, str]:
    """Return file -> digest as the sums say, as far as they can be read."""
    found = (_LINE.fullmatch(line) for line in (content or b"").decode("utf-8", "replace").split("\n"))
    return {m[2]: m[1] for m in found if m}


def _read_json(content: bytes | None) -> dict[str, Any]:
    try:
        found = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _faulty(
    files: Mapping[str, bytes], actual: Mapping[str, str], told: Mapping[str, str], summed: Mapping[str, str]
) -> set[str]:
    """Return which of manifest and sums are not as they were frozen; both where nothing tells which."""
    manifest, sums = files.get(MANIFEST), files.get(SUMS)
    if manifest is None or sums is None:
        return {name for name, content in ((MANIFEST, manifest), (SUMS, sums)) if content is None}
    if sums == _sums(told, manifest):
        return set()
    split = {n for n in told.keys() | summed.keys() if n != MANIFEST and told.get(n) != summed.get(n)}
    follows = _follows(manifest, files, actual, told, summed)
    faulty = set()
    if follows is False or any(actual.get(n, "") == summed.get(n) for n in split):
        faulty.add(MANIFEST)
    unlike = summed.get(MANIFEST) != digest_of(manifest)
    disordered = sums != _in_order(summed) or any(actual.get(n, "") == told.get(n) for n in split)
    if disordered or (unlike and MANIFEST not in faulty):
        faulty.add(SUMS)
    return faulty | {MANIFEST} if unlike and follows is None else faulty or {MANIFEST, SUMS}


def _in_order(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode("utf-8", "replace")


def _follows(
    manifest: bytes,
    files: Mapping[str, bytes],
    actual: Mapping[str, str],
    told: Mapping[str, str],
    summed: Mapping[str, str],
) -> bool | None:
    """Return whether the manifest is what follows from ``letter.json``; None if that is not as it was frozen."""
    head = _read_json(files.get(LETTER))
    known = actual.get(LETTER) in (told.get(LETTER, ""), summed.get(LETTER, ""))
    if not known or not set(_HEAD) <= head.keys() or not isinstance(head["languages"], list):
        return None
    return manifest == _manifest(head, told)


def _told(name: str, status: str, files: Mapping[str, bytes], trusted: Iterable[Mapping[str, str]]) -> Problem:
    """Return the problem of a file that is not as it was frozen."""
    right = {record[name] for record in trusted if name in record}
    if status == CHANGED and digest_of(files[name].replace(b"\r\n", b"\n")) in right:
        message = f"{name} was frozen with other line ends: a mail program, an editor or git changed them."
        return _problem(name, "frozen.changed", message, "Take the zip, which nothing of the kind touches.")
    message = {
        CHANGED: f"{name} is not as it was frozen.",
        MISSING: f"{name} was frozen with the letter and is not there.",
        ADDED: f"{name} was not frozen with the letter.",
    }[status]
    mend = "Remove it." if status == ADDED else "Fetch the bundle again from where it was published."
    return _problem(name, f"frozen.{status}", message, mend)


def _disagreements(files: Mapping[str, bytes]) -> list[Problem]:
    """Return where a bundle whose digests are right is none of this format."""
    head = _read_json(files.get(MANIFEST))
    if head.get("format") != FORMAT:
        message = f"{MANIFEST} says the format {head.get('format')!r}; this nuzuh reads {FORMAT}."
        return [
            _problem(
                MANIFEST, "frozen.format", message, "Verify it with the nuzuh that froze it, or with sha256sum -c."
            )
        ]
    return []


def _problem(file: str, rule: str, message: str, suggestion: str) -> Problem:
    return Problem(file, "", None, "", "", rule, "error", message, suggestion)

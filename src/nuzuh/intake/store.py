"""Where an import is written: files of its own, never over what a person wrote."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from nuzuh.formats.layout import Laid
from nuzuh.intake.mapping import FOLDER
from nuzuh.terms.amounts import fold_letters
from nuzuh.terms.errors import UsageError

LOG = "private/imports.csv"
_LOGGED = ("wrote", "wrote_sha256", "file", "file_sha256", "table", "mapping", "read", "accepted", "rejected")


def slug(text: str) -> str:
    """Return a short name for files and codes: small letters, digits and hyphens.

    Examples
    --------
    >>> slug("SYR HNO_data (2017)")
    'syr-hno-data-2017'
    """
    folded = fold_letters(text)
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-")
    if not plain or re.search(r"[^\W\d_a-z]", folded):  # letters of other scripts: told apart by a digest
        return f"{plain or 'import'}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
    return plain


class Store:
    """The files of one import.

    Raises
    ------
    UsageError
        A file of that name is there already and is not, as it stands, what an earlier import wrote.
    """

    def __init__(self, root: Path, table: str, name: str, source: Path, *, replace: bool, letter: str) -> None:
        self.root, self.table, self.name, self.source = root, table, name, source
        self.file = (
            f"{table}/{name}.csv" if table != "signatories" else f"letters/{self._letter(letter)}/signatories.csv"
        )
        self.path = root / self.file
        self.mapping = f"{FOLDER}/{name}.toml"
        self._log = self._read_log()
        for file in (self.file, f"sources/{name}.csv", f"places/{name}.csv"):
            self._may_write(file, replace=replace)

    def _letter(self, letter: str) -> str:
        known = sorted(p.name for p in (self.root / "letters").glob("*") if p.is_dir())
        if letter in known or (not letter and len(known) == 1):
            return letter or known[0]
        raise UsageError(f"Say which letter they sign: --letter {'|'.join(known) or 'NAME (none is in letters/ yet)'}.")

    def _read_log(self) -> dict[str, dict[str, str]]:
        path = self.root / LOG
        if not path.exists():
            return {}
        return {row["wrote"]: row for row in csv.DictReader(path.read_text("utf-8").splitlines()) if row.get("wrote")}

    def _may_write(self, file: str, *, replace: bool) -> None:
        path = self.root / file
        if not path.exists() or replace or not path.read_bytes().partition(b"\n")[2].strip():
            return
        if self._log.get(file, {}).get("wrote_sha256") != _sha(path.read_bytes()):
            raise UsageError(
                f"{file} is there already, and was edited or not made by an import. Give this import another --name, or say"
                " --replace to write over it."
            )

    def write(
        self,
        rows: pl.DataFrame,
        added: Mapping[str, pl.DataFrame],
        mapping: str | None,
        rejected: Sequence[Laid],
        counts: tuple[int, int, int],
    ) -> list[Path]:
        """Write the table, what was added to places and sources, the mapping, rejected rows and the log; return the files."""
        files = {self.file: _csv(rows)} | {f"{table}/{self.name}.csv": _csv(frame) for table, frame in added.items()}
        logged = dict(self._log)
        source = {
            "file": self.source.name,
            "file_sha256": _sha_of(self.source),
            "table": self.table,
            "mapping": self.mapping,
        }
        for file, content in files.items():
            read, accepted, bad = counts if file == self.file else (0, 0, 0)
            logged[file] = {
                "wrote": file, "wrote_sha256": _sha(content), **source, "read": str(read), "accepted": str(accepted), "rejected": str(bad),
            }  # fmt: skip
        if mapping is not None:
            files[self.mapping] = mapping.encode()
        for k, laid in enumerate(rejected):
            part = f".{slug(laid.sheet)}" if laid.sheet else f".{k}" if k else ""
            files[f"private/rejected/import-{self.name}{part}.csv"] = _rejected(laid)
        files[LOG] = _log_text(logged)
        for file, content in files.items():
            path = self.root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            beside.write_bytes(content)
            beside.replace(path)
        return [self.root / file for file in files]


def _rejected(laid: Laid) -> bytes:
    """Return the rows of a sheet with their lines; those that could not be cut into cells as they were read."""
    titles = {"_line": "line"} | {f"c{i}": h for i, h in enumerate(laid.header)}
    columns = [c for c in laid.rows.columns if c in titles]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(titles[c] for c in columns), *(["as_read"] if laid.broken else [])])
    writer.writerows(laid.rows.select(columns).rows())
    writer.writerows([b.line, *[""] * (len(columns) - 1), b.raw] for b in laid.broken)
    return text.getvalue().encode()


def _log_text(logged: Mapping[str, Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, _LOGGED, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(logged[file] for file in sorted(logged))
    return text.getvalue().encode()


def _csv(frame: pl.DataFrame) -> bytes:
    return frame.write_csv().encode()


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sha_of(path: Path) -> str:
    if path.is_file():
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return _sha(b"".join(p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()))

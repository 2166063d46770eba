"""What can go wrong, as data: a problem of the input, and the errors that end a command."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input, with its place and what to do about it.

    Attributes
    ----------
    file : str
        Path relative to the crisis folder.
    sheet : str
        Name of the sheet of a workbook, empty for text files.
    line : int or None
        Line as the spreadsheet shows it: the header of a plain table is line 1.
    column : str
        Name of the column as the table's specification gives it, or as the file does.
    value : str
        The cell as it was read.
    rule : str
        Short stable name of the rule that was broken, such as ``date.ambiguous``.
    severity : {"error", "warning"}
        An error keeps the row (or the build) out; a warning does not.
    message, suggestion : str
        What is wrong, and what to do next, in plain English.
    """

    file: str
    sheet: str
    line: int | None
    column: str
    value: str
    rule: str
    severity: Severity
    message: str
    suggestion: str

    def as_dict(self) -> dict[str, object]:
        """Return the problem with the keys that ``nuzuh check --json`` prints."""
        return asdict(self)


class NuzuhError(Exception):
    """The family of errors that a command shows without a traceback; exit status 1."""

    exit_status = 1


class DataError(NuzuhError):
    """The data or the text has errors: all of them are in ``problems``."""

    def __init__(self, message: str, problems: list[Problem]) -> None:
        super().__init__(message)
        self.problems = problems


class UsageError(NuzuhError):
    """Wrong usage or settings; exit status 2. ``problems`` lists what is wrong with the settings."""

    exit_status = 2

    def __init__(self, message: str, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []

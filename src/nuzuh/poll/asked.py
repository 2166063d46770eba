"""What a poll asked and who answered: the questions as they were understood, a row for each submission that counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from nuzuh.formats.raw import FileFault
from nuzuh.terms.errors import Problem

Kind = Literal["one", "many", "number", "text", "date"]
Statuses = Literal["all", "not rejected", "approved"]
LEFT_OUT = pl.Schema({"_line": pl.UInt32, "why": pl.String})
CHANGED = pl.Schema(
    {"_line": pl.UInt32, "question": pl.String, "old": pl.String, "new": pl.String, "reason": pl.String}
)
# The columns of `Answers.data` that are about the interview and no question.
ABOUT = ("_line", "_key", "_start", "_end", "_minutes", "_submitted", "_status", "_by")


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen.

    Attributes
    ----------
    code : str
    label : mapping of str to str
        Language as the form writes it -> text.
    """

    code: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as it was understood.

    Attributes
    ----------
    name : str
        Its column; of a "many" the columns are ``name/code``. The name in the form, with its groups where the form has
        several of the name.
    kind : {"one", "many", "number", "text", "date"}
        Code (String); a Boolean for each option; Float64; String; Date, or String where a date cannot be read.
    label : mapping of str to str
        Language as the form writes it -> text.
    options : tuple of Option
        In the order of the form; empty where there are none.
    repeat : str
        The repeat it belongs to, empty for the submission itself.
    headers : tuple of str
        The headings of the file that hold it; empty where there is none and nobody can have answered.
    list_name : str
        The list of the options.
    in_form : bool
        Whether the form has it.
    """

    name: str
    kind: Kind
    label: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    repeat: str = ""
    headers: tuple[str, ...] = ()
    list_name: str = ""
    in_form: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the frame that hold it."""
        return tuple(f"{self.name}/{option.code}" for option in self.options) if self.kind == "many" else (self.name,)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a poll wants counted.

    Attributes
    ----------
    statuses : {"not rejected", "approved", "all"}
        Which submissions count by their status of validation; one that nobody has looked at is not rejected.
    consent : str
        The question whether somebody agrees to be asked; empty when there is none.
    consents : tuple of str
        Its answers that mean yes.
    copies : {"leave out", "keep"}
        What is done about a submission that the file holds twice.
    least_minutes : float
        Interviews shorter than that are left out; 0 leaves out none.
    first, last : datetime.date or None
        Interviews on days outside are left out (those made to try out the form).
    no_numbers : tuple of float
        Numbers that stand for no answer, such as -999.
    order : str
        ``day/month/year`` or ``month/day/year`` where the file writes days so, else empty.
    """

    statuses: Statuses = "not rejected"
    consent: str = ""
    consents: tuple[str, ...] = ("yes",)
    copies: Literal["leave out", "keep"] = "leave out"
    least_minutes: float = 0.0
    first: date | None = None
    last: date | None = None
    no_numbers: tuple[float, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a poll.

    Attributes
    ----------
    data : polars.DataFrame
        A row for each submission that counts, in the file's order: ``_line`` (as the spreadsheet shows it), ``_key``
        (uuid or id, else the line), ``_start``, ``_end``, ``_submitted`` (as the clock of each showed it; null where not
        known), ``_minutes`` from start to end, ``_status``, ``_by`` (who sent it), then the questions. Null is unanswered,
        whether skipped or left blank.
    repeats : mapping of str to polars.DataFrame
        A row for each row of a repeat of those submissions: ``_line``, ``_parent`` (the line of the submission), ``_key``
        (``key/repeat[n]``), the questions.
    questions : tuple of Asked
        Those of the form in its order, then those that the form does not have.
    left_out : polars.DataFrame
        ``_line`` and ``why`` of the submissions that do not count.
    changed : polars.DataFrame
        What the cleaning log changed: ``_line``, ``question``, ``old``, ``new``, ``reason``.
    read : int
        Submissions in the file: ``data.height + left_out.height``.
    rows : mapping of str to int
        Rows of each repeat in the file, those of submissions that do not count too.
    problems : tuple of FileFault or Problem
        Of the file and how it was understood; of the cleaning log (those name their file).
    copies : int
        How many of those left out are an interview once more: nobody else was asked by them.
    """

    data: pl.DataFrame
    repeats: Mapping[str, pl.DataFrame]
    questions: tuple[Asked, ...]
    left_out: pl.DataFrame
    changed: pl.DataFrame
    read: int
    rows: Mapping[str, int]
    problems: tuple[FileFault | Problem, ...]
    copies: int = 0

    def question(self, name: str) -> Asked | None:
        """Return the question of that name, None when there is none."""
        return next((asked for asked in self.questions if asked.name == name), None)

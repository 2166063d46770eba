"""The rows behind a number of a poll: their digest in the ledger, and each of them in its trace."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from nuzuh.evidence.figure import FromPoll, Records
from nuzuh.evidence.ledger import RecordLines
from nuzuh.poll.items import Item
from nuzuh.poll.polled import Polled
from nuzuh.poll.sample import Sheet
from nuzuh.poll.settings import Poll


@dataclass(frozen=True)
class Behind:
    """The rows behind the numbers of a poll."""

    poll: Poll
    sheets: Sequence[Sheet]

    def records(self, question: str, by: str, group: str) -> tuple[Records, ...]:
        """Return the digest of the rows that answered a question, in a group; of all rows where there is no question."""
        for sheet in self.sheets:
            item = sheet.item(question)
            if question and item is None:
                continue
            rows = rows_behind(sheet, item, by, group)
            if not rows:
                return ()
            file = self.poll.path(self.poll.responses.name if self.poll.responses else "")
            where = sheet.data.select(_file=pl.lit(file), _sheet=pl.lit(sheet.name), _line="_line")
            return (RecordLines(where, {file: self.digest}).digest("polls", rows),)
        return ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file of responses."""
        return hashlib.sha256(self.poll.responses.read_bytes()).hexdigest() if self.poll.responses else ""


def rows_behind(sheet: Sheet, item: Item | None, by: str, group: str) -> list[int]:
    """Return the positions of the rows of a sheet that are the base of a number."""
    wanted = pl.lit(value=True)
    if item is not None:
        present = [c for c in item.columns if c in sheet.data.columns]
        wanted &= pl.any_horizontal(pl.col(present).is_not_null()) if present else pl.lit(value=False)
    if by:
        wanted &= pl.col(by) == group
    return sheet.data.with_row_index("row_").filter(wanted)["row_"].to_list()


def poll_rows(polled: Polled, asked: FromPoll) -> list[dict[str, Any]]:
    """Return the rows of a number of a poll: those that are its base, and why the others are not.

    Parameters
    ----------
    polled : Polled
    asked : FromPoll
    """
    poll, out = polled.poll, []
    file = poll.path(poll.responses.name if poll.responses else "")
    for sheet in polled.sheets:
        item = sheet.item(asked.question)
        if asked.question and item is None:
            continue
        base = set(rows_behind(sheet, item, asked.by, asked.group))
        for row, line in enumerate(sheet.data["_line"].to_list()):
            why = "answered" if row in base else "not in the group, or did not answer"
            said = _said(sheet, item, asked.answer, row) if row in base else ""
            out.append(
                {
                    "file": file,
                    "sheet": sheet.name,
                    "line": line,
                    "source": "",
                    "amount": said,
                    "used": row in base,
                    "why": why,
                }
            )
        break
    return out


def _said(sheet: Sheet, item: Item | None, answer: str, row: int) -> str:
    if item is None:
        return ""
    if item.kind == "many":
        return "yes" if sheet.data[f"{item.name}/{answer}"][row] else "no"
    return str(sheet.data[item.name][row])

"""How a sheet is read as a table of the crisis folder: what each of its columns gives, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from nuzuh.formats.layout import Laid


@dataclass(frozen=True, slots=True)
class Use:
    """What one column of a sheet gives.

    Attributes
    ----------
    heading, above, at
        The column's heading, the heading that spans it, and its name in ``Laid.rows``.
    gives : str
        A column of the table (``note``, ``amount``, ``lat``); ``place@3``, ``place_name@3`` for the code or name of a place at
        a level, ``name_en@3`` in a gazetteer; empty when the column is not read.
    fixed : mapping
        What holds for every amount of the column: ``{"population": "displaced", "date": "2017-08"}``.
    why : str
        Why it is read so, or not.
    """

    heading: str
    above: str
    at: str
    gives: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    def as_(self, gives: str, why: str, **fixed: str) -> Use:
        """Return the use with what it gives."""
        return replace(self, gives=gives, why=why, fixed=dict(fixed))

    def unread(self, why: str) -> Use:
        """Return the use as a column that is not read."""
        return replace(self, gives="", fixed={}, why=why)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one sheet is read.

    Attributes
    ----------
    laid : Laid
        The sheet.
    uses : tuple of Use
        One for each of its columns, in order.
    fixed : mapping
        What holds for the whole sheet: column of the table -> (value, why).
    cross : bool
        Whether the amounts stand in a cross table (places against months, origins against destinations).
    lacks : tuple of str
        What a row of the table needs and the sheet does not have, in words; empty when it can be read.
    mapping : str
        The mapping file that says so; empty when it was understood anew.
    """

    laid: Laid
    uses: tuple[Use, ...]
    fixed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    cross: bool = False
    lacks: tuple[str, ...] = ()
    mapping: str = ""

    def giving(self, *names: str) -> list[Use]:
        """Return the columns that give one of the names; ``place`` also finds ``place@3``."""
        return [u for u in self.uses if u.gives.split("@")[0] in names]

    @property
    def amounts(self) -> list[Use]:
        """The columns that give amounts."""
        return self.giving("amount")


def level_in(gives: str) -> int | None:
    """Return the level in ``place@3``, None where there is none.

    Examples
    --------
    >>> level_in("place@3"), level_in("note")
    (3, None)
    """
    _, at, level = gives.partition("@")
    return int(level) if at and level.isdigit() else None

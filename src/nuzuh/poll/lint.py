"""What is wrong with a form before anybody is asked: one list of findings, in the order of its sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nuzuh.formats.raw import FileFault
from nuzuh.formats.xlsform import Form
from nuzuh.poll.conditions import check_conditions
from nuzuh.poll.consent import check_consent, check_ways_out
from nuzuh.poll.inspected import Inspected
from nuzuh.poll.lists import check_lists
from nuzuh.poll.persons import check_persons
from nuzuh.poll.translations import check_translations
from nuzuh.terms.errors import Problem

_SHEETS = ("survey", "choices", "settings")


def form_problem(fault: FileFault, file: str) -> Problem:
    """Return a fault of a form, whose ``column`` names sheet and heading, as a problem of a file."""
    sheet, _, column = fault.column.rpartition("/")
    return replace(fault.problem(file, sheet), column=column)


def lint(form: Form, languages: Sequence[str] = ()) -> list[FileFault]:
    """Return what is wrong with a form, what its reader found included.

    ``column`` names sheet and heading (``survey/relevant``), ``value`` the cell, ``line`` the row that a spreadsheet shows.

    Parameters
    ----------
    form : Form
    languages : sequence of str
        Codes of the languages in which it must be.
    """
    inspected = Inspected(form)
    found = [
        *form.faults,
        *check_conditions(inspected),
        *check_lists(inspected),
        *check_translations(inspected, languages),
        *check_persons(inspected),
        *check_consent(inspected),
        *check_ways_out(inspected),
    ]
    return sorted(found, key=_place)


def _place(fault: FileFault) -> tuple[int, int, str, str]:
    sheet = fault.column.split("/")[0].casefold()
    order = _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS)
    return order, fault.line or 0, fault.rule, fault.message

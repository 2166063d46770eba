"""A problem of a text, with its line and column."""

from __future__ import annotations

from nuzuh.terms.errors import Problem, Severity


def finding(
    file: str,
    line: int | None,
    column: int | None,
    value: str,
    rule: str,
    message: str,
    suggestion: str,
    severity: Severity = "error",
) -> Problem:
    """Return a problem of a text; line and column from 1, None where it concerns the whole file."""
    return Problem(file, "", line, "" if column is None else str(column), value, rule, severity, message, suggestion)

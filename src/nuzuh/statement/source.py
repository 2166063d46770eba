"""A letter's text as it is written: front matter, Markdown, figures in double braces, and numbers that should not be there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuzuh.terms.errors import Problem

_FRONT_KEYS = ("title", "subject", "salutation", "closing")
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
_CALL = re.compile(r'\s*(\w+)\s*\(\s*"([^"]*)"\s*(?:,\s*"([^"]*)"\s*)?\)\s*')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "'": '"', "’": '"', "‘": '"'})
_NUMBER_WORDS = {
    "en": r"millions?|billions?|thousands?|hundreds?|dozens?",
    "ar": r"مليون|مليونا|مليوني|مليونان|ملايين|مليار|مليارات|ألف|ألفا|ألفي|ألفان|آلاف|الآلاف|الملايين|مئة|مائة|مئات|المئات|عشرات|العشرات",
    "tr": r"milyon\w*|milyar\w*|bin|binler\w*|binlerce|yüzlerce|yüz\s?bin\w*|onlarca",
}
_TOKEN = re.compile(r"[\w.,٫٬%٪'’/:\-–½⅓⅔¼¾⅕-⅞²³¹⁰-⁹₀-₉①-⓿Ⅰ-ↈ]+")
_DIGIT = re.compile(r"[\d½⅓⅔¼¾⅕-⅞²³¹⁰-⁹₀-₉①-⓿Ⅰ-ↈ]")
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)|<https?://[^>\s]*>|https?://\S+")
_LIST_MARK = re.compile(r"^[\s>]*(?:[-+*]\s[\s>]*)*\d{1,2}[.)](?=\s)")


@dataclass(frozen=True, slots=True)
class Expression:
    """Something in double braces: a function with its arguments, and where it stands."""

    function: str
    argument: str
    option: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One language's text.

    Attributes
    ----------
    front : dict
        Front matter: ``title`` and perhaps ``subject``, ``salutation``, ``closing``.
    body : str
        Markdown.
    first_line : int
        Line of the file on which the body begins.
    """

    front: dict[str, str]
    body: str
    first_line: int


def read_source(file: str, text: str) -> tuple[Source, list[Problem]]:
    """Return a letter's text, and what is wrong with its front matter."""
    lines = text.split("\n")
    problems: list[Problem] = []
    front: dict[str, str] = {}
    begin = 0
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if end is None:
            message, mend = "The front matter is not closed.", "End it with a line ---"
            problems.append(_problem(file, 1, 1, "---", "letter.front", message, mend))
        else:
            begin = end + 1
            front, found = _front(file, lines[1:end])
            problems += found
    for number, line in enumerate(lines, 1):
        if "…" in line.partition(":")[2].split() if number <= begin else line.strip() == "…":
            message = "This is still to be filled in."
            problems.append(
                _problem(file, number, line.index("…") + 1, "…", "letter.blank", message, "Write the text.")
            )
    if not front.get("title") and not problems:
        message, mend = "The letter has no title.", "Begin the file with --- then title: … then ---"
        problems.append(_problem(file, 1, 1, "", "letter.title", message, mend))
    return Source(front, "\n".join(lines[begin:]), begin + 1), problems


def _front(file: str, lines: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return the front matter from its lines, the first of which is line 2 of the file, and what is wrong with it."""
    front: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if colon and key in _FRONT_KEYS:
            front[key] = value.strip('"')
            continue
        if key in _FRONT_KEYS:
            message, mend = f"{key} has no colon behind it.", f"Write {key}: …"
        else:
            near = difflib.get_close_matches(key, _FRONT_KEYS, n=1)
            message = f"{key} is no setting of a letter's text."
            mend = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(_FRONT_KEYS)}."
        problems.append(_problem(file, number, 1, line.strip(), "letter.front", message, mend))
    return front, problems


def expressions(text: str, first_line: int) -> Iterator[Expression]:
    """Yield everything in double braces; ``function`` is empty where it cannot be read."""
    for number, line in enumerate(text.split("\n"), first_line):
        for found in _EXPRESSION.finditer(line):
            call = _CALL.fullmatch(found[1].translate(_QUOTES))
            name, argument, option = (call[1], call[2], call[3] or "") if call else ("", "", "")
            yield Expression(name, argument, option, number, found.start() + 1, found[0])


def typed_numbers(text: str, first_line: int, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and text of every number typed by hand: digits of any script, and words such as million.

    What stands in double braces, addresses and the numbers of a numbered list are none.
    """
    words = re.compile(
        rf"(?<!\w)(?:و|ب|ل|ال)?(?:{_NUMBER_WORDS.get(language, _NUMBER_WORDS['en'])})(?!\w)", re.IGNORECASE
    )
    for number, line in enumerate(text.split("\n"), first_line):
        plain = line
        for pattern in (_EXPRESSION, _LINK_TARGET, _LIST_MARK):
            plain = pattern.sub(lambda m: " " * len(m[0]), plain)
        digits = [m for m in _TOKEN.finditer(plain) if _DIGIT.search(m[0])]
        found = sorted([*digits, *words.finditer(plain)], key=lambda m: m.start())
        for match in found:
            yield number, match.start() + 1, match[0].strip(".,:;-–")


def broken_braces(text: str, first_line: int) -> Iterator[tuple[int, int]]:
    """Yield line and column of double braces that open or close nothing."""
    for number, line in enumerate(text.split("\n"), first_line):
        plain = _EXPRESSION.sub(lambda m: " " * len(m[0]), line)
        for found in re.finditer(r"\{\{|\}\}", plain):
            yield number, found.start() + 1


def _problem(file: str, line: int, column: int, value: str, rule: str, message: str, suggestion: str) -> Problem:
    return Problem(file, "", line, str(column), value, rule, "error", message, suggestion)

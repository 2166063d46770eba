"""Which column of an export holds the answers to which question."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Form
from nuzuh.poll.headings import Named, Spellings, Target, heading_key

_CUT = 24  # characters; a heading at least so long may be a label that a program has cut off
_NUMBERED = re.compile(r"(.+?)(?:\.{3}\d+|[ ._]\(?\d{1,2}\)?)")  # how programs tell equal headings apart


@dataclass(slots=True)
class Matched:
    """The columns of a table by what they hold.

    Attributes
    ----------
    columns : dict
        Target -> the columns (indices) that hold it: several where a question moved between groups.
    unknown : list of int
        Columns that are no question of the form.
    options : dict
        (place of the question, column) -> an option that its list does not have.
    languages : Counter
        How many headings are labels of which language; None counts those by name.
    faults : list of FileFault
    """

    columns: dict[Target, list[int]] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    options: dict[tuple[int, int], str] = field(default_factory=dict)
    languages: Counter[str | None] = field(default_factory=Counter)
    faults: list[FileFault] = field(default_factory=list)

    def put(self, target: Target, column: int) -> None:
        """Take a column for a target."""
        self.columns.setdefault(target, []).append(column)


def match_columns(header: Sequence[str], columns: Sequence[int], spelled: Spellings, form: Form, line: int) -> Matched:
    """Return which of the columns of a header hold which question.

    Parameters
    ----------
    header : sequence of str
        The headings as written; some may come several times.
    columns : sequence of int
        The columns to look at (those of the system are none).
    spelled : Spellings
        What the questions of this table may be called.
    form : Form
    line : int
        The line of the header, for faults.

    Returns
    -------
    Matched
        A heading that several questions may have (groups left out, labels that repeat) is told by its order: the
        form's. Where that does not settle it, a fault says so and the column is not read.
    """
    matched = Matched()
    keys = {column: heading_key(header[column]) for column in columns}
    several = Counter(keys.values())
    every = sorted({*spelled.names, *spelled.labels})
    unclear: dict[frozenset[Target], list[int]] = defaultdict(list)
    for column in columns:
        found = spelled.find(keys[column])
        if not found and (found := _elsewhere(header[column], spelled, form)):
            matched.faults.append(_moved(header[column], line))
        if not found and (option := _unknown_option(header[column], spelled, form)):
            matched.options[option[0], column] = option[1]
            continue
        found = found or _roundabout(header[column], keys[column], spelled, several, every)
        found = _in_language(_whole_name(found, header[column], form), matched.languages)
        if not found:
            matched.unknown.append(column)
        elif len(found) == 1:
            ((target, language),) = found.items()
            matched.put(target, column)
            matched.languages[language] += 1
        else:
            unclear[frozenset(found)].append(column)
    for targets, held in unclear.items():
        _by_order(matched, sorted(targets, key=lambda each: (each.place, each.option or "")), held, header, line)
    matched.faults += [_unknown(header[column], line, every) for column in matched.unknown]
    return matched


def _in_language(found: Named, languages: Counter[str | None]) -> Named:
    """Return the targets in the language that the other headings are in, where a label means different ones."""
    told = [language for language in set(found.values()) if language]
    if len(found) < 2 or len(told) < 2:
        return found
    best = max(sorted(told), key=lambda language: languages[language])
    return {target: language for target, language in found.items() if language in (best, None)}


def _whole_name(found: Named, heading: str, form: Form) -> Named:
    """Return the question that has a point or hyphen in its name, rather than an option of a shorter one or a group."""
    found = {each: language for each, language in found.items() if each.place >= 0} or found
    named = [each for each, language in found.items() if language is None and each.place >= 0 and each.option is None]
    whole = [each for each in named if heading.endswith(form.questions[each.place].name)]
    return {whole[0]: None} if len(found) > 1 and len(whole) == 1 else found


def _elsewhere(heading: str, spelled: Spellings, form: Form) -> Named:
    """Return the one question that is meant by a heading with groups that the form does not have."""
    marks = r"/" if " " in heading else r"[/.:-]"  # in a label only the slash can be told from punctuation
    for mark in re.finditer(marks, heading):
        found = _whole_name(spelled.find(heading_key(heading[mark.end() :])), heading, form)
        if len(found) == 1 and next(iter(found)).answer:
            return found
    return {}


def _moved(heading: str, line: int) -> FileFault:
    message = f'The form has no such groups as in "{short(heading)}"; the question was known by its own name.'
    suggestion = "Nothing to do, if the question was moved to another group."
    return FileFault(line, heading, heading, "header.moved", message, suggestion, "warning")


def _unknown_option(heading: str, spelled: Spellings, form: Form) -> tuple[int, str] | None:
    """Return question and option where the heading is an option that the list of a select-multiple does not have."""
    for mark in reversed(list(re.finditer(r"[/.:|]", heading))):
        found = [
            each for each in spelled.find(heading_key(heading[: mark.start()])) if each.option is None and each.answer
        ]
        if len(found) == 1 and form.questions[found[0].place].type == "select_multiple":
            return found[0].place, heading[mark.end() :].strip()
    return None


def _roundabout(heading: str, key: str, spelled: Spellings, several: Counter[str], every: Sequence[str]) -> Named:
    """Return the targets of a heading with a number against equal ones, cut off, or of the form question_option."""
    if found := spelled.loose.get(key):
        return found
    if (numbered := _NUMBERED.fullmatch(heading)) and (found := spelled.find(base := heading_key(numbered[1]))):
        return found if several[base] or len(found) > 1 else {}
    if len(key) >= _CUT:
        first = bisect_left(every, key)
        longer: Named = {}
        while first < len(every) and every[first].startswith(key):
            longer |= spelled.find(every[first])
            first += 1
        whole = {target: language for target, language in longer.items() if target.option is None}
        return whole if len(whole) == 1 else longer
    return {}


def _by_order(matched: Matched, targets: list[Target], held: list[int], header: Sequence[str], line: int) -> None:
    """Give columns of one heading to the questions that it may mean: in order, or by what stands around them."""
    taken = [target for target in targets if target not in matched.columns]
    if len(held) == len(targets):
        taken = targets
    if len(held) == len(taken):
        for column, target in zip(held, taken, strict=True):
            matched.put(target, column)
        return
    places = {
        column: target.place for target, columns in matched.columns.items() for column in columns if target.place >= 0
    }
    for column in held:
        before = max((other for other in places if other < column), default=None)
        after = min((other for other in places if other > column), default=None)
        low = places[before] if before is not None else -1
        high = places[after] if after is not None else float("inf")
        between = [each for each in targets if low <= each.place <= high and each not in matched.columns]
        if len(between) == 1:
            matched.put(between[0], column)
            places[column] = between[0].place
            continue
        message = f'The heading "{short(header[column])}" may mean {len(targets)} questions; the column is not read.'
        suggestion = "Export again with the names of groups in the headings, or with XML values and headers."
        matched.faults.append(FileFault(line, header[column], header[column], "header.unclear", message, suggestion))


def _unknown(heading: str, line: int, every: Sequence[str]) -> FileFault:
    near = process.extractOne(heading_key(heading), every, scorer=fuzz.ratio, score_cutoff=80)
    hint = f' Its name is near "{near[0]}".' if near else ""
    message = f'The form has no question "{short(heading)}".{hint} The column is kept as it stands.'
    suggestion = "If it is of another version of the form, put that form beside the answers, or rename the column."
    return FileFault(line, heading, heading, "header.unknown", message, suggestion, "warning")

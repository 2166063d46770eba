"""Whether the versions of a text in several languages say the same: figures, days and names, in the same order.

What must agree is what an expression says, not how it is written: its figure, value and quantifier, its day or period, the
two sides of a comparison, the numbers in a name. Word order differs between languages, so within a sentence the order is
free, and a figure may move to the sentence beside; but of two figures in two sentences or paragraphs the first stays first.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nuzuh.statement.binding import Bound
from nuzuh.statement.finding import finding
from nuzuh.statement.passages import Kind
from nuzuh.statement.source import place
from nuzuh.terms.errors import Problem, Severity

Key = tuple[Hashable, ...]
_MEND = "Let all versions say the same, or take it out of all of them."
_APART = 4.0  # what it costs to set a paragraph beside one with other figures, per figure; beside none costs more
_ALONE = 1.5
_OTHER_KIND = 1.0


@dataclass(frozen=True, slots=True)
class Item:
    """What an expression says, and where it stands."""

    key: Key
    text: str
    line: int
    column: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or item of a list: its kind, line, length in signs, and what its expressions say."""

    kind: Kind
    line: int
    length: int
    items: tuple[Item, ...]

    def counts(self) -> Counter[Key]:
        """Return how often each thing is said."""
        return Counter(item.key for item in self.items)


@dataclass(frozen=True, slots=True)
class Written:
    """A text in one language as far as it must agree with the others.

    Attributes
    ----------
    file : str
    front : mapping of str to Paragraph
        Title, salutation …, or calls by their ids.
    body : tuple of Paragraph
    language : str
        Where one file holds several languages.
    """

    file: str
    front: Mapping[str, Paragraph]
    body: tuple[Paragraph, ...] = ()
    language: str = ""


def paragraphs(text: str, bound: Bound, first_line: int, first_column: int = 1) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a bound text; ``text`` is the text as written."""
    out = []
    for passage in bound.passages:
        if not passage.text.strip():
            continue
        items = []
        sentences = list(passage.sentences())
        for piece in passage.pieces:
            key, expression = bound.bindings[piece.index].key, bound.expressions[piece.index]
            if key[:1] != ("name",) or len(key) > 1:  # names without numbers are free
                sentence = sum(begin <= piece.start for begin, _ in sentences)
                items.append(Item(key, expression.text, expression.line, expression.column, sentence))
        line, _ = place(text, passage.source(0, 1)[0], first_line, first_column)
        out.append(Paragraph(passage.kind, line, len(passage.text), tuple(items)))
    return tuple(out)


def differences(written: Sequence[Written]) -> list[Problem]:
    """Return every difference between the versions of one text, the first of which the others are held against.

    Where two versions agree and a third does not, it is that one which differs, though it be the first.
    """
    if len(written) < 2:
        return []
    first = _standard(written)
    return [p for other in written if other is not first for p in _compare(first, other)]


def _standard(written: Sequence[Written]) -> Written:
    """Return the version that the others are held against: the first that agrees with another, else the first."""
    wholes = [(_sum(w), tuple(p.kind for p in w.body)) for w in written]
    sums = [s for s, _ in wholes]
    shaped = (w for w, s in zip(written, wholes, strict=True) if wholes.count(s) > 1)
    alike = (w for w, s in zip(written, sums, strict=True) if sums.count(s) > 1)
    return next(shaped, None) or next(alike, written[0])


def _sum(written: Written) -> tuple[Hashable, ...]:
    """Return what a version says, paragraph by paragraph, the order within each left out."""
    front = tuple((k, frozenset(p.counts().items())) for k, p in sorted(written.front.items()))
    return front, tuple(frozenset(p.counts().items()) for p in written.body if p.items)


def _compare(first: Written, other: Written) -> Iterator[Problem]:
    for key in dict.fromkeys((*first.front, *other.front)):
        mine, theirs = first.front.get(key), other.front.get(key)
        if mine and theirs:
            yield from _items(first, other, [(mine, theirs)])
        elif (mine or theirs) and not key.startswith("call "):  # calls that lack a language are told elsewhere
            at, has, lacks = (mine, first, other) if mine else (theirs, other, first)
            same = has.file == lacks.file
            line = at.line if at and (same or not mine) else 1
            message = (
                f"{has.language if same else has.file} has a {key}, {lacks.language if same else lacks.file} has none."
            )
            yield finding(other.file, line, 1, key, "letter.parity", message, f"Write {key}: … in both.", "warning")
    pairs = _aligned(first.body, other.body)
    yield from _items(first, other, pairs)
    yield from _shape(first, other, pairs)


Pair = tuple[Paragraph | None, Paragraph | None]


def _aligned(first: Sequence[Paragraph], other: Sequence[Paragraph]) -> list[Pair]:
    """Return paragraphs side by side, so that figures, kinds and lengths agree best; None where there is no partner."""
    rows, columns = len(first) + 1, len(other) + 1
    share = _share(first, other)
    cost = [[math.inf] * columns for _ in range(rows)]
    back = [[(0, 0)] * columns for _ in range(rows)]
    cost[0][0] = 0.0
    for i in range(rows):
        for j in range(columns):
            steps = []
            if i:
                steps.append((cost[i - 1][j] + _ALONE + _APART * len(first[i - 1].items), (1, 0)))
            if j:
                steps.append((cost[i][j - 1] + _ALONE + _APART * len(other[j - 1].items), (0, 1)))
            if i and j:
                steps.append((cost[i - 1][j - 1] + _unlike(first[i - 1], other[j - 1], share), (1, 1)))
            if steps:
                cost[i][j], back[i][j] = min(steps, key=lambda s: (s[0], -sum(s[1])))
    pairs: list[Pair] = []
    i, j = rows - 1, columns - 1
    while i or j:
        down, right = back[i][j]
        pairs.append((first[i - 1] if down else None, other[j - 1] if right else None))
        i, j = i - down, j - right
    return pairs[::-1]


def _share(first: Sequence[Paragraph], other: Sequence[Paragraph]) -> float:
    """Return how much longer the one language says the same things."""
    return (sum(p.length for p in first) or 1) / (sum(p.length for p in other) or 1)


def _unlike(one: Paragraph, two: Paragraph, share: float) -> float:
    """Return how unlike two paragraphs are: figures above all, then kind, then length."""
    apart = 0
    if one.items or two.items:
        mine, theirs = one.counts(), two.counts()
        apart = (mine - theirs).total() + (theirs - mine).total()
    length = abs(math.log(max(one.length, 1) / (max(two.length, 1) * share)))
    return _APART * apart / 2 + (_OTHER_KIND * 2 if one.kind != two.kind else 0) + min(length, 2.0)


def _items(first: Written, other: Written, pairs: Sequence[Pair]) -> Iterator[Problem]:
    """Yield what the one version says and the other does not, or says elsewhere or otherwise."""
    missing: list[tuple[Item, int]] = []
    extra: list[Item] = []
    line = other.body[0].line if other.body else 1
    for mine, theirs in pairs:
        line = theirs.line if theirs else line
        here, there = (list(p.items) if p else [] for p in (mine, theirs))
        lacking = _left(here, there)
        missing += [(item, line) for item in lacking]
        extra += _left(there, here)
        yield from _turned(first, other, here, there)
    for item, at in missing:
        moved = next((e for e in extra if e.key == item.key), None)
        if moved:
            extra.remove(moved)
            message = (
                f"{item.text} stands in another paragraph than in {first.file}, line {item.line}: the order differs."
            )
            mend = "Put it where the other versions have it."
            yield finding(other.file, moved.line, moved.column, moved.text, "letter.parity", message, mend)
            continue
        swapped = next((e for e in extra if _alike(e, item) and abs(e.line - at) <= _NEAR), None)
        if swapped:
            extra.remove(swapped)
            message = f"{swapped.text} stands where {first.file}, line {item.line}, has {item.text}."
            yield finding(other.file, swapped.line, swapped.column, swapped.text, "letter.parity", message, _MEND)
            continue
        message = f"{item.text} is missing here: {first.file}, line {item.line}, has it."
        yield finding(other.file, at, 1, item.text, "letter.parity", message, _MEND)
    for item in extra:
        message = f"{item.text} stands here, and nowhere in {first.file}."
        yield finding(other.file, item.line, item.column, item.text, "letter.parity", message, _MEND)


def _turned(first: Written, other: Written, here: Sequence[Item], there: Sequence[Item]) -> Iterator[Problem]:
    """Yield the first of two items of a paragraph whose sentences stand the other way round."""
    theirs = list(there)
    pairs = []
    for item in here:
        partner = next((t for t in theirs if t.key == item.key), None)
        if partner:
            theirs.remove(partner)
            pairs.append((item, partner))
    for number, (one, mine) in enumerate(pairs):
        for two, yours in pairs[number + 1 :]:
            if one.sentence < two.sentence and mine.sentence > yours.sentence:
                message = f"{yours.text} stands before {mine.text}, but behind it in {first.file}, line {two.line}."
                mend = "Put them in the order of the other versions."
                yield finding(other.file, yours.line, yours.column, yours.text, "letter.parity", message, mend)
                return


_NEAR = 8  # lines of a paragraph within which one expression stands for another


def _alike(one: Item, two: Item) -> bool:
    return one.key[:1] == two.key[:1] or "refused" in (one.key[0], two.key[0])


def _left(of: Sequence[Item], against: Sequence[Item]) -> list[Item]:
    """Return the items of the one that the other has not, each as often as it is lacking; the last ones first lack."""
    left = Counter(item.key for item in against)
    out = []
    for item in of:
        if left[item.key]:
            left[item.key] -= 1
        else:
            out.append(item)
    return out


def _shape(first: Written, other: Written, pairs: Sequence[Pair]) -> Iterator[Problem]:
    """Yield a warning of each paragraph, heading or item of a list that has no partner and says no figure."""
    line, before = other.body[0].line if other.body else 1, first.body[0].line if first.body else 1
    for mine, theirs in pairs:
        line, before = theirs.line if theirs else line, mine.line if mine else before
        if mine and theirs:
            if mine.kind != theirs.kind:
                message = f"This is a {theirs.kind}; {first.file}, line {mine.line}, has a {mine.kind} there."
                yield _warned(other.file, theirs.line, message)
        elif mine and not mine.items:
            yield _warned(other.file, line, f"The {mine.kind} of {first.file}, line {mine.line}, has no partner here.")
        elif theirs and not theirs.items:
            message = f"This {theirs.kind} has no partner in {first.file}, near line {before}."
            yield _warned(other.file, theirs.line, message)


def _warned(file: str, line: int, message: str, severity: Severity = "warning") -> Problem:
    return finding(file, line, 1, "", "letter.parity", message, "Let all versions have the same paragraphs.", severity)

"""A poll's number needs its base beside it: how many answered, and that they were not drawn by chance where they were not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from nuzuh.evidence.figure import Figure
from nuzuh.statement.doubts import Context, Doubt
from nuzuh.statement.passages import Passage
from nuzuh.statement.resolve import by_chance, counts_people_asked

_ASKED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            r"\b(?:asked|interviewe[de]s?|interviews|respond(?:ed|ents?)|surveyed|polled|answered|questioned|"
            r"(?:spoke|talked) (?:to|with)|told us)\b",
            re.IGNORECASE,
        ),
        "ar": re.compile(r"س[أا]ل|سئل|استطل|المستجيب|المجيب|[أا]جاب|مقابلات|قابلنا|التقينا|استبي|تحدثنا إلى|شملهم"),
        "tr": re.compile(
            r"\b(?:sor(?:du|ul|up)|yanıtla|yanıt ver|cevap ver|cevapla|görüş(?:tü|ül|me)|anket|katılımcı|konuştuğumuz)",
            re.IGNORECASE,
        ),
    }
)


def base_doubts(contexts: Sequence[Context]) -> Iterator[tuple[Passage, Doubt]]:
    """Yield each number of a poll in whose paragraph nothing says of how many it is, or that these were those asked.

    A list counts as one paragraph with the lines that lead to it.
    """
    for at, context in enumerate(contexts):
        around = _around(contexts, at)
        told = set()
        for piece in context.passage.pieces:
            figure = context.figure(piece)
            if figure is None or not figure.asked or counts_people_asked(figure) or figure.id in told:
                continue
            told.add(figure.id)
            if not any(_gives_base(c, figure) for c in around):
                message = f"{figure.id} is a number of a poll, and the paragraph does not say of how many."
                mend = f'Write {{{{ base("{figure.id}") }}}} beside it.'
                yield context.passage, Doubt(piece.start, piece.end, "letter.base", message, mend)
            elif not by_chance(figure) and not any(_says_asked(c) for c in around):
                message = f"{figure.id} holds for those asked only: nothing says that they were drawn by chance."
                mend = f'Say “of those we asked”, or write {{{{ base("{figure.id}") }}}} beside it.'
                yield context.passage, Doubt(piece.start, piece.end, "letter.base", message, mend)


def _around(contexts: Sequence[Context], at: int) -> list[Context]:
    """Return a passage with those of the same paragraph: of a list all items, and what leads to it."""
    begin = end = at
    if contexts[at].passage.kind == "item":
        while begin and contexts[begin].passage.kind == "item":
            begin -= 1
        while end + 1 < len(contexts) and contexts[end + 1].passage.kind == "item":
            end += 1
    return list(contexts[begin : end + 1])


def _gives_base(context: Context, of: Figure) -> bool:
    for piece in context.passage.pieces:
        figure, function = context.figures[piece.index], context.function(piece)
        if figure is None or of.asked is None:
            continue
        if function == "figure" and figure.unit != "percent" and figure.value == of.of:  # so many, from whatever source
            return True
        if figure.asked is None or figure.asked.poll != of.asked.poll:
            continue
        if function == "base" or (function == "figure" and counts_people_asked(figure)):
            return True
    return False


def _says_asked(context: Context) -> bool:
    if any(context.function(p) == "base" for p in context.passage.pieces):
        return True
    return bool(_ASKED[context.language].search(context.passage.text))

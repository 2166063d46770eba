"""Comparisons and superlatives of a text: "more than in Bosnia", "unprecedented", أسوأ أزمة, "eşi benzeri görülmemiş"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from nuzuh.prose.lexicon import Lexicon
from nuzuh.prose.said import Kind

_SAME = re.compile(r"[^.,;:!?،؛؟()\n#]{0,24}")


def likened(
    folded: str, lexicon: Lexicon, numbers: Sequence[tuple[int, int]], sentences: Sequence[int]
) -> list[tuple[Kind, int, int]]:
    """Return the comparisons and superlatives of a folded text in order, without overlap.

    ``numbers`` are spans of numbers with their quantifiers: "more than 50 organisations" compares nothing. ``sentences`` are
    the positions where sentences begin: one without a number or a comparison that likens something to another war compares.
    """
    plain = _blanked(folded, numbers, "#")
    spans = [found.span() for found in lexicon.of_words("idioms").finditer(plain)]
    plain = _blanked(plain, spans, "·")
    kinds: tuple[tuple[Kind, str], ...] = (("comparison", "comparisons"), ("superlative", "superlatives"))
    found = sorted(
        ((kind, *match.span()) for kind, name in kinds for match in lexicon.of_words(name).finditer(plain)),
        key=lambda said: (said[1], -said[2]),
    )
    out: list[tuple[Kind, int, int]] = []
    for kind, start, end in found:
        if out and start < out[-1][2]:
            continue
        if out and kind == out[-1][0] and _SAME.fullmatch(plain, out[-1][2], start):
            start = out.pop()[1]  # "the worst crisis of the century" says one thing
        out.append((kind, start, end))
    others = [found.span() for found in lexicon.of_words("elsewhere").finditer(folded)]
    if others:
        places = [*(start for _, start, _ in out), *(start for start, _ in numbers)]
        settled = {bisect_right(sentences, place) for place in places}
        cues = {bisect_right(sentences, cue.start()) for cue in lexicon.of_words("likening").finditer(plain)}
        for start, end in others:
            sentence = bisect_right(sentences, start)
            if sentence in cues and sentence not in settled:
                settled.add(sentence)
                out.append(("comparison", start, end))
    return sorted(out, key=lambda said: said[1])


def _blanked(text: str, spans: Sequence[tuple[int, int]], sign: str) -> str:
    """Return a text with spans written over, so that no word in them is found."""
    out, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            out += [text[done : max(start, done)], sign * (end - max(start, done))]
            done = end
    return "".join([*out, text[done:]])

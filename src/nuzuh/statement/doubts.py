"""What the words between the figures of a text claim, and nothing bears out: typed amounts and days, comparisons, wrong words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nuzuh.evidence.figure import Figure
from nuzuh.prose.folding import fold
from nuzuh.prose.languages import foreign
from nuzuh.prose.lexicon import lexicon_of
from nuzuh.prose.read import read
from nuzuh.prose.said import Said
from nuzuh.statement.binding import UNREAD, Bound
from nuzuh.statement.passages import Passage, Piece
from nuzuh.statement.rhetoric import folded, rhetorical
from nuzuh.statement.worded import contradicts
from nuzuh.terms.errors import Severity

_AMOUNTS = ("number", "percent", "fraction", "multiple", "vague", "ordinal")
_CLAIMS = ("comparison", "superlative")
_FIGURE = 'Write a figure, {{ figure("…") }}, a day, {{ day("2020-02-06") }}, or a name, {{ name("…") }}.'
_DAY = 'Write {{ day("2020-02-06") }}, {{ month("2020-02") }}, {{ period("2020-02-01", "2020-03-01") }}, or {{ period("…") }} of a figure.'
_NONE = "Leave it out, or write the figure that proves it; a person can answer for it as a waiver in the front matter."
_COMPARE = 'Put {{ compare("…", "…") }} into the sentence, or leave the comparison out.'
_WHAT: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "number": ("letter.typed_number", "The number {} is typed by hand: nothing proves it.", _FIGURE),
        "percent": ("letter.typed_number", "The percentage {} is typed by hand: nothing proves it.", _FIGURE),
        "fraction": ("letter.typed_number", "“{}” is a share typed by hand: nothing proves it.", _NONE),
        "multiple": ("letter.typed_number", "“{}” says how many times as many: nothing proves it.", _COMPARE),
        "vague": ("letter.typed_number", "“{}” is an amount: nothing proves it.", _NONE),
        "ordinal": ("letter.typed_number", "“{}” counts: nothing proves it.", _NONE),
        "day": ("letter.typed_day", "The day or time {} is typed by hand.", _DAY),
        "period": ("letter.typed_day", "The period {} is typed by hand.", _DAY),
        "comparison": ("letter.comparison", "“{}” compares, and nothing in the sentence proves it.", _COMPARE),
        "superlative": ("letter.comparison", "“{}” is a superlative, and nothing in the sentence proves it.", _COMPARE),
    }
)
_QUANTIFIER = 'Leave the words out: {{ figure("…") }} says itself whether it is more, less or about so many.'
_DIGITS = re.compile(r"[\w.,٫٬/-]*[\d½⅓⅔¼¾⅕-⅞²³¹⁰-⁹₀-₉①-⓿Ⅰ-ↈ][\w.,٫٬/%٪-]*")
_NEAR = 48  # signs beside an ordinal in which stands what it counts
# An ordinal that counts, ▢: times and periods; and, from the third on, things that happened again ("second home" counts nothing).
_TIMES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            r"▢ (?:consecutive|successive|straight|time|year|winter|summer|month|week|day|night|wave)\b", re.I
        ),
        "ar": re.compile(r"(?:مر[ةّ]+|سنة|عام|شتاء|صيف|شهر|[أا]سبوع|يوم|ليلة|موجة) ▢"),
        "tr": re.compile(r"▢ (?:kez|kere|defa|yıl|kış|yaz\b|ay\b|ayı|hafta|gün|gece|dalga)", re.I),
    }
)
_AGAIN: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            r"▢ (?:attack|strike|siege|ceasefire|displacement|flight|move|evacuation)\b|▢ (?:[\w-]+ ){1,3}(?:to (?:be|have)|within|"
            r"in (?:a (?:row|day|week|fortnight|month|year|night)|as many|so many|less than|under|the space))\b",
            re.I,
        ),
        "ar": re.compile(
            r"(?:نزوح\w*|هجوم|هدنة|حصار|فرار\w*) ▢|"
            r"\b[وف]?(?:هذ[اه]|كان(?:ت)?|هو|هي|تلك|ذلك|[إا]ن(?:ه|ها)|[أا]صبح(?:ت)?|بات(?:ت)?) ▢ (?!من\b|[أا]كبر|طرف)[^\W\d_]+|"
            r"\bال\w+ ▢ (?:الذي|التي) "
        ),
        "tr": re.compile(
            r"▢ (?:kaçış|göç|saldırı|kuşatma|ateşkes)|"
            r"▢ (?!talep|istek|isteğ|neden|madde|nokta|konu|soru|oğl|kız|çocu)\w+(?<!k)(?:[dt][ıiuü]r|[dt][ıiuü]|m[ıi]ş\w*)(?=\W|$)",
            re.I,
        ),
    }
)
_EXACTLY: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(r"\b(exactly|precisely|no (?:more|fewer|less) and no (?:more|fewer|less) than)\s*$", re.I),
        "ar": re.compile(r"(بالضبط|بالتحديد|تحديد[اً]+)\s*$"),
        "tr": re.compile(r"(?:^|\W)(tam(?: olarak| tamına)?|tamı tamına)\s*$", re.I),
    }
)
_CALLED: Mapping[str, str] = MappingProxyType({"en": "English", "ar": "Arabic", "tr": "Turkish"})
_AT_MOST = re.compile(r"\s*(على ال[أا](?:كثر|قل)|[أا]و (?:[أا]كثر|[أا]قل)|كحد [أا](?:دنى|قصى))(?!\w)")
# Which way a comparison goes, by its words; not where they are denied ("no fewer than").
_LESS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(r"^(?:fewer|less|smaller|lower|lesser)\b", re.I),
        "ar": re.compile(r"^[وف]?(?:ال)?(?:[أا]قل|[أا]صغر|[أا]دنى)\b"),
        "tr": re.compile(r"\b(?:az|küçük|düşük)\w*$", re.I),
    }
)
_MORE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(r"^(?:more|greater|larger|higher|bigger|exceed\w*|surpass\w*|outnumber\w*)\b", re.I),
        "ar": re.compile(r"^[وف]?(?:ال)?(?:[أا]كثر|[أا]كبر|[أا]على|فاق|يفوق|تفوق|[تي]?تجاوز)"),
        "tr": re.compile(r"\b(?:çok|fazla|büyük|yüksek)\w*$", re.I),
    }
)
# Words that make a comparison of the name of another war.
_SCALE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            r"\b(?:saw|seen|sees|fewer|more|less|par|beyond|close|numbers?|size|scale|worse|bigger|such)\b", re.I
        ),
        "ar": re.compile(r"مثل|عدد|شهد|حجم|[أا]كثر|[أا]سو[أا]|[أا]كبر"),
        "tr": re.compile(r"gör(?:ül|dü|me)|öte|kadar|gibi|sayı|boyut|daha", re.I),
    }
)
# That people had fled by a day says who is displaced on it: a stock may be worded so, unless it is counted since another day.
_BY_THEN: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            r"^(?!.*\bsince\b).*\bhad (?:\w+ ){0,2}?(?:fled|found|left|lost|been|become|escaped)\b", re.I | re.S
        ),
        "ar": re.compile(r"^(?!.*منذ).*\bكان(?:وا|ت)?\b.{0,40}\bقد\b", re.S),
        "tr": re.compile(r"^(?!.*\b(?:beri|bu yana)\b).*(?:mıştı|mişti|muştu|müştü)\w*", re.I | re.S),
    }
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the words of a passage say and nothing bears out: its stretch of the passage, and a problem's words."""

    start: int
    end: int
    rule: str
    message: str
    suggestion: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Context:
    """What a passage is weighed by: all of its text, the figure of each binding, and the language."""

    passage: Passage
    bound: Bound
    figures: tuple[Figure | None, ...]
    language: str

    def function(self, piece: Piece) -> str:
        """Return the function that a piece was written with; empty where it was refused."""
        refused = self.bound.bindings[piece.index].key[:1] == ("refused",)
        return "" if refused else self.bound.expressions[piece.index].function

    def figure(self, piece: Piece) -> Figure | None:
        """Return the figure whose value a piece shows."""
        return self.figures[piece.index] if self.function(piece) == "figure" else None


def doubts(context: Context) -> list[Doubt]:
    """Return what a passage says that nothing bears out, in order."""
    text = context.passage.text
    said = [s for s in read(text, context.language) if s.kind in _WHAT]
    found = [
        *(d for one in said for d in _doubts_of(one, context)),
        *_kinds(context),
        *_exact(context),
        *_untranslated(context),
    ]
    known = [*((s.start, s.end) for s in said), *((p.start, p.end) for p in context.passage.pieces)]
    digits = [m for m in _DIGITS.finditer(text) if not any(a < m.end() and m.start() < b for a, b in known)]
    found += [_doubt(*m.span(), "number", m[0]) for m in digits]  # whatever else they are, nothing proves them
    return sorted(found, key=lambda d: (d.start, d.end))


def _doubts_of(said: Said, context: Context) -> Iterator[Doubt]:
    passage = context.passage
    pieces = passage.within(said.start, said.end)
    whole = said.kind not in _CLAIMS
    if not said.typed and rhetorical(passage.text, said.start, said.end, context.language, whole=whole):
        return
    if said.kind in _CLAIMS:
        if _names_only(said, context):
            return
        if pieces and _inside(said, pieces):
            return
        if not _evidenced(said, context):
            yield _doubt(said.start, said.end, said.kind, said.text)
        elif _opposite(said, context):
            message = f"“{said.text}” says the opposite of the comparison in its sentence."
            yield Doubt(
                said.start, said.end, "letter.compare", message, "Say what the factor says, or leave the word out."
            )
        return
    if not pieces:
        if said.kind in ("day", "period") or _counts(said, passage.text, context.language):
            yield _doubt(said.start, said.end, said.kind, said.text)
        return
    yield from _beside(said, pieces, context)
    if said.kind in _AMOUNTS:
        yield from _quantified(said, pieces, context)


def _doubt(start: int, end: int, kind: str, text: str) -> Doubt:
    rule, message, mend = _WHAT[kind]
    return Doubt(start, end, rule, message.format(" ".join(text.split()).strip(".,:;-–")), mend)


def _inside(said: Said, pieces: list[Piece]) -> bool:
    return pieces[0].start <= said.start and said.end <= pieces[-1].end and len(pieces) == 1


def _names_only(said: Said, context: Context) -> bool:
    """Return whether another war is only named: a letter may say of whom a reference is, or remember a place."""
    name = lexicon_of(context.language).of_words("elsewhere").fullmatch(fold(said.text, context.language).text)
    begin, end = context.passage.sentence(said.start)
    figures = [context.figure(p) for p in context.passage.within(begin, end)]
    of_it = any(figure and figure.role == "reference" for figure in figures)
    return bool(name) and (of_it or not _SCALE[context.language].search(context.passage.text[begin:end]))


def _evidenced(said: Said, context: Context) -> bool:
    """Return whether a comparison that holds stands in the same sentence."""
    begin, end = context.passage.sentence(said.start)
    return any(context.function(p) == "compare" for p in context.passage.within(begin, end))


def _opposite(said: Said, context: Context) -> bool:
    """Return whether a comparison says fewer where those in its sentence bear out more, or the reverse."""
    begin, end = context.passage.sentence(said.start)
    leans = {
        context.bound.bindings[p.index].lean
        for p in context.passage.within(begin, end)
        if context.function(p) == "compare"
    }
    text = folded(said.text, context.language)[0].strip()
    less, more = (bool(way[context.language].search(text)) for way in (_LESS, _MORE))
    return (leans == {1} and less and not more) or (leans == {-1} and more and not less)


def _counts(said: Said, text: str, language: str) -> bool:
    """Return whether an ordinal counts times or periods (for the fifth time), and does not only put things in order."""
    if said.kind != "ordinal" or said.typed:
        return True
    around = f"{text[max(0, said.start - _NEAR) : said.start]}▢{text[said.end : said.end + _NEAR]}"
    around = " ".join(around.split())
    times, again = _TIMES[language].search(around), _AGAIN[language].search(around)
    return said.value != 1 and bool(times or (again and said.value != 2))


def _beside(said: Said, pieces: list[Piece], context: Context) -> Iterator[Doubt]:
    """Yield what is typed beside a figure and changes it: {{ figure }} thousand."""
    text = context.passage.text
    edges = [said.start, *(e for p in pieces for e in (max(p.start, said.start), min(p.end, said.end))), said.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for one in read(text[start:end], context.language):
            if one.kind in _WHAT and one.kind not in _CLAIMS and _counts(one, text[start:end], context.language):
                yield _doubt(start + one.start, start + one.end, one.kind, one.text)


def _quantified(said: Said, pieces: list[Piece], context: Context) -> Iterator[Doubt]:
    """Yield a quantifier typed beside a figure that does not bear it out: more than {{ figure }} of an exact one."""
    piece = pieces[0]
    outside = said.start < piece.start or said.end > piece.end
    if len(pieces) > 1 or said.quantifier not in ("more than", "less than") or not outside:
        return
    figure, written = context.figure(piece), context.bound.expressions[piece.index]
    start, end = (said.start, piece.start) if said.start < piece.start else (piece.end, said.end)
    words = context.passage.text[start:end].strip()
    if figure is None or (figure.quantifier == said.quantifier and "number" in written.options):
        return
    shown = figure.quantifier if "number" not in written.options else f"{figure.quantifier}, by its evidence,"
    message = f"“{words}” is typed beside {figure.id}, which is {shown} {context.bound.bindings[piece.index].read}."
    yield Doubt(start, end, "letter.quantifier", message, _QUANTIFIER)


def _exact(context: Context) -> Iterator[Doubt]:
    """Yield each *exactly*, or *at most* behind, typed beside a figure that is more, less or about so many."""
    text = context.passage.text
    for piece in context.passage.pieces:
        figure = context.figure(piece)
        if figure is None or figure.quantifier == "exactly":
            continue
        ahead, behind = _EXACTLY[context.language].search(text[: piece.start]), _AT_MOST.match(text, piece.end)
        if found := ahead or behind:
            message = f"“{found[1]}” is typed beside {figure.id}, which is {figure.quantifier} {context.bound.bindings[piece.index].read}."
            yield Doubt(*found.span(1), "letter.quantifier", message, _QUANTIFIER)


def _untranslated(context: Context) -> Iterator[Doubt]:
    """Yield a warning of a passage in another language than its text: it was not translated, or quotes."""
    text, edges = context.passage.text, [0, *(e for p in context.passage.pieces for e in (p.start, p.end)), None]
    typed = " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    if other := foreign(typed, context.language):
        message = f"This is written in {_CALLED[other]}, in a text in {_CALLED[context.language]}."
        start = len(text) - len(text.lstrip())
        mend = 'Translate it; a name may stay: {{ name("…") }}.'
        yield Doubt(start, len(text), "letter.language", message, mend, "warning")


def _kinds(context: Context) -> Iterator[Doubt]:
    """Yield each stock that its sentence words as a movement, and each movement worded as people who are there."""
    passage = context.passage
    for piece in passage.pieces:
        figure = context.figure(piece)
        if (
            figure is None
            or figure.metric not in ("stock", "flow")
            or figure.unit not in ("people", "households")
            or figure.asked
        ):
            continue
        begin, end = passage.sentence(piece.start)
        sentence = folded(
            f"{passage.text[begin : piece.start]}{UNREAD}{passage.text[piece.end : end]}", context.language
        )[0]
        by_then = figure.metric == "stock" and _BY_THEN[context.language].search(sentence)
        timed = figure.metric == "flow" and any(context.function(p) == "period" for p in passage.within(begin, end))
        if by_then or timed or not contradicts(figure.metric, sentence, context.language):
            continue
        if figure.metric == "stock":
            message = f"{figure.id} is a stock, people present on a day, and is worded as a flow, as people who moved."
            mend = "Say that so many live in displacement on that day, or cite a figure of a flow."
        else:
            message = (
                f"{figure.id} is a flow, movements in a period, and is worded as a stock, as people who are there."
            )
            mend = "Say that so many fled or arrived in that period, or cite a figure of a stock."
        yield Doubt(piece.start, piece.end, "letter.stock_flow", message, mend)

"""Numbers as they are said: with their percent sign, the other end of their range, the whole of their part, their quantifier."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nuzuh.prose.cardinals import Cardinal
from nuzuh.prose.lexicon import Lexicon, Phrases
from nuzuh.prose.said import Kind

_PARTS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}
_PREFIXED = re.compile("[وف](?!وق|ي)[^\\W\\d_]{3}")  # an Arabic "and" written together with its word
_FAR = 60  # signs before a number in which its quantifier stands


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, percentage, part or multiple in a folded text, before its unit is looked for."""

    kind: Kind
    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    quantifier: str = "exactly"
    typed: bool = False
    unit: str = ""
    part: float | None = None
    whole: float | None = None
    unsure: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Beside:
    """The patterns of what stands beside a number, compiled."""

    percent_before: re.Pattern[str] | None
    percent_after: re.Pattern[str]
    points_after: re.Pattern[str]
    to: re.Pattern[str]
    open: re.Pattern[str]
    within: re.Pattern[str]
    close: re.Pattern[str] | None
    change: re.Pattern[str]
    of: re.Pattern[str]
    of_back: re.Pattern[str]
    times: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]


@cache
def _beside(lexicon: Lexicon) -> _Beside:
    made, lists = re.compile, lexicon.lists
    prefix = r"(?<![^\W_])[وف]?" if lexicon.language == "ar" else r"(?<![^\W_])"
    suffix = r"(?:'?[a-zçğöşü]{1,4})?" if lexicon.language == "tr" else ""
    gap = r"[\s\u00a0]{0,2}"
    return _Beside(
        percent_before=made(rf"(?:{lists['percent_before']})$") if lists["percent_before"] else None,
        percent_after=made(lists["percent_after"]),
        points_after=made(lists["points_after"]),
        to=made(rf"{suffix}{gap}(?:{lists['to']}){gap}"),
        open=made(rf"{prefix}(?:{lists['open']})[\s\u00a0]{{1,2}}(?:ال)?$"),
        within=made(rf"{suffix}{gap}(?:{lists['within']}){gap}"),
        close=made(lists["close"]) if lists["close"] else None,
        change=made(rf"\b{lists['change']}$"),
        of=made(lists["of"]),
        of_back=made(lists["of_back"]),
        times=made(lists["times"]),
        before={
            name: made(rf"{prefix}(?:{words}){gap}(?:ال|the |its |their )?$") for name, words in lexicon.before.items()
        },
        after={name: made(words) for name, words in lexicon.after.items()},
    )


def counted(folded: str, lexicon: Lexicon, numbers: Sequence[Cardinal]) -> list[Counted]:
    """Return the numbers of a text as they are said, in order: percentages, ranges and parts are one each."""
    out: list[Counted] = []
    before = 0
    plain = [
        _percent(folded, lexicon, number, numbers[i + 1].start if i + 1 < len(numbers) else len(folded))
        for i, number in enumerate(numbers)
    ]
    at = 0
    while at < len(plain):
        one, two = plain[at], plain[at + 1] if at + 1 < len(plain) else None
        both = None if two is None else _part(folded, lexicon, one, two) or _range(folded, lexicon, one, two, before)
        said = _quantified(folded, lexicon, both or one, before)
        out.append(said)
        before = said.end
        at += 2 if both else 1
    return out


def phrases(folded: str, lexicon: Lexicon) -> list[Counted]:
    """Return the parts, multiples, vague amounts and ordinals that are set phrases, each with its value where it has one."""
    kinds: tuple[tuple[Kind, Phrases], ...] = (
        ("fraction", lexicon.fractions),
        ("multiple", lexicon.multiples),
        ("vague", lexicon.vague),
        ("ordinal", lexicon.ordinals),
    )
    out: list[Counted] = []
    for kind, listed in kinds:
        for found in listed.pattern.finditer(folded):
            start = found.start()
            if lexicon.language == "ar" and _PREFIXED.match(found[0]):
                start += 1
            value = listed.value_of(found)
            value = value if value is not None else _phrase_value(kind, found[0], lexicon)
            typed = bool(re.search(r"\d", found[0]))
            end = found.start() + len(found[0].rstrip())
            out.append(Counted(kind, start, end, value, value, value, typed=typed))
    return out


def _phrase_value(kind: str, text: str, lexicon: Lexicon) -> float | None:
    """Return the value of a phrase from the words in it, None for a vague one."""
    if kind == "vague":
        return None
    if text[-1] in _PARTS:
        return _PARTS[text[-1]]
    words = re.findall(r"\d+|[^\W\d_]+", text)
    small = {word: value for word, (role, value) in lexicon.roles.items() if role == "small"}
    numbers = [float(w) if w.isdigit() else _stem_value(w, small, lexicon.language) for w in words]
    known = [n for n in numbers if n]
    if kind == "ordinal":
        digits = re.search(r"\d+", text)
        return float(digits[0]) if digits else None
    if kind == "multiple":
        return known[0] if known else None
    return _part_value(words, known, lexicon.language)


def _part_value(words: Sequence[str], known: Sequence[float], language: str) -> float | None:
    if language == "tr":
        return known[1] / known[0] if len(known) > 1 and known[0] else None
    names = {
        "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100,
        "ارباع": 4, "اخماس": 5, "اسداس": 6, "اثمان": 8, "اعشار": 10, "خمسا": 2.5, "خمسي": 2.5,
    }  # fmt: skip
    if language == "ar" and "كل" in words:  # the noun in the dual is the two: "two families of every three"
        return 2 / known[-1] if known else None
    whole = next((names[w.removesuffix("s")] for w in words if w.removesuffix("s") in names), None)
    return (known[0] if known else 1.0) / whole if whole else None


def _stem_value(word: str, small: Mapping[str, float], language: str) -> float:
    if word in small or language != "tr":
        return small.get(word, 0.0)
    stem = next((s for s in sorted(small, key=len, reverse=True) if word.startswith(s)), "")
    return small.get(stem, 4.0 if word.startswith("dörd") else 0.0)


def _percent(folded: str, lexicon: Lexicon, number: Cardinal, limit: int) -> Counted:
    """Return a number, as a percentage or as percentage points where the signs beside it say so."""
    patterns = _beside(lexicon)
    start, end = number.start, number.end
    plain = Counted(
        "number",
        start,
        end,
        number.value,
        number.value,
        number.value,
        typed=number.typed,
        unsure=number.unsure,
        bare=number.bare,
    )
    behind, ahead = patterns.percent_after.match(folded, end, limit), None
    if patterns.percent_before is not None:
        ahead = patterns.percent_before.search(folded[max(start - 12, 0) : start])
    if ahead:
        start -= len(ahead[0])
    if times := patterns.times.match(folded, end):
        return replace(plain, kind="multiple", end=times.end(), unsure=False)
    points = patterns.points_after.match(folded, end)
    if points and (points[0].strip("\u00a0 -") not in ("point", "points") or ahead):
        return replace(plain, kind="percent", start=start, end=points.end(), unit="percentage points")
    if behind or ahead:
        return replace(
            plain, kind="percent", start=start, end=behind.end() if behind and not ahead else end, unsure=False
        )
    return plain


def _range(folded: str, lexicon: Lexicon, one: Counted, two: Counted, before: int) -> Counted | None:
    """Return two numbers as one range, where the words between and around them say so."""
    patterns = _beside(lexicon)
    gap = folded[one.end : two.start]
    if len(gap) > 16 or one.value is None or two.value is None or one.value > two.value:
        return None
    head = folded[max(one.start - _FAR, before, 0) : one.start]
    opened = patterns.open.search(head)
    closed = patterns.close.match(folded, two.end) if patterns.close is not None else None
    joined = patterns.within.fullmatch(gap) is not None
    signs = re.fullmatch(r"[\s\u00a0]?[-–—−][\s\u00a0]?", gap)
    linked = patterns.to.fullmatch(gap)
    if opened and patterns.change.search(head[: opened.start()]):
        return None
    if signs and (not (one.typed and two.typed) or ("-" in gap and " " in gap)):
        linked = None
    if not (linked or (opened and joined) or (closed and joined)):
        return None
    if linked and not signs and not opened and lexicon.language != "tr" and "to" in gap and two.unsure:
        return None
    return _between(folded, lexicon, one, two, opened, closed)


def _between(
    folded: str,
    lexicon: Lexicon,
    one: Counted,
    two: Counted,
    opened: re.Match[str] | None,
    closed: re.Match[str] | None,
) -> Counted:
    low, high = one.value or 0.0, two.value or 0.0
    scale = 1.0
    for size in (1e9, 1e6, 1e3):  # "5 to 7 million"
        words = [w for w, s in lexicon.scales.items() if s == size]
        if (
            high >= size > low
            and re.search(rf"(?:{'|'.join(map(re.escape, words))})\w*$", folded[two.start : two.end])
            and low < high / size
        ):
            scale = size
            break
    low *= scale
    kind: Kind = "percent" if "percent" in (one.kind, two.kind) else "number"
    start = one.start - len(opened[0]) if opened else one.start
    return Counted(
        kind, start, closed.end() if closed else two.end, (low + high) / 2, low, high, "between", typed=one.typed or two.typed,
        unit=two.unit,
    )  # fmt: skip


def _part(folded: str, lexicon: Lexicon, one: Counted, two: Counted) -> Counted | None:
    """Return two numbers as a part of a whole: "9 out of 10", "three of the four", "10 kişiden 9'u", واحد من كل ثلاثة."""
    if one.kind != "number" or two.kind != "number" or not one.value or not two.value:
        return None
    gap = folded[one.end : two.start]
    patterns = _beside(lexicon)
    forward, back = patterns.of.fullmatch(gap), patterns.of_back.fullmatch(gap)
    if forward and one.value <= two.value:
        part, whole = one.value, two.value
        loose = gap.strip() == "in" or (gap == "/" and whole < part)
        if loose and (one.typed != two.typed or whole > 1000 or re.match(_DURATION, folded[two.end :])):
            return None
        if (
            lexicon.language == "ar"
            and gap.strip() in ("من", "من ال")
            and (one.typed != two.typed or re.match(r" \w+ إلى", folded[two.end :]))
        ):
            return None
    elif back and two.value <= one.value:
        part, whole = two.value, one.value
        if two.unsure or gap in ("den", "dan", "ten", "tan") or re.match(r" (?:daha )?(?:fazla|az)", folded[two.end :]):
            return None
    else:
        return None
    share = part / whole
    end = two.end
    if back and (tail := re.match(r"'?[a-zçğöşü]{1,4}\b", folded[end:])):
        end += len(tail[0])
    return Counted(
        "fraction", one.start, end, share, share, share, typed=one.typed or two.typed, part=part, whole=whole
    )


_DURATION = re.compile(
    r"[ -](?:days?|weeks?|months?|years?|hours?|minutes?|places|towns|cities|camps|countries|locations|sites|villages)\b"
)


def _quantified(folded: str, lexicon: Lexicon, said: Counted, before: int) -> Counted:
    """Return a number with the words by which it is about, more than or less than; what stands behind it counts first."""
    patterns = _beside(lexicon)
    if said.quantifier == "between":
        return said
    for name, pattern in patterns.after.items():
        if (found := pattern.match(folded, said.end)) and found[0].strip():
            said = replace(said, end=found.end(), quantifier=name, unsure=False)
            break
    head_start = max(said.start - _FAR, before, 0)
    head = folded[head_start : said.start]
    quantifiers = [(m.start(), name) for name, pattern in patterns.before.items() if (m := pattern.search(head))]
    if not quantifiers:
        return said
    start, name = min(quantifiers)  # "no more than" before "more than"
    return replace(said, start=head_start + start, quantifier=name, unsure=False)


def with_quantifier(folded: str, lexicon: Lexicon, said: Counted) -> Counted:
    """Return a phrase with the quantifier before or behind it."""
    return _quantified(folded, lexicon, said, 0)


def quantifier_behind(folded: str, lexicon: Lexicon, end: int) -> str:
    """Return the quantifier behind a unit that ends at a position: "20 tents at least"; empty if none."""
    for name, pattern in _beside(lexicon).after.items():
        if (found := pattern.match(folded, end)) and found[0][0] in " ,":
            return name
    return ""

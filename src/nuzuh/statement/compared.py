"""What one figure is against another, as a part of a sentence; or every reason why the two are not compared."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from nuzuh.displaced.compare import Comparison, Ratio, compare, reason_text
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.rounding import two_digits
from nuzuh.statement.binding import Binding, Refusal
from nuzuh.terms.wording import Words, words

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "": "factor",
        "ratio": "factor",
        "times": "factor",
        "more": "more",
        "fewer": "fewer",
        "less": "fewer",
        "day": "day",
    }
)
_ROUGH = 1.1  # of numbers that are only about so many: a smaller factor bears out neither more nor fewer
_TOWARDS = {"more than": -1, "less than": 1}


def compared(ours: Figure, reference: Figure, forms: Sequence[str], say: Words) -> Binding | Refusal:
    """Return a comparison of two figures in words, bound to both.

    Parameters
    ----------
    ours, reference : Figure
    forms : sequence of str
        None, or one of ratio, times, more, fewer, day.
    say : Words
    """
    form = forms[0] if forms else ""
    if len(forms) > 1 or form not in FORMS:
        known = ", ".join(f'"{f}"' for f in FORMS if f)
        message = f"{forms[-1]} is no way to write a comparison."
        return Refusal("letter.expression", message, f"Behind the two figures may stand {known}, or nothing.")
    if ours.id == reference.id:
        message = f"{ours.id} is compared with itself."
        return Refusal("letter.compare", message, "Name two figures.")
    found = compare(ours, reference)
    ratio = found.per_day.ratio if form == "day" and found.per_day else found.ratio
    if ratio is None:
        return _refused(found)
    what = FORMS[form]
    if what in ("more", "fewer"):
        if reason := _not_borne_out(ratio, what):
            message = f"Nothing bears out that {ours.id} is {what} than {reference.id}: {reason}."
            return Refusal("letter.compare", message, "Leave the word out: the factor says what is known.")
        text = say.say(f"letter-compare-{what}")
    else:
        amount = say.amount(reference.value, reference.quantifier, reference.unit, reference.decimals)
        if reference.unit == "people":
            amount = say.people(reference.value or 0.0, reference.quantifier)
        key = "letter-compare-" + ("times" if form == "times" else "day" if what == "day" else "whole")
        label = reference.label.get(say.language) or reference.id
        text = say.say(key, factor=factor(ratio, say), range=span(ratio, say), label=label, amount=amount)
    lean = next((way for form, way in (("more", 1), ("fewer", -1)) if not _not_borne_out(ratio, form)), 0)
    return Binding(text, ours.id, also=(reference.id,), key=("compare", ours.id, reference.id, what), lean=lean)


def factor(ratio: Ratio, say: Words) -> str:
    """Return a ratio with two digits; a bound is rounded so that it stays true."""
    number = say.number(two_digits(ratio.value, _TOWARDS.get(ratio.quantifier, 0)))
    return say.say("letter-compare-factor", number=number, quantifier=ratio.quantifier.replace(" ", "-"))


def span(ratio: Ratio, say: Words) -> str:
    """Return the range of a ratio in brackets, outward to two digits; nothing where there is none."""
    if ratio.low is None or ratio.high is None or math.isclose(ratio.low, ratio.high):
        return ""
    ends = say.range(two_digits(ratio.low, -1), two_digits(ratio.high, 1))
    if ratio.level is None:
        return say.say("letter-compare-range", range=ends)
    return say.say("letter-compare-level", range=ends, level=say.percent(ratio.level))


def _refused(found: Comparison) -> Refusal:
    reasons = "; ".join(reason_text(r, words("en")) for r in found.reasons)
    message = f"{found.ours.id} and {found.reference.id} are not comparable: {reasons}."
    mend = "Say each by itself, with its unit and period, or compare two figures of the same kind."
    if found.only_per_day:
        mend = 'Only their numbers a day compare: write "day" behind the two figures.'
    return Refusal("letter.compare", message, mend)


def _not_borne_out(ratio: Ratio, what: str) -> str:
    """Return why a ratio does not bear out *more* or *fewer*; nothing where it does."""
    end = ratio.low if what == "more" else ratio.high
    if end is None:
        return "nothing bounds the factor on that side"
    rough = ratio.quantifier == "about" and ratio.low == ratio.high
    limit = (_ROUGH if rough else 1.0) ** (1 if what == "more" else -1)
    if (end <= limit) if what == "more" else (end >= limit):
        return f"the factor is {two_digits(ratio.value):g}, and may be {two_digits(end):g}"
    return ""

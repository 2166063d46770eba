"""Whatever a text holds, percentages are found where they stand, and no number of people is smaller than its count."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.poll.attainable import check_percentage
from nuzuh.poll.found import find, judge
from nuzuh.poll.printed import Printed
from nuzuh.poll.sentences import count_reason, percentage_reason, rough_reason, verdict
from nuzuh.terms.wording import words

LANGUAGES = st.sampled_from(["en", "ar", "tr"])
NUMBERS = [
    "90.6%",
    "%90,6",
    "٩٠٫٦٪",
    "150",
    "1,500",
    "136",
    "2020",
    "0",
    "99999999999999",
    "%",
    "per_cent",
    "في_المئة",
    "yüzde",
]
SIGNS = [
    ". ",
    ", ",
    "\n",
    "\n\n",
    "\n- ",
    " ",
    *"().:/-–±'’*[=",
    "](x)",
    "https://x",
    "n=",
    "\u2066",
    "\u2069",
    "\u00a0",
]
WORDS = [
    "of",
    "people",
    "we_asked",
    "of_them",
    "more_than",
    "points",
    "between",
    "and",
    "million",
    "kişinin",
    "kişiye_sorduk",
    "en_az",
    "'si",
    "من",
    "من_أصل",
    "شخصًا",
    "سألنا",
    "قال",
    "نحو",
]
PIECES = st.sampled_from([piece.replace("_", " ") for piece in [*NUMBERS, *SIGNS, *(f"{word} " for word in WORDS)]])


@settings(max_examples=150)
@given(text=st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60), language=LANGUAGES)
def test_what_is_found_stands_there(text: str, language: str) -> None:
    before = 0
    for found in find(text, language):
        assert before <= found.start < found.end <= len(text)
        before = found.end
        assert " ".join(text[found.start : found.end].split()) == found.text == found.figure.text
        lines = text.split("\n")
        assert text[found.start :].startswith(lines[found.line - 1][found.column - 1 :].split("\n")[0][:1])
        assert sum(len(line) + 1 for line in lines[: found.line - 1]) + found.column - 1 == found.start
        assert 0 <= found.figure.value <= 100
        assert found.n is None or found.n > 0
        assert found.count is None or (found.n is not None and 0 < found.count <= found.n)
        judged = judge(found)
        assert (judged is None) == (found.n is None or found.kind == "margin")


@settings(max_examples=100)
@given(
    units=st.integers(0, 10_100),
    decimals=st.integers(0, 2),
    n=st.integers(1, 3000),
    k=st.integers(0, 3000),
    language=LANGUAGES,
)
def test_what_is_written_in_words_is_found_again(units: int, decimals: int, n: int, k: int, language: str) -> None:
    """Share and people in the words of each language; the sentence that says what is known has its numbers whole."""
    if units > 100 * 10**decimals:
        return
    say = words(language)
    shown, people = say.percent(units / 10 ** (decimals + 2), decimals), say.number(n)
    text = {
        "en": f"It is {shown} of {people} people.",
        "ar": f"وهي {shown} من {people} شخصًا.",
        "tr": f"{people} kişinin {shown}'i istiyor.",
    }[language]
    (found,) = find(text, language)
    assert (found.figure.units, found.figure.decimals, found.n) == (units, decimals, n)
    judged = judge(found)
    assert judged
    assert judged == check_percentage(Printed("", units, decimals), n)
    for reason in (
        percentage_reason(found.figure, judged, say),
        count_reason(min(k, n), found.figure, judged, say),
        rough_reason(found.text, n, judged, say),
    ):
        assert reason.count("\u2066") + reason.count("\u2068") == reason.count("\u2069")
    assert verdict(judged) in ("attainable", "not attainable")

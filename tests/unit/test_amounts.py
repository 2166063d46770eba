import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuzuh.terms.amounts import (
    UNKNOWN,
    Amount,
    fold_digits,
    fold_letters,
    parse_amount,
    parse_amounts,
    parse_decimal,
)
from nuzuh.terms.faults import Fault, shown

EXACTLY = {
    "1200": 1200,
    " 1200 ": 1200,
    "0": 0,
    "1,200": 1200,
    "1 200": 1200,
    "1\u00a0200": 1200,
    "1\u202f200": 1200,
    "1'200": 1200,
    "1’200": 1200,
    "1٬200": 1200,
    "1،200": 1200,
    "١٢٠٠": 1200,
    "۱۲۰۰": 1200,
    "１２００": 1200,
    "\u200f١٢٠٠\u202c": 1200,
    "1.200.000": 1_200_000,
    "1,200,000": 1_200_000,
    "1200.0": 1200,
    "1200.00": 1200,
    "1,200.00": 1200,
    "1.2 million": 1_200_000,
    "1.2m": 1_200_000,
    "390 thousand": 390_000,
    "390k": 390_000,
    "12.5 thousand": 12_500,
    "1.2 مليون": 1_200_000,
    "٣٩٠ ألف": 390_000,
    "1.2 milyon": 1_200_000,
    "5 bin": 5000,
    "10000000000": 10**10,
}
QUANTIFIED = {
    "about": [
        *(
            "~1200",
            "≈ 1,200",
            "c. 1200",
            "c1200",
            "circa 1200",
            "about 1200",
            "around 1200",
            "approximately 1200",
        ),
        *("approx. 1200", "some 1200", "nearly 1200", "almost 1200", "roughly 1.2k", "1200 approx."),
        *("حوالي ١٢٠٠", "نحو 1200", "قرابة 1200", "تقريباً 1200", "1200 تقريبا", "ما يقارب 1200"),
        *("yaklaşık 1200", "YAKLAŞIK 1200", "1200 civarında"),
    ],
    "more than": [
        *(
            "more than 1200",
            "over 1200",
            "at least 1200",
            "> 1200",
            "≥1200",
            "1200+",
            "over 1200+",
            "1200 or more",
        ),
        *(
            "أكثر من ١٢٠٠",
            "اكثر من 1200",
            "ما يزيد على 1200",
            "ما يزيد عن 1200",
            "على الأقل 1200",
            "1200 على الأقل",
        ),
        *("لا يقل عن 1200", "1200'den fazla", "1200’dan fazla", "1200den fazla", "en az 1200"),
    ],
    "less than": [
        *("less than 1200", "under 1200", "fewer than 1200", "up to 1200", "at most 1200", "<1200", "≤ 1200"),
        *("أقل من 1200", "ما لا يزيد على 1200", "على الأكثر 1200", "1200'den az", "en fazla 1200"),
    ],
}
BETWEEN = [
    *(
        "between 300 and 400",
        "300-400",
        "300–400",
        "300 - 400",
        "300 to 400",
        "from 300 to 400",
        "about 300-400",
    ),
    *(
        "بين 300 و400",
        "بين 300 و 400",
        "ما بين ٣٠٠ و٤٠٠",
        "من 300 إلى 400",
        "300 ile 400 arasında",
        "300-400 arası",
    ),
]
FAULTS = {
    "amount.ambiguous": ["1.200", "12.345", "1,2", "1,20", "1,2000", "1,5 milyon", "1.200,50", "١٫٢٠٠"],
    "amount.negative": ["-5", "−5", "~ -5", "- 5", "-300-400", "300--400"],
    "amount.order": ["400-300", "between 400 and 300"],
    "amount.too_large": ["10000000001", "99999999999999", "20 000 million", "9" * 199],
    "amount.format": [
        *("twelve hundred", "12o0", "1,200 / 300", "12 30", "300 and 400", "1,20,000", "1.2.3", "500 people"),
        *("more than 300-400", "~500+", "≮500", "5²", "5.²", "−", "9" * 201, "x", "50%", "ألف"),
    ],
}


@pytest.mark.parametrize(("text", "number"), EXACTLY.items())
def test_a_plain_number_is_exact(text, number):
    assert parse_amount(text) == Amount(number, number, number, "exactly")


@pytest.mark.parametrize(("quantifier", "text"), [(name, text) for name, all_ in QUANTIFIED.items() for text in all_])
def test_a_quantifier_is_kept(quantifier, text):
    assert parse_amount(text) == Amount(1200, 1200, 1200, quantifier)


@pytest.mark.parametrize("text", BETWEEN)
def test_two_numbers_give_a_span_and_its_middle(text):
    assert parse_amount(text) == Amount(300, 350, 400, "between")


def test_a_scale_after_a_span_counts_for_both_ends():
    assert parse_amount("300-400 thousand") == Amount(300_000, 350_000, 400_000, "between")
    assert parse_amount("900 thousand to 1.1 million") == Amount(900_000, 1_000_000, 1_100_000, "between")


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", "n/a", "NA", "Unknown", "?", "غير معروف", "BİLİNMİYOR"])
def test_unknown_is_not_zero(text):
    assert parse_amount(text) == UNKNOWN
    assert UNKNOWN.value is None


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in FAULTS.items() for text in texts])
def test_a_fault_names_the_value_and_what_to_write(rule, text):
    fault = parse_amount(text)
    assert isinstance(fault, Fault)
    assert fault.rule == rule
    assert shown(text) in fault.message
    assert fault.suggestion


@pytest.mark.parametrize("text", ["300-1,2", "1.250-2000"])
def test_an_end_of_a_span_may_be_at_fault(text):
    assert isinstance(parse_amount(text), Fault)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("12.5", 12.5), ("1,200.5", 1200.5), ("1.2345678 million", 1234567.8), ("5439.768292683", 5439.768292683)),
        *(("5439.768", 5439.768), ("0.125", 0.125), ("1.05E5", 105_000), ("1.05e+05", 105_000), ("2E-3", 0.002)),
        ("٥٤٣٩٫٧٦٨٢", 5439.7682),
    ],
)
def test_a_fraction_and_a_short_form_are_the_number_that_they_are(text, number):
    assert parse_amount(text) == Amount(number, number, number, "exactly")
    frame, faults = parse_amounts(pl.Series([text]))
    assert frame.row(0) == (number, number, number, "exactly", False)
    assert faults == {}


@given(st.from_regex(r"[0-9]{1,9}\.[0-9]{1,12}", fullmatch=True))
def test_a_column_reads_a_fraction_as_a_cell_does(text):
    one = parse_amount(text)
    frame, faults = parse_amounts(pl.Series([text]))
    assert faults == ({text: one} if isinstance(one, Fault) else {})
    assert isinstance(one, Fault) or frame["value"][0] == one.value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("36.17", 36.17),
        ("-4", -4),
        ("−4.5", -4.5),
        ("٣٦٫١٧", 36.17),
        (".5", 0.5),
        ("1e1", 10),
        ("", None),
        (" ", None),
    ],
)
def test_decimal(text, number):
    assert parse_decimal(text) == number


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        *(("36,17", "number.ambiguous"), ("1,200", "number.ambiguous"), ("nan", "number.format")),
        *(
            ("inf", "number.format"),
            ("1e999", "number.format"),
            ("36.17 N", "number.format"),
            ("²", "number.format"),
        ),
    ],
)
def test_decimal_fault(text, rule):
    fault = parse_decimal(text)
    assert isinstance(fault, Fault)
    assert fault.rule == rule


def test_a_column_is_read_like_its_cells():
    column = pl.Series("people", ["1200", None, " ", "about 5", "1.200", "300-400", "1.200", "99999999999"])
    frame, faults = parse_amounts(column)
    assert frame.schema == {
        "low": pl.Float64,
        "value": pl.Float64,
        "high": pl.Float64,
        "quantifier": pl.String,
        "fault": pl.Boolean,
    }
    none = (None, None, None, "unknown")
    assert frame.rows() == [
        (1200, 1200, 1200, "exactly", False),
        (*none, False),
        (*none, False),
        (5, 5, 5, "about", False),
        (*none, True),
        (300, 350, 400, "between", False),
        (*none, True),
        (*none, True),
    ]
    assert {text: fault.rule for text, fault in faults.items()} == {
        "1.200": "amount.ambiguous",
        "99999999999": "amount.too_large",
    }


@pytest.mark.parametrize("column", [pl.Series([1200, 7]), pl.Series(["1200", "7"])])
def test_a_column_of_plain_numbers(column):
    frame, faults = parse_amounts(column)
    assert frame["value"].to_list() == [1200.0, 7.0]
    assert faults == {}


@pytest.mark.parametrize("column", [pl.Series([], dtype=pl.String), pl.Series([None, None])])
def test_a_column_without_text(column):
    frame, faults = parse_amounts(column)
    assert frame.height == len(column)
    assert frame["quantifier"].to_list() == ["unknown"] * len(column)
    assert faults == {}


def test_folding():
    assert fold_digits("\u2066١٢\u00a0۳４\u2069\ufeff") == "12 34"
    assert fold_letters("ŞUBAT İLE ISPARTA") == "subat ile isparta"
    assert fold_letters("أكثَر إلى") == "اكثر الي"
    assert shown("a\n b" + "x" * 100) == '"a b' + "x" * 76 + '…"'

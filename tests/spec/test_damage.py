"""Damage of tables that come in, one tiny table a kind: what the file held, what it became, what the reader is told."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from nuzuh.intake.contradiction import contradiction, period_from_summary
from nuzuh.intake.damage import Finding, mend_headings, repair
from nuzuh.intake.totals import check_totals
from nuzuh.intake.twice import same_rows

Cells = Sequence[Sequence[str | None]]
CODES = {"SY": 0, "SY07": 1, "SY0703": 2, "SY070301": 3, "SY070302": 3, "C1001": 4, "C1002": 4, "TR1002": 2}


def table(cells: Cells, first_line: int = 2) -> pl.DataFrame:
    """Rows as the readers give them, the header being line 1."""
    width = len(cells[0]) if cells else 0
    data = {f"c{i}": pl.Series([row[i] for row in cells], dtype=pl.String) for i in range(width)}
    lines = pl.Series(range(first_line, first_line + len(cells)), dtype=pl.UInt32)
    return pl.DataFrame({"_line": lines, **data})


def cells_of(rows: pl.DataFrame) -> list[list[str | None]]:
    return [list(row) for row in rows.drop("_line").iter_rows()]


def told(findings: Sequence[Finding]) -> list[tuple[str, int | None, str, int]]:
    return [(f.rule, f.line, f.column, f.count) for f in findings]


def test_columns_swapped_between_english_and_arabic() -> None:
    mended = repair(
        table([["الجمهورية العربية السورية", "Syrian Arab Republic"], ["تركيا", "Turkey"]]), ["ADM0_EN", "ADM0_AR"]
    )
    assert cells_of(mended.rows) == [["Syrian Arab Republic", "الجمهورية العربية السورية"], ["Turkey", "تركيا"]]
    assert told(mended.findings) == [("language.swapped", 2, "ADM0_EN", 2)]
    assert "in every row" in mended.findings[0].message


def test_one_row_swapped() -> None:
    mended = repair(table([["Hama", "حماة"], ["حمص", "Homs"], ["Idleb", "إدلب"]]), ["admin1Name_en", "admin1Name_ar"])
    assert cells_of(mended.rows) == [["Hama", "حماة"], ["Homs", "حمص"], ["Idleb", "إدلب"]]
    assert told(mended.findings) == [("language.swapped", 3, "admin1Name_en", 1)]


def test_a_name_in_the_wrong_script_alone_is_only_told() -> None:
    mended = repair(table([["خان شيخون", "خان شيخون"], ["Hama", "حماة"]]), ["name_en", "name_ar"])
    assert cells_of(mended.rows)[0] == ["خان شيخون", "خان شيخون"]
    assert told(mended.findings) == [("language.script", 2, "name_en", 1)]


def test_arabic_destroyed_to_question_marks_is_lost_for_good() -> None:
    mended = repair(table([["Abyan", "????"], ["Aden", "???"], ["Taiz", "��� ��"]]), ["name_en", "name_ar"])
    assert cells_of(mended.rows) == [["Abyan", None], ["Aden", None], ["Taiz", None]]
    (finding,) = mended.findings
    assert (finding.rule, finding.severity, finding.count, finding.repaired) == ("text.lost", "error", 3, "")
    assert "lost for good" in finding.message
    assert "UTF-8 or XLSX" in finding.suggestion


def test_lost_names_joined_by_a_sign_are_lost_too() -> None:
    assert cells_of(repair(table([["???????+????????"], ["???? 2"]]), ["name_ar"]).rows) == [[None], [None]]


def test_question_marks_beside_numbers_are_doubt_and_no_lost_letters() -> None:
    mended = repair(table([["500??"], ["??"], ["12"], ["1,200"], ["7"]]), ["IDPs"])
    assert [c for (c,) in cells_of(mended.rows)] == ["500??", None, "12", "1,200", "7"]
    assert told(mended.findings) == [("number.blank", 3, "IDPs", 1)]


def test_letters_lost_within_a_name_leave_the_name() -> None:
    mended = repair(table([["Panam�"], ["Hama"], ["Really?"], ["https://example.org/?q=a?b"]]), ["place"])
    assert cells_of(mended.rows) == [["Panam�"], ["Hama"], ["Really?"], ["https://example.org/?q=a?b"]]
    assert told(mended.findings) == [("text.holes", 2, "place", 1)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Ø­Ù„Ø¨", "حلب"),
        ("PanamÃ¡", "Panamá"),
        ("JosÃ©", "José"),
        ("donâ€™t", "don’t"),
        ("ط­ظ„ط¨", "حلب"),
        ("ÅžanlÄ±urfa", "Şanlıurfa"),
        ("ÍáÈ", "حلب"),
        ("ãÍÇÝÙÉ ÅÏáÈ", "محافظة إدلب"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
        ("Ã˜Â­Ã™â€žÃ˜Â¨", "حلب"),
    ],
)
def test_text_read_in_the_wrong_code_page_is_read_again(wrong: str, right: str) -> None:
    mended = repair(table([[wrong], ["Hama"]]), ["place"])
    assert cells_of(mended.rows) == [[right], ["Hama"]]
    (finding,) = mended.findings
    assert (finding.rule, finding.value, finding.repaired) == ("text.mojibake", wrong, right)


def test_headings_are_read_again_too() -> None:
    headings, findings = mend_headings(["id", "Ø§Ù„Ø±Ù‚Ø©", "\ufeffplace", ""], 3)
    assert headings == ("id", "الرقة", "place", "")
    assert told(findings) == [("text.mojibake", 3, "the header", 1), ("text.invisible", 3, "the header", 1)]


def test_a_name_too_short_to_tell_is_mended_beside_a_longer_one() -> None:
    mended = repair(table([["Ìä"], ["ÍáÈ"]]), ["place"])
    assert cells_of(mended.rows) == [["جن"], ["حلب"]]
    assert cells_of(repair(table([["Ìä"]]), ["place"]).rows) == [["Ìä"]]


def test_text_that_cannot_be_read_again_exactly_is_told_and_kept() -> None:
    mended = repair(table([["Ø§Ù„Ù�Ø¯ÙŠÙ†"]]), ["place"])
    assert cells_of(mended.rows) == [["Ø§Ù„Ù�Ø¯ÙŠÙ†"]]
    assert {("text.mojibake", "error")} <= {(f.rule, f.severity) for f in mended.findings}


def test_signs_that_nobody_sees_are_taken_out() -> None:
    mended = repair(table([["السودان\u200e", "a\u00a0b"], ["می\u200cشود", "\ufeffx"]]), ["name", "note"])
    assert cells_of(mended.rows) == [["السودان", "a b"], ["می\u200cشود", "x"]]
    assert told(mended.findings) == [("text.invisible", 2, "name", 1), ("text.invisible", 2, "note", 2)]


def test_ranges_that_excel_made_dates_of_are_put_back_where_one_fits() -> None:
    ages = [["0-4"], ["2020-05-10"], ["17-Nov"], ["18-59"], ["60+"], ["0-4"]]
    mended = repair(table(ages), ["Age group"])
    assert [c for (c,) in cells_of(mended.rows)] == ["0-4", "5-10", "11-17", "18-59", "60+", "0-4"]
    (finding,) = mended.findings
    assert (finding.rule, finding.count, finding.lines) == ("range.date", 2, (3, 4))
    assert "2020-05-10 was 5-10" in finding.message


@pytest.mark.parametrize("cell", ["2020-05-10 00:00:00", "10-May", "May-10", "43961", "10/05/2020", "5/10/20"])
def test_every_way_to_write_that_date(cell: str) -> None:
    mended = repair(table([["0-4"], [cell], ["11-17"], ["18-59"]]), ["Age group"])
    assert cells_of(mended.rows)[1] == ["5-10"]


def test_months_of_age_are_june_1959() -> None:
    mended = repair(table([["0-5"], ["Jun-59"], ["1959-06-01"], ["0-5"]]), ["Age (months)"])
    assert [c for (c,) in cells_of(mended.rows)] == ["0-5", "6-59", "6-59", "0-5"]


def test_a_date_among_ranges_that_fits_no_gap_is_told() -> None:
    mended = repair(table([["20-29"], ["2020-05-10"], ["30-39"], ["40-49"]]), ["Age group"])
    assert cells_of(mended.rows)[1] == ["2020-05-10"]
    assert [(f.rule, f.severity, f.repaired) for f in mended.findings] == [("range.date", "error", None)]


@pytest.mark.parametrize(
    ("others", "cell", "became"),
    [
        (["0-4", "5-9", "10-14"], "2020-04-05", "2020-04-05"),  # would share 4 and 5 with its neighbours
        (["0-3", "3-6", "12-18"], "2020-06-12", "6-12"),  # ranges that end where the next begins
        (["0-3", "4-5", "13-18"], "2020-06-12", "6-12"),
    ],
)
def test_ranges_meet_as_those_of_the_column_do(others: list[str], cell: str, became: str) -> None:
    mended = repair(table([[c] for c in [*others, cell]]), ["Age group"])
    assert cells_of(mended.rows)[-1] == [became]


def test_dates_in_a_column_of_dates_are_dates() -> None:
    rows = table([["2020-05-10", "1-2"], ["2020-05-11", "3-4"], ["43961", "5-6"]])
    assert repair(rows, ["Date", "Persons"]).findings == []


def test_a_date_among_numbers_is_told() -> None:
    mended = repair(table([["12"], ["40"], ["2020-05-10"], ["7"], ["8"]]), ["IDPs"])
    assert told(mended.findings) == [("number.date", 4, "IDPs", 1)]
    assert cells_of(mended.rows)[2] == ["2020-05-10"]


def test_codes_with_a_suffix_lost_zeros_or_another_spelling() -> None:
    written = ["C1001_5", "SY70301", "70301", "sy070302", "SY-07-03-01", "SYO70301", "C1001.0", "SY070301 ", "C1001"]
    mended = repair(table([[w] for w in written]), ["Pcode"], codes=CODES)
    read = [c for (c,) in cells_of(mended.rows)]
    assert read == [
        *("C1001", "SY070301", "SY070301", "SY070302", "SY070301", "SY070301", "C1001", "SY070301", "C1001"),
    ]
    assert {(f.rule, f.count) for f in mended.findings} == {("code.suffix", 1), ("code.zeros", 3), ("code.spelling", 4)}
    assert mended.notes.rows() == [(2, "Pcode", "C1001_5: part 5 of C1001")]


def test_a_code_that_may_be_two_places_is_left_and_both_are_named() -> None:
    mended = repair(table([["1002"], ["C1001"]]), ["Pcode"], codes=CODES)
    assert cells_of(mended.rows)[0] == ["1002"]
    (finding,) = mended.findings
    assert (finding.rule, finding.severity) == ("code.ambiguous", "error")
    assert "1002 may be C1002 or TR1002" in finding.message


def test_the_level_of_the_column_tells_codes_apart() -> None:
    mended = repair(table([["1002"], ["C1001"]]), ["Pcode"], codes=CODES, levels={"c0": 4})
    assert cells_of(mended.rows)[0] == ["C1002"]


def test_codes_of_another_level_and_of_no_place_are_told() -> None:
    rows = table([["SY070301"], ["SY07"], ["SY999999"]])
    mended = repair(rows, ["admin3Pcode"], codes=CODES, levels={"c0": 3})
    assert mended.rows.equals(rows)
    assert told(mended.findings) == [("code.unknown", 4, "admin3Pcode", 1), ("code.level", 3, "admin3Pcode", 1)]


def test_a_suffix_is_told_without_a_gazetteer() -> None:
    mended = repair(table([["C1001"], ["C1002"], ["C1003"], ["C1007_1"]]), ["Admin4Pcode"])
    assert cells_of(mended.rows)[3] == ["C1007"]
    assert told(mended.findings) == [("code.suffix", 5, "Admin4Pcode", 1)]


@pytest.mark.parametrize("nothing", ["-", "–", "—", "--", "n/a", "N/A", "#N/A", "nil", "NULL", ".", "..", "NA", "*"])
def test_dashes_and_words_for_nothing_are_unknown_and_not_0(nothing: str) -> None:
    mended = repair(table([["12", "a"], [nothing, "b"], ["0", "c"], ["1,200", "d"]]), ["IDPs", "place"])
    assert [row[0] for row in cells_of(mended.rows)] == ["12", None, "0", "1,200"]
    (finding,) = mended.findings
    assert (finding.rule, finding.severity, finding.value) == ("number.blank", "warning", nothing)
    assert "never as 0" in finding.message


def test_broken_formulas_are_an_error() -> None:
    mended = repair(table([["12", "a"], ["#REF!", "b"], ["3", "#NAME?"]]), ["IDPs", "place"])
    assert cells_of(mended.rows) == [["12", "a"], [None, "b"], ["3", None]]
    assert [(f.rule, f.severity) for f in mended.findings] == [("cell.formula", "error")] * 2


def test_dashes_in_text_stay() -> None:
    rows = table([["-"], ["n/a"], ["a note"], ["NA"]])
    assert repair(rows, ["note"]).rows.equals(rows)


def test_fractional_people_are_told_once_and_kept() -> None:
    mended = repair(table([["5439.768"], ["12"], ["0.5"]]), ["IDPs estimate"])
    assert cells_of(mended.rows) == [["5439.768"], ["12"], ["0.5"]]
    assert told(mended.findings) == [("number.fraction", 2, "IDPs estimate", 2)]


def test_points_before_three_digits_may_be_thousands() -> None:
    mended = repair(table([["1.200"], ["12.500"], ["7"]]), ["Individuals"])
    assert told(mended.findings) == [("number.ambiguous", 2, "Individuals", 2)]
    assert cells_of(mended.rows) == [["1.200"], ["12.500"], ["7"]]


FLOWS = [
    ["Aleppo", "100", "20", "3", "123"],
    ["Hama", "0", "5", "6", "3"],
    ["Homs", "1", "1", "1", "3"],
    ["Idleb", "40", "2", "0", "42"],
]


def test_a_total_that_was_altered_is_found() -> None:
    (finding,) = check_totals(table(FLOWS), table([]), ["Origin", "North", "Middle", "South", "Grand Total"])
    assert (finding.rule, finding.line, finding.value) == ("sum.below_part", 3, "3")
    assert finding.message == "Grand Total is 3 on line 3, but North, Middle, South add up to 11."


def test_parts_that_do_not_sum_to_their_total() -> None:
    rows = table([["A", "10", "20", "30"], ["B", "1", "2", "3"], ["C", "5", "5", "11"], ["D", "7", "1", "8"]])
    (finding,) = check_totals(rows, table([]), ["place", "female", "male", "all"])
    assert (finding.rule, finding.line, finding.column) == ("sum.differs", 4, "all")


def test_sums_that_hold_are_silent() -> None:
    rows = table([row if row[0] != "Hama" else [*row[:4], "11"] for row in FLOWS])
    totals = table([["Grand Total", "141", "28", "10", "179"]], first_line=6)
    assert check_totals(rows, totals, ["Origin", "North", "Middle", "South", "Grand Total"]) == []


def test_people_reached_are_no_sum_but_not_below_one_sector() -> None:
    rows = table(
        [
            ["A", "10", "20", "5", "25"],
            ["B", "100", "30", "1", "30"],
            ["C", "7", "7", "2", "9"],
            ["D", "1", "2", "9", "9"],
        ]
    )
    (finding,) = check_totals(rows, table([]), ["oblast", "Health", "Food", "WASH", "Beneficiary reached"])
    assert (finding.rule, finding.line) == ("sum.below_part", 3)
    assert "less than its part Health (100)" in finding.message


def test_the_total_of_one_sector_is_not_held_against_another() -> None:
    rows = table([["A", "10", "4", "5"], ["B", "100", "30", "31"], ["C", "7", "1", "2"]])
    assert check_totals(rows, table([]), ["oblast", "Health PiN", "WASH acute PiN", "WASH total PiN"]) == []


def test_a_totals_row_that_the_rows_do_not_add_up_to() -> None:
    rows = table([["A", "10", "1", "x"], ["B", "20", "2", "x"]])
    totals = table([["Total", "30", "4", None]], first_line=4)
    (finding,) = check_totals(rows, totals, ["place", "IDPs", "returnees", "note"])
    assert (finding.rule, finding.line, finding.column, finding.value) == ("sum.totals_row", 4, "returnees", "4")
    assert "says 4 for returnees, but the rows add up to 3" in finding.message


def test_a_totals_row_of_a_group_is_held_against_the_group() -> None:
    rows = table([["Hama", "a", "1"], ["Hama", "b", "2"], ["Homs", "c", "4"], ["Homs", "d", "5"]])
    totals = pl.concat([table([["Hama Total", None, "3"]], 10), table([["Homs Total", None, "8"]], 11)])
    (finding,) = check_totals(rows, totals, ["governorate", "place", "IDPs"])
    assert (finding.line, finding.value) == (11, "8")


def test_a_merged_cell_of_a_totals_row_is_of_all_its_columns() -> None:
    rows = table([["Hama", "1", "2"], ["Homs", "4", "5"]])
    totals = pl.concat([table([["Total", "5", "7"]], 4), table([["Grand Total", "12", None]], 5)])
    assert check_totals(rows, totals, ["governorate", "IDPs besieged", "IDPs encircled"]) == []


def test_averages_under_the_table_are_no_totals() -> None:
    rows = table([["Hama", "1"], ["Homs", "4"], ["Average", "2.5"]])
    totals = table([["Total", "5"], ["Average per day", "2"]], 5)
    assert check_totals(rows, totals, ["governorate", "IDPs"]) == []


def test_an_area_against_the_areas_in_it() -> None:
    rows = table(
        [
            ["SY07", "30"],
            ["SY0701", "10"],
            ["SY0702", "20"],
            ["SY08", "9"],
            ["SY0801", "4"],
            ["SY0802", "6"],
            ["SY09", "1"],
        ]
    )
    (finding,) = check_totals(rows, table([]), ["Pcode", "IDPs"])
    assert (finding.rule, finding.line) == ("sum.parent", 5)
    assert "IDPs of SY08 is 9 on line 5, but the areas in it add up to 10" in finding.message


def test_the_same_row_twice() -> None:
    rows = table([["1", "Hama", "5"], ["2", "Homs", "5"], ["3", "Hama", "5"], ["4", "Hama", "6"]])
    (finding,) = same_rows(rows, ["id", "place", "IDPs"])
    assert (finding.rule, finding.line, finding.count) == ("row.twice", 4, 1)
    assert "line 4 is line 2 again" in finding.message


def test_boundaries_are_no_people() -> None:
    rows = table([["Blue Nile", "النيل الأزرق", "SD08", "2020-03-11", "38165.19"]])
    headings = ["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "DATE", "AREA_SQKM"]
    why = contradiction(headings, rows, "populations")
    assert why is not None
    assert why.startswith("The file holds boundaries of places")
    assert "AREA_SQKM" in why
    assert contradiction(headings, rows, "places") is None
    people = table([["Blue Nile", "النيل الأزرق", "SD08", "2020-03-11", "~1,200"]])
    assert contradiction([*headings[:4], "IDPs"], people, "populations") is None


def test_a_sheet_called_december_that_holds_january() -> None:
    rows = pl.DataFrame({"place": ["Hama", "Hama", "Homs", "Idleb"], "amount": [2.0, 3.0, 4.0, 9.0]})
    summary = pl.DataFrame(
        {
            "place": ["Hama", "Homs", "Idleb"] * 2,
            "period": ["December 2018"] * 3 + ["January 2019"] * 3,
            "amount": [7.0, 4.0, 1.0, 5.0, 4.0, 9.0],
        }
    )
    assert period_from_summary(rows, summary) == [("January 2019", 3, 3)]

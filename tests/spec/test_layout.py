"""How a table is found in a sheet: each case is a sheet as somebody sent it, and what is read in it."""

import pytest
import xlsxwriter

from nuzuh.formats.delimited import read_delimited
from nuzuh.formats.grids import read_grids
from nuzuh.formats.layout import lay_out, tables_of, why_no_table


def sheet(text):
    """A sheet drawn with bars between the cells, the first line being line 1; a bar in front: column A is empty."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    return read_delimited(("sep=|\n" + "\n".join(lines)).encode())


def laid(text):
    table = lay_out(sheet(text))
    assert table is not None
    return table


def cells(table):
    return [tuple(cell or "" for cell in row) for row in table.rows.drop("_line").rows()]


def rules(table):
    return [fault.rule for fault in table.faults]


def test_a_plain_table():
    table = laid("""
        place    | people
        Atma     | 120
        Sarmada  | 80
    """)
    assert table.header == ("place", "people")
    assert table.header_line == 1
    assert table.rows.rows() == [(2, "Atma", "120"), (3, "Sarmada", "80")]
    assert table.letters == ("A", "B")
    assert table.faults == ()


def test_titles_and_blank_lines_above_are_a_banner():
    table = laid("""
        Displacement in the north-west
        As of 3 March 2020

        | Governorate | Place   | People | Households
        | Idleb       | Atma    | 120    | 20
        | Idleb       | Sarmada | 80     | 13
    """)
    assert table.header == ("Governorate", "Place", "People", "Households")
    assert table.header_line == 4
    assert table.letters == ("B", "C", "D", "E")
    assert table.banner == ((1, "Displacement in the north-west"), (2, "As of 3 March 2020"))


def test_a_stamp_in_the_banner_is_no_header():
    table = laid("""
        Source:  | OCHA       | Date: | 2020-02-12
        District | Place      | Code  | People
        Harim    | Atma       | C4130 | 120
        Harim    | Sarmada    | C4126 | 80
    """)
    assert table.header == ("District", "Place", "Code", "People")
    assert table.banner == ((1, "Source: OCHA Date: 2020-02-12"),)


def test_sums_above_the_header_are_a_total():
    table = laid("""
        ||  200    | 33
        place   | code  | people | households
        Atma    | C4130 | 120    | 20
        Sarmada | C4126 | 80     | 13
    """)
    assert table.header == ("place", "code", "people", "households")
    assert table.rows.height == 2
    assert table.totals.select("_line", "_why", "c2").row(0) == (
        1,
        "numbers above the header; 2 of 2 are the sums of their columns",
        "200",
    )


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Total",
            "TOTAL:",
            "Grand Total",
            "Sub-total",
            "Subtotal",
            "Overall total",
            "Gesamt",
            "Toplam",
            "Genel toplam",
        ),
        *("المجموع", "الإجمالي", "المجموع الكلي", "Total général", "Total general", "Totales", "Sous-total"),
    ],
)
def test_a_row_that_says_total_is_left_out(label):
    table = laid(f"""
        district | place   | people
        Harim    | Atma    | 120
        Harim    | Sarmada | 80
        {label}  |         | 200
    """)
    assert cells(table) == [("Harim", "Atma", "120"), ("Harim", "Sarmada", "80")]
    assert table.totals.row(0)[:2] == (4, f'its label is "{label}"')
    assert rules(table) == ["row.total"]


def test_subtotals_between_the_rows_are_left_out():
    table = laid("""
        district       | place     | people
        Harim          | Atma      | 120
        Harim          | Sarmada   | 80
        Harim Total    |           | 200
        Afrin          | Jandairis | 50
        Afrin          | Sharan    | 7
        Afrin Total    |           | 57
        Grand Total    |           | 257
    """)
    assert table.rows["c1"].to_list() == ["Atma", "Sarmada", "Jandairis", "Sharan"]
    assert table.totals["_line"].to_list() == [4, 7, 8]


def test_the_sum_of_a_group_is_left_out_when_it_is_its_sum():
    table = laid("""
        place | sex    | people
        Atma  | men    | 50
        Atma  | women  | 70
        Atma  | Total  | 120
        Dana  | men    | 5
        Dana  | women  | 6
        Dana  | Total  | 11
    """)
    assert table.totals["_line"].to_list() == [4, 7]
    assert table.rows.height == 4


def test_a_place_that_is_called_total_is_a_row():
    table = laid("""
        district | place | code  | people
        Harim    | Atma  | C4130 | 120
        Harim    | Total | C4999 | 80
        Harim    | Dana  | C4129 | 30
    """)
    assert table.rows.height == 3
    assert table.totals.is_empty()


def test_an_indicator_that_begins_with_total_is_a_row():
    table = laid("""
        place | indicator        | value | source
        Atma  | Total population | 900   | OCHA
        Atma  | Total IDPs       | 500   | OCHA
        Dana  | Total population | 700   | OCHA
        Dana  | Total IDPs       | 300   | OCHA
    """)
    assert table.rows.height == 4


def test_one_place_reported_without_its_sum_is_a_row():
    table = laid("""
        place | sex   | people
        Atma  | Total | 120
        Dana  | Total | 11
        Afrin | Total | 30
    """)
    assert table.rows.height == 3


def test_a_last_row_without_words_that_is_the_sum_is_left_out():
    table = laid("""
        district | place   | lat   | people
        Harim    | Atma    | 36.31 | 120
        Harim    | Sarmada | 36.18 | 80
        Harim    | Dana    | 36.21 | 11
        |        |       | 211
    """)
    assert table.rows.height == 3
    assert table.totals["_why"][0] == "it has no label, and 1 of its 1 numbers are the sums of their columns"


def test_a_last_row_without_words_that_is_no_sum_stays():
    table = laid(
        """
        district | place   | people
        Harim    | Atma    | 120
        Harim    | Sarmada | 80
        Harim    | Dana    | 11
    """
        + "||70\n"
    )
    assert table.rows.height == 4


def test_notes_under_the_table_are_no_rows():
    table = laid("""
        district | place   | people
        Harim    | Atma    | 120
        Harim    | Sarmada | 80
        Total    |         | 200

        * people in camps are not included
        Source: field offices, week 6
    """)
    assert table.below == ((6, "* people in camps are not included"), (7, "Source: field offices, week 6"))
    assert table.rows.height == 2
    assert table.totals.height == 1


def test_a_last_place_of_which_nothing_is_known_is_a_row():
    table = laid("""
        place   | code  | people
        Atma    | C4130 | 120
        Sarmada | C4126 | 80
        Dana    |       |
    """)
    assert table.rows.height == 3
    assert table.below == ()


def test_headings_that_span_stand_above():
    table = laid("""
        DTM: master list of 25 March

        LOCATION |       | TOTAL |     | ORIGIN |
        STATE    | CODE  | IDPs  | HHs | Sennar | Khartoum
        Gezira   | SD15  | 150   | 30  | 100    | 50
        Kassala  | SD11  | 90    | 18  | 40     | 50
    """)
    assert table.header == ("STATE", "CODE", "IDPs", "HHs", "Sennar", "Khartoum")
    assert table.above == ("LOCATION", "LOCATION", "TOTAL", "TOTAL", "ORIGIN", "ORIGIN")
    assert table.header_line == 4


def test_the_same_heading_under_two_others_is_not_double():
    table = laid("""
        | 2019 |     | 2020 |
        place  | Jan | Feb  | Jan | Feb
        Atma   | 5   | 6    | 7   | 8
        Dana   | 1   | 2    | 3   | 4
    """)
    assert table.header == ("place", "Jan", "Feb", "Jan", "Feb")
    assert table.above[1:] == ("2019", "2019", "2020", "2020")
    assert rules(table) == []


def test_a_heading_over_two_lines_comes_down():
    table = laid("""
        Place | People |       | Returned |
        | men | women | men | women
        Atma  | 5      | 6     | 7        | 8
        Dana  | 1      | 2     | 3        | 4
    """)
    assert table.header == ("Place", "men", "women", "men", "women")
    assert table.above == ("", "People", "People", "Returned", "Returned")


def test_hashtags_stand_under_the_header():
    table = laid("""
        Who?  |      | Where?
        Org   | Note | Province
        #org  |      | #adm1
        Org X | x    | Coast
    """)
    assert table.header == ("Org", "Note", "Province")
    assert table.hashtags == ("#org", "", "#adm1")
    assert table.rows["_line"].to_list() == [4]


def test_hashtags_alone_are_the_header():
    table = laid("#adm1 | #affected\nCoast | 100\n")
    assert table.header == ("#adm1", "#affected") == table.hashtags


def test_damaged_hashtags_are_mended_and_told():
    table = laid("""
        Id  | Cluster    | Org     | Country | Province
        | #sector+en | #org+en | country | adm1
        001 | WASH       | UNICEF  | Panama  | Chiriqui
    """)
    assert table.hashtags == ("", "#sector+en", "#org+en", "#country", "#adm1")
    assert rules(table) == ["hxl.damaged"]


def test_rows_without_a_header_get_letters():
    table = laid("2012-02-29 | 0\n2012-03-31 | 4502\n2012-04-30 | 9000")
    assert table.header == ("column A", "column B")
    assert table.header_line == 0
    assert table.rows.height == 3
    assert rules(table) == ["header.none"]


def test_words_without_a_header_get_letters():
    table = laid("IRC | WASH | Harim\nSEMA | Health | Harim\nIRC | Health | Afrin\nIRC | WASH | Afrin")
    assert table.header == ("column A", "column B", "column C")
    assert table.rows.height == 4


def test_words_under_a_header():
    table = laid("organisation | sector\nIRC | WASH\nSEMA | Health\nIRC | Health")
    assert table.header == ("organisation", "sector")


def test_short_notes_after_a_heading_of_notes():
    table = laid("""
        Admin1 | Admin2 | IDPs
        Idleb  | Harim  | 100
        Idleb  | Ariha  | 50
        Notes:
        figures are estimates
    """)
    assert table.rows.height == 2
    assert table.below == ((4, "Notes:"), (5, "figures are estimates"))


def test_a_list_of_names_has_no_header():
    table = laid("Molham Team\nSyrian Forum\nMaram Foundation")
    assert table.header == ("column A",)
    assert table.rows.height == 3


def test_a_list_of_names_with_a_heading():
    assert laid("Organisation\nSyrian Forum\nMaram Foundation").header == ("Organisation",)
    assert laid("اسم المنظمة\nمنتدى\nمؤسسة").header == ("اسم المنظمة",)


def test_missing_and_double_headings_are_told():
    table = laid("""
        place |    | people | people
        Atma  | x  | 120    | 7
        Dana  | y  | 30     | 8
    """)
    assert table.header == ("place", "column B", "people", "people (2)")
    assert rules(table) == ["header.empty", "header.duplicate"]


def test_empty_columns_are_dropped_and_letters_stay():
    table = laid("""
        place |  | people |
        Atma  |  | 120    |
    """)
    assert table.header == ("place", "people")
    assert table.letters == ("A", "C")


def test_a_line_with_a_stray_delimiter_is_not_shifted_into_the_table():
    table = laid("""
        place    | people
        Atma     | 120
        Dana     | old town | 30
        Sarmada  | 80
    """)
    assert table.rows["c0"].to_list() == ["Atma", "Sarmada"]
    assert [(row.line, row.rule, row.value) for row in table.broken] == [(3, "row.long", "30")]


def test_the_header_again_in_the_middle_is_left_out():
    table = laid("""
        place | people
        Atma  | 120
        place | people
        Dana  | 30
    """)
    assert cells(table) == [("Atma", "120"), ("Dana", "30")]
    assert table.totals.row(0)[:2] == (3, "it is the header once more")


def test_arabic_header_under_the_english_one():
    table = laid("""
        Governorate | IDPs     | Returnees
        المحافظة    | النازحون | العائدون
        إدلب        | 120      | 7
        حلب         | 30       | 8
    """)
    assert table.header == ("المحافظة", "النازحون", "العائدون")
    assert table.above == ("Governorate", "IDPs", "Returnees")
    assert table.rows.height == 2


def test_years_may_head_columns():
    table = laid("""
        country | 2018 | 2019 | 2020
        Syria   | 100  | 200  | 300
        Yemen   | 10   | 20   | 30
    """)
    assert table.header == ("country", "2018", "2019", "2020")


def test_a_first_row_without_numbers_is_no_second_header():
    table = laid("""
        place | people | families
        Atma  | n/a    | -
        Dana  | 30     | 5
        Afrin | 20     | 4
    """)
    assert table.header == ("place", "people", "families")
    assert table.rows.height == 3


def test_another_table_under_the_first_is_told_and_not_mixed_in():
    text = """
        district | IDPs  | returnees
        Harim    | 120   | 7
        Afrin    | 30    | 8
        Total    | 150   | 15

        Sectors
        district | WASH  | shelter
        Harim    | 5     | 6
        Afrin    | 9     | 1
    """
    first = laid(text)
    assert cells(first) == [("Harim", "120", "7"), ("Afrin", "30", "8")]
    assert rules(first) == ["row.total", "sheet.tables"]
    _, second = tables_of(sheet(text))
    assert second.header == ("district", "WASH", "shelter")
    assert second.header_line == 7
    assert second.banner == ((6, "Sectors"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Read me", "The sheet has a single cell."),
        (
            "These figures were collected by partners in the field and have not been verified by anybody else.\n"
            "They are shared for operational purposes only and must not be published in any form without consent.",
            "The sheet holds text, not a table.",
        ),
    ],
)
def test_a_sheet_without_a_table(text, why):
    grid = sheet(text)
    assert lay_out(grid) is None
    assert why_no_table(grid) == why


@pytest.fixture
def workbook(tmp_path):
    """Return what is read in a workbook with these rows and merged cells, such as A2:A3."""

    def written(rows, *merges):
        path = tmp_path / "book.xlsx"
        book = xlsxwriter.Workbook(str(path))
        page = book.add_worksheet()
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(line, column, cell)
        for area, value in merges:
            page.merge_range(area, value)
        book.close()
        return lay_out(read_grids(path)[0])

    return written


def test_a_word_merged_over_rows_stands_in_each(workbook):
    table = workbook(
        [["district", "place", "people"], [None, "Atma", 120], [None, "Dana", 30], ["Afrin", "Sharan", 7]],
        ("A2:A3", "Harim"),
    )
    assert cells(table) == [("Harim", "Atma", "120"), ("Harim", "Dana", "30"), ("Afrin", "Sharan", "7")]


def test_a_number_merged_over_rows_is_counted_once(workbook):
    table = workbook(
        [["district", "place", "people"], ["Harim", "Atma", None], ["Harim", "Dana", None], ["Afrin", "Sharan", 7]],
        ("C2:C3", 120),
    )
    assert cells(table) == [("Harim", "Atma", "120"), ("Harim", "Dana", ""), ("Afrin", "Sharan", "7")]
    assert rules(table) == ["merge.number"]


def test_a_year_merged_over_rows_stands_in_each(workbook):
    table = workbook(
        [["year", "place", "people"], [None, "Atma", 120], [None, "Dana", 30], [2020, "Sharan", 7]], ("A2:A3", 2019)
    )
    assert [row[0] for row in cells(table)] == ["2019", "2019", "2020"]


def test_a_title_merged_over_the_table_is_a_banner(workbook):
    table = workbook(
        [[], [None, None, None, None], ["place", None, None, None], [None, "Jan", "Feb", "Mar"], ["Atma", 1, 2, 3]],
        ("A1:D1", "Flows"),
        ("B3:D3", 2019),
    )
    assert table.banner == ((1, "Flows"),)
    assert table.header == ("place", "Jan", "Feb", "Mar")
    assert table.above == ("", "2019", "2019", "2019")


def test_a_title_merged_across_the_rows_is_a_section(workbook):
    table = workbook(
        [["place", "code", "people"], [], ["Atma", "C4130", 120], [], ["Sharan", "C1", 7]],
        ("A2:C2", "IDLEB GOVERNORATE"),
        ("A4:C4", "ALEPPO GOVERNORATE"),
    )
    assert table.rows["c0"].to_list() == ["Atma", "Sharan"]
    assert table.below == ((2, "IDLEB GOVERNORATE"), (4, "ALEPPO GOVERNORATE"))

"""A pasted list of organisations becomes rows: layouts, bullets, acronyms, scripts."""

from __future__ import annotations

import pytest

from nuzuh.organisations.acronyms import looks_like_acronym, stands_for
from nuzuh.organisations.paste import pasted

WIDE = "        "


def names(text: str) -> list[str]:
    return [p.name for p in pasted(text)]


def both(text: str) -> list[tuple[str, str]]:
    return [(p.name, p.acronym) for p in pasted(text)]


def test_dashes_with_wide_gaps_are_columns_and_a_dash_before_an_acronym_is_not() -> None:
    text = (
        f"–{WIDE}Lawyers and Doctors – LDHR –{WIDE}Horan Foundation\n"
        f"–{WIDE}Al-Amal (AMAL Group) –{WIDE}Balsam\n"
        f"–{WIDE}Union of Relief (UR) –{WIDE}SSRD\n"
        f"–{WIDE}جمعية سلسبيل الخيرية\n"
    )
    assert both(text) == [
        ("Lawyers and Doctors", "LDHR"),
        ("Horan Foundation", ""),
        ("Al-Amal (AMAL Group)", ""),
        ("Balsam", ""),
        ("Union of Relief", "UR"),
        ("SSRD", ""),
        ("جمعية سلسبيل الخيرية", ""),
    ]


def test_the_same_dashes_with_blanks_made_single_are_columns_where_most_lines_have_them() -> None:
    text = "– Horan – Balsam\n– Dawlaty – Violet\n– Access Center for Rights – ACR – Maram\n– Jana Watan\n"
    assert both(text) == [
        ("Horan", ""),
        ("Balsam", ""),
        ("Dawlaty", ""),
        ("Violet", ""),
        ("Access Center for Rights", "ACR"),
        ("Maram", ""),
        ("Jana Watan", ""),
    ]


def test_a_dash_inside_a_name_stays_where_lines_are_names() -> None:
    text = "- Syrian Forum\n- Al-Amal - Damascus\n- Horan – Relief\n- Balsam\n- Violet"
    assert names(text) == ["Syrian Forum", "Al-Amal - Damascus", "Horan – Relief", "Balsam", "Violet"]


@pytest.mark.parametrize(
    "line",
    [
        "Horan Foundation",
        "• Horan Foundation",
        "* Horan Foundation,",
        "1. Horan Foundation.",
        "(12) Horan Foundation;",
        "٣- Horan Foundation",
        '"Horan Foundation",',
        "“Horan Foundation”",
        "\ufeff\u200e Horan\u00a0Foundation \u200f",
        "| Horan Foundation |",
        "Horan Foundation *",
        "> - Horan Foundation",
        "✓ Horan  Foundation",
        "a) Horan Foundation",
        "b. Horan Foundation",
        "<li>Horan&nbsp;Foundation</li>",
        "* [Horan Foundation](https://example.org)",
    ],
)
def test_what_stands_around_a_name_is_taken_off(line: str) -> None:
    assert names(line) == ["Horan Foundation"]


@pytest.mark.parametrize(
    ("line", "name", "acronym"),
    [
        ("Syrian Expatriates Medical Association (SEMA)", "Syrian Expatriates Medical Association", "SEMA"),
        ("Physicians across continents PAC", "Physicians across continents", "PAC"),
        ("PAC: Physicians across continents", "Physicians across continents", "PAC"),
        ("UR – Union for Relief", "Union for Relief", "UR"),
        ("SRUK (Society of Researchers in the United Kingdom)", "Society of Researchers in the United Kingdom", "SRUK"),
        ("İnsan Hakları Derneği – İHD", "İnsan Hakları Derneği", "İHD"),
        ("اتحاد منظمات الإغاثة (UOSSM)", "اتحاد منظمات الإغاثة", "UOSSM"),
        ("MATTAR FOR RELIEF", "MATTAR FOR RELIEF", ""),
        ("Oxfam (Turkey)", "Oxfam (Turkey)", ""),
        ("Care USA", "Care USA", ""),
        ("Women “Ishraqat”", "Women “Ishraqat”", ""),
        ("Anoxinon e.V.", "Anoxinon e.V.", ""),
        ("SSRD", "SSRD", ""),
    ],
)
def test_acronyms_beside_names(line: str, name: str, acronym: str) -> None:
    assert both(line) == [(name, acronym)]


def test_headings_counts_rules_and_contacts_are_no_names() -> None:
    text = (
        "Signatories:\nList of signatories (47 organisations)\n=====\nالمنظمات الموقعة:\nİmzacılar\n47 organisations\n"
        "Syrian Forum\tinfo@example.org\t+90 555 123 45 67\nBalsam\thttps://example.org\n"
    )
    assert names(text) == ["Syrian Forum", "Balsam"]


def test_one_line_with_semicolons_commas_or_numbers() -> None:
    assert names("Signed by: Horan; Balsam؛ جمعية أمل; Violet.") == ["Horan", "Balsam", "جمعية أمل", "Violet"]
    assert names("Horan; Balsam; and Violet") == ["Horan", "Balsam", "Violet"]
    assert names("Horan; Balsam; ve Beyaz Eller") == ["Horan", "Balsam", "Beyaz Eller"]
    assert names("بنفسج؛ بلسم؛ وجمعية أمل") == ["بنفسج", "بلسم", "جمعية أمل"]
    assert names("A. M. Qattan Foundation") == ["A. M. Qattan Foundation"]
    assert names("Horan, Balsam, Violet, and Dawlaty") == ["Horan", "Balsam", "Violet", "Dawlaty"]
    assert names("1. Horan 2. Balsam 3. Violet") == ["Horan", "Balsam", "Violet"]
    assert names("Academy of Business, Organization and Management") == [
        "Academy of Business, Organization and Management"
    ]


def test_a_name_in_two_scripts_is_one_organisation() -> None:
    found = pasted("Violet Organization / منظمة بنفسج\nمؤسسة حوران (Horan Foundation)\nHoran – Balsam")
    assert [(p.name, p.also) for p in found] == [
        ("Violet Organization", ("منظمة بنفسج",)),
        ("مؤسسة حوران", ("Horan Foundation",)),
        ("Horan – Balsam", ()),
    ]
    table = pasted("Violet Organization\tمنظمة بنفسج\nHoran Foundation\tمؤسسة حوران\n")
    assert [p.also for p in table] == [("منظمة بنفسج",), ("مؤسسة حوران",)]


def test_a_table_with_a_header_keeps_names_and_acronyms() -> None:
    text = "| No | Organisation | Acronym | Country |\n|---|---|---|---|\n| 1 | Syrian Forum | SF | Turkey |\n| 2 | Balsam | | France |"
    assert [(p.name, p.acronym, p.line) for p in pasted(text)] == [("Syrian Forum", "SF", 3), ("Balsam", "", 4)]


def test_numbers_stand_before_the_names_of_every_column() -> None:
    assert names("1- Horan          2- Balsam\n٣- منظمة بنفسج            ٤- Violet") == [
        "Horan",
        "Balsam",
        "منظمة بنفسج",
        "Violet",
    ]


def test_a_column_of_countries_is_none_of_names() -> None:
    text = "Horan Relief Foundation\tHRF\tTürkiye\nجمعية بلسم\t\tسوريا\nBalsam\t\tFrance\n"
    assert both(text) == [("Horan Relief Foundation", "HRF"), ("جمعية بلسم", ""), ("Balsam", "")]


def test_what_goes_on_in_the_next_line_of_a_bulleted_list_is_put_together() -> None:
    text = "• Association for the\n  protection of children\n• Balsam\n• Horan Foundation of relief\nand development\n• Violet"
    assert names(text) == [
        "Association for the protection of children",
        "Balsam",
        "Horan Foundation of relief and development",
        "Violet",
    ]


def test_what_was_pasted_and_its_line_are_kept() -> None:
    found = pasted("\n\n2) Doctors Without Borders (MSF).\n")
    assert [(p.line, p.as_pasted) for p in found] == [(3, "Doctors Without Borders (MSF).")]


def test_nothing_gives_nothing() -> None:
    assert names("Horan\t-\t12\tBalsam\n") == ["Horan", "Balsam"]
    assert pasted("") == pasted(" \n\t\n—\n") == []


@pytest.mark.parametrize("text", ["Atma", "usa", "A", "ABCDEFGHIJKLM", "Al-Amal", "123"])
def test_words_are_no_acronyms(text: str) -> None:
    assert not looks_like_acronym(text)


def test_an_acronym_stands_for_a_name_by_its_beginnings_in_order() -> None:
    assert stands_for("AMASES", "Association for Mathematics Applied to Social and Economic Sciences")
    assert stands_for("İHD", "İnsan Hakları Derneği")
    assert not stands_for("RHDL", "Lawyers and Doctors for Human Rights")
    assert not stands_for("ABC", "")

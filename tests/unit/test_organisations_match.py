"""Which names are one organisation's, within a script: what is found, and what must stay apart."""

from __future__ import annotations

import pytest

from nuzuh.organisations.match import duplicates_of, groups_of
from nuzuh.organisations.reading import read_organisation

SAME = [
    ("Syrian Forum", "SYRIAN FORUM."),
    ("The Day After", "Day After"),
    ("Bonyan Organization", "Bonyan Organisation"),
    ("Bonyan Organization", "Bonyan Org."),
    ("Bonyan Organization", "Bonyan"),
    ("Hand in Hand for Aid and Development", "Hand In Hand for Aid & Development (HIHFAD)"),
    ("Elaf for relaif and development", "Elaf for Relief and Development"),
    ("Woman Support Associaition", "WOMAN SUPPORT ASSOCIATION"),
    ("Adaleh organization relief and development", "Adaleh Organization for Relief and Development"),
    ("Lawyers and Doctors for Human Rights (LDHR)", "LDHR - Lawyers & Doctors for Human Rights"),
    ("Norwegian Refugee Council (NRC)", "NRC"),
    ("Al-Sham Humanitarian Foundation", "Alsham Humanitarian Foundation"),
    ("Alsham Relief", "Sham Relief"),
    ("Basmeh & Zeitooneh", "Basmeh and Zeitouneh"),
    ("Shafak Organization", "Shafaq Organization"),
    ("University of Aleppo", "Aleppo Univ."),
    ("Save the Children Int'l", "Save the Children International"),
    ("Anoxinon e.V.", "Anoxinon"),
    ("Free Syrian Lawyers' Association", "Free Syrian Lawyers Association"),
    ("Médecins Sans Frontières", "Medecins sans frontieres"),
    ("Syria Civil Defence (White Helmets)", "Syria Civil Defense"),
    ("İnsan Hakları Derneği (İHD)", "INSAN HAKLARI DERNEGI"),
    (
        "Sığınmacılar ve Göçmenlerle Dayanışma Derneği (SGDD-ASAM)",
        "SGDD ASAM – Siginmacilar ve Gocmenlerle Dayanisma Dernegi",
    ),
    ("Beyaz Eller Derneği", "Beyaz Eller Association"),
    ("Türk Kızılay", "Türk Kızılayı"),
    ("ألفة للإغاثة الإنسانية", "ألفة للاغاثه الانسانيه"),
    ("منظمة شفق", "منظـــمة شَفَق"),
    ("الجمعية السورية للإغاثة", "جمعية السورية للإغاثة"),
    ("منظمة إحسان للإغاثة والتنمية", "إحسان للإغاثة و التنمية"),
    ("ملتقى المرأة السورية", "ملتقي المراة السورية"),
    ("الدفاع المدني السوري (الخوذ البيضاء)", "الدفاع المدني السوري"),
    ("مركز جدارة لحقوق الإنسان", "مركز جدارة لحفوق الإنسان"),
]
DIFFERENT = [
    ("Syrian American Council", "Syrian British Council"),
    ("Hope Revival", "Hope Volunteers Team"),
    ("University of Aleppo", "University of Damascus"),
    ("University of Genoa", "University of Geneva"),
    ("Linköping University", "Jönköping University"),
    ("University of Turku", "Turku University of Applied Sciences"),
    ("Amnesty International France", "Amnesty International Germany"),
    ("Amnesty International", "Amnesty International Türkiye"),
    ("Université de Rennes 1", "Université Rennes 2"),
    ("Department of Law, University of Oslo", "Department of History, University of Oslo"),
    ("Institute of Physics, Polish Academy of Sciences", "Polish Academy of Sciences"),
    ("Institute of Law (Polish Academy of Sciences)", "Institute of Physics (Polish Academy of Sciences)"),
    ("Slovak Academy of Sciences", "Slovenian Academy of Sciences"),
    ("Caritas Austria", "Caritas Australia"),
    ("Iran Aid", "Iraq Aid"),
    ("Amal Foundation", "Aman Foundation"),
    ("Sham Foundation", "Shams Foundation"),
    ("Horan Foundation", "Horan Association"),
    ("Kadın Dayanışma Vakfı", "Kadın Dayanışma Derneği"),
    ("Adana İnsan Hakları Derneği", "Ankara İnsan Hakları Derneği"),
    ("Amnesty International / Gabes section", "Amnesty International / Tunis section"),
    ("جمعية أمل", "جمعية أمان"),
    ("منظمة إحسان", "منظمة إنسان"),
    ("المجلس المحلي في أطمة", "المجلس المحلي في سرمدا"),
    ("جمعية المرأة والتنمية", "جمعية المرأة والمواطنة"),
    ("مدرسة الحرية 12", "مدرسة الحرية ١٣"),
]


def scores(*names: str) -> dict[tuple[int, int], float]:
    return {(d.first, d.second): d.score for d in duplicates_of([read_organisation(n) for n in names])}


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_found(one: str, other: str) -> None:
    found = duplicates_of([read_organisation(one), read_organisation(other)])
    assert [(d.first, d.second) for d in found] == [(0, 1)]
    assert 0.8 <= found[0].score <= 1
    assert found[0].reason


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_names_of_others_stay_apart(one: str, other: str) -> None:
    assert scores(one, other) == {}


def test_the_same_holds_in_a_long_list_where_not_all_pairs_are_compared() -> None:
    filling = [f"Committee of Quarter {i} of {place}" for i in range(60) for place in ("Atma", "Harim", "Dana")]
    names = [*filling, *(n for pair in SAME[:12] for n in pair)]
    start = len(filling)
    assert {(start + 2 * i, start + 2 * i + 1) for i in range(12)} <= scores(*names).keys()
    assert not any(b < start for _, b in scores(*names))


def test_words_of_several_names_are_no_slips_of_each_other() -> None:
    apart = ["Marwan Relief", "Marwan Schools", "Marwas Relief", "Marwas Schools"]
    assert scores(*apart) == {}
    assert scores("Marwan Relief", "Marwan Schools", "Marwas Relief").keys() == {(0, 2)}


def test_other_names_and_acronyms_given_apart_are_compared() -> None:
    one = read_organisation("White Helmets", also=["Syria Civil Defence"])
    other = read_organisation("Syria Civil Defense", acronym="SCD")
    third = read_organisation("SCD")
    assert {(d.first, d.second) for d in duplicates_of([one, other, third])} == {(0, 1), (1, 2)}


def test_an_acronym_alone_is_the_one_name_whose_initials_it_is() -> None:
    assert scores("SSRD", "Syrian Society for Rural Development").keys() == {(0, 1)}
    assert scores("SSRD", "Syrian Society for Rural Development", "Solidarity School of Relief Doctors") == {}


def test_another_acronym_counts_against_two_names() -> None:
    same, other = scores("Sanabel Aid (SA)", "Sanabil Aid (SA)"), scores("Sanabel Aid (SA)", "Sanabil Aid (QXZ)")
    assert same[0, 1] > other.get((0, 1), 0.0)


def test_the_reason_names_the_words_that_differ() -> None:
    found = duplicates_of([read_organisation("Elaf for Relief"), read_organisation("Elaf for Releif Association")])
    assert "“relief” and “releif”" in found[0].reason
    assert "“association”" in found[0].reason


def test_rows_that_are_written_the_same_are_pairs_each_with_each() -> None:
    assert scores("Horan", "Balsam", "Horan", "Horan") == {(0, 2): 1.0, (0, 3): 1.0, (2, 3): 1.0}


def test_the_order_of_a_list_changes_no_pair() -> None:
    names = [n for pair in SAME for n in pair]
    forward = {frozenset((names[a], names[b])) for a, b in scores(*names)}
    turned = names[::-1]
    assert forward == {frozenset((turned[a], turned[b])) for a, b in scores(*turned)}


def test_names_without_a_letter_are_no_error() -> None:
    assert scores("", "…", "–", "12", "()") == {}


def test_groups_hold_together_what_pairs_do() -> None:
    assert groups_of([(4, 9), (1, 2), (9, 7)]) == [[1, 2], [4, 7, 9]]
    assert groups_of([]) == []


def test_the_names_of_one_row_in_two_scripts_are_no_pair() -> None:
    one = read_organisation("Olfa Relief Circle", also=("حلقة إغاثة ألفة", "Olfa Yardım Halkası"))
    assert duplicates_of([one, read_organisation("Sham Legal Clinic")]) == []

"""Names in two scripts: what means the same or sounds alike, the rarest words first."""

from __future__ import annotations

import pytest

from nuzuh.organisations.match import duplicates_of
from nuzuh.organisations.partners import partners_of
from nuzuh.organisations.reading import read_organisation, script_of
from nuzuh.organisations.vocabulary import read_word, root_of

# Invented; the Latin names transliterate, translate, or do both, as French, English and Turkish spell Arabic.
PAIRS = [
    ("Association Annajm Assatea pour la culture", "جمعية النجم الساطع للثقافة"),
    ("Association Sanabel pour le développement", "جمعية سنابل للتنمية"),
    ("Ghiras Alkhaeer Humanitarian", "غراس الخير الإنسانية"),
    ("Horan Foundation", "مؤسسة حوران"),
    ("Jana Watan", "جنى وطن"),
    ("Al-Bashaer Organization for Relief", "منظمة البشائر للإغاثة"),
    ("Karimat Women's Organization", "منظمة كريمات النسائية"),
    ("Şam İnsani Yardım Derneği", "جمعية الشام للمساعدات الإنسانية"),
    ("Union of Medical Care and Relief Organizations", "اتحاد منظمات الإغاثة والرعاية الطبية"),
    ("Syrian Network for Human Rights", "الشبكة السورية لحقوق الإنسان"),
    ("Ligue Tazamoun des travailleurs de Zarzis", "رابطة التضامن لعمال جرجيس"),
    ("Dawlaty", "دولتي"),
    ("Molham Volunteering Team", "فريق ملهم التطوعي"),
    ("Club Ibn Khaldoun de lecture", "نادي ابن خلدون للمطالعة"),
    ("Mouassasat Yasmine pour l'enfance", "مؤسسة ياسمين للطفولة"),
]


def first_three(ones: list[str], others: list[str]) -> list[list[int]]:
    found = partners_of([read_organisation(n) for n in ones], [read_organisation(n) for n in others])
    return [found.filter(first=i)["second"].to_list() for i in range(len(ones))]


def test_the_partner_is_among_the_first_three_both_ways() -> None:
    latin, arabic = [p[0] for p in PAIRS], [p[1] for p in PAIRS]
    assert [i for i, near in enumerate(first_three(arabic, latin)) if i not in near] == []
    assert [i for i, near in enumerate(first_three(latin, arabic)) if i not in near] == []


def test_likely_pairs_across_scripts_are_right_and_each_has_its_reason() -> None:
    names = [n for pair in PAIRS for n in pair]
    found = duplicates_of([read_organisation(n) for n in names])
    assert [d for d in found if d.first // 2 != d.second // 2] == []
    assert len(found) >= 8
    assert all("sounds as" in d.reason or "means" in d.reason for d in found)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Syrian Women's Network", "رابطة النساء السوريات"),
        ("Adaleh Organization for Relief and Development", "المنظمة الدولية للإغاثة والتنمية"),
        ("Adaleh Relief and Development and Health", "الدولية للإغاثة والتنمية والصحة"),
        ("Violet Organization", "منظمة كريمات"),
        ("Relief Association", "جمعية خيرية"),
        ("Association Sanabel", "جمعية سلسبيل"),
    ],
)
def test_names_that_only_share_common_words_are_not_likely_one(latin: str, arabic: str) -> None:
    assert duplicates_of([read_organisation(latin), read_organisation(arabic)]) == []


def test_an_acronym_in_both_scripts_is_enough() -> None:
    found = duplicates_of([read_organisation("Union des secours (UOSSM)"), read_organisation("اتحاد الرعاية (UOSSM)")])
    assert [(d.first, d.second, d.reason) for d in found] == [(0, 1, "the acronym UOSSM")]


def test_a_name_in_both_scripts_is_compared_in_each() -> None:
    both = read_organisation("Violet Organization / منظمة بنفسج")
    found = duplicates_of([both, read_organisation("VIOLET ORGANISATION"), read_organisation("بنفسج")])
    assert {(d.first, d.second) for d in found} >= {(0, 1), (0, 2)}


def test_partners_within_a_script_are_ranked_too() -> None:
    assert first_three(["Horan Fundation"], ["Maram Foundation", "Horan Foundation", "حوران"])[0][0] == 1


def test_scripts() -> None:
    assert [script_of(t) for t in ("Şafak", "شفق", "Şafak شفق", "Надія", "123")] == [
        "latin",
        "arabic",
        "mixed",
        "other",
        "other",
    ]


def test_words_lose_what_arabic_writes_together_with_them() -> None:
    assert [read_word(w).text for w in ("والإغاثة", "للتنمية", "بالحامة", "الله")] == ["اغاثه", "تنميه", "حامه", "الله"]
    assert root_of("تضامن") == root_of("متضامنه")

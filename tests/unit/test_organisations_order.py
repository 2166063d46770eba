"""One order for all scripts: no script stands last, articles and capitals do not count, Turkish letters stand where they belong."""

from __future__ import annotations

from nuzuh.organisations.order import place_in_order


def ordered(*names: str) -> list[str]:
    return sorted(names, key=place_in_order)


def test_scripts_interleave_by_their_sounds() -> None:
    assert ordered("Violet", "بلسم", "Dawlaty", "دار السلام", "Maram", "كريمات", "Надія") == [
        "بلسم",
        "دار السلام",
        "Dawlaty",
        "كريمات",
        "Maram",
        "Надія",
        "Violet",
    ]


def test_no_script_stands_last_as_a_whole() -> None:
    names = ordered("Adaleh", "Zeitouna", "أمل", "ياسمين", "نور", "Balsam")
    arabic = [n for n in names if n > "\u0600"]
    assert names[-len(arabic) :] != arabic
    assert names[: len(arabic)] != arabic


def test_articles_quotes_and_capitals_do_not_count() -> None:
    assert ordered("Elaf", "The Day After", "DAWLATY", "“Dar”", "دار") == [
        "دار",
        "“Dar”",
        "DAWLATY",
        "The Day After",
        "Elaf",
    ]
    assert ordered("El Bir İnsan", "Bader", "El-Nour", "Nadia", "Zeitoun") == [
        "Bader",
        "El Bir İnsan",
        "Nadia",
        "El-Nour",
        "Zeitoun",
    ]
    assert ordered("الشام", "Said", "Al-Sham", "Tamam") == ["Said", "Al-Sham", "الشام", "Tamam"]


def test_turkish_letters_stand_where_they_are_learnt() -> None:
    assert ordered("Şafak", "Sunar", "Iğdır", "İnsan", "Çağ", "Cuma", "Dal", "Öz", "Oya", "Ünlü", "Uz", "Ğ") == [
        "Cuma",
        "Çağ",
        "Dal",
        "Ğ",
        "Iğdır",
        "İnsan",
        "Oya",
        "Öz",
        "Sunar",
        "Şafak",
        "Uz",
        "Ünlü",
    ]


def test_numbers_stand_by_their_amount_and_before_letters() -> None:
    assert ordered("Forum 14", "Forum ٩", "Forum A", "Forum", "7 Hills") == [
        "7 Hills",
        "Forum",
        "Forum ٩",
        "Forum 14",
        "Forum A",
    ]


def test_the_order_is_total() -> None:
    names = ["Horan", "حوران", "HORAN", "horan", "Al Horan"]
    assert ordered(*names) == ordered(*names[::-1])
    assert place_in_order("")[1] == ""

"""Names of places taken apart and compared."""

import pytest

from nuzuh.places.elsewhere import elsewhere
from nuzuh.places.letters import is_arabic, skeleton, sounds_of_word
from nuzuh.places.likeness import distances, numbered
from nuzuh.places.names import plain, read_name


def sounds(text: str) -> str:
    return read_name(text).forms[0].sounds


def far(one: str, other: str) -> float:
    a, b = read_name(one).forms[0], read_name(other).forms[0]
    numbers, lengths = numbered([a.sounds, b.sounds])
    return float(distances(numbers[:1], numbers[1:], lengths.max(keepdims=True), across=a.arabic != b.arabic)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saraqeb", "سراقب"),
        ("Khan Sheikhoun", "خان شيخون"),
        ("Şêx Meqsûd", "Sheikh Maqsoud"),
        ("Ad-Dana", "الدانا"),
        ("Jisr al-Shughour", "جسر الشغور"),
        ("Cerablus", "Jarablus"),
        ("Tel Rıfat", "Tall Refaat"),
        ("Izz al-Din", "عزالدين"),
        ("Kafr Zita", "كفرزيتا"),
        ("Dayr az-Zawr", "دير الزور"),
        ("Latamna", "اللطامنة"),
        ("Tah", "التح"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert far(one, other) < 0.35


@pytest.mark.parametrize(
    ("one", "other"), [("Ahmar", "Ahmad"), ("Atma", "Atlas"), ("Sarmin", "Sarmada"), ("Hama", "Homs")]
)
def test_two_names(one, other):
    assert far(one, other) > 0.45


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Dana subdistrict", 3),
        ("Nāḩiyat Markaz al Qāmishlī", 3),
        ("sub-district of Harim", 3),
        ("محافظة إدلب", 1),
        ("Harim ilçesi", 2),
        ("Atma village", 4),
        ("قرية التح", 4),
        ("مخيم أطمة", 5),
        ("Sarmada", 0),
        ("Village", 0),
    ],
)
def test_level_that_a_name_announces(text, level):
    assert read_name(text).level == level


def test_what_stands_around_a_name():
    assert read_name("Al-Karidiyah, al-Bab district").inside == ("al-bab district",)
    assert read_name("Dana (Harim)").inside == ("harim",)
    assert read_name("near Saraqib").beside
    assert read_name("5 km north of Idlib").beside
    assert not read_name("Northern Bari").beside
    assert read_name("Jabal al-Zawiya").area
    assert read_name("I'zaz City").city
    assert not read_name("Atma village").city


def test_sides_are_the_same_in_all_languages():
    sides = {read_name(n).forms[0].sides for n in ("Big Orm", "Urum al-Kubra", "أورم الكبرى", "Büyük Orm")}
    assert sides == {"+"}
    assert read_name("Lower Shyookh").forms[0].sides == read_name("شيوخ تحتاني").forms[0].sides == "D"


def test_articles_go_and_first_letters_stay():
    assert sounds("al-Dana") == sounds("Ad Dana") == sounds("Dana")
    assert sounds("Ez Eldin").startswith("ez")  # no article: no z follows
    assert sounds("As") == "as"


@pytest.mark.parametrize("text", ["", "   ", "()", "--", "123", "،", "\u200f", "(", "ـــ", "🙂"])
def test_no_name(text):
    assert all(form.sounds for form in read_name(text).forms)


def test_a_well_known_place_of_another_country():
    found = elsewhere(read_name("أضنة"))
    assert found is not None
    assert (found.name, found.country) == ("Adana", "Türkiye")
    assert elsewhere(read_name("Sarmada")) is None


def test_plain_makes_alike_only_what_says_nothing():
    assert plain(" I'zāz  City ") == plain("i’zaz city")
    assert plain("Dana") != plain("Adana")


def test_consonants_are_the_same_in_all_scripts():
    assert (
        skeleton(sounds_of_word("qamishli"))
        == skeleton(sounds_of_word("القامشلي"))
        == skeleton(sounds_of_word("qamişlo"))
    )
    assert is_arabic("إدلب")
    assert not is_arabic("Idlib")

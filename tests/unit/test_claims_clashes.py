"""What a text says against itself, and comparisons with other crises."""

from __future__ import annotations

import pytest

from nuzuh.claims.claim import ALARMS
from tests.claimed import claims, of_kind, verdicts

NAMES = [f"{a} {b}" for a in ("Relief", "Hope", "Olive", "Cedar") for b in ("Society", "Foundation", "Team")]


def signed(text: str, names: list[str], heading: str = "Signatories:") -> str:
    return f"{text}\n\nThe attacks must end.\n\n{heading}\n\n" + "\n".join(f"- {n}" for n in names) + "\n"


INCONSISTENT = {
    "parts": "We asked 150 people, 100 women and 60 men, in Atma.",
    "parts that miss some": "Of the 150 people we asked, 100 were women and 40 were men.",
    "a part above the whole": "Of the 150 people we interviewed, 160 had lost their homes.",
    "parts, Arabic": "سألنا 150 شخصا، منهم 100 امرأة و60 رجلا.",
    "parts, Turkish": "Görüştüğümüz 150 kişinin 100'ü kadın, 60'ı erkekti.",
    "percentages": "Of those asked, 62% were women and 45% were men.",
    "answers": "Asked whether they would go back, 71% said no, 22% said yes and 15% did not know.",
    "percentages, Arabic": "كان 62% منهم من النساء و45% من الرجال.",
    "percentages, Turkish": "Sorulanların %62'si kadın, %45'i erkekti.",
    "above all": "120% of them fled.",
    "two values": "Since 1 December 2019, 1.2 million people have been displaced in north-west Syria.\n\nIt goes on. "
    "Since 1 December 2019, 900,000 people have been displaced in north-west Syria.",
    "two values, Arabic": (
        "منذ 1 كانون الأول 2019 نزح 1.2 مليون شخص في شمال غرب سوريا.\n\nمنذ 1 كانون الأول 2019 نزح "
        "900,000 شخص في شمال غرب سوريا."
    ),
    "two values, Turkish": (
        "1 Aralık 2019'dan bu yana Suriye'nin kuzeybatısında 1,2 milyon kişi yerinden edildi.\n\n1 "
        "Aralık 2019'dan bu yana "
        "Suriye'nin kuzeybatısında 900.000 kişi yerinden edildi."
    ),
    "count and percentage": "136 of 150 (92.3%) would not return.",
    "period": "Between 12 February 2020 and 9 February 2020 some 142,000 people fled.",
    "period, Arabic": "من 12 شباط 2020 إلى 9 شباط 2020 نزح 142,000 شخص.",
    "period, Turkish": "12 Şubat 2020 ile 9 Şubat 2020 arasında 142.000 kişi kaçtı.",
    "after the letter": "6 February 2020\n\nBy 26 February 2020 more than 948,000 people had been displaced in north-west Syria.",
    "after the letter, Turkish": "6 Şubat 2020\n\n1 Aralık 2020'den bu yana Suriye'nin kuzeybatısında 586.000 kişi yerinden edildi.",
    "part": "About 586,000 people were displaced, of whom 700,000 are children.",
    "part, Arabic": "نزح 586,000 شخص، بينهم 700,000 طفل.",
    "part, Turkish": "586.000 kişi yerinden edildi; bunların 700.000'i çocuk.",
    "list": signed("We, more than 50 organisations, ask you to act.", NAMES),
    "list, exact": signed("We are 13 Syrian organisations.", NAMES),
    "list, Arabic": signed("نحن أكثر من 50 منظمة سورية.", NAMES, "المنظمات الموقعة:"),
    "list, Turkish": signed("Biz 50'den fazla Suriyeli kuruluşuz.", NAMES, "İmzalayan kuruluşlar:"),
}


@pytest.mark.parametrize("name", INCONSISTENT)
def test_a_text_against_itself(name: str) -> None:
    assert [c for c in claims(INCONSISTENT[name]) if c.verdict == "inconsistent"]


SOUND = {
    "groups within groups": "Children under 5 make up 20% of them; 51% are women, 49% men.",
    "needs": "60% need food, 55% have no tent and 40% have only what they wear.",
    "wave with a date": "6 February 2020\n\nBy April 2020 another 500,000 people may be displaced.",
    "answers": "We asked 150 people. 120 (80%) said no, 20 (13.3%) said yes and 10 (6.7%) did not know.",
    "answers, Turkish": "150 kişiyle görüştük: 90'ı kadın, 60'ı erkekti. 120'si (%80) dönmeyeceğini söyledi.",
    "answers, Arabic": "من بين 150 شخصا سألناهم، كان 90 من النساء و60 من الرجال. قال 120 منهم إنهم لن يعودوا، أي 80%.",
    "parts": "Of 150 people asked, 100 were women and 50 were men. 90% would not return, 6% would and 4% did not know.",
    "several needs": "700,000 people need tents, 500,000 need food and 300,000 need blankets. 60% need food, 55% tents, 40% medicine.",
    "deadline": "6 February 2020\n\nWe ask you to meet us before 10 March 2020. By then tents must reach 100,000 people.",
    "part": "About 586,000 people were displaced in north-west Syria by 2 February 2020, among them 350,000 children.",
    "part, Arabic": "نزح 586,000 شخص، بينهم 300,000 طفل.",
    "part, Turkish": "586.000 kişi yerinden edildi; bunların 300.000'i çocuk.",
    "two counts": (
        "By 14 January 2020 about 350,000 people had been displaced in north-west Syria. By 2 February 2020 "
        "it was about 586,000."
    ),
    "names of things": "Resolution 2254 (2015) and article 51 of the Charter apply. See page 12, or call +90 342 555 1234.",
    "list": signed("We, 12 organisations, ask you to act.", NAMES),
    "list, at least": signed("We, more than 10 organisations, ask you to act.", NAMES),
    "others": "The 3 organisations that run clinics in Atma lost 2 ambulances.",
    "fractions": "Half of the families, two thirds of the children and one in three women sleep outside.",
    "wave": "About 586,000 people were displaced in north-west Syria by 2 February 2020. Up to one million more may follow.",
    "range": "Between 300,000 and 400,000 people were displaced in north-west Syria by 14 January 2020.",
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_text_raises_no_alarm(name: str) -> None:
    assert [c for c in claims(SOUND[name]) if c.verdict in ALARMS] == []


COMPARED = {
    "en": "More than one million people have been displaced since February 2019. This is more than the refugees of the war in Bosnia and "
    "Herzegovina, and exceeds the refugees and internally displaced of the war in Kosovo.",
    "en, by adjective": (
        "Since February 2019 over one million people were displaced, surpassing both the Bosnian "
        "war's refugees and the Kosovar exodus."
    ),
    "ar": "نزح أكثر من مليون شخص منذ شباط 2019، وهو عدد يتجاوز عدد لاجئي الحرب في البوسنة والهرسك، ويتجاوز لاجئي ونازحي حرب كوسوفو.",
    "tr": (
        "Şubat 2019'dan bu yana bir milyondan fazla kişi yerinden edildi. Bu sayı, Bosna-Hersek savaşının "
        "mültecilerinden ve Kosova savaşının "
        "mülteci ve yerinden edilenlerinden daha fazladır."
    ),
}


@pytest.mark.parametrize("name", COMPARED)
def test_each_war_is_a_claim_of_its_own(name: str) -> None:
    found = of_kind(claims(COMPARED[name]), "comparison")
    assert [c.verdict for c in found] == ["not comparable", "not comparable"]
    assert "bosnia" in found[0].figure
    assert "kosovo" in found[1].figure


def test_why_two_crises_are_not_comparable() -> None:
    found = of_kind(claims(COMPARED["en"]), "comparison")
    assert "stock" in found[0].reason
    assert "refugees" in found[0].reason
    assert found[0].figure == "reference.bosnia-1995"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("More people fled than in Rwanda.", "Rwanda"),
        ("عدد النازحين أكبر من عدد نازحي الحرب في العراق.", "العراق"),
        ("Irak'takinden daha fazla insan yerinden edildi.", "Irak"),
    ],
)
def test_a_crisis_without_a_reference(text: str, named: str) -> None:
    claim = of_kind(claims(text), "comparison")[0]
    assert claim.verdict == "not in evidence"
    assert named in claim.reason
    assert "references.csv with its citation" in claim.suggestion


def test_stocks_of_the_same_people_are_compared() -> None:
    text = (
        "In February 2020, 1,326,000 people lived in displacement in the governorate of Idlib, {} than the "
        "internally displaced of Bosnia."
    )
    assert verdicts(claims(text.format("more")), "comparison") == ["supported"]
    assert verdicts(claims(text.format("fewer")), "comparison") == ["contradicted"]


def test_what_is_expressly_not_compared() -> None:
    text = "At the end of 1995 there were 769,753 refugees from Bosnia and Herzegovina. We do not compare this with our own count."
    assert [c.verdict for c in claims(text) if c.verdict in ALARMS] == []


def test_versions_in_one_file_say_the_same() -> None:
    english = (
        "We are Syrian organisations and we write to you. From 1 December 2019 to 2 February 2020 about {} people were newly displaced in "
        "north-west Syria. On 14 January 2020 the same count had stood at about 350,000 people. Each count replaces the one before it."
    )
    arabic = (
        "نحن منظمات سورية نكتب إليكم اليوم. من 1 كانون الأول 2019 إلى 2 شباط 2020 نزح نحو {} شخص في شمال غرب سوريا. "
        "وحتى 14 كانون الثاني 2020 "
        "كان الإحصاء نفسه قد بلغ نحو 350,000 شخص. وكل إحصاء يحل محل سابقه فلا تجمع هذه الأعداد بعضها إلى بعض أبدا مهما كان السبب."
    )
    same = claims(f"{english.format('586,000')}\n\n{arabic.format('586,000')}")
    assert [c for c in same if c.verdict in ALARMS] == []
    other = claims(f"{english.format('586,000')}\n\n{arabic.format('568,000')}")
    assert [c.line for c in other if "version does not say" in c.reason] == [1, 3]


@pytest.mark.parametrize(
    "rows",
    [
        "\n".join(f"{i}. {n}" for i, n in enumerate(NAMES, 1)),
        "\n".join(f"– {a} – {b}" for a, b in zip(NAMES[::2], NAMES[1::2], strict=True)),
        "\n".join(f"{a}\t{b}" for a, b in zip(NAMES[::2], NAMES[1::2], strict=True)),
        "\n".join(f"{a.ljust(40)}{b}" for a, b in zip(NAMES[::2], NAMES[1::2], strict=True)),
        "\n\n".join(NAMES),
        "; ".join(NAMES),
        "| No | Organisation |\n|---|---|\n" + "\n".join(f"| {i} | {n} |" for i, n in enumerate(NAMES, 1)),
    ],
)
def test_lists_as_they_are_pasted(rows: str) -> None:
    found = claims(f"We, 12 organisations, ask you to act.\n\nSignatories:\n\n{rows}\n")
    assert [c.text for c in of_kind(found, "list")] == ["12 names"]
    assert verdicts(found)[0] == "supported"


def test_a_list_in_two_columns_with_acronyms_and_full_stops() -> None:
    """One column has an acronym behind a dash, the other a name that ends like a sentence."""
    gap = "–" + " \u00a0" * 6 + " "
    left, right = NAMES[::2], NAMES[1::2]
    rows = [f"{gap}{a} {gap}{b}" for a, b in zip(left, right, strict=True)]
    rows[1] = f"{gap}Lawyers and doctors for Human Rights – LDHR {gap}La justice et le Developement durable."
    found = claims("We, more than 50 organisations, ask you.\n\nSignatories:\n\n" + "\n".join(rows))
    assert [c.text for c in of_kind(found, "list")] == ["12 names"]


def test_without_a_list_the_letter_of_the_folder_counts() -> None:
    assert verdicts(claims("We, 12 organisations, ask you to act.")) == ["supported"]
    assert verdicts(claims("We, 14 organisations, ask you to act.")) == ["contradicted"]
    assert verdicts(claims("We, more than 50 organisations, ask you to act.")) == ["contradicted"]

"""What English text says, by examples that were written before the rules were."""

from __future__ import annotations

import pytest

from tests.prose import dates, labels, likened, numbers

NUMBERS = [
    ("More than one million people have fled.", ["number 1000000 more than people"]),
    ("Over 948,000 civilians were displaced.", ["number 948000 more than civilians"]),
    ("At least 50 Syrian organisations signed.", ["number 50 more than organisations"]),
    ("Nearly 390,000 people fled.", ["number 390000 about people"]),
    ("Some 586,000 people, almost all of them women.", ["number 586000 about people", "vague women"]),
    ("Almost 900,000 displaced", ["number 900000 about displaced"]),
    ("Up to a million more may follow.", ["number 1000000 less than"]),
    ("1.2 million refugees", ["number 1200000 refugees"]),
    ("1.2m refugees and 300k children", ["number 1200000 refugees", "number 300000 children"]),
    ("half a million children", ["number 500000 children"]),
    ("a quarter of a million tents", ["number 250000 tents"]),
    ("a million and a half people", ["number 1500000 people"]),
    ("one and a half million people", ["number 1500000 people"]),
    ("two hundred and five families", ["number 205 households"]),
    ("twenty-five thousand blankets", ["number 25000 blankets"]),
    ("a dozen towns and half a dozen camps", ["number 12 towns", "number 6 camps"]),
    ("Fifty organisations, forty-seven of them Syrian.", ["number 50 organisations", "number 47"]),
    ("between 5 and 7 families per tent", ["number 5..7 between households"]),
    ("5–7 families", ["number 5..7 between households"]),
    ("from 300 to 400 people", ["number 300..400 between people"]),
    ("5 to 7 million people", ["number 5000000..7000000 between people"]),
    ("between one and two million people", ["number 1000000..2000000 between people"]),
    ("rose from 300 to 400", ["number 300", "number 400"]),
    ("between one hundred and two hundred tents", ["number 100..200 between tents"]),
    ("948 000 people", ["number 948000 people"]),
    ("948\u202f000 people", ["number 948000 people"]),
    ("948.000 people", ["number 948000 people"]),
    ("948'000 people", ["number 948000 people"]),
    ("$5.4 million and €20", ["number 5400000 dollars", "number 20 euros"]),
    ("EUR 20 million, US$ 3 and 20 million euros", ["number 20000000 euros", "number 3 dollars", "number 20000000 euros"]),
    ("It fell to -11 degrees.", ["number -11 degrees"]),
    ("16 m² for 4.6 people", ["number 16 square metres", "number 4.6 people"]),
    ("20 or more clinics", ["number 20 more than hospitals"]),
    ("no fewer than 20 schools", ["number 20 more than schools"]),
    ("no more than 20 schools", ["number 20 less than schools"]),
    ("150+ towns", ["number 150 more than towns"]),
    ("In 2019 people fled.", []),
    ("2019 people fled to us.", ["number 2019 people"]),
    ("In 2020 150 people answered.", ["number 150 people"]),
    ("The number of displaced people reached 948,000.", ["number 948000 displaced"]),
    ("a three-year-old war and a 12-hour truce", ["number 3 years", "number 12 hours"]),
    ("One person in three is a child.", ["fraction 0.333"]),
    ("one in three children", ["fraction 0.333 children"]),
    ("Nine out of ten would not return.", ["fraction 0.9"]),
    ("3 of 4 families", ["fraction 0.75 households"]),
    ("136 of the 150 people we asked", ["fraction 0.907 people"]),
    ("two-thirds of the children, a third of the women", ["fraction 0.667 children", "fraction 0.333 women"]),
    ("three quarters of all families", ["fraction 0.75 households"]),
    ("Half of them are children.", ["fraction 0.5"]),
    ("more than half of the population", ["fraction 0.5 more than"]),
    ("90.6% of those we asked", ["percent 90.6"]),
    ("90.6 per cent; 39 percent of households", ["percent 90.6", "percent 39 households"]),
    ("ninety per cent", ["percent 90"]),
    ("nearly 40% of the tents", ["percent 40 about tents"]),
    ("40–50% of people", ["percent 40..50 between people"]),
    ("between 40 and 50 per cent", ["percent 40..50 between"]),
    ("a rise of 5 percentage points", ["percent 5 percentage points"]),
    ("The number doubled, then tripled.", ["multiple 2", "multiple 3"]),
    ("twice as many as before", ["multiple 2"]),
    ("a tenfold rise", ["multiple 10"]),
    ("three times as many children", ["multiple 3"]),
    ("They fled three times.", ["number 3 times"]),
    ("Most people fled; the vast majority are women.", ["vague people", "vague"]),
    ("Tens of thousands of families, thousands of tents", ["vague households", "vague tents"]),
    ("Dozens were killed. Countless homes burnt.", ["vague", "vague houses"]),
    ("several hundred people", ["vague people"]),
    ("hundreds of thousands of people", ["vague people"]),
    ("a third wave, the 2nd camp", ["ordinal 3", "ordinal 2"]),
    ("One of the leaders and no one else; they help one another, one day.", []),
    ("We ask each one of you. Which one?", []),
    ("At most, at best, most urgently; the most urgent need.", []),
    ("double standards, double-check", []),
    ("second to none", []),
    ("Someone told us about the thirst and the tent.", []),
    ("We are often left alone; the weight of it tenses us.", []),
    ("It rained cats, dogs and often.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_numbers(text: str, expected: list[str]) -> None:
    assert numbers(text, "en") == expected


LABELS = [
    ("Resolution 2254 and S/RES/2254 (2015)", ["name Resolution 2254", "name S/RES/2254"]),
    ("in 4x4 cars", ["name 4x4"]),
    ("the M4 and M5 motorways", ["name M4", "name M5"]),
    ("COVID-19, F-16s and a Mi-8", ["name COVID-19", "name F-16s", "name Mi-8"]),
    ("under Article 5 of the treaty", ["name Article 5"]),
    ("Articles 5 and 6", ["name Articles 5 and 6"]),
    ("call +90 342 123 45 67", ["address +90 342 123 45 67"]),
    ("see https://example.org/2020/02/3", ["address https://example.org/2020/02/3"]),
    ("write to desk24@example.org", ["address desk24@example.org"]),
    ("1. Stop the bombs.\n2. Open the border.", ["mark 1", "mark 2"]),
    ("We ask: (1) to stop; (2) to open", ["mark 1", "mark 2"]),
    ("as reported[1] and known.[^2]", ["mark [1]", "mark [^2]"]),
    ("## 3 Calls", ["mark 3"]),
    ("Situation Report No. 8", ["name Report No. 8"]),
    ("Flash Update 6 February 2020", []),
    ("at 14:30", ["time 14:30"]),
    ("open 24/7", ["name 24/7"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LABELS, ids=[text for text, _ in LABELS])
def test_digits_that_count_nothing(text: str, expected: list[str]) -> None:
    assert labels(text, "en") == expected
    assert numbers(text, "en") == []


DATES = [
    ("On 6 February 2020 we wrote.", ["day 2020-02-06 2020-02-07"]),
    ("February 6, 2020", ["day 2020-02-06 2020-02-07"]),
    ("the 6th of February 2020", ["day 2020-02-06 2020-02-07"]),
    ("2020-02-06", ["day 2020-02-06 2020-02-07"]),
    ("06/02/2020", ["day ? ?"]),
    ("26/02/2020", ["day 2020-02-26 2020-02-27"]),
    ("since February 2019", ["period 2019-02-01 ?"]),
    ("since 1 December 2019", ["period 2019-12-01 ?"]),
    ("in 2019", ["period 2019-01-01 2020-01-01"]),
    ("In February 2020, many fled.", ["period 2020-02-01 2020-03-01"]),
    ("from 9 to 12 February 2020", ["period 2020-02-09 2020-02-13"]),
    ("between 1 and 12 February 2020", ["period 2020-02-01 2020-02-13"]),
    ("9–12 February 2020", ["period 2020-02-09 2020-02-13"]),
    ("February 9–12, 2020", ["period 2020-02-09 2020-02-13"]),
    ("from 12 to 9 February 2020", ["period 2020-02-12 2020-02-10"]),
    ("from 9 March to 12 February 2020", ["period 2020-03-09 2020-02-13"]),
    ("from 1 December 2019 to 12 February 2020", ["period 2019-12-01 2020-02-13"]),
    ("between December and February 2020", ["period 2019-12-01 2020-03-01"]),
    ("from December 2019 to February", ["period 2019-12-01 2020-03-01"]),
    ("from March 2020 to February 2019", ["period 2020-03-01 2019-03-01"]),
    ("by 12 February 2020", ["period ? 2020-02-13"]),
    ("in 2019–2020", ["period 2019-01-01 2021-01-01"]),
    ("between 2011 and 2019", ["period 2011-01-01 2020-01-01"]),
    ("in the 1990s", ["period 1990-01-01 2000-01-01"]),
    ("On 6 February 2020 and again on 9 February", ["day 2020-02-06 2020-02-07", "day 2020-02-09 2020-02-10"]),
    ("They may march in May 2020.", ["period 2020-05-01 2020-06-01"]),
    ("since last February", ["period ? ?"]),
    ("mid-2019", ["period 2019-01-01 2020-01-01"]),
    ("on 31 February 2020", ["day ? ?"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_days_and_periods(text: str, expected: list[str]) -> None:
    assert dates(text, "en") == expected
    assert numbers(text, "en") == []


LIKENED = [
    ("more than in Bosnia", ["comparison"]),
    ("This is larger than the exodus from Kosovo.", ["comparison"]),
    ("more people than the war in Kosovo", ["comparison"]),
    ("It exceeds the number of refugees of Bosnia.", ["comparison"]),
    ("This surpasses Kosovo.", ["comparison"]),
    ("compared with the war in Bosnia", ["comparison"]),
    ("In comparison to Kosovo", ["comparison"]),
    ("as many as the war in Kosovo", ["comparison"]),
    ("worse than anything we saw", ["comparison"]),
    ("The displaced outnumber the residents.", ["comparison"]),
    ("unlike any crisis", ["comparison"]),
    ("a scale unprecedented in this war", ["superlative"]),
    ("the largest displacement of the war", ["superlative"]),
    ("the worst humanitarian crisis of the century", ["superlative"]),
    ("the biggest wave", ["superlative"]),
    ("Never before have so many fled.", ["superlative"]),
    ("not seen since the Second World War", ["superlative"]),
    ("a record number of people", ["superlative"]),
    ("the highest number ever recorded", ["superlative"]),
    ("one of the deadliest months", ["superlative"]),
    ("the most destructive offensive", ["superlative"]),
    ("the most vulnerable, and those most in need", []),
    ("the most severe crisis", ["superlative"]),
    ("the only country that", ["superlative"]),
    ("more than 50 organisations", []),
    ("more than half of the children", []),
    ("more than one million people", []),
    ("at least, at best, last but not least", []),
    ("as soon as possible", []),
    ("The High Commissioner and the highest court", []),
    ("in the best interest of the child", []),
    ("rather than wait", []),
    ("We ask you to do more. We need better shelter.", []),
    ("with the greatest respect", []),
    ("no longer than necessary", []),
    ("the high representative; the latest report; for the first time", []),
    ("more than ever, we need you", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LIKENED, ids=[text for text, _ in LIKENED])
def test_comparisons_and_superlatives(text: str, expected: list[str]) -> None:
    assert likened(text, "en") == expected

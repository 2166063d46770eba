"""What Arabic text says, by examples that were written before the rules were."""

from __future__ import annotations

import pytest

from tests.prose import dates, labels, likened, numbers

NUMBERS = [
    ("نزح أكثر من مليون شخص.", ["number 1000000 more than people"]),
    ("نزح ما يزيد على ٩٤٨٬٠٠٠ مدني", ["number 948000 more than civilians"]),
    ("٩٤٨٫٠٠٠ نازح", ["number 948 displaced"]),
    ("نحو ١٤٢ ألف نازح", ["number 142000 about displaced"]),
    ("قرابة 390 ألف شخص", ["number 390000 about people"]),
    ("ما لا يقل عن خمسين منظمة", ["number 50 more than organisations"]),
    ("وقّعت أكثرُ من خمسينَ منظّمةً سوريّة", ["number 50 more than organisations"]),
    ("أكثر من ٥٠ منظمة سورية", ["number 50 more than organisations"]),
    ("٣ ملايين لاجئ", ["number 3000000 refugees"]),
    ("مليونا نازح", ["number 2000000 displaced"]),
    ("بلغ العدد مليونًا.", ["number 1000000"]),
    ("مليونان ونصف المليون نازح", ["number 2500000 displaced"]),
    ("نصف مليون طفل", ["number 500000 children"]),
    ("مليون ونصف المليون إنسان", ["number 1500000 people"]),
    ("ربع مليون خيمة", ["number 250000 tents"]),
    ("ثلاثة آلاف ومئتان وخمسون أسرة", ["number 3250 households"]),
    ("ثلاثمائة وخمسة وأربعون ألف نازح", ["number 345000 displaced"]),
    ("خمسة وعشرون ألفا من المدنيين", ["number 25000 civilians"]),
    ("مئتا ألف طفل", ["number 200000 children"]),
    ("ألفي خيمة وألفا بطانية", ["number 2000 tents", "number 2000 blankets"]),
    ("أحد عشر مخيما واثنتا عشرة بلدة", ["number 11 camps", "number 12 towns"]),
    ("ثماني عشرة مدرسة", ["number 18 schools"]),
    ("واحد وعشرون يوما", ["number 21 days"]),
    ("بـ50 خيمة وبخمسين بطانية", ["number 50 tents", "number 50 blankets"]),
    ("من ٥ إلى ٧ عائلات", ["number 5..7 between households"]),
    ("بين 5 و7 عائلات", ["number 5..7 between households"]),
    ("ما بين ثلاثمئة وأربعمئة شخص", ["number 300..400 between people"]),
    ("٥-٧ أسر", ["number 5..7 between households"]),
    ("من ٥ إلى ٧ ملايين شخص", ["number 5000000..7000000 between people"]),
    ("ارتفع العدد من ٣٠٠ إلى ٤٠٠", ["number 300", "number 400"]),
    ("ما يصل إلى مليون شخص", ["number 1000000 less than people"]),
    ("خمسون منظمة على الأقل", ["number 50 more than organisations"]),
    ("لا يتجاوز عددهم ٢٠ شخصا على الأكثر", ["number 20 less than people"]),
    ("٢٠ مدرسة أو أكثر", ["number 20 more than schools"]),
    ("١٫٢ مليون شخص", ["number 1200000 people"]),
    ("٩٠٫٦٪ منهم", ["percent 90.6"]),
    ("٩٠,٦ ٪ منهم", ["percent 90.6"]),
    ("90.6% من المستطلعين", ["percent 90.6 people"]),
    ("٣٩ في المئة من الأسر", ["percent 39 households"]),
    ("٣٩ بالمائة من الأسر", ["percent 39 households"]),
    ("تسعون بالمئة من المدنيين", ["percent 90 civilians"]),
    ("بنسبة ٤٠ في المائة", ["percent 40"]),
    ("زيادة قدرها ٥ نقاط مئوية", ["percent 5 percentage points"]),
    ("نصف السكان", ["fraction 0.5 people"]),
    ("أكثر من نصف النازحين", ["fraction 0.5 more than displaced"]),
    ("ثلث الأطفال وثلثا النساء", ["fraction 0.333 children", "fraction 0.667 women"]),
    ("ثلاثة أرباع الأسر", ["fraction 0.75 households"]),
    ("واحد من كل ثلاثة أطفال", ["fraction 0.333 children"]),
    ("تسعة من عشرة نازحين", ["fraction 0.9 displaced"]),
    ("١٣٦ من أصل ١٥٠ شخصا", ["fraction 0.907 people"]),
    ("تضاعف عدد النازحين", ["multiple 2"]),
    ("ضعف ما كان عليه", ["multiple 2"]),
    ("ثلاثة أضعاف", ["multiple 3"]),
    ("معظم النازحين من النساء", ["vague displaced"]),
    ("غالبية المدنيين", ["vague civilians"]),
    ("الغالبية العظمى من الأسر", ["vague households"]),
    ("عشرات الآلاف من العائلات", ["vague households"]),
    ("مئات الآلاف من المدنيين", ["vague civilians"]),
    ("آلاف الأطفال", ["vague children"]),
    ("قتل العشرات", ["vague"]),
    ("بضعة آلاف", ["vague"]),
    ("الموجة الثالثة", ["ordinal 3"]),
    ("لم يأت أحد، ولا يعرف أحدهم شيئا.", []),
    ("يوم الاثنين ويوم الثلاثاء ويوم الأربعاء ويوم الخميس", []),
    ("إحدى المنظمات وأحد القادة", []),
    ("في الوقت الواحد", []),
    ("وقف إطلاق النار وفتح الحدود وتأمين المأوى", []),
    ("ألفة ومليء بالألم", []),
    ("في منتصف الطريق", []),
    ("ضعف التمويل والاستجابة", []),
    ("تألفت القافلة", []),
    ("نزح مئة ألف", ["number 100000"]),
    ("ستة عشر ألفاً وأربعمئة وعشرون طفلاً", ["number 16420 children"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_numbers(text: str, expected: list[str]) -> None:
    assert numbers(text, "ar") == expected


LABELS = [
    ("القرار 2254", ["name القرار 2254"]),
    ("قرار مجلس الأمن رقم ٢٢٥٤", ["name قرار مجلس الأمن رقم ٢٢٥٤"]),
    ("المادة 5 من الميثاق", ["name المادة 5"]),
    ("كوفيد-19", ["name كوفيد-19"]),
    ("الطريق الدولي M4", ["name M4"]),
    ("هاتف: ٠٣٤٢ ١٢٣ ٤٥ ٦٧", ["address هاتف: ٠٣٤٢ ١٢٣ ٤٥ ٦٧"]),
    ("١. أوقفوا القصف.\n٢. افتحوا الحدود.", ["mark ١", "mark ٢"]),
    ("١- أوقفوا القصف.\n٢- افتحوا الحدود.", ["mark ١", "mark ٢"]),
    ("https://example.org/2020", ["address https://example.org/2020"]),
    ("الساعة 14:30", ["time 14:30"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LABELS, ids=[text for text, _ in LABELS])
def test_digits_that_count_nothing(text: str, expected: list[str]) -> None:
    assert labels(text, "ar") == expected
    assert numbers(text, "ar") == []


DATES = [
    ("في ٦ شباط ٢٠٢٠", ["day 2020-02-06 2020-02-07"]),
    ("في 6 فبراير 2020", ["day 2020-02-06 2020-02-07"]),
    ("في 6 شباط/فبراير 2020", ["day 2020-02-06 2020-02-07"]),
    ("في 6 شباط (فبراير) 2020", ["day 2020-02-06 2020-02-07"]),
    ("في السادس من شباط ٢٠٢٠", ["day 2020-02-06 2020-02-07"]),
    ("منذ شباط ٢٠١٩", ["period 2019-02-01 ?"]),
    ("منذ شهر شباط من عام ٢٠١٩", ["period 2019-02-01 ?"]),
    ("منذ 1 كانون الأول 2019", ["period 2019-12-01 ?"]),
    ("في كانون الثاني 2020", ["period 2020-01-01 2020-02-01"]),
    ("في عام 2019", ["period 2019-01-01 2020-01-01"]),
    ("منذ عام ٢٠١١", ["period 2011-01-01 ?"]),
    ("من ٩ إلى ١٢ شباط ٢٠٢٠", ["period 2020-02-09 2020-02-13"]),
    ("بين ١ و١٢ شباط ٢٠٢٠", ["period 2020-02-01 2020-02-13"]),
    ("من ١٢ إلى ٩ شباط ٢٠٢٠", ["period 2020-02-12 2020-02-10"]),
    ("من 1 كانون الأول 2019 إلى 12 شباط 2020", ["period 2019-12-01 2020-02-13"]),
    ("بين كانون الأول وشباط 2020", ["period 2019-12-01 2020-03-01"]),
    ("حتى ١٢ شباط ٢٠٢٠", ["period ? 2020-02-13"]),
    ("2020-02-06", ["day 2020-02-06 2020-02-07"]),
    ("٠٦/٠٢/٢٠٢٠", ["day ? ?"]),
    ("في شباط ٢٠٢٠ ثم في آذار", ["period 2020-02-01 2020-03-01", "period 2020-03-01 2020-04-01"]),
    ("بين عامي 2011 و2019", ["period 2011-01-01 2020-01-01"]),
    ("عاد آب إلى بيته ومارس عمله", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_days_and_periods(text: str, expected: list[str]) -> None:
    assert dates(text, "ar") == expected
    assert numbers(text, "ar") == []


LIKENED = [
    ("أكبر من نزوح كوسوفو", ["comparison"]),
    ("وهو عدد أكثر من لاجئي البوسنة", ["comparison"]),
    ("يفوق عدد لاجئي البوسنة", ["comparison"]),
    ("تجاوز ما شهدته كوسوفو", ["comparison"]),
    ("مقارنة بحرب البوسنة", ["comparison"]),
    ("بالمقارنة مع كوسوفو", ["comparison"]),
    ("أسوأ مما كان", ["comparison"]),
    ("نزوح غير مسبوق", ["superlative"]),
    ("كارثة لم يسبق لها مثيل", ["superlative"]),
    ("كارثة لا مثيل لها", ["superlative"]),
    ("أسوأ أزمة إنسانية في هذا القرن", ["superlative"]),
    ("أكبر موجة نزوح", ["superlative"]),
    ("الأكبر منذ بداية الحرب", ["superlative"]),
    ("الكارثة الأسوأ", ["superlative"]),
    ("من أخطر الأزمات", ["superlative"]),
    ("لأول مرة في التاريخ", ["superlative"]),
    ("رقم قياسي", ["superlative"]),
    ("أكثر من مليون شخص", []),
    ("أكثر من نصف السكان", []),
    ("على الأقل وعلى الأكثر", []),
    ("في أسرع وقت ممكن", []),
    ("في أقرب وقت", []),
    ("الممثل الأعلى للاتحاد الأوروبي", []),
    ("المجلس الأعلى", []),
    ("الحد الأدنى من الحماية", []),
    ("ندعوكم إلى فتح الحدود وحماية المدنيين", []),
    ("أكثر من أي وقت مضى نحتاج إليكم", []),
    ("الشرق الأوسط", []),
    ("مع أطيب التحيات", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LIKENED, ids=[text for text, _ in LIKENED])
def test_comparisons_and_superlatives(text: str, expected: list[str]) -> None:
    assert likened(text, "ar") == expected

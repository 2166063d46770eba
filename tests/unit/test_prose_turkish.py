"""What Turkish text says, by examples that were written before the rules were."""

from __future__ import annotations

import pytest

from tests.prose import dates, labels, likened, numbers

NUMBERS = [
    ("Bir milyondan fazla kişi kaçtı.", ["number 1000000 more than people"]),
    ("Bir milyonu aşkın insan", ["number 1000000 more than people"]),
    ("948.000'den fazla sivil", ["number 948000 more than civilians"]),
    ("948 bini aşkın kişi", ["number 948000 more than people"]),
    ("948 bin kişi", ["number 948000 people"]),
    ("En az 50 Suriyeli örgüt", ["number 50 more than organisations"]),
    ("50'den fazla örgüt", ["number 50 more than organisations"]),
    ("50’yi aşkın kuruluş", ["number 50 more than organisations"]),
    ("elliden fazla örgüt", ["number 50 more than organisations"]),
    ("ELLİDEN FAZLA ÖRGÜT", ["number 50 more than organisations"]),
    ("elliyi aşkın örgüt", ["number 50 more than organisations"]),
    ("yaklaşık 390.000 kişi", ["number 390000 about people"]),
    ("586 bin civarında kişi", ["number 586000 about people"]),
    ("900 bine yakın kişi", ["number 900000 about people"]),
    ("1 milyona yakın mülteci", ["number 1000000 about refugees"]),
    ("bir milyona varan insan", ["number 1000000 less than people"]),
    ("katılımcıların %90,6'sı", ["percent 90.6 people"]),
    ("en fazla 20 okul", ["number 20 less than schools"]),
    ("20'den az çadır", ["number 20 less than tents"]),
    ("20'nin altında çadır", ["number 20 less than tents"]),
    ("500'ün üzerinde aile", ["number 500 more than households"]),
    ("1,2 milyon mülteci", ["number 1200000 refugees"]),
    ("3 milyon çocuk", ["number 3000000 children"]),
    ("yarım milyon çocuk", ["number 500000 children"]),
    ("bir buçuk milyon insan", ["number 1500000 people"]),
    ("iki buçuk yıl", ["number 2.5 years"]),
    ("yüz elli kişi", ["number 150 people"]),
    ("iki yüz bin çadır", ["number 200000 tents"]),
    ("1 milyon 200 bin kişi", ["number 1200000 people"]),
    ("üç yüz kırk beş bin kişi", ["number 345000 people"]),
    ("on bir kasaba", ["number 11 towns"]),
    ("on gün ve altı ay", ["number 10 days", "number 6 months"]),
    ("bin çadır, yüz battaniye", ["number 1000 tents", "number 100 blankets"]),
    ("binden fazla çadır", ["number 1000 more than tents"]),
    ("iki aile, yedi çocuk", ["number 2 households", "number 7 children"]),
    ("5-7 aile", ["number 5..7 between households"]),
    ("5 ile 7 aile arasında", ["number 5..7 between"]),
    ("5 ila 7 milyon kişi", ["number 5000000..7000000 between people"]),
    ("300 ile 400 arasında kişi", ["number 300..400 between people"]),
    ("%90,6'sı", ["percent 90.6"]),
    ("% 90,6", ["percent 90.6"]),
    ("yüzde 90,6'sı dönmeyecek", ["percent 90.6"]),
    ("yüzde doksan", ["percent 90"]),
    ("hanelerin %39'u", ["percent 39 households"]),
    ("%40-50", ["percent 40..50 between"]),
    ("yüzde 40 ile 50 arasında", ["percent 40..50 between"]),
    ("5 puanlık artış", ["percent 5 percentage points"]),
    ("üçte biri", ["fraction 0.333"]),
    ("çocukların üçte ikisi", ["fraction 0.667 children"]),
    ("dörtte üçü", ["fraction 0.75"]),
    ("nüfusun yarısı", ["fraction 0.5 people"]),
    ("yarısından fazlası", ["fraction 0.5 more than"]),
    ("her üç kişiden biri", ["fraction 0.333"]),
    ("10 kişiden 9'u", ["fraction 0.9"]),
    ("150 kişiden 136'sı", ["fraction 0.907"]),
    ("sayı iki katına çıktı", ["multiple 2"]),
    ("üç kat arttı", ["multiple 3"]),
    ("10 katı", ["multiple 10"]),
    ("binlerce aile", ["vague households"]),
    ("yüz binlerce kişi", ["vague people"]),
    ("onlarca okul", ["vague schools"]),
    ("sivillerin çoğu", ["vague civilians"]),
    ("büyük çoğunluğu kadın", ["vague women"]),
    ("birkaç bin kişi", ["vague people"]),
    ("üçüncü dalga", ["ordinal 3"]),
    ("Bir gün bir aile bize bir şey söyledi.", []),
    ("Biri geldi, hiçbiri kalmadı, birbirimize baktık.", []),
    ("Bu yüzden onlar, bombalar yüzünden, onun yanına kaçtı.", []),
    ("Bina yıkıldı, yüzü soldu, ön cephe, üç noktada?", ["number 3 points"]),
    ("ateş altında, altın değerinde, bombardıman altındaki köyler", []),
    ("yüz yüze konuştuk", []),
    ("çocuklar otobüse bindi", []),
    ("o gün ekmek yedi", []),
    ("çoğu zaman", []),
    ("bundan böyle, birlikte, birleşik", []),
    ("Kırk yıllık dost", ["number 40 years"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_numbers(text: str, expected: list[str]) -> None:
    assert numbers(text, "tr") == expected


LABELS = [
    ("2254 sayılı karar", ["name 2254 sayılı"]),
    ("BM Güvenlik Konseyi'nin 2254 (2015) sayılı kararı", ["name 2254 (2015) sayılı"]),
    ("M4 ve M5 karayolu", ["name M4", "name M5"]),
    ("COVID-19 ve F-16'lar", ["name COVID-19", "name F-16"]),
    ("Madde 5", ["name Madde 5"]),
    ("5. madde", ["name 5. madde"]),
    ("1. Bombaları durdurun.\n2. Sınırı açın.", ["mark 1", "mark 2"]),
    ("Tel: 0342 123 45 67", ["address Tel: 0342 123 45 67"]),
    ("saat 14:30", ["time 14:30"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LABELS, ids=[text for text, _ in LABELS])
def test_digits_that_count_nothing(text: str, expected: list[str]) -> None:
    assert labels(text, "tr") == expected
    assert numbers(text, "tr") == []


DATES = [
    ("6 Şubat 2020'de yazdık.", ["day 2020-02-06 2020-02-07"]),
    ("6 ŞUBAT 2020", ["day 2020-02-06 2020-02-07"]),
    ("6 S\u0327ubat 2020", ["day 2020-02-06 2020-02-07"]),
    ("06.02.2020", ["day 2020-02-06 2020-02-07"]),
    ("06/02/2020", ["day ? ?"]),
    ("2020-02-06", ["day 2020-02-06 2020-02-07"]),
    ("Şubat 2019'dan bu yana", ["period 2019-02-01 ?"]),
    ("1 Aralık 2019'dan beri", ["period 2019-12-01 ?"]),
    ("Şubat 2019'dan itibaren", ["period 2019-02-01 ?"]),
    ("2011'den beri", ["period 2011-01-01 ?"]),
    ("2019 yılında", ["period 2019-01-01 2020-01-01"]),
    ("2019'da", ["period 2019-01-01 2020-01-01"]),
    ("Ocak 2020'de", ["period 2020-01-01 2020-02-01"]),
    ("9-12 Şubat 2020", ["period 2020-02-09 2020-02-13"]),
    ("9 ile 12 Şubat 2020 arasında", ["period 2020-02-09 2020-02-13"]),
    ("9 Şubat 2020'den 12 Şubat 2020'ye kadar", ["period 2020-02-09 2020-02-13"]),
    ("1 Aralık 2019 ile 12 Şubat 2020 arasında", ["period 2019-12-01 2020-02-13"]),
    ("12-9 Şubat 2020", ["period 2020-02-12 2020-02-10"]),
    ("Aralık 2019 ile Şubat 2020 arasında", ["period 2019-12-01 2020-03-01"]),
    ("6 Şubat 2020'de ve 9 Şubat'ta", ["day 2020-02-06 2020-02-07", "day 2020-02-09 2020-02-10"]),
    ("2020 Şubat ayında", ["period 2020-02-01 2020-03-01"]),
    ("ocakta yemek, ekim alanı, mart kedisi", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_days_and_periods(text: str, expected: list[str]) -> None:
    assert dates(text, "tr") == expected
    assert numbers(text, "tr") == []


LIKENED = [
    ("Bosna'dakinden daha fazla", ["comparison"]),
    ("Kosova'dan daha büyük bir göç", ["comparison"]),
    ("Bosna'daki mülteci sayısını aştı", ["comparison"]),
    ("Kosova savaşını geride bıraktı", ["comparison"]),
    ("Bosna'ya kıyasla", ["comparison"]),
    ("Kosova ile karşılaştırıldığında", ["comparison"]),
    ("eşi benzeri görülmemiş bir göç", ["superlative"]),
    ("görülmemiş ölçekte", ["superlative"]),
    ("savaşın en büyük göçü", ["superlative"]),
    ("en kötü insani kriz", ["superlative"]),
    ("yüzyılın en büyük felaketi", ["superlative"]),
    ("tarihinin en ağır krizi", ["superlative"]),
    ("rekor düzeyde", ["superlative"]),
    ("daha önce hiç görülmemiş", ["superlative"]),
    ("ilk kez", ["superlative"]),
    ("mülteci sayısından ve yerinden edilmişlerden fazladır", ["comparison"]),
    ("50'den fazla örgüt", []),
    ("bir milyondan fazla kişi", []),
    ("yarısından fazlası", []),
    ("en az, en azından, en fazla", []),
    ("en kısa sürede, en geç yarın", []),
    ("daha önce yazdık, daha sonra geldik", []),
    ("bir an önce", []),
    ("daha fazla beklemeden", []),
    ("her şeyden önce", []),
    ("Sınırı açmanızı ve sivilleri korumanızı istiyoruz.", []),
    ("geçen yıl, geçen ay", []),
    ("Avrupa Birliği Yüksek Temsilcisi", []),
    ("en derin saygılarımızla", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LIKENED, ids=[text for text, _ in LIKENED])
def test_comparisons_and_superlatives(text: str, expected: list[str]) -> None:
    assert likened(text, "tr") == expected

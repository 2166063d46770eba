"""What a letter may claim: typed amounts, days, comparisons, stock and flow, bases of polls, quantifiers, waivers."""

from __future__ import annotations

import datetime as dt

import pytest

from nuzuh.evidence.figure import Figure, FromPoll
from nuzuh.evidence.ledger import ledger_of
from nuzuh.statement.bind import Binder
from nuzuh.statement.binding import Bound
from nuzuh.statement.source import read_source
from nuzuh.terms.errors import Problem

WINTER = {"start": dt.date(2019, 12, 1), "end": dt.date(2020, 3, 1)}
OTHER_WINTER = {"start": dt.date(2016, 12, 1), "end": dt.date(2017, 3, 1)}
ASKED = {"start": dt.date(2020, 2, 3), "end": dt.date(2020, 2, 4), "role": "poll", "population": "poll.snap"}


def label(text: str) -> dict[str, str]:
    return dict.fromkeys(("en", "ar", "tr"), text)


def stock(ident: str, value: float, day: dt.date, **more: object) -> Figure:
    """Return an exact stock, a reference if its name says so."""
    role = "reference" if ident.startswith("reference.") else ""
    return Figure(ident, value, value, value, metric="stock", date=day, role=role, **more)  # type: ignore[arg-type]


def share(ident: str, value: float, of: float, **more: object) -> Figure:
    """Return a share of so many."""
    return Figure(ident, value, unit="percent", metric="share", of=of, **more)  # type: ignore[arg-type]


def asked(poll: str, method: str = "") -> dict[str, object]:
    """Return what stands behind a share of a poll."""
    return {"asked": FromPoll(poll, "return", "no", method=method), **ASKED}


LEAP, THEN = dt.date(2020, 2, 29), dt.date(1995, 12, 31)
YEAR = {"level": 0.9, "start": dt.date(2019, 1, 1), "end": dt.date(2020, 1, 1)}
EARLIER = {"role": "reference", "kind": "displaced", "label": label("Then")}
LEDGER = ledger_of(
    [
        Figure("flow", 948_000.0, 948_000.0, 948_000.0, "more than", sources=("un",), **WINTER),  # type: ignore[arg-type]
        Figure("year", 2_000_000.0, 1_800_000.0, 2_300_000.0, "about", **YEAR),  # type: ignore[arg-type]
        stock("stock", 2_714_313.0, LEAP, label=label("Displaced")),
        stock("below", 4_321.0, LEAP, quantifier="less than"),
        Figure("reference.then", 500_000.0, 500_000.0, 500_000.0, **EARLIER, **OTHER_WINTER),  # type: ignore[arg-type]
        stock("reference.idps", 1_097_800.0, THEN, kind="displaced", label=label("Bosnia")),
        stock("reference.refugees", 769_753.0, THEN, kind="refugees", population="refugees"),
        Figure("poll.snap.answered", 149.0, metric="stock", asked=FromPoll("snap"), **ASKED),  # type: ignore[arg-type]
        share("poll.snap.return.no", 90.6, 149.0, **asked("snap")),
        share("poll.chance.return.no", 81.0, 1000.0, level=0.95, **asked("chance", "korn-graubard")),
        share("share.women", 51.0, 1200.0, of_quantifier="about", group="women"),
        Figure("signed", 59.0, 59.0, 59.0, unit="organisations", metric="stock", population="signatories"),
    ]
)


def bind(text: str, language: str = "en") -> tuple[Bound, list[Problem]]:
    source, problems = read_source("letter.md", text, titled=False)
    binder = Binder(LEDGER, language, lambda f: "; ".join(f.sources), waivers=source.waivers)
    bound, found = binder.bind("letter.md", source.body, source.first_line)
    return bound, [*problems, *found, *binder.idle_waivers("letter.md")]


def plain(text: str, language: str = "en") -> str:
    bound, problems = bind(text, language)
    assert problems == []
    return bound.plain().translate(dict.fromkeys((0x2066, 0x2068, 0x2069)))


def rules(text: str, language: str = "en") -> list[str]:
    return [p.rule for p in bind(text, language)[1]]


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "Some three hundred clinics closed.", "letter.typed_number"),
        ("en", "**Four** *hundred* tents burnt.", "letter.typed_number"),
        ("en", "Mil\u00adlions wait.", "letter.typed_number"),
        ("en", "Some &#52;7 clinics closed.", "letter.typed_number"),
        ("en", "Half of the wells are dry.", "letter.typed_number"),
        ("en", "The price of bread has doubled.", "letter.typed_number"),
        ("en", "Most families have fled.", "letter.typed_number"),
        ("en", "For the third time the clinic was hit.", "letter.typed_number"),
        ("en", "A helicopter of type Mi-8 came.", "letter.typed_number"),
        ("en", "It began on 6 February 2020.", "letter.typed_day"),
        ("en", "It has gone on since last December.", "letter.typed_day"),
        ("en", "This is unprecedented.", "letter.comparison"),
        ("en", "There are more than in Bosnia.", "letter.comparison"),
        ("ar", "أُغلقت ثلاثمئة عيادة.", "letter.typed_number"),
        ("ar", "نزح نصف السكان.", "letter.typed_number"),
        ("ar", "وتضاعف سعر الخبز.", "letter.typed_number"),
        ("ar", "معظم العائلات نزحت.", "letter.typed_number"),
        ("ar", "هذا غير مسبوق.", "letter.comparison"),
        ("ar", "بدأ ذلك في ٦ شباط ٢٠٢٠.", "letter.typed_day"),
        ("tr", "Üç yüz klinik kapandı.", "letter.typed_number"),
        ("tr", "Kuyuların yarısı kurudu.", "letter.typed_number"),
        ("tr", "Çadırların %25'i yandı.", "letter.typed_number"),
        ("tr", "Ekmeğin fiyatı ikiye katlandı.", "letter.typed_number"),
        ("tr", "Ailelerin çoğu kaçtı.", "letter.typed_number"),
        ("tr", "Bu, eşi benzeri görülmemiş bir felakettir.", "letter.comparison"),
        ("tr", "6 Şubat 2020'de başladı.", "letter.typed_day"),
    ],
)
def test_what_nothing_proves_is_refused(language: str, text: str, rule: str) -> None:
    assert rule in rules(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "First they look for the children, then for the old; no one sleeps, and we ask once more."),
        ("en", "Both parties signed. We stand with one another, and above all with those at the border."),
        ("en", "See [the report](https://example.org/2020/02/half) and https://example.org/9."),
        ("en", 'On {{ day("2020-02-06") }} {{ figure("flow", "people") }} had fled towards the border.'),
        ("ar", "يبحثون أولًا عن الأطفال ثم عن كبار السن، ولا أحد ينام."),
        (
            "en",
            'The United Nations knew of {{ figure("reference.refugees", "people") }} from Bosnia who had found refuge.',
        ),
        ("en", "These are movements: whoever fled twice is counted twice. We do not compare the two wars."),
        ("en", "Help the most vulnerable first; both sides have broken their word, and we need more than words."),
        ("ar", "هذه حركات: من نزح مرتين يُحسب مرتين. ساعدوا الفئات الأكثر ضعفًا."),
        (
            "tr",
            "Bunlar hareketlerdir: iki kez kaçan iki kez sayılır. En savunmasız olanlara yardım edin; iki taraf da suçlu.",
        ),
        ("tr", "Önce çocukları, sonra yaşlıları arıyorlar; hiç kimse uyumuyor, bir kez daha soruyoruz."),
    ],
)
def test_what_claims_nothing_is_left_alone(language: str, text: str) -> None:
    assert bind(text, language)[1] == []


@pytest.mark.parametrize(
    ("written", "language", "read"),
    [
        ('{{ month("2020-02") }}', "en", "February 2020"),
        ('{{ period("2020-02-01", "2020-03-01") }}', "en", "February 2020"),
        ('{{ period("2020-02-03", "2020-02-10") }}', "en", "3 February 2020 to 9 February 2020"),
        ('{{ period("1999-01-01", "2000-01-01") }}', "en", "1999"),
        ('{{ day("2020-02-06") }}', "tr", "6 Şubat 2020"),
        ('{{ figure("stock", "rounded") }}', "en", "about 2,700,000"),
        ('{{ figure("stock", "thousands", "people") }}', "en", "about 2,714,000 people"),
        ('{{ figure("flow", "rounded") }}', "en", "more than 940,000"),
        ('{{ figure("below", "rounded") }}', "en", "fewer than 4,400"),
        ('{{\n  figure("stock",\n  "people") }}', "en", "2,714,313 people"),
        ('{{ base("poll.snap.return.no") }}', "en", "of those we asked (149 people answered)"),
        ('{{ base("share.women") }}', "en", "of about 1,200 counted or asked"),
        ('{{ compare("flow", "reference.then") }}', "en", "more than 1.8 times as many as “Then” (500,000 people)"),
        ('{{ compare("flow", "reference.then") }}', "ar", "أكثر من 1.8 من أمثال «Then» (500,000 شخص)"),
        ('{{ compare("flow", "reference.then") }}', "tr", "“Then” (500.000 kişi) sayısının 1,8 katından fazlası"),
        ("{{ compare(“stock”, “reference.idps”, “times”) }}", "en", "2.5 times as many"),
        ('{{ compare("stock", "reference.idps", "more") }}', "en", "more"),
        ('{{ compare("reference.idps", "stock", "fewer") }}', "en", "fewer"),
    ],
)  # fmt: skip
def test_what_may_be_written(written: str, language: str, read: str) -> None:
    assert plain(f"( {written} )", language) == f"( {read} )"


@pytest.mark.parametrize(
    ("written", "rule", "says"),
    [
        ('{{ period("2020-03-01", "2020-02-01") }}', "letter.day", "not after its beginning"),
        ('{{ period("2020-02-01") }}', "letter.day", "is no period"),
        ('{{ month("2020-02-06") }}', "letter.day", "is no month"),
        ('{{ day("2020-02") }}', "letter.day", "is no day"),
        ('{{ day("2020-02-30") }}', "letter.day", "is no day"),
        ('{{ compare("flow") }}', "letter.expression", "two figures"),
        ('{{ compare("flow", "flow") }}', "letter.compare", "with itself"),
        ('{{ compare("flow", "stock") }}', "letter.compare", "stock against flow"),
        ('{{ compare("stock", "reference.refugees") }}', "letter.compare", "refugees"),
        ('{{ compare("year", "reference.then") }}', "letter.compare", "3 months against 12 months"),
        ('{{ compare("reference.idps", "stock", "more") }}', "letter.compare", "Nothing bears out"),
        ('{{ compare("stock", "reference.idps", "loud") }}', "letter.expression", "no way to write a comparison"),
        ('{{ compare("stock", "signed") }}', "letter.compare", "organisations"),
        ('{{ figure("signed", "rounded", "people") }}', "letter.expression", "no way to write"),
        ('{{ base("stock") }}', "letter.expression", "is not known"),
    ],
)
def test_what_is_refused(written: str, rule: str, says: str) -> None:
    found = [p for p in bind(f"( {written} )")[1] if p.rule == rule]
    assert found
    assert says in found[0].message


def test_only_per_day_where_the_periods_differ() -> None:
    assert "a day" in plain('( {{ compare("year", "reference.then", "day") }} )')
    assert '"day"' in bind('{{ compare("year", "reference.then") }}')[1][0].suggestion


def test_a_comparison_counts_as_evidence_in_its_sentence_only() -> None:
    evidence = '{{ compare("stock", "reference.idps", "times") }}'
    assert rules(f"That is more than in Bosnia, {evidence}.") == []
    assert rules(f"That is {evidence}. It is more than in Bosnia.") == ["letter.comparison"]
    assert "letter.comparison" in rules('That is more than in Bosnia, {{ compare("stock", "reference.refugees") }}.')


def test_bases_and_comparisons_begin_sentences_with_a_capital() -> None:
    text = '{{ base("poll.snap.return.no") }} {{ figure("poll.snap.return.no") }} said no.'
    assert plain(text) == "Of those we asked (149 people answered) 90.6% said no."


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", '{{ figure("stock", "people") }} have fled since December.', "letter.stock_flow"),
        ("en", '{{ figure("flow", "people") }} are living in displacement.', "letter.stock_flow"),
        ("ar", 'منذ بداية الشتاء فرّ {{ figure("stock", "people") }}.', "letter.stock_flow"),
        ("ar", 'يعيش {{ figure("flow", "people") }} في النزوح.', "letter.stock_flow"),
        ("tr", 'Kış başladığından beri {{ figure("stock", "people") }} kaçtı.', "letter.stock_flow"),
        ("tr", '{{ figure("flow", "people") }} yerinden edilmiş olarak yaşıyor.', "letter.stock_flow"),
        ("en", 'By then {{ figure("stock", "people") }} had fled.', ""),
        ("en", '{{ figure("stock", "people") }} were living in displacement.', ""),
        ("en", '{{ figure("flow", "people") }} fled.', ""),
        ("tr", '{{ figure("stock", "people") }} yerinden edilmiş olarak yaşıyordu.', ""),
        ("tr", '{{ figure("flow", "people") }} yerinden edildi.', ""),
        ("ar", 'كان {{ figure("stock", "people") }} يعيشون في النزوح.', ""),
        ("ar", 'نزح {{ figure("flow", "people") }} نحو الحدود.', ""),
    ],
)
def test_a_stock_is_not_worded_as_a_flow_nor_the_reverse(language: str, text: str, rule: str) -> None:
    assert (rule in rules(text, language)) if rule else (rules(text, language) == [])


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ('{{ figure("poll.snap.return.no") }} said no.', False),
        ('{{ base("poll.snap.return.no") }} {{ figure("poll.snap.return.no") }} said no.', True),
        ('Of {{ figure("poll.snap.answered", "people") }} asked, {{ figure("poll.snap.return.no") }} said no.', True),
        ('Of {{ figure("poll.snap.answered", "people") }} {{ figure("poll.snap.return.no") }} said no.', False),
        ('{{ base("poll.snap.return.no") }}.\n\n{{ figure("poll.snap.return.no") }} said no.', False),
        ('{{ base("poll.chance.return.no") }} {{ figure("poll.snap.return.no") }} said no.', False),
        ('Of those asked ({{ base("poll.snap.return.no") }}):\n\n- {{ figure("poll.snap.return.no") }} said no.', True),
    ],
)
def test_a_number_of_a_poll_has_its_base_in_its_paragraph(text: str, sound: bool) -> None:
    assert (rules(text) == []) if sound else (rules(text) == ["letter.base"])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('More than {{ figure("signed") }} signed.', "letter.quantifier"),
        ('Fewer than {{ figure("flow", "number") }} fled.', "letter.quantifier"),
        ('More than {{ figure("flow", "number") }} fled.', ""),
        ('{{ figure("signed") }} million signed.', "letter.typed_number"),
        ('{{ figure("signed") }} signed.', ""),
    ],
)
def test_words_beside_a_figure_do_not_change_it(text: str, rule: str) -> None:
    assert (rule in rules(text)) if rule else (rules(text) == [])


FRONT = "---\nwaivers:\n- {}\n---\n"


@pytest.mark.parametrize(
    ("waiver", "expected"),
    [
        ("half | Ann Example | of the question as asked", []),
        ("“Half” – Ann Example – of the question as asked", []),
        ("half of the town | Ann Example | as a witness said", []),
        ("half | Ann Example |", ["letter.waiver", "letter.typed_number"]),
        ("half | | as asked", ["letter.waiver", "letter.typed_number"]),
        ("half", ["letter.waiver", "letter.typed_number"]),
        ("quarter | Ann Example | as asked", ["letter.typed_number", "letter.waiver"]),
    ],
)
def test_a_waiver_needs_its_words_a_name_and_a_reason(waiver: str, expected: list[str]) -> None:
    assert rules(FRONT.format(waiver) + "They say that half of the town is gone.") == expected


def test_a_waiver_covers_all_its_words_and_no_others() -> None:
    text = FRONT.format("half | Ann Example | as asked") + "Half is gone; half\nis left. Most families are afraid."
    assert [(p.rule, p.line, p.value) for p in bind(text)[1]] == [("letter.typed_number", 6, "Most")]


def test_a_comparison_that_is_waived_is_shown_as_nothing_but_words() -> None:
    text = FRONT.format("unprecedented | Ann Example | a quotation from the Council") + "They called it unprecedented."
    assert rules(text) == []


@pytest.mark.parametrize("written", ['{{ figure("none") }}', '{{ compare("flow", "stock") }}'])
def test_what_says_nothing_cannot_be_waived(written: str) -> None:
    found = rules(FRONT.format(f"{written} | Ann Example | please") + f"Of {written}.")
    assert {"letter.figure", "letter.compare"} & set(found)
    assert "letter.waiver" in found


def test_line_and_column_are_those_of_the_file() -> None:
    text = '---\ntitle: x\n---\n\nWhat follows is\n> a quotation: {{ figure("flow") }} and **half** of it'
    assert [(p.line, p.column, p.value) for p in bind(text)[1]] == [(6, "43", "half")]


def test_numbers_in_right_to_left_text_are_isolated_as_one() -> None:
    bound, _ = bind('( {{ compare("year", "reference.then", "day") }} ) {{ figure("stock") }}', "ar")
    text = bound.plain()
    assert text.count("\u2066") + text.count("\u2068") == text.count("\u2069")
    for number in ("2,714,313", "500,000"):
        assert f"\u2066{number}\u2069" in text
    assert any("–" in part.split("\u2069")[0] for part in text.split("\u2066")[1:])


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "Hardly any of the schools are open.", "letter.typed_number"),
        ("en", "It was the third hospital to be struck in a week.", "letter.typed_number"),
        ("en", "Last Tuesday the bakery was hit.", "letter.typed_day"),
        ("en", "Nowhere in the world are so many hospitals attacked.", "letter.comparison"),
        ("en", "The bulk of the displaced live without heating.", "letter.typed_number"),
        ("en", "Only a minority has found a room.", "letter.typed_number"),
        ("en", "The exodus has no parallel in recent history.", "letter.comparison"),
        ("ar", "أقلية فقط وجدت غرفة.", "letter.typed_number"),
        ("tr", "Yalnızca küçük bir azınlık oda bulabildi.", "letter.typed_number"),
        ("en", "Every other child is ill.", "letter.typed_number"),
        ("en", "The greater part of the harvest burnt.", "letter.typed_number"),
        ("en", "They eat less than before the siege.", "letter.comparison"),
        ("en", "So many people have never been on the road.", "letter.comparison"),
        ("ar", "كل المدارس تقريبًا تضررت.", "letter.typed_number"),
        ("ar", "يباع الخبز بضعف سعره.", "letter.typed_number"),
        ("ar", "كان الأمر بسوء ما جرى في الغوطة.", "letter.comparison"),
        ("ar", "احترقت سبع حافلات.", "letter.typed_number"),
        ("tr", "Yalnızca Busra'da altı cami yıkıldı.", "letter.typed_number"),
        ("tr", "Bu ay on öğretmen tutuklandı.", "letter.typed_number"),
        ("tr", "Guta'daki kadar kötüydü.", "letter.comparison"),
        ("en", "Just about everyone has lost a relative.", "letter.typed_number"),
        ("tr", "Aşağı yukarı herkes bir yakınını yitirdi.", "letter.typed_number"),
        ("en", "Never has a city been emptied so quickly.", "letter.comparison"),
        ("ar", "لم تُفرغ مدينة بهذه السرعة من قبل.", "letter.comparison"),
        ("ar", "أُفرغت قريتان من سكانهما.", "letter.typed_number"),
        ("ar", "منذ عامين لم يدخل دواء.", "letter.typed_number"),
        ("ar", "فقدت أم خالد ولدين وأخًا.", "letter.typed_number"),
        ("ar", "استشهد مسعفان أثناء عملهما.", "letter.typed_number"),
        ("ar", "كان هذا ثالث مستشفى يُقصف في أسبوع.", "letter.typed_number"),
        ("ar", "يوم الثلاثاء الماضي قُصف المخبز.", "letter.typed_day"),
        ("ar", "الاحتياجات أكبر بكثير من احتياجات الشتاء.", "letter.comparison"),
        ("tr", '"Yedi komşumuzu gömdük," dedi bir öğretmen.', "letter.typed_number"),
        ("tr", "Gelenlerin sayısı yarıya indi.", "letter.typed_number"),
        ("tr", "Birçoğu için bu beşinci kaçıştı.", "letter.typed_number"),
        ("tr", "Bu, vurulan üçüncü hastaneydi.", "letter.typed_number"),
        ("tr", "Geçen salı fırın vuruldu.", "letter.typed_day"),
    ],
)
def test_duals_weekdays_and_ordinals_that_count_are_typed(language: str, text: str, rule: str) -> None:
    assert rules(text, language) == [rule]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "For one family after another, the road led south."),
        ("en", "They need tents more urgently than food, and blankets as much as tents."),
        ("en", "Better a late answer than none."),
        ("en", "On Sundays the market opens; Friday prayers are held in cellars, and not for the last time."),
        ("en", "The youngest sleep between their parents; the oldest do not sleep."),
        ("en", "All we ask is a little more courage than yesterday's."),
        ("en", "But home is more than a roof: it is a school."),
        ("en", "At the end of this march were the elderly."),
        ("en", "A school is the second home of a child; they fear a second strike."),
        ("tr", "Okul çocuğun ikinci evidir."),
        ("en", "Her second son was born in a tent."),
        ("ar", "لا تبقوا صامتين وثابتين، ولا كصامتين، في بلدان من طين."),
        ("ar", "قُصفوا أثناء نومهم، وفي أثناء الصلاة."),
        ("ar", "وفي أغلب الأحيان لم تكن هناك سيارة."),
        ("ar", "هم بحاجة إلى الخيام بإلحاح أشد من حاجتهم إلى الطعام."),
        ("tr", "Ev bir çatıdan fazlasıdır."),
        ("tr", "Sınırın iki yanındaki hastaneleri destekleyin."),
        ("tr", "Aileler yer altı sığınaklarında, toprağın altı ıslakken uyuyor."),
        ("tr", "Çocuk ekmek yedi ve uyudu."),
        ("tr", "İkinci oğlu bir çadırda doğdu. Kimse ekmek yedi."),
    ],
)
def test_turns_of_speech_claim_nothing(language: str, text: str) -> None:
    assert rules(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'Exactly {{ figure("flow", "people") }} fled.'),
        ("ar", 'فرّ بالضبط {{ figure("flow", "people") }}.'),
        ("ar", 'وصل {{ figure("flow", "people") }} على الأكثر.'),
        ("tr", 'Tam {{ figure("flow", "people") }} kaçtı.'),
    ],
)
def test_exactly_beside_a_figure_that_is_not_exact(language: str, text: str) -> None:
    assert rules(text, language) == ["letter.quantifier"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'Fewer are displaced now than then: {{ compare("stock", "reference.idps") }}.'),
        ("en", 'More were displaced then than now: {{ compare("reference.idps", "stock", "fewer") }}.'),
        ("ar", 'عدد النازحين اليوم أقل مما كان: {{ compare("stock", "reference.idps") }}.'),
        ("tr", 'Bugün o güne göre daha az insan yerinden edilmiş: {{ compare("stock", "reference.idps") }}.'),
    ],
)
def test_words_that_say_the_opposite_of_their_comparison(language: str, text: str) -> None:
    assert rules(text, language) == ["letter.compare"]


@pytest.mark.parametrize(
    "written", ['{ figure("flow") }', 'figure("flow")', '[[figure("flow")]]', '{ day("2020-02-29") }}']
)
def test_an_expression_without_its_double_braces(written: str) -> None:
    assert "letter.braces" in rules(f"In all {written} of them.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "> We left because the barrels fell on our street."),
        ("ar", "- Sınırı yaralılara gecikmeden açın, yardımın geçmesine izin verin."),
        ("en", "لم نغادر لأننا أردنا ذلك، بل لأن البراميل سقطت."),
        ("en", "- Sınır kapısını yaralılara ve ailelerine gecikmeden açın."),
        ("tr", "We left because the barrels fell on the street."),
    ],
)
def test_a_paragraph_that_was_not_translated(language: str, text: str) -> None:
    assert rules(text, language) == ["letter.language"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "يعرف ذلك مكتب تنسيق الشؤون الإنسانية (Office for the Coordination of Humanitarian Affairs)."),
        ("ar", 'الموقّعون: {{ name("Office for the Coordination of Humanitarian Affairs") }}'),
        ("en", "Umm Khaled, Şükrü Öztürk and Gülşah Çelik have signed."),
        ("tr", "Bunu Office for the Coordination of Humanitarian Affairs da biliyor."),
        ("tr", "- Human Rights Watch, Amnesty International"),
    ],
)
def test_a_name_in_another_language_is_no_untranslated_paragraph(language: str, text: str) -> None:
    assert rules(text, language) == []

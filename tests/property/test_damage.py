"""Clean data is left alone; damage that is put in by a known procedure is found and, where that is exact, undone."""

from __future__ import annotations

import itertools

import polars as pl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from nuzuh.intake.codes import KnownCodes, read_code
from nuzuh.intake.damage import repair
from nuzuh.intake.mojibake import mend, mend_all
from nuzuh.intake.ranges import fit, typed_as
from nuzuh.intake.totals import check_totals


def words(text: str) -> list[str]:
    return text.split()


# Words that people of the field write, with every letter that their languages add to ASCII.
SOUND = {
    "en": words("café naïve “quoted” it’s – a dash — £5 5° ½ co-operation résumé Zoë façade"),
    "fr": words("été élève où à ÉTÉ ÇA Noël çà «oui» œuvre l’État n° 5 août français GARÇON naïveté FORÊT âgé"),
    "tr": words("İŞÇİ çığ ŞİŞ öğüş ÜÇ Şanlıurfa İstanbul ağaç ÇİĞ güneydoğu Gümüşhane ÖĞÜŞ ığdır ŞÇĞ"),
    "es": words("año ÁÉÍÓÚ niñez ¿qué? ¡sí! ESPAÑA pingüino corazón º ª «así»"),
    "pt": words("São IRMÃ IRMÃ» João AMANHÃ… coração ÇÃO Índia à às É Ã” maçã ÓRFÃ’"),
    "ar": words("حلب الرقة شباط، إدلب؟ طاء ظ؛ معرّة ١٢٣ كفرنبل؛ ط؟ ئ ءآ ة ى دير"),
    "ku": words("Efrîn Kobanê Hesekê گوند ێ ڵ ڕ ۆ Çiyayê Şêx پێنجوێن"),
    "uk": words("Київ Їжак «Львів» Запоріжжя № 5"),
    "de": words("MENÜ» Straße Übung ÄÖÜ „Zitat“ größe"),
}
QUICK = settings(deadline=None)
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةءئؤأإآى"
texts = st.sampled_from(sorted(SOUND)).flatmap(
    lambda lang: st.lists(st.sampled_from(SOUND[lang]), min_size=1, max_size=6).map(" ".join)
)
WESTERN = "abcdefghijklmnoprstuvyzéèêëàâîïôûùçñáíóúüöäãõğışİŞĞÇÖÜÁÉÍÓÚÃÕ"
# A word of the West holds a plain letter, or is Turkish: no language writes Çáã.
latin_word = st.text(WESTERN, min_size=1, max_size=9).filter(lambda word: any(c.isascii() for c in word))
latin = st.lists(latin_word | st.text("ÇĞİÖŞÜçğıöşü", min_size=1, max_size=6), min_size=1, max_size=5).map(" ".join)
arabic_words = st.lists(st.text("ابتجحخدرسشصطعغفقكلمنهوي", min_size=3, max_size=8), min_size=1, max_size=4).map(
    " ".join
)


def frame(*columns: list[str | None]) -> pl.DataFrame:
    data = {f"c{i}": pl.Series(cells, dtype=pl.String) for i, cells in enumerate(columns)}
    return pl.DataFrame({"_line": pl.Series(range(2, len(columns[0]) + 2), dtype=pl.UInt32), **data})


@QUICK
@given(texts)
def test_sound_text_is_never_mended(text: str) -> None:
    assert mend(text) is None


@QUICK
@given(st.lists(texts, min_size=1, max_size=20))
def test_a_column_of_sound_text_is_left_alone(column: list[str]) -> None:
    mended, lost = mend_all(pl.Series(sorted(set(column))))
    assert not mended
    assert not lost


@QUICK
@given(latin)
@example("İŞÇİ ŞİŞ")
@example("ÇİĞ")
def test_random_words_of_western_letters_are_left_alone(text: str) -> None:
    assert mend(text) is None


@QUICK
@given(st.text(ARABIC + " ،؛؟", min_size=1, max_size=30))
def test_random_arabic_is_left_alone(text: str) -> None:
    assert mend(text) is None


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1256", "cp1254"])
@QUICK
@given(text=arabic_words)
def test_arabic_in_utf8_read_in_any_code_page_comes_back(codec: str, text: str) -> None:
    try:
        wrong = text.encode("utf-8").decode(codec)
    except UnicodeDecodeError:
        assume(False)
    assert mend(wrong) == text


@pytest.mark.parametrize("codec", ["cp1252", "cp1254", "latin-1"])
@QUICK
@given(word=st.sampled_from(["Panamá", "août", "Şanlıurfa", "İstanbul", "São João", "Gaziantep’te", "Efrîn", "niñez"]))
def test_western_names_in_utf8_come_back(codec: str, word: str) -> None:
    try:
        wrong = word.encode("utf-8").decode(codec)
    except UnicodeDecodeError:
        assume(False)
    assert mend(wrong) == word


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@QUICK
@given(text=arabic_words)
def test_windows_1256_read_as_western_comes_back(codec: str, text: str) -> None:
    wrong = text.encode("cp1256").decode(codec, errors="strict" if codec == "latin-1" else "replace")
    assume("\ufffd" not in wrong)
    assume(len({c for c in wrong if not c.isascii() and c not in "ÇĞİÖŞÜçğıöşü"}) > 1)  # else it may be Turkish
    assert mend(wrong) == text


@QUICK
@given(text=arabic_words)
def test_wrongly_saved_twice_comes_back(text: str) -> None:
    wrong = text.encode("utf-8").decode("latin-1").encode("utf-8").decode("latin-1")
    assert mend(wrong) == text


@QUICK
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    mended = mend(text)
    assert mended is None or mended != text


@QUICK
@given(st.lists(st.one_of(st.none(), texts, st.integers(0, 10**6).map(str)), min_size=1, max_size=12))
def test_clean_cells_come_out_as_they_went_in(column: list[str | None]) -> None:
    rows = frame(column, column)
    mended = repair(rows, ["name", "remarks"], roles={"c0": "text", "c1": "text"})
    assert mended.rows.equals(rows)
    assert not mended.findings


@QUICK
@given(
    st.lists(st.text(max_size=8) | st.none(), min_size=1, max_size=12), st.sampled_from(["IDPs", "Age", "pcode", "x"])
)
def test_any_cells_keep_their_rows(column: list[str | None], heading: str) -> None:
    rows = frame(column)
    mended = repair(rows, [heading], codes={"SY01": 1, "C1001": 4})
    assert mended.rows["_line"].equals(rows["_line"])
    assert mended.rows.columns == rows.columns
    for finding in mended.findings:
        assert finding.count >= len(finding.lines) >= 1


ends = st.lists(st.integers(1, 31), min_size=3, max_size=6, unique=True).map(sorted)


@QUICK
@given(ends, st.data())
def test_a_damaged_range_comes_back_or_stays(bounds: list[int], data: st.DataObject) -> None:
    """Ages 0 to the last bound without a gap; one range whose ends make a date is turned into that date."""
    series = [(0, bounds[0]), *((a + 1, b) for a, b in itertools.pairwise(bounds)), (bounds[-1] + 1, 99)]
    may = [(a, b) for a, b in series if 1 <= a <= 12 and a < b <= 28]
    assume(may)
    low, high = data.draw(st.sampled_from(may))
    cell = f"2020-{low:02d}-{high:02d}"
    others = [f"{a}-{b}" for a, b in series if (a, b) != (low, high)]
    assert (low, high) in typed_as(cell)
    found = fit({cell: typed_as(cell)}, others)
    assert found in ({cell: f"{low}-{high}"}, {})
    if high > 12:
        assert found == {cell: f"{low}-{high}"}


numbers = st.integers(1, 14).flatmap(lambda a: st.integers(1, 9).map(lambda b: f"SY{a:02d}{b:02d}"))


@QUICK
@given(st.sets(numbers, min_size=1, max_size=8), st.data())
def test_damaged_codes_come_back(codes: set[str], data: st.DataObject) -> None:
    known = KnownCodes.of(dict.fromkeys(codes))
    code = data.draw(st.sampled_from(sorted(codes)))
    spellings = [
        code.lower(),
        f" {code}",
        f"{code[:4]}-{code[4:]}",
        f"{code}_3",
        f"SY{int(code[2:])}",
        str(int(code[2:])),
    ]
    for damaged in spellings:
        reading = read_code(damaged, known)
        assert reading is not None
        assert reading.codes == (code,)


@QUICK
@given(st.lists(st.lists(st.integers(1, 5_000), min_size=3, max_size=3), min_size=6, max_size=20), st.data())
def test_one_altered_total_is_found_and_no_other(parts: list[list[int]], data: st.DataObject) -> None:
    totals = [sum(row) for row in parts]
    at = data.draw(st.integers(0, len(parts) - 1))
    columns = [[str(row[i]) for row in parts] for i in range(3)]
    names = [f"Town {'abcdefghijklmnopqrst'[i]}" for i in range(len(parts))]
    headings = ["place", "women", "men", "children", "Total"]
    clean = frame(names, *columns, [str(t) for t in totals])
    assert check_totals(clean, clean.clear(), headings) == []
    totals[at] += data.draw(st.integers(1, 10_000))
    (finding,) = check_totals(frame(names, *columns, [str(t) for t in totals]), clean.clear(), headings)
    assert (finding.line, finding.count, finding.column) == (at + 2, 1, "Total")

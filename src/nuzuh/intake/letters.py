"""Letters: destroyed, read in the wrong code page, in the wrong column, or not to be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from nuzuh.intake.findings import (
    Finding,
    Repaired,
    cells_of,
    found_where,
    heading_of,
    join_repairs,
    some,
    text_columns,
)
from nuzuh.intake.mojibake import mend_all
from nuzuh.intake.roles import NUMBER, some_cells

_LOST = r"^[^\p{L}]*(?:\?[\s?]*\?|\x{FFFD})[^\p{L}]*$"
_HOLES = r"\x{FFFD}|(?:^|[\s(\-])\?{2,}(?:$|[\s)\-])|\p{L}\?\p{Ll}"
_LINK = r"://|^www\.|="
_GONE = "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]"
_SPACES = "[\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_ARABIC_LANGUAGES = frozenset({"ar", "ara", "arabic", "fa", "fas", "persian", "ur", "urd", "urdu"})
_LATIN_LANGUAGES = frozenset(
    {
        *("en", "eng", "english", "fr", "fre", "fra", "french", "tr", "tur", "turkish"),
        *("es", "spa", "spanish", "pt", "por", "portuguese"),
    }
)


def plain(column: pl.Series) -> bool:
    """Return whether a column is ASCII throughout: then no letter of it can be wrong in most of the ways."""
    return column.str.len_bytes().sum() == column.str.len_chars().sum()


def mend_letters(rows: pl.DataFrame, headings: Sequence[str]) -> Repaired:
    """Return the table with letters mended where that is exact: code pages, invisible signs, only question marks."""
    foreign = {c for c in text_columns(rows) if not plain(rows[c])}
    steps = [mend_code_pages(rows, headings, foreign)]
    steps.append(remove_invisible(steps[-1].rows, headings, foreign))
    steps.append(empty_lost(steps[-1].rows, headings, foreign))
    return join_repairs(rows, steps)


def mend_code_pages(rows: pl.DataFrame, headings: Sequence[str], columns: set[str] | None = None) -> Repaired:
    """Return the table with text read again that was read in the wrong code page."""
    findings: list[Finding] = []
    for c in text_columns(rows):
        if columns is not None and c not in columns:
            continue
        texts = rows[c].drop_nulls().unique().sort()
        good, lost = mend_all(texts.filter(texts.str.len_bytes() != texts.str.len_chars()))
        heading = heading_of(headings, c)
        if good:
            old, new = list(good), list(good.values())
            mended = rows[c].replace(old, new)
            mask = rows[c].is_in(old).fill_null(value=False)
            count = int(mask.sum())
            findings.append(
                found_where(
                    rows,
                    c,
                    mask,
                    heading,
                    "text.mojibake",
                    "warning",
                    f"The file was once read in the wrong code page; {cells_of(count)} could be read again exactly: "
                    f"{some(new)}.",
                    "Nothing to do here; ask the sender to save as UTF-8 or XLSX.",
                    mended,
                )
            )
            rows = rows.with_columns(mended.alias(c))
        if lost:
            mask = rows[c].is_in(lost).fill_null(value=False)
            findings.append(
                found_where(
                    rows,
                    c,
                    mask,
                    heading,
                    "text.mojibake",
                    "error",
                    f"{cells_of(int(mask.sum()), verb='look')} as if read in the wrong code page, but the way back is not exact: "
                    f"{some(lost)}.",
                    "Ask for the file saved as UTF-8 or XLSX; the cells stand as they came.",
                )
            )
    return Repaired(rows, findings)


def mend_headings(headings: Sequence[str], line: int) -> tuple[tuple[str, ...], list[Finding]]:
    """Return the headings read again where they were read in the wrong code page, without signs that nobody sees.

    ``line`` is that of the header.
    """
    names = pl.DataFrame({"_line": pl.Series([line] * len(headings), dtype=pl.UInt32), "c0": list(headings)})
    steps = [mend_code_pages(names, ["the header"])]
    steps.append(remove_invisible(steps[-1].rows, ["the header"]))
    done = join_repairs(names, steps)
    return tuple(text or "" for text in done.rows["c0"]), done.findings


def remove_invisible(rows: pl.DataFrame, headings: Sequence[str], columns: set[str] | None = None) -> Repaired:
    """Return the table without marks that nobody sees and that make equal names differ; joiners in words stay."""
    findings: list[Finding] = []
    for c in text_columns(rows):
        if columns is not None and c not in columns:
            continue
        old = rows[c]
        if not old.str.contains(f"{_GONE}|{_SPACES}|[\u200c\u200d]").any():
            continue
        clean = (
            old.str.replace_all(_GONE, "")
            .str.replace_all(_SPACES, " ")
            .str.replace_all(r"^[\x{200C}\x{200D}]+|[\x{200C}\x{200D}]+$", "")
            .str.replace_all(r"([^\p{L}])[\x{200C}\x{200D}]+", "$1")
            .str.replace_all(r"[\x{200C}\x{200D}]+([^\p{L}])", "$1")
            .str.strip_chars()
        )
        clean = clean.set(clean == "", None)
        mask = old.ne_missing(clean) & (old != "").fill_null(value=False)
        if not mask.any():
            continue
        findings.append(
            found_where(
                rows,
                c,
                mask,
                heading_of(headings, c),
                "text.invisible",
                "warning",
                f"{cells_of(int(mask.sum()))} held signs that nobody sees (marks of direction, hard spaces); taken out.",
                "Nothing to do: names that look alike are alike now.",
                clean,
            )
        )
        rows = rows.with_columns(clean.alias(c))
    return Repaired(rows, findings)


_ASK = "Ask the sender for the file saved as UTF-8 or XLSX; the letters are not in this one any more."


def empty_lost(rows: pl.DataFrame, headings: Sequence[str], foreign: set[str] | None = None) -> Repaired:
    """Return the table with cells emptied of which only question marks are left.

    ``foreign`` are the columns that are not ASCII throughout; None: any.
    """
    findings: list[Finding] = []
    for c in text_columns(rows):
        old, heading = rows[c], heading_of(headings, c)
        suspect = old.str.contains("?", literal=True)
        if foreign is None or c in foreign:
            suspect |= old.str.contains("\ufffd", literal=True)
        suspect = suspect.fill_null(value=False)
        if not suspect.any():
            continue
        numbers = some_cells(old).str.contains(NUMBER)
        if int(numbers.sum()) * 2 > numbers.len():
            continue  # question marks among numbers say that the number is not known
        among = pl.DataFrame([old.alias(c)]).with_columns(_s=suspect)
        lost = among.select(
            pl.when("_s")
            .then(
                pl.col(c).str.contains(_LOST)
                & (pl.col(c).str.count_matches(r"[?\x{FFFD}]") > pl.col(c).str.count_matches(r"\d"))
            )
            .otherwise(statement=False)
            .fill_null(value=False)
        ).to_series()
        holes = among.select(
            pl.when(pl.col("_s") & ~pl.lit(lost))
            .then(pl.col(c).str.contains(_HOLES) & ~pl.col(c).str.contains(_LINK))
            .otherwise(statement=False)
        ).to_series()
        if holes.any():
            findings.append(_holes_found(rows, c, holes, heading))
        if lost.any():
            emptied = old.set(lost, None)
            findings.append(_loss_found(rows, c, lost, heading, emptied))
            rows = rows.with_columns(emptied.alias(c))
    return Repaired(rows, findings)


def _holes_found(rows: pl.DataFrame, c: str, holes: pl.Series, heading: str) -> Finding:
    told = some(rows[c].filter(holes).unique(maintain_order=True).head(3))
    message = f"{cells_of(int(holes.sum()), verb='have')} question marks where letters were: {told}."
    return found_where(
        rows, c, holes, heading, "text.holes", "warning", message, f"{_ASK} The cells stand as they came."
    )


def _loss_found(rows: pl.DataFrame, c: str, lost: pl.Series, heading: str, emptied: pl.Series) -> Finding:
    whole = int(lost.sum()) == rows.height - rows[c].null_count()
    which = f"All cells of {heading} hold" if whole else cells_of(int(lost.sum()), heading, "hold")
    message = (
        f"{which} only question marks: what stood there is lost for good in this file. "
        "They are left empty; the other columns are read."
    )
    return found_where(rows, c, lost, heading, "text.lost", "error", message, _ASK, emptied)


def _language(heading: str) -> tuple[str, str] | None:
    """Return a heading without its language, and the language: ``adm*_en`` -> (``adm*_``, ``en``)."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", heading)
    parts = [p for p in re.split(r"[^0-9A-Za-z]+", spaced) if p]
    for i in range(len(parts) - 1, -1, -1):
        language = parts[i].lower()
        if language in _ARABIC_LANGUAGES or language in _LATIN_LANGUAGES:
            return " ".join([*parts[:i], "*", *parts[i + 1 :]]).lower(), language
    return None


def language_pairs(headings: Sequence[str]) -> list[tuple[int, int]]:
    """Return the columns that hold one name in Latin and in Arabic letters.

    Examples
    --------
    >>> language_pairs(["ADM0_EN", "ADM0_AR", "admin1Name_ar", "admin1Name_en", "PCODE"])
    [(0, 1), (3, 2)]
    """
    latin: dict[str, int] = {}
    arabic: dict[str, int] = {}
    for i, heading in enumerate(headings):
        found = _language(heading)
        if found:
            (arabic if found[1] in _ARABIC_LANGUAGES else latin).setdefault(found[0], i)
    return [(at, arabic[stem]) for stem, at in latin.items() if stem in arabic]


def swap_languages(rows: pl.DataFrame, headings: Sequence[str]) -> Repaired:
    """Return the table with names put right that stood in each other's column, English in Arabic's and the reverse."""
    findings: list[Finding] = []
    for at, other in language_pairs(headings):
        a, b = f"c{at}", f"c{other}"
        if a not in rows.columns or b not in rows.columns:
            continue
        has = {
            name: (rows[c].str.contains(letters).fill_null(value=False))
            for name, c, letters in (
                ("a_arabic", a, r"\p{Arabic}"),
                ("a_latin", a, r"\p{Latin}"),
                ("b_arabic", b, r"\p{Arabic}"),
                ("b_latin", b, r"^[^#].*\p{Latin}|^\p{Latin}"),
            )
        }
        wrong_a, wrong_b = has["a_arabic"] & ~has["a_latin"], has["b_latin"] & ~has["b_arabic"]
        both = wrong_a & wrong_b
        if both.any():
            rows = _swap(rows, a, b, both, headings, findings)
        _one_sided(rows, a, wrong_a & ~both, headings, "Arabic", findings)
        _one_sided(rows, b, wrong_b & ~both, headings, "Latin", findings)
    return Repaired(rows, findings)


def _swap(
    rows: pl.DataFrame, a: str, b: str, both: pl.Series, headings: Sequence[str], findings: list[Finding]
) -> pl.DataFrame:
    new_a, new_b = rows[a].zip_with(~both, rows[b]), rows[b].zip_with(~both, rows[a])
    named = int((rows[a].is_not_null() | rows[b].is_not_null()).sum())
    count = int(both.sum())
    which = "in every row" if count == named else f"in {count:,} of {named:,} rows"
    one, two = heading_of(headings, a), heading_of(headings, b)
    findings.append(
        found_where(
            rows,
            a,
            both,
            one,
            "language.swapped",
            "warning",
            f"{one} and {two} have changed places {which}: Arabic letters stood in {one}, Latin ones in {two}. "
            "They are put right.",
            "Nothing to do here; tell the sender.",
            new_a,
        )
    )
    return rows.with_columns(new_a.alias(a), new_b.alias(b))


def _one_sided(
    rows: pl.DataFrame, column: str, wrong: pl.Series, headings: Sequence[str], script: str, findings: list[Finding]
) -> None:
    if not wrong.any():
        return
    heading = heading_of(headings, column)
    values = rows[column].filter(wrong).unique(maintain_order=True).head(3)
    findings.append(
        found_where(
            rows,
            column,
            wrong,
            heading,
            "language.script",
            "warning",
            f"{cells_of(int(wrong.sum()), heading, 'are')} in {script} letters: {some(values)}.",
            "Kept as they are; check whether they stand in the right column.",
        )
    )

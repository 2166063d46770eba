"""Whatever is imported, as whatever table: rows that a check reads as the import said, or a refusal that changes nothing."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuzuh.folder.records import read_folder
from nuzuh.intake.bring import Wishes, bring
from nuzuh.intake.outcome import Imported
from nuzuh.terms.errors import DataError, UsageError
from tests.folders import SOUND, write_folder

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
TABLES = (
    "places",
    "arrivals",
    "populations",
    "activities",
    "incidents",
    "references",
    "signatories",
    "place_decisions",
)
HEADINGS = (
    *("ADM1_EN", "ADM1_AR", "ADM1_PCODE", "admin2Name_en", "admin2Pcode", "Admin3 Pcode", "Governorate", "District", "Location"),
    *("IDPs_Jan_2020", "IDPs (individuals)", "IDPs HH", "Returnees", "Population", "Female IDPs", "Number of individuals", "Total"),
    *("Date", "Month", "Year", "Start date", "Reporting date", "As of", "Event date", "Nov 2019", "Dec 2019", "Jan 2020"),
    *("From Governorate", "To District", "Origin", "Destination Pcode", "Organisation", "Org type", "Cluster", "Activity", "Status"),
    *("#adm2+code", "#adm1+name", "#affected+idps", "#date", "#org", "id", "amount", "start", "destination", "population"),
    *("المحافظة", "عدد النازحين", "التاريخ", "İl", "Tarih", "Kişi sayısı", "name", "name_en", "pcode", "code", "level", "year"),
    *("country", "refugees", "event_type", "latitude", "longitude", "source", "note", "reported", "_uuid", "_index", "", "x", "#", "=1+1"),
)  # fmt: skip
CELLS = (
    *("SY", "SY01", "SY02", "SY0101", "SY0102", "SY0102C", "SY0109", "SY0101_2", "UA01", "Idlib", "إدلب", "Harim", "Maarrat (north)"),
    *("Nowhere", "Total", "المجموع", "12", "1,200", "1.200", "0", "-3", "470.97651", "about 300", "more than 5", "10-20", "١٢٠"),
    *("1e5", "-", " -   ", "n/a", "NULL", "#REF!", "????", "2020-02-01", "3/4/2020", "03.04.2020", "Feb-20", "January", "2020", "1995"),
    *("45 km", "Helpers United", "Shelter", "Ø£Ø¯Ù„Ø¨", "a\u200fb", '"', "x;y", "line\nbreak", "'=1", "people", "displaced", "exactly"),
)  # fmt: skip
_CODES, _NAMES, _COUNTS = ("SY0101", "SY0102", "SY01"), ("Harim", "Maarrat", "حارم"), ("120", "1,200", "7", "-")
_DAYS = ("2020-02-01", "3/4/2020", "13/4/2020", "Feb-20")
NEEDED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "places": {"admin1Pcode": ("SY01", "SY03"), "admin1Name_en": _NAMES, "admin2Pcode": ("SY0301", "SY0302", "SY0101")},
    "arrivals": {"To District": _NAMES, "IDP arrivals": _COUNTS, "Date of arrival": _DAYS},
    "populations": {"admin2Pcode": _CODES, "District": _NAMES, "IDPs_Jan_2020": _COUNTS, "Returnees_Jan_2020": _COUNTS},
    "activities": {"Organisation": ("Helpers", "Others"), "Cluster": ("Shelter", "WASH"), "District": _NAMES},
    "incidents": {"Event date": _DAYS, "Location": _NAMES, "Event type": ("Shelling", "Battles")},
    "references": {
        "year": ("1995", "1996"),
        "country": ("Bosnia", "Iraq"),
        "refugees": _COUNTS,
        "returned refugees": _COUNTS,
    },
    "signatories": {"name": ("Helpers", "Others", "Friends"), "Country": ("Syria", "Turkey")},
    "place_decisions": {"pcode": _CODES, "name": ("Harem", "Al Maara", "حارم")},
}
"""Headings that make a table, and cells that suit them."""
ENDINGS = (".csv", ".tsv", ".txt", "", ".xlsx", ".xls", ".ods", ".json", ".parquet", ".zip", ".gz", ".pdf")
MAGIC = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"PAR1",
    b"\x1f\x8b\x08",
    b"[{",
    b'{"results":[',
    b"\xff\xfe",
    b"name,pcode\n",
)


@contextmanager
def small_crisis() -> Iterator[Path]:
    """A crisis with a gazetteer, sources and an empty letter, thrown away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        kept = ("crisis.toml", "places.csv", "sources.csv")
        root = write_folder(Path(folder) / "crisis", {name: None for name in SOUND if name not in kept})
        (root / "letters/open").mkdir(parents=True)
        (root / "letters/open/letter.toml").write_text(SOUND["letters/open/letter.toml"], "utf-8")
        yield root


def bytes_of(root: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def imported(root: Path, file: Path, table: str, wishes: Wishes) -> Imported | None:
    """Import a file; nothing but a refusal that leaves the folder as it was may come instead."""
    before = bytes_of(root)
    try:
        return bring(root, str(file), table, wishes)
    except (DataError, UsageError):
        assert bytes_of(root) == before
        return None


def quoted(cell: str) -> str:
    """Return a cell as a CSV file has it."""
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('",;\n') else cell


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str]:
    """A table and a CSV file under a banner or not: headings of the field, cells of anything, mostly what it needs."""
    table = draw(st.sampled_from(TABLES))
    needed: Mapping[str, tuple[str, ...]] = draw(st.sampled_from([NEEDED[table], NEEDED[table], {}]))
    others = draw(st.lists(st.sampled_from(HEADINGS), min_size=0 if needed else 1, max_size=4))
    columns = [*((h, st.sampled_from((*cells, *cells, *CELLS))) for h, cells in needed.items())]
    columns = draw(st.permutations([*columns, *((h, st.sampled_from(CELLS)) for h in others)]))
    header = [heading for heading, _ in columns]
    rows = draw(st.lists(st.tuples(*(cells for _, cells in columns)), min_size=1, max_size=6))
    ragged = draw(st.sampled_from([[], [], [["SY0101"] * (len(header) + 1)]]))
    banner = draw(st.sampled_from([[], [], [["Displaced people as of 15 February 2020"], []]]))
    return table, "".join(",".join(map(quoted, cells)) + "\n" for cells in [*banner, header, *rows, *ragged])


def check_against_the_folder(root: Path, done: Imported) -> None:
    """Check that reading the folder finds in the written file what the import said."""
    assert done.read == done.accepted + done.rejected
    assert done.accepted > 0
    checked = read_folder(root).checked[done.table]
    at = next(i for i, sheet in enumerate(checked.sheets) if root / sheet.file == done.files[0])
    mine = (checked.cells["_sheet"] == at).to_numpy()
    assert mine.sum() == done.written
    assert not checked.sheets[at].raw.broken
    assert done.rejected or not checked.bad[mine].any()
    if done.written == done.read:  # one row a line: then each rejected line is one rejected row
        assert checked.bad[mine].sum() == done.rejected


@QUICK
@given(tables(), st.booleans())
def test_a_table_of_anything_is_read_as_told_or_refused(drawn: tuple[str, str], given_day: bool) -> None:
    table, text = drawn
    day = {"arrivals": "start", "populations": "date"}.get(table)
    wishes = Wishes(fixed={day: "2020-02-01"} if day and given_day else {})
    with small_crisis() as root:
        file = root.parent / "sent.csv"
        file.write_text(text, "utf-8")
        done = imported(root, file, table, wishes)
        if done is None:
            return
        check_against_the_folder(root, done)
        before = bytes_of(root)
        again = bring(root, str(file), table, wishes)
        after = bytes_of(root)
        del before["private/imports.csv"], after["private/imports.csv"]
        assert after == before
        assert (again.read, again.accepted, again.changes) == (done.read, done.accepted, [])


@settings(QUICK, max_examples=40)
@given(st.sampled_from(MAGIC), st.binary(max_size=200), st.sampled_from(ENDINGS), st.sampled_from(TABLES))
def test_any_bytes_are_read_or_refused(magic: bytes, data: bytes, ending: str, table: str) -> None:
    with small_crisis() as root:
        file = root.parent / f"sent{ending}"
        file.write_bytes(magic + data)
        if done := imported(root, file, table, Wishes(fixed={"date": "2020-02-01"} if table == "populations" else {})):
            check_against_the_folder(root, done)


@settings(QUICK, max_examples=10)
@given(
    st.lists(st.tuples(st.integers(0, 2_000_000), st.integers(0, 900)), min_size=1, max_size=40),
    st.sampled_from(("{}", "{:,}", " {} ", "{}.0")),
    st.sampled_from(("Total", "Grand Total", "المجموع", "TOPLAM")),
)
def test_what_is_written_adds_up_to_the_totals_row(counts: list[tuple[int, int]], form: str, label: str) -> None:
    places = "".join(f"SY01{i:02d},2,SY01,Town {i}\n" for i in range(len(counts)))
    sums = [sum(column) for column in zip(*counts, strict=True)]
    rows = [[f"Town {i}", f"SY01{i:02d}", *(form.format(n) for n in each)] for i, each in enumerate(counts)]
    with small_crisis() as root:
        (root / "places.csv").write_text(f"code,level,parent,name_en\nSY,0,,Syria\nSY01,1,SY,Idlib\n{places}", "utf-8")
        table = [
            ["District", "District Pcode", "IDPs_Jan_2020", "Returnees_Jan_2020"],
            *rows,
            [label, "", *map(str, sums)],
        ]
        file = root.parent / "stock.csv"
        file.write_text("".join(",".join(map(quoted, cells)) + "\n" for cells in table), "utf-8")
        done = bring(root, str(file), "populations")
        assert [row["sum"] for row in done.sheets[0].sums] == [row["own_total"] for row in done.sheets[0].sums] == sums
        written = read_folder(root).tables["populations"]
        assert dict(written.group_by("population").agg("people").map_rows(lambda r: (r[0], sum(r[1]))).rows()) == dict(
            zip(("displaced", "returnees"), sums, strict=True)
        )
        assert not [p for p in done.problems if p.severity == "error"]

"""Faults planted one by one into a sound folder: `nuzuh check` names each at its place, and nothing else.

Rows that only refer to a rejected row are told so; these follow-ups are left out of what a case lists.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from nuzuh import cli, ledgers
from nuzuh.folder.records import read_folder
from nuzuh.folder.settings import read_settings
from tests.folders import SOUND, Content, replaced, workbook, write_folder

A, P, S, N = "arrivals/arrivals.csv", "places.csv", "sources.csv", "populations/populations.csv"
R, C, G = "references.csv", "corrections.csv", "letters/open/signatories.csv"
T, L, M = "crisis.toml", "letters/open/letter.toml", "letters/open/letter.en.md"
X, V = "arrivals/more.xlsx", "arrivals/moves.csv"
FIGURE = '{{ figure("reference.bosnia", "people") }}'
STOCK = 'stock,"769,753",people,1995-12-31'

Found = tuple[str, str, int | None, str, str]  # file, sheet, line, column, rule; a warning's rule begins with ?


@dataclass(frozen=True)
class Case:
    label: str
    changes: dict[str, Content | None]
    found: tuple[Found, ...]


def at(file: str, old: str, new: str, line: int | None, column: str, rule: str, *more: Found) -> Case:
    """A text of a file changed, and the one problem that comes of it."""
    label = f"{file.rpartition('/')[2]}: {old!r:.40} → {new!r:.40}"
    return Case(label, dict(replaced(file, old, new)), ((file, "", line, column, rule), *more))


def fine(file: str, old: str, new: str) -> Case:
    return Case(f"{file}: fine: {new!r:.50}", dict(replaced(file, old, new)), ())


def whole(label: str, file: str, content: Content | None, *found: Found) -> Case:
    return Case(label, {file: content}, found)


def row(file: str, text: str, line: int, column: str, rule: str) -> Case:
    """A row added at the end of a file."""
    return Case(f"{file}: + {text!r:.50}", {file: f"{SOUND[file]}{text}\n"}, ((file, "", line, column, rule),))


def moved(text: str, *found: Found) -> Case:
    """A row with a movement, in a file of its own: start, movement, origin, origin_name, destination, …_name, amount, source."""
    head = "start,movement,origin,origin_name,destination,destination_name,amount,source"
    return Case(f"moves: {text}", {V: f"{head}\n{text}\n"}, found)


def wrong(text: str, column: str, rule: str, *more: str) -> Case:
    return moved(
        text,
        (V, "", 2, column, rule),
        *((V, "", 2, column, rule) for column, rule in zip(*[iter(more)] * 2, strict=True)),
    )


MOVES = [
    moved("2020-02-01,departure,SY02,,,,5,ngo"),
    moved("2020-02-01,departure,SY02,,SY0101,,5,ngo"),
    moved("2020-02-01,Departure,SY02,,outside,,5,ngo"),
    moved("2020-02-01,departure,outside,,SY0101,,5,ngo"),
    moved("2020-02-01,return,SY02,,,,5,ngo"),
    moved("2020-02-01,return,,,SY0101,,5,ngo"),
    moved("2020-02-01,displacement,outside,,SY0101,,5,ngo"),
    moved("2020-02-01,,SY02,,outside,,5,ngo"),
    moved("2020-02-01,,,,outside,,5,ngo"),
    wrong("2020-02-01,departure,,,,,5,ngo", "origin", "cell.missing"),
    wrong("2020-02-01,departure,,,SY0101,,5,ngo", "origin", "cell.missing"),
    wrong("2020-02-01,return,,,,,5,ngo", "origin", "place.neither"),
    wrong("2020-02-01,displacement,SY02,,,,5,ngo", "destination", "cell.missing"),
    wrong("2020-02-01,,SY02,,,,5,ngo", "destination", "cell.missing"),
    wrong("2020-02-01,leave,SY02,,,,5,ngo", "movement", "choice.unknown"),
    wrong("2020-02-01,departures,,,,,5,ngo", "movement", "choice.unknown"),
    wrong("2020-02-01,departure,SY99,,,,5,ngo", "origin", "places.unknown"),
    wrong("2020-02-01,return,SY99,,,,5,ngo", "origin", "places.unknown"),
    wrong("2020-02-01,return,SY02,,SY99,,5,ngo", "destination", "places.unknown"),
    wrong("2020-02-01,departure,,,,,many,ngo", "amount", "amount.format", "origin", "cell.missing"),
    wrong("2020-02-01,,outside,,outside,,5,ngo", "destination", "place.same"),
    wrong("2020-02-01,,Outside,,SY0101,,5,ngo", "origin", "places.unknown"),
    wrong("2020-02-01,departure,,Qwertz,,,5,ngo", "origin_name", "place.unknown_name"),
    wrong("2020-02-01,,,,,Qwertz,5,ngo", "destination_name", "place.unknown_name"),
    wrong("2020-02-01,departure,SY02,,,Qwertz,5,ngo", "destination_name", "?place.unknown_name"),
    wrong("2020-02-01,return,SY02,,,Qwertz,5,ngo", "destination_name", "?place.unknown_name"),
    wrong("2020-02-01,return,,,,Qwertz,5,ngo", "destination_name", "?place.unknown_name", "origin", "place.neither"),
    wrong("2020-02-01,departure,,Harim,,,5,ngo", "origin_name", "?place.by_name"),
    wrong("2020-02-01,,,,,Harim,5,ngo", "destination_name", "?place.by_name"),
    whole("leaves only", V, "start,movement,origin,amount,source\n2020-02-01,departure,SY02,5,ngo\n"),
    whole("no way to", V, "start,origin,amount,source\n2020-02-01,SY02,5,ngo\n", (V, "", 1, "destination", "column.missing")),
    whole("only a name", V, "start,destination_name,amount,source\n2020-02-01,Harim,5,ngo\n",
          (V, "", 2, "destination_name", "?place.by_name")),
    whole("misspelt beside movement", V, "start,movement,origin,distination,amount,source\n2020-02-01,,SY02,SY0101,5,ngo\n",
          (V, "", 1, "distination", "column.unknown")),
]  # fmt: skip

ARRIVALS = [
    at(A, "a1,2020-01-01", "a1,03/04/2020", 2, "start", "date.ambiguous"),
    at(A, "a1,2020-01-01", "a1,2020-02-31", 2, "start", "date.invalid"),
    at(A, "a1,2020-01-01", "a1,1.1.20", 2, "start", "date.ambiguous"),
    at(A, "a1,2020-01-01", "a1,soon", 2, "start", "date.format"),
    at(A, "a1,2020-01-01", "a1,", 2, "start", "cell.missing"),
    at(A, "a1,2020-01-01,2020-02-01", "a1,2020-02-01,2020-01-01", 2, "end", "period.order"),
    at(A, "a1,2020-01-01,2020-02-01", "a1,2020-01-01,2020-01-01", 2, "end", "period.order"),
    at(A, "a1,2020-01-01,2020-02-01", "a1,2020-01-01,2020-02", 2, "end", "period.vague"),
    at(A, "a1,2020-01-01", "a1,2019-01-01", 2, "start", "?period.before"),
    at(A, "a1,2020-01-01,2020-02-01", "a1,2021-01-01,2021-02-01", 2, "start", "?period.after"),
    at(A, "ngo,2020-02-02,https", "ngo,2019-02-02,https", 2, "reported", "?reported.before"),
    at(A, "SY02,SY0101,1000", "SY02,SY0191,1000", 2, "destination", "places.unknown"),
    at(A, "SY02,SY0101,1000", "SY02,sy0101,1000", 2, "destination", "places.unknown"),
    at(A, "SY02,SY0101,1000", "SY02,SY0101\u200f,1000", 2, "destination", "places.unknown"),
    at(A, "SY02,SY0101,1000", "Alepo,SY0101,1000", 2, "origin", "places.unknown"),
    at(A, "SY02,SY0101,1000", "SY02,,1000", 2, "destination", "cell.missing"),
    at(A, "SY02,SY0102C,,", "SY0102C,SY0102C,,", 6, "destination", "place.same"),
    at(A, "people,,ngo,2020-02-02,", "people,,NGO,2020-02-02,", 2, "source", "sources.unknown"),
    at(A, "people,,ngo,2020-02-02,", "people,,,2020-02-02,", 2, "source", "cell.missing"),
    at(A, "people,,ngo,2020-02-02,", "peple,,ngo,2020-02-02,", 2, "unit", "choice.unknown"),
    at(A, "SY0101,1000", "SY0101,-1000", 2, "amount", "amount.negative"),
    at(A, "SY0101,1000", "SY0101,1000.5", 2, "amount", "?amount.fraction"),
    at(A, "SY0101,1000", "SY0101,1.000", 2, "amount", "amount.ambiguous"),
    at(A, "SY0101,1000", 'SY0101,"1,00"', 2, "amount", "amount.ambiguous"),
    at(A, "SY0101,1000", "SY0101,lots", 2, "amount", "amount.format"),
    at(A, "SY0101,1000", "SY0101,between 400 and 300", 2, "amount", "amount.order"),
    at(A, "SY0101,1000", "SY0101,99999999999", 2, "amount", "amount.too_large"),
    at(A, "SY0101,1000", "SY0101,????", 2, "amount", "amount.format", (A, "", 2, "amount", "?encoding.damaged")),
    at(A, "1000,people,,ngo", "1000,people,no_access,ngo", 2, "amount", "coverage.amount"),
    at(A, "1000,people,,ngo", "1000,people,noaccess,ngo", 2, "coverage", "choice.unknown"),
    *MOVES,
    at(A, "https://example.org/a1", "example.org/a1", 2, "link", "link.format"),
    at(A, "a3,", "a1,", 4, "id", "key.repeated"),
    at(A, "a3,", "a 3,", 4, "id", "code.format"),
    at(A, "\na1", "\n\ufeffa1", 2, "id", "code.format"),
    at(A, "id,start,end", "id,stat,end", 1, "stat", "column.unknown"),
    at(A, "origin,destination", "origin,distination", 1, "distination", "column.unknown"),
    at(A, "id,start,end", "id,begun on,end", 1, "start", "column.missing", (A, "", 1, "begun on", "?column.unknown")),
    at(A, "unit,coverage", "uint,coverage", 1, "uint", "column.unknown"),
    at(A, ",link,note", ",link,colour", 1, "colour", "?column.unknown"),
    at(A, ",link,note", ",link,link", 1, "link", "header.duplicate"),
    at(A, ",link,note", ",link,", 1, "L", "header.empty"),
    row(A, "a7,2020-02-03,,SY02,SY0101,15,,,press,2020-02-05,,,extra", 8, "", "row.long"),
    row(A, "a7,2020-02-03,,SY02", 8, "destination", "row.short"),
    row(A, 'a7,2020-02-03,,SY02,SY0101,"15,,,press,2020-02-05,,', 8, "", "row.quote"),
    row(A, 'a7,2020-02-03,,SY02,SY0101,"15"0,,,press,2020-02-05,,', 8, "", "row.quote"),
    row(A, "\n\n\na7,2020-02-99,,SY02,SY0101,15,,,press,2020-02-05,,", 11, "start", "date.invalid"),
    row(A, ",,,,,,,,,,,\na7,2020-02-99,,SY02,SY0101,15,,,press,2020-02-05,,", 9, "start", "date.invalid"),
    row(A, "a7,2020-02-03,,SY02,SY0101,150,,,press,2020-02-04,,", 8, "start", "?row.repeated"),
    row(A, SOUND[A].splitlines()[0], 8, "id", "row.header"),
    row(A, f"\ufeff{SOUND[A].splitlines()[0]}", 8, "id", "row.header"),
    row(A, "a7,2020-02-03,,SY02,SY0101,15,,,press,2020-02-05,,?????? ????", 8, "note", "?encoding.damaged"),
    fine(A, "SY0101,1000", "SY0101,١٠٠٠"),
    fine(A, "a1,2020-01-01", "a1,٢٠٢٠-٠١-٠١"),
    fine(A, "1000,people,,ngo", "0,people,,ngo"),
    fine(A, "1000,people,,ngo", "n/a,people,unknown,ngo"),
    fine(A, "SY02,SY0101,1000", " SY02 , SY0101 ,1000 "),
]

PLACES = [
    at(P, "SY01,1,SY,", "SY01,1,SY0101,", 3, "parent", "parent.circle"),
    at(P, "SY01,1,SY,", "SY01,1,SY01,", 3, "parent", "parent.circle"),
    at(P, "SY0102,2,SY01", "SY0102,2,SY0I", 6, "parent", "places.unknown"),
    at(P, "SY0102,2,SY01", "SY0102,2,", 6, "parent", "?parent.missing"),
    at(P, "SY0101,2", "SY0101,1", 5, "level", "level.order"),
    at(P, "SY0101,2", "SY0101,7", 5, "level", "number.range"),
    at(P, "SY0101,2", "SY0101,two", 5, "level", "number.format"),
    at(P, "SY0101,2", "SY0101,2.5", 5, "level", "number.format"),
    at(P, "SY0101,2", "SY0101,", 5, "level", "cell.missing"),
    at(P, "36.20,36.51", "95,36.51", 5, "lat", "number.range"),
    at(P, "36.20,36.51", "36.20,181", 5, "lon", "number.range"),
    at(P, "36.20,36.51", '"36,20",36.51', 5, "lat", "number.ambiguous"),
    at(P, "36.20,36.51", "36.20N,36.51", 5, "lat", "number.format"),
    at(P, "36.20,36.51", "36.20,", 5, "lon", "coordinate.half"),
    at(P, "36.20,36.51", ",36.51", 5, "lat", "coordinate.half"),
    at(P, "36.20,36.51", "0,0", 5, "lat", "coordinate.zero"),
    at(P, "SY02,1", "SY01,1", 4, "code", "key.repeated", *((A, "", n, "origin", "places.unknown") for n in (2, 3, 6, 7))),
    at(P, "SY0102C,5", "SY 0102C,5", 7, "code", "code.format", (A, "", 6, "destination", "places.unknown"),
       (N, "", 4, "place", "places.unknown")),
    row(P, "outside,1,,Abroad,,,,,,cod", 8, "code", "code.reserved"),
    row(P, "OUTSIDE,1,SY,Abroad,,,,,,cod", 8, "code", "code.reserved"),
    at(P, "Harim,حارم", ",", 5, "name_en", "cell.missing"),
    at(P, '"1,500,000"', "-5", 3, "population", "amount.negative"),
    at(P, '"1,500,000",,cod', '"1,500,000",maybe,cod', 3, "protected", "yesno.format"),
    at(P, '"1,500,000",,cod', '"1,500,000",,code', 3, "source", "sources.unknown"),
    at(P, "SY0101,2,SY01,Harim,حارم,36.20,36.51,,,cod", "SY0101,2,SY01", 5, "name_en", "row.short"),
    at(P, "code,level", "cod,level", 1, "cod", "column.unknown"),
    whole("places with a header only", P, "code,level,name_en\n", (P, "", None, "", "table.empty")),
    whole("no places", P, None, (P, "", None, "", "file.missing")),
    whole("places empty", P, b"", (P, "", None, "", "file.empty")),
    whole("places is an archive", P, b"PK\x03\x04" + bytes(range(256)), (P, "", None, "", "file.format")),
    whole("other headings", P, "foo;bar\n1;2\n", (P, "", 1, "foo", "header.unknown")),
    whole("letters lost", P, SOUND[P].encode().replace("حارم".encode(), "حارم".encode("windows-1256")),
          (P, "", 5, "name_ar", "?encoding.damaged")),
]  # fmt: skip

SOURCES = [
    at(S, "ngo,B", "ngo,G", 3, "grade", "choice.unknown"),
    at(S, "ngo,B", "ngo,", 3, "grade", "cell.missing"),
    at(S, "Helpers United,ngo", "Helpers United,ngoo", 3, "kind", "choice.unknown"),
    at(S, "https://example.org/ngo", "www.example.org", 3, "link", "link.format"),
    at(S, "2020-03-01,", "01/03/2020,", 3, "published", "date.ambiguous"),
    at(S, "media,D,,,", "media,D,,,perhaps", 4, "protected", "yesno.format"),
    at(S, "ngo,Field reports", "ngo,", 3, "name_en", "cell.missing"),
    at(S, "press,Daily", "ngo,Daily", 4, "code", "key.repeated", (A, "", 7, "source", "sources.unknown")),
    whole("no sources", S, None, (S, "", None, "", "file.missing")),
    Case("sources in capitals", {S: None, "Sources.CSV": SOUND[S]}, ()),
    fine(S, "ngo,B", "ngo,b"),
]

POPULATIONS = [
    at(N, "p1,2020-01-31", "p1,", 2, "date", "cell.missing"),
    at(N, "p1,2020-01-31", "p1,2020-13-31", 2, "date", "date.invalid"),
    at(N, "2020-01-31,SY0101", "2020-01-31,outside", 2, "place", "places.unknown"),
    at(N, "2020-02-29,SY0102C", "2030-02-28,SY0102C", 4, "date", "?period.after"),
    at(N, "SY0101,displaced,700", "SY0101,displased,700", 2, "population", "choice.unknown"),
    at(N, "SY0101,displaced,700", "SY0101,displaced,-7", 2, "amount", "amount.negative"),
    at(N, "~900,,", "~900.5,,", 4, "amount", "?amount.fraction"),
    at(N, "~900,,", "~900,families,", 4, "unit", "choice.unknown"),
    at(N, "p2,", "p1,", 3, "id", "key.repeated"),
    at(N, "SY0102C", "SY0102D", 4, "place", "places.unknown"),
    at(N, "700,people,ngo", "700,people,", 2, "source", "cell.missing"),
    whole("populations misspelt", "populations/populations.xls", b"\xd0\xcf\x11\xe0",
          ("populations/populations.xls", "", None, "", "?file.unread")),
]  # fmt: skip

REFERENCES = [
    at(R, "1995-12-31", "", 2, "date", "reference.date"),
    at(R, "stock", "flow", 2, "start", "reference.period", (R, "", 2, "end", "reference.period")),
    at(R, "stock", "stok", 2, "metric", "choice.unknown"),
    at(R, "1995-12-31,,", "1995-12-31,1996-01-01,1995-01-01", 2, "end", "period.order"),
    at(R, '"769,753"', "", 2, "amount", "cell.missing"),
    at(R, "Statistics of 1995", "", 2, "citation", "cell.missing"),
    at(R, "Refugees from Bosnia", "", 2, "label_en", "cell.missing"),
    at(R, "https://example.org/b", "see report", 2, "link", "link.format"),
    at(R, STOCK, "share,120,percent,", 2, "amount", "number.range"),
    at(R, STOCK, "share,12,people,", 2, "unit", "reference.unit"),
    Case("a share", {R: SOUND[R] + "half,Half,share,50.5%,percent,,,,Bosnia,people,A book,\n"}, ()),
    row(R, SOUND[R].splitlines()[1], 3, "id", "key.repeated"),
]

CORRECTIONS = [
    at(C, "a2", "a99", 2, "id", "correction.row"),
    at(C, ",,,a2", ",,,", 2, "line", "correction.row"),
    at(C, ",,,a2", ",arrivals.csv,99,", 2, "line", "correction.row"),
    at(C, ",,,a2", ",arrivals.csv,x,", 2, "line", "number.format"),
    at(C, "500", "501", 2, "expect", "correction.expect"),
    at(C, "510", "five", 2, "value", "amount.format"),
    at(C, "amount,500,510", "source,ngo,", 2, "value", "cell.missing"),
    at(C, "amount", "amnt", 2, "column", "correction.column"),
    Case("corrected to a code that is none", dict(replaced(C, "amount,500,510", "destination,SY0102,SY0I02")),
         ((A, "", 3, "destination", "places.unknown"),)),
    at(C, "amount", "_line", 2, "column", "correction.column"),
    at(C, "arrivals", "arrival", 2, "table", "choice.unknown"),
    at(C, "Counted again", "", 2, "reason", "cell.missing"),
    at(C, "Editor,2020-03-02", "Editor,02/03/2020", 2, "date", "date.ambiguous"),
    row(C, SOUND[C].splitlines()[1], 3, "expect", "correction.expect"),
    fine(C, ",,,a2", ",arrivals/arrivals.csv,3,"),
]  # fmt: skip

SIGNATORIES = [
    at(G, "Quiet Friends", "helpers  UNITED", 4, "name", "signatory.repeated"),
    at(G, "Quiet Friends", "جمعية  الغَوث", 4, "name", "signatory.repeated"),
    at(G, "Quiet Friends", "", 4, "name", "cell.missing"),
    at(G, "2020-03-03", "3 of March", 4, "signed", "date.format"),
    at(G, "yes", "perhaps", 4, "protected", "yesno.format"),
    at(G, "https://example.org/hu", "example.org/hu", 2, "link", "link.format"),
    at(G, "name,acronym", "nmae,acronym", 1, "nmae", "column.unknown"),
    whole("signs in two files", "letters/open/signatories.xlsx", workbook(("S", [["name"], ["Helpers United"]])),
          ("letters/open/signatories.xlsx", "S", 2, "name", "signatory.repeated")),
    whole("misnamed", "letters/open/signatory.csv", "name\nX\n",
          ("letters/open/signatory.csv", "", None, "", "?file.unread")),
]  # fmt: skip

SETTINGS = [
    at(T, "smallest_cell = 10", "smallest_cells = 10", 13, "disclosure.smallest_cells", "settings.unknown"),
    at(T, "smallest_cell = 10", "smallest_cell = -1", 13, "disclosure.smallest_cell", "settings.value"),
    at(T, "smallest_cell = 10", 'smallest_cell = "10"', 13, "disclosure.smallest_cell", "settings.value"),
    at(T, "smallest_cell = 10", "smallest_cell = 10.5", 13, "disclosure.smallest_cell", "settings.value"),
    at(T, "smallest_cell = 10", "smallest_cell = true", 13, "disclosure.smallest_cell", "settings.value"),
    at(T, "finest_level = 3", "finest_level = 9", 14, "disclosure.finest_level", "settings.value"),
    at(T, "finest_level = 3", "finest_level = 3\nfoo = 1", 15, "disclosure.foo", "settings.unknown"),
    at(T, "finest_level = 3", "rounding = 100", 14, "disclosure.rounding", "settings.value"),
    at(T, "[disclosure]", "[disclosur]", 12, "disclosur", "settings.unknown"),
    at(T, "[disclosure]", "[[disclosure]]", 12, "disclosure", "settings.value"),
    at(T, "[disclosure]", '[count]\nperiod = "day"\n[disclosure]', 13, "count.period", "settings.value"),
    *(
        at(T, "[disclosure]", f"[count]\n{key} = {value}\n[disclosure]", 13, f"count.{key}", "settings.value")
        for key, value in (("method", '"prefered"'), ("level", "0.4"), ("level", "90"), ("level", '"0.9"'),
                           ("draws", "19"), ("draws", "10001"), ("draws", "200.5"), ("seed", "-1"), ("seed", "true"))
    ),
    fine(T, "[disclosure]", '[count]\nmethod = "preferred"\nlevel = 0.5\ndraws = 10000\nseed = 0\n[disclosure]'),
    fine(T, "[disclosure]", '[count]\nmethod = "accounts"\nlevel = 0.99\ndraws = 20\nseed = 7\n[disclosure]'),
    at(T, "[disclosure]", '[reading]\ndate_order = "dmy"\n[disclosure]', 13, "reading.date_order", "settings.value"),
    at(T, "[disclosure]", '[publisher]\nlink = "x"\n[disclosure]', 13, "publisher.link", "settings.value"),
    at(T, "[name]", "[names]", 9, "names", "settings.unknown"),
    at(T, "start = 2020-01-01", 'start = "2020-01-01"', 3, "start", "settings.value"),
    at(T, "start = 2020-01-01", "start = 2020-01-01T00:00:00", 3, "start", "settings.value"),
    at(T, "start = 2020-01-01", "start = 2020-02-30", 3, "", "settings.syntax"),
    at(T, "start = 2020-01-01", "start = 2021-01-01", 4, "as_of", "settings.value"),
    at(T, "start = 2020-01-01\n", "", None, "start", "settings.missing"),
    at(T, "start = 2020-01-01", "Start = 2020-01-01", 3, "Start", "settings.unknown"),
    at(T, "published = 2020-03-06", "published = 2020-02-01", 5, "published", "settings.value"),
    at(T, '["en"]', '["en", "fr"]', 2, "languages", "settings.value"),
    at(T, '["en"]', '["en", "en"]', 2, "languages", "settings.value"),
    at(T, '["en"]', '"en"', 2, "languages", "settings.value"),
    at(
        T,
        '["en"]',
        '["en", "ar"]',
        9,
        "name",
        "settings.value",
        ("letters/open/letter.ar.md", "", None, "", "?letter.language"),
        (L, "", 5, "addressees.name", "letter.language"),
        (L, "", 10, "calls.text", "letter.language"),
    ),
    at(T, 'en = "A small crisis"', 'fr = "A small crisis"', 10, "name.fr", "settings.value"),
    at(T, 'en = "A small crisis"', 'en = "A small crisis', 10, "", "settings.syntax"),
    at(T, "A small crisis", "A … crisis", 9, "name", "settings.value"),
    at(T, '"small"', '"a b"', 1, "code", "settings.value"),
    at(T, 'code = "small"', 'code = "small"\ncode = "again"', 2, "", "settings.syntax"),
    at(T, 'place = "SY"', 'place = "SX"', 6, "place", "places.unknown"),
    at(T, "household_size = 5.0", "household_size = 0", 7, "household_size", "settings.value"),
    at(T, "household_size = 5.0", "household_size = 5,0", 7, "", "settings.syntax"),
    at(T, "household_size = 5.0", "household_size = nan", 7, "household_size", "settings.value"),
    at(T, "household_size = 5.0", "houshold_size = 5.0", 7, "houshold_size", "settings.unknown"),
    at(T, "size = 5.0", "size = 5.0\nhousehold_size_low = 6", 8, "household_size_low", "settings.value"),
    at(T, "size = 5.0", 'size = 5.0\nbasemap = {file = "x", attribution = "y", licence = "z"}', 8, "basemap.file",
       "settings.value"),
    Case("no household size", dict(replaced(T, "household_size = 5.0\n", "")),
         ((A, "", 5, "household_size", "household.size"),)),
    whole("settings in UTF-16", T, SOUND[T].encode("utf-16"), (T, "", None, "", "settings.encoding")),
    whole("no settings", T, b"", *((T, "", None, k, "settings.missing") for k in ("code", "name", "languages", "start", "as_of")),
          (A, "", 5, "household_size", "household.size")),
    whole("settings with CRLF and a mark", T, "\ufeff" + SOUND[T].replace("\n", "\r\n")),
]  # fmt: skip

LETTERS = [
    at(L, 'to = ["un"]', 'to = ["us"]', 9, "calls.to", "letter.addressee"),
    at(L, 'to = ["un"]', 'to = "un"', 9, "calls.to", "settings.value"),
    at(L, 'to = ["un"]', "", 7, "calls.to", "settings.missing"),
    at(L, "text.en", "text.fr", 10, "calls.text", "letter.language"),
    at(L, "text.en", "txt.en", 10, "calls.txt", "settings.unknown"),
    at(L, "Protect civilians", "Protect 5 civilians", 10, "20", "letter.typed_number"),
    at(L, "date = 2020-03-06", "", None, "date", "settings.missing"),
    at(L, "date = 2020-03-06", "date = 2020-03-06\nembarg = 2020-04-01", 2, "embarg", "settings.unknown"),
    at(L, 'id = "un"', 'id = ""', 4, "addressees.id", "settings.value"),
    at(L, 'name.en = "The Secretary-General"', "", 3, "addressees.name", "settings.missing"),
    at(L, "[[calls]]", "[calls]", 7, "calls", "settings.value"),
    at(L, "[[calls]]", "[[call]]", 7, "call", "settings.unknown"),
    at(L, "[[addressees]]", "[[adressees]]", 3, "adressees", "settings.unknown"),
    at(L, '"Protect civilians."', '"Protect civilians.', 10, "", "settings.syntax"),
    whole("a call twice", L, SOUND[L] + SOUND[L][SOUND[L].index("[[calls]]") :], (L, "", 12, "calls.id", "letter.repeated")),
    whole("no letter.toml", L, None, (L, "", None, "", "file.missing")),
    whole("no text", M, None, (M, "", None, "", "letter.language")),
    whole("a text in no language", "letters/open/letter.fr.md", SOUND[M],
          ("letters/open/letter.fr.md", "", None, "", "?file.unread")),
    whole("a text in UTF-16", M, SOUND[M].encode("utf-16"), (M, "", None, "", "letter.encoding")),
    at(M, "reference.bosnia", "reference.bosnai", 8, "20", "letter.figure"),
    at(M, '"people") }}', '"peeple") }}', 8, "20", "letter.expression"),
    at(M, FIGURE, "{{ figure(reference.bosnia) }}", 8, "20", "letter.expression"),
    at(M, '"people") }}', '"people") }', 8, "20", "letter.braces"),
    at(M, "an earlier war", "5 earlier wars", 8, "4", "letter.typed_number"),
    at(M, "an earlier war", "٥٠٠ earlier wars", 8, "4", "letter.typed_number"),
    at(M, "an earlier war", "millions of wars", 8, "4", "letter.typed_number"),
    at(M, "title: Protect the", "title: Protect 5", 2, "16", "letter.typed_number"),
    at(M, "title: Protect the displaced", "title: …", 2, "8", "letter.blank"),
    at(M, "2020-02-29", "2020-02-31", 7, "4", "letter.day"),
    at(M, "title: Protect", "titel: Protect", 2, "1", "letter.front"),
    at(M, "salutation: Your Excellency,", "salutation", 3, "1", "letter.front"),
    at(M, "title: Protect the displaced\n", "", 1, "1", "letter.title"),
    at(M, "answer.\n---", "answer.", 1, "1", "letter.front"),
]  # fmt: skip

HEAD = ["id", "start", "end", "origin", "destination", "amount", "unit", "coverage", "source"]
GOOD = ["b1", dt.date(2020, 2, 4), None, "SY02", "SY0101", 15, None, None, "press"]
BAD = ["b2", dt.datetime(2020, 2, 5, 9), None, "SY02", "SY0191", 15, None, None, "press"]


def cells(**changed: object) -> list[object]:
    return [{**dict(zip(HEAD, GOOD, strict=True)), "id": "b9", **changed}[name] for name in HEAD]


WORKBOOKS = [
    whole("sheets", X, workbook(("Jan", [HEAD, GOOD, BAD]), ("Read me", [["hello"], ["there"]]),
                                ("Feb", [[], [], [None, *HEAD], [None, *cells(start="2020-02-30")], [None, *GOOD]])),
          (X, "Read me", 1, "", "?sheet.unread"), (X, "Jan", 3, "destination", "places.unknown"),
          (X, "Feb", 4, "start", "date.invalid"), (X, "Feb", 5, "id", "key.repeated")),
    whole("fraction", X, workbook(("Jan", [HEAD, cells(amount=15.5)])), (X, "Jan", 2, "amount", "?amount.fraction")),
    whole("error cell", X, workbook(("Jan", [HEAD, cells(amount="#REF!")])), (X, "Jan", 2, "amount", "amount.format")),
    whole("true", X, workbook(("Jan", [HEAD, cells(amount=True)])), (X, "Jan", 2, "amount", "amount.format")),
    whole("formula", X, workbook(("Jan", [HEAD, cells(amount="=1+1")])), (X, "Jan", 2, "F", "?cell.formula")),
    whole("sheet misspelt", X, workbook(("Jan", [HEAD, GOOD]), ("Feb", [["stat", "destnation", "source"], [1, 2, "ngo"]])),
          (X, "Feb", 1, "stat", "column.unknown"), (X, "Feb", 1, "destnation", "column.unknown")),
    whole("extra cell", X, workbook(("Jan", [HEAD, [*GOOD, "extra"]])), (X, "Jan", 2, "", "row.long")),
    whole("broken", X, b"PK\x03\x04broken", (X, "", None, "", "workbook.broken")),
    whole("a text", X, SOUND[A], (X, "", None, "", "workbook.format")),
    whole("PDF", "arrivals/a.csv", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", ("arrivals/a.csv", "", None, "", "file.format")),
    whole("picture", "arrivals/a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("arrivals/a.csv", "", None, "", "file.format")),
    whole("empty", "arrivals/a.csv", b"", ("arrivals/a.csv", "", None, "", "file.empty")),
    whole("blank lines", "arrivals/a.csv", "\n \n", ("arrivals/a.csv", "", None, "", "file.empty")),
    whole("header only", "arrivals/a.csv", ",".join(HEAD)),
    whole("folder misspelt", "arival/a.csv", SOUND[A], ("arival", "", None, "", "?file.unread")),
    whole("file misspelt", "place.csv", SOUND[P], ("place.csv", "", None, "", "?file.unread")),
    whole("file at the top", "arrivals.csv", ",".join(HEAD)),
    whole("folder in folder", "arrivals/2020/a.csv", SOUND[A], ("arrivals/2020", "", None, "", "?file.unread")),
    whole("two gazetteers", "places.xlsx", workbook(("P", [["code", "level", "name_en"], ["SY", 0, "Syria"]])),
          ("places.xlsx", "P", 2, "code", "key.repeated")),
]  # fmt: skip

CASES = [
    whole("sound", "notes.md", "Anything"),
    *(case for part in (ARRIVALS, PLACES, SOURCES, POPULATIONS, REFERENCES, CORRECTIONS) for case in part),
    *(case for part in (SIGNATORIES, SETTINGS, LETTERS, WORKBOOKS) for case in part),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    root = write_folder(tmp_path_factory.mktemp("sound") / "f")
    return ledgers.public_of(read_folder(root), dt.date(2020, 3, 6))


@pytest.fixture
def sound_figures(ledger, monkeypatch):
    """Bind the letter to the figures of the sound folder: counting takes longer than checking."""
    monkeypatch.setattr(ledgers, "public_of", lambda *_: ledger)


def checked(root: Path, capsys) -> tuple[int, dict]:
    status = cli.run(["check", str(root), "--json"])
    return status, json.loads(capsys.readouterr().out)


def follows(problem: dict) -> bool:
    """Whether a problem only tells that another row was rejected."""
    told = problem["rule"] in ("places.rejected", "sources.rejected", "places.unread", "sources.unread")
    return told or "that row was rejected" in problem["message"]


def by_place(found: Found) -> tuple[object, ...]:
    return (*found[:2], found[2] or 0, *found[3:])


def found_in(problems: list[dict]) -> list[Found]:
    found = [
        (p["file"], p["sheet"], p["line"], p["column"], ("?" if p["severity"] == "warning" else "") + p["rule"])
        for p in problems
        if not follows(p)
    ]
    return sorted(found, key=by_place)


def assert_nothing_is_lost(root: Path, result: dict) -> None:
    lines = set()
    for path in (root / "private" / "rejected").rglob("*.csv"):
        file, _, sheet = path.relative_to(root / "private" / "rejected").as_posix().removesuffix(".csv").partition("~")
        for kept in pl.read_csv(path, infer_schema=False).iter_rows(named=True):
            assert kept["problems"], "a rejected row says why"
            lines.add((file, sheet, int(kept["line"])))
    assert sum(table["rejected"] for table in result["tables"].values()) == len(lines)
    for table in result["tables"].values():
        assert table["accepted"] + table["rejected"] == table["read"]
    named = {(p["file"], p["sheet"], p["line"]) for p in result["problems"] if p["severity"] == "error"}
    broken = {(file, sheet) for file, sheet, line in lines if (file, sheet, line) not in named}
    whole = {(p["file"], p["sheet"]) for p in result["problems"] if p["rule"] in WHOLE}
    assert broken <= whole, "a row is rejected for a reason that is told"


FIGURES = {R, L, M, G, T}  # files on which the letter's figures rest

WHOLE = ("column.missing", "column.unknown", "header.unknown")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_planted_fault_is_told_at_its_place_and_nothing_else(case, tmp_path, capsys, request):
    root = write_folder(tmp_path / "f", case.changes)
    if not FIGURES & case.changes.keys():
        request.getfixturevalue("sound_figures")
    status, result = checked(root, capsys)
    assert found_in(result["problems"]) == sorted(case.found, key=by_place)
    errors = [f for f in case.found if not f[4].startswith("?")]
    assert status == (2 if any(f[0] == T for f in errors) else 1 if errors else 0)
    for problem in result["problems"]:
        assert problem["message"]
        assert problem["suggestion"]
    assert_nothing_is_lost(root, result)


HINTS = [
    (A, "SY02,SY0101,1000", "Outside,SY0101,1000", "Did you mean outside (any other place)?"),
    (A, "SY02,SY0101,1000", "SY02,SY0191,1000", "Did you mean SY0101 (Harim)?"),
    (A, "SY02,SY0101,1000", "SY02,harim,1000", "Did you mean SY0101 (Harim)?"),
    (A, "SY02,SY0101,1000", "SY02,sy٠١٠١,1000", "Did you mean SY0101 (Harim)?"),
    (A, "people,,ngo,2020-02-02,", "people,,NGO,2020-02-02,", "Did you mean ngo (Field reports)?"),
    (A, "people,,ngo,2020-02-02,", "peple,,ngo,2020-02-02,", "Did you mean people?"),
    (A, "id,start,end", "id,stat,end", "Did you mean start?"),
    (T, "smallest_cell = 10", "smallest_cells = 10", "Did you mean disclosure.smallest_cell?"),
    (T, "[disclosure]", "[disclosur]", "Did you mean disclosure?"),
    (T, 'code = "small"', 'smallest_cell = 5\ncode = "small"', "Did you mean disclosure.smallest_cell?"),
    (L, "[[calls]]", "[[call]]", "Did you mean calls?"),
    (M, "reference.bosnia", "reference.bosnai", "Did you mean reference.bosnia"),
    (P, "36.20,36.51", "95,36.51", "Latitude of the place"),
]


@pytest.mark.parametrize(("file", "old", "new", "hint"), HINTS)
def test_the_suggestion_names_what_was_meant(file, old, new, hint, tmp_path, capsys):
    _, result = checked(write_folder(tmp_path / "f", replaced(file, old, new)), capsys)
    (problem,) = (p for p in result["problems"] if not follows(p))
    assert hint in problem["suggestion"]


@pytest.mark.parametrize(("delimiter", "ending"), [(",", "\r\n"), (";", "\n"), ("\t", "\r")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1256"])
@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (P, "SY0101,2", "SY0101,٧", (P, "", 5, "level", "number.range")),
        (A, "SY0101,150", 'SY0101,"٣,5"', (A, "", 7, "amount", "amount.ambiguous")),
    ],
)
def test_a_fault_is_told_alike_in_every_format(
    file, old, new, found, encoding, delimiter, ending, tmp_path, capsys, sound_figures
):
    text = replaced(file, old, new)[file]
    if encoding == "windows-1256":
        text = text.translate({0x660 + n: str(n) for n in range(10)})
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ending).writerows(csv.reader(io.StringIO(text)))
    root = write_folder(tmp_path / "f", {file: out.getvalue().encode(encoding)})
    status, result = checked(root, capsys)
    assert status == 1
    assert [f for f in found_in(result["problems"]) if f[4] != "?encoding.windows-1256"] == [found]
    assert_nothing_is_lost(root, result)


def test_each_fault_of_many_is_told(tmp_path, capsys):
    files: dict[str, str] = dict(SOUND)
    changes = [
        (A, "a1,2020-01-01", "a1,03/04/2020"),
        (A, "SY0101,150", "SY0101,many"),
        (A, "a6,2020-02-03,,SY02", "a6,2020-02-03,,SY0Z"),
        (P, '"1,500,000"', "-5"),
        (N, "p3,2020-02-29", "p3,"),
        (G, "yes", "perhaps"),
        (M, "an earlier war", "3 earlier wars"),
        (T, "smallest_cell", "smallest_sell"),
    ]
    for file, old, new in changes:
        files |= replaced(file, old, new, files)
    status, result = checked(write_folder(tmp_path / "f", files), capsys)
    assert status == 2
    assert found_in(result["problems"]) == sorted(
        [
            (A, "", 2, "start", "date.ambiguous"),
            (A, "", 7, "amount", "amount.format"),
            (A, "", 7, "origin", "places.unknown"),
            (P, "", 3, "population", "amount.negative"),
            (N, "", 4, "date", "cell.missing"),
            (G, "", 4, "protected", "yesno.format"),
            (M, "", 8, "4", "letter.typed_number"),
            (T, "", 13, "disclosure.smallest_sell", "settings.unknown"),
        ]
    )


def test_every_fault_of_one_row_is_told(tmp_path, capsys):
    old = "a1,2020-01-01,2020-02-01,SY02,SY0101,1000,people,,ngo,2020-02-02,https://example.org/a1"
    new = "a1,2020-02-01,2020-01-01,SY02,SY0I01,1000,peple,no_access,ngo,2020-02-31,example.org/a1"
    status, result = checked(write_folder(tmp_path / "f", replaced(A, old, new)), capsys)
    assert status == 1
    assert found_in(result["problems"]) == [
        (A, "", 2, "amount", "coverage.amount"),
        (A, "", 2, "destination", "places.unknown"),
        (A, "", 2, "end", "period.order"),
        (A, "", 2, "link", "link.format"),
        (A, "", 2, "reported", "date.invalid"),
        (A, "", 2, "unit", "choice.unknown"),
    ]


def test_a_row_that_refers_to_a_rejected_one_is_told_so(tmp_path, capsys):
    root = write_folder(tmp_path / "f", replaced(P, "SY0101,2,SY01,Harim,حارم,36.20,36.51,,,cod", "SY0101,2,SY01"))
    _, result = checked(root, capsys)
    told = [p for p in result["problems"] if p["rule"] == "places.rejected"]
    assert [(p["file"], p["line"], p["column"]) for p in told] == [
        *((A, line, "destination") for line in (2, 4, 7)),
        *((N, line, "place") for line in (2, 3)),
    ]
    assert all("places.csv, line 5" in p["message"] for p in told)


def test_a_rejected_row_is_kept_whole(tmp_path, capsys):
    changes = replaced(A, 'a3,2020-02-01,2020-03-01,SY0102,SY0101,"more than 200"', "a3,2020-02-01,2020-03-01,X,Y,some")
    root = write_folder(tmp_path / "f", {A: changes[A] + 'a7,"2020,,\n'})
    checked(root, capsys)
    text = (root / "private/rejected/arrivals/arrivals.csv.csv").read_text("utf-8-sig")
    kept = list(csv.DictReader(io.StringIO(text)))
    header, *rows = csv.reader(io.StringIO(changes[A]))
    assert kept[0] == {
        "line": "4",
        "problems": "amount: amount.format; destination: places.unknown; origin: places.unknown",
        **dict(zip(header, rows[2], strict=True)),
        "as_read": "",
    }
    assert (kept[1]["line"], kept[1]["as_read"]) == ("8", 'a7,"2020,,')


def test_what_an_earlier_check_rejected_goes(tmp_path, capsys):
    root = write_folder(tmp_path / "f", replaced(A, "a1,2020-01-01", "a1,soon"))
    checked(root, capsys)
    assert (root / "private/rejected/arrivals/arrivals.csv.csv").exists()
    status, _ = checked(write_folder(root), capsys)
    assert status == 0
    assert not (root / "private/rejected").exists()


def test_a_place_the_wrong_way_round_is_told(tmp_path, capsys):
    places = "".join(f"SY03{n:02},2,SY,Place {n},,{35 + n / 10},{39 + n / 10},,,cod\n" for n in range(5))
    odd = "SY0399,2,SY,Swapped,,39.2,35.2,,,cod\n"
    _, result = checked(write_folder(tmp_path / "f", {P: SOUND[P] + places + odd}), capsys)
    assert found_in(result["problems"]) == [(P, "", 13, "lat", "?coordinate.swapped")]


def test_line_breaks_in_quoted_cells_shift_no_line(tmp_path, capsys):
    note = 'a7,2020-02-03,,SY02,SY0101,15,,,press,2020-02-05,,"a\nb\nc"\n'
    bad = "a8,2020-02-99,,SY02,SY0101,15,,,press,2020-02-05,,\n"
    _, result = checked(write_folder(tmp_path / "f", {A: SOUND[A] + note + bad}), capsys)
    (found,) = found_in(result["problems"])
    # A text editor shows line 11, a spreadsheet row 9.
    assert found == (A, "", 9, "start", "date.invalid")


def test_line_breaks_in_cells_of_a_workbook_shift_nothing(tmp_path, capsys):
    rows = [[*HEAD, "note"], [*GOOD, "a\nb"], [*cells(start="2020-02-99"), ""]]
    _, result = checked(write_folder(tmp_path / "f", {X: workbook(("Jan", rows))}), capsys)
    assert found_in(result["problems"]) == [(X, "Jan", 3, "start", "date.invalid")]


def test_what_no_setting_says_of_the_count_has_defaults(tmp_path):
    plain, _ = read_settings(write_folder(tmp_path / "plain", SOUND))
    assert (plain.count_method, plain.count_level, plain.count_draws, plain.count_seed) == ("accounts", 0.9, 200, 1)
    said = '[count]\nmethod = "preferred"\nlevel = 0.8\ndraws = 1000\nseed = 42\n[disclosure]'
    files = {**SOUND, **replaced(T, "[disclosure]", said)}
    told, problems = read_settings(write_folder(tmp_path / "told", files))
    assert (told.count_method, told.count_level, told.count_draws, told.count_seed) == ("preferred", 0.8, 1000, 42)
    assert problems == []


def test_each_row_that_needs_a_place_it_only_names_is_rejected(tmp_path, capsys):
    """In a table whose rows all need a place, not the first one alone."""
    rows = "date,place_name,place,amount,source\n2020-02-01,Harim,,5,ngo\n2020-02-01,Qwertz,,6,ngo\n2020-02-02,Qwertz,,7,ngo\n"
    _, result = checked(write_folder(tmp_path / "f", {**SOUND, "populations/more.csv": rows}), capsys)
    found = [(p["line"], p["rule"]) for p in result["problems"] if p["severity"] == "error"]
    assert found == [(3, "place.unknown_name"), (4, "place.unknown_name")]

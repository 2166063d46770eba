"""Incidents, activities, routes and access, in tiny tables: what a row may say, and what is told when it does not hold."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from nuzuh.folder.records import Folder, read_folder
from tests.folders import write_folder

INCIDENTS = (
    "id,date,end,place,place_name,lat,lon,kind,civilians_killed_min,civilians_killed_max,children_killed_min,source"
)
ACTIVITIES = (
    "id,organisation,cluster,activity,status,place,place_name,start,end,people_reached,women_reached,men_reached,source"
)
ROUTES = "id,from,from_name,to,distance_km,kind,one_way,redirects,start,end"
ACCESS = "id,place,from,to,start,end,status,source"

# Table, its heading, a row, and the rules that are told of it (a warning's begins with ?).
CASES = [
    ("incidents", "i1,2020-02-06,,SY0101,Sarmada,36.1,36.7,airstrike,1,3,1,ngo", []),
    ("incidents", "i1,2020-02,,,somewhere near Idlib,,,shelling,,,,ngo", ["?place.unknown_name"]),
    ("incidents", "i1,2020-02-06,2020-02-08,,,36.1,36.7,,0,0,,ngo", []),
    ("incidents", "i1,2020-02-06,,,,,,airstrike,1,3,,ngo", ["?place.none"]),
    ("incidents", "i1,2020-02-06,,,,36.1,,airstrike,1,3,,ngo", ["coordinate.half"]),
    ("incidents", "i1,2020-02-06,,SY0101,,,,airstrike,4,3,,ngo", ["harm.order"]),
    ("incidents", "i1,2020-02-06,,SY0101,,,,airstrike,-4,3,,ngo", ["number.range"]),
    ("incidents", "i1,2020-02-06,,SY0101,,,,airstrike,1.5,3,,ngo", ["number.format"]),
    ("incidents", "i1,2020-02-06,,SY0101,,,,airstrike,1,3,5,ngo", ["?part.larger"]),
    ("incidents", "i1,2020-02-06,2020-02-06,SY0101,,,,airstrike,1,3,,ngo", ["period.order"]),
    ("incidents", "i1,,,SY0101,,,,airstrike,1,3,,ngo", ["cell.missing"]),
    ("incidents", "i1,2020-02-06,,SY0101,,,,airstrike,1,3,,", ["cell.missing"]),
    ("incidents", "i1,2020-02-06,,SY0191,,,,airstrike,1,3,,ngo", ["places.unknown"]),
    ("activities", "a1,Helpers United,shelter,tents,ongoing,SY0101,,2020-02-01,,500,200,150,ngo", []),
    ("activities", "a1,,Health,,,SY0101,Idleb,,,46783,,,ngo", []),
    ("activities", "a1,,WASH,,,SY0101,Idleb,,,-,,,ngo", []),
    ("activities", "a1,Helpers United,,,planned,,Conakry,,,,,,ngo", ["?place.unknown_name"]),
    ("activities", "a1,,,,,SY0101,,,,500,,,ngo", ["activity.none"]),
    ("activities", "a1,Helpers United,shelter,,,,,,,500,,,ngo", ["place.none"]),
    ("activities", "a1,Helpers United,shelter,,finished,SY0101,,,,500,,,ngo", ["choice.unknown"]),
    ("activities", "a1,Helpers United,shelter,,,SY0101,,,,500,400,150,ngo", ["?part.larger"]),
    ("activities", "a1,Helpers United,shelter,,,SY0101,,,,more than 500,400,150,ngo", []),
    ("activities", "a1,Helpers United,shelter,,,SY0101,,2020-02-01,2020-01-01,5,,,ngo", ["period.order"]),
    ("activities", "a1,Helpers United,shelter,,,SY0101,,,,5,,,ngo\na2,Helpers United,shelter,,,SY0101,,,,5,,,ngo", ["?row.repeated"]),
    ("routes", "r1,SY0101,Sarmada,SY0102,38.5,road,,,,", []),
    ("routes", "r1,SY0101,,SY0102,,,yes,yes,2020-01-01,2020-02-01\nr2,SY0101,,SY0102,,,yes,,2020-02-01,", []),
    ("routes", "r1,SY0101,,SY0101,3,road,,,,", ["place.same"]),
    ("routes", "r1,SY0101,,,3,road,,,,", ["cell.missing"]),
    ("routes", "r1,SY0101,,SY0102,-3,road,,,,", ["number.range"]),
    ("routes", "r1,SY0101,,SY0102,3,,,,,\nr2,SY0102,,SY0101,4,road,,,,", ["?route.repeated"]),
    ("routes", "r1,SY0101,,SY0102,3,road,yes,,,\nr2,SY0102,,SY0101,4,road,yes,,,", []),
    ("access", "x1,SY0102C,,,2020-02-01,,closed,ngo", []),
    ("access", "x1,,SY01,SY02,2020-02-01,2020-02-23,closed,ngo", []),
    ("access", "x1,,SY01,,2020-02-01,,closed,ngo", ["place.none"]),
    ("access", "x1,SY0101,SY01,SY02,2020-02-01,,closed,ngo", ["place.none"]),
    ("access", "x1,,,,2020-02-01,,closed,ngo", ["place.none"]),
    ("access", "x1,SY0101,,,2020-02-01,,,ngo", ["cell.missing"]),
    ("access", "x1,SY0101,,,2020-02-01,,shut,ngo", ["choice.unknown"]),
    ("access", "x1,SY0101,,,2020-02-01,2020-02-01,open,ngo", ["period.order"]),
]  # fmt: skip
HEADINGS = {"incidents": INCIDENTS, "activities": ACTIVITIES, "routes": ROUTES, "access": ACCESS}


def read(root: Path, **tables: str) -> Folder:
    return read_folder(
        write_folder(root, {f"{name}.csv": f"{HEADINGS[name]}\n{rows}\n" for name, rows in tables.items()})
    )


def told(folder: Folder) -> list[str]:
    return [("?" if p.severity == "warning" else "") + p.rule for p in folder.problems]


@pytest.mark.parametrize(("table", "rows", "rules"), CASES, ids=[f"{t}: {r[:60]}" for t, r, _ in CASES])
def test_a_row_holds_or_is_told(tmp_path: Path, table: str, rows: str, rules: list[str]) -> None:
    folder = read(tmp_path / "f", **{table: rows})
    assert told(folder) == rules
    counts = folder.counts[table]
    assert counts.read == rows.count("\n") + 1
    assert counts.rejected == sum(not rule.startswith("?") for rule in rules)
    assert folder.tables[table].height == counts.accepted


def test_unknown_harm_is_not_zero_harm(tmp_path: Path) -> None:
    rows = "i1,2020-02-06,,SY0101,,,,airstrike,,,,ngo\ni2,2020-02-06,,SY0101,,,,airstrike,0,0,0,ngo"
    found = read(tmp_path / "f", incidents=rows).tables["incidents"]
    assert found["civilians_killed_min"].to_list() == [None, 0]


def test_people_reached_keep_what_was_reported(tmp_path: Path) -> None:
    rows = "a1,U,Health,,,SY0101,,,,more than 500,,,ngo\na2,,WASH,,,SY0101,,,,-,,,ngo\na3,,Food,,,SY0101,,,,5439.768292683,,,ngo"
    folder = read(tmp_path / "f", activities=rows)
    found = folder.tables["activities"]
    assert found["people_reached_value"].to_list() == [500, None, 5439.768292683]
    assert found["people_reached_quantifier"].to_list() == ["more than", "unknown", "exactly"]
    assert told(folder) == ["?amount.fraction"]


def test_nothing_of_them_changes_a_figure(tmp_path: Path) -> None:
    """An activity that reached a million people, an incident and a closure leave every count as it is."""
    from nuzuh import pipeline

    _, plain = pipeline.count(write_folder(tmp_path / "plain"))
    folder = write_folder(
        tmp_path / "more",
        {
            "activities.csv": f"{ACTIVITIES}\na1,U,Health,,,SY0101,,2020-01-01,,1000000,,,ngo\n",
            "incidents.csv": f"{INCIDENTS}\ni1,2020-02-06,,SY0101,,,,airstrike,1,3,1,ngo\n",
            "access.csv": f"{ACCESS}\nx1,SY0101,,,2020-02-01,,closed,ngo\n",
        },
    )
    _, more = pipeline.count(folder)
    assert {i: f.as_dict() for i, f in more.figures.items()} == {i: f.as_dict() for i, f in plain.figures.items()}


def test_a_correction_reaches_the_new_tables(tmp_path: Path) -> None:
    heading = "table,file,line,id,column,expect,value,reason,by,date\n"
    changes = {
        "incidents.csv": f"{INCIDENTS}\ni1,2020-02-06,,SY0101,,,,airstrike,4,3,,ngo\n",
        "corrections.csv": heading + "incidents,,,i1,civilians_killed_max,3,5,The page says five,Editor,\n",
    }
    folder = read_folder(write_folder(tmp_path / "f", changes))
    assert told(folder) == []
    assert folder.tables["incidents"].select(pl.col("civilians_killed_max")).item() == 5


@pytest.mark.parametrize(
    ("amounts", "read_as", "rules"),
    [
        # A model's numbers: the column has no thousands, so 470.976 is a fraction.
        (["470.976", "12.34567", "5"], [470.976, 12.34567, 5], ["?amount.fraction"]),
        # Nothing shows what the point means: refused, in the one row.
        (["470.976", "5"], [5], ["amount.ambiguous"]),
        (["470.976", "12.5"], [12.5], ["amount.ambiguous", "?amount.fraction"]),
        (["470.976", "471.976", "12.34567"], [12.34567], ["amount.ambiguous", "amount.ambiguous", "?amount.fraction"]),
        # Somebody who writes thousands with points: a fraction beside them settles nothing.
        (["470.976", "1.200.000", "12.34567"], [1_200_000, 12.34567], ["amount.ambiguous", "?amount.fraction"]),
    ],
)
def test_three_decimals_are_settled_by_their_column_or_refused(
    tmp_path: Path, amounts: list[str], read_as: list[float], rules: list[str]
) -> None:
    rows = "\n".join(f"a{i},U,Health,,,SY0101,,,,{amount},,,ngo" for i, amount in enumerate(amounts))
    folder = read(tmp_path / "f", activities=rows)
    assert folder.tables["activities"]["people_reached_value"].to_list() == read_as
    assert sorted(told(folder)) == sorted(rules)
    assert set(folder.tables["activities"]["people_reached"]) <= set(amounts)


def test_three_decimals_are_settled_sheet_by_sheet(tmp_path: Path) -> None:
    """The same cell is a fraction in the model's file and refused in the other, which shows nothing."""
    model = f"{ACTIVITIES}\nm1,U,Health,,,SY0101,,,,470.976,,,ngo\nm2,U,Food,,,SY0101,,,,12.34567,,,ngo\n"
    typed = f"{ACTIVITIES}\nt1,U,Health,,,SY0102,,,,470.976,,,ngo\n"
    folder = read_folder(write_folder(tmp_path / "f", {"activities/model.csv": model, "activities/typed.csv": typed}))
    assert folder.tables["activities"]["people_reached_value"].to_list() == [470.976, 12.34567]
    assert [(p.file, p.line, p.rule) for p in folder.problems] == [
        ("activities/model.csv", 2, "amount.fraction"),
        ("activities/typed.csv", 2, "amount.ambiguous"),
    ]

"""A conflict in FLEE's files."""

from datetime import date

import pytest

from nuzuh.formats.flee import read_flee
from nuzuh.formats.grids import UnreadableFile

FILES = {
    "input_csv/locations.csv": (
        "#name,region,country,latitude,longitude,location_type,conflict_date,population\n"
        "# a comment\n"
        "Homs,Homs,Syria,34.7,36.7,conflict_zone,0,800000\n"
        "Hama,Hama,Syria,35.1,36.75,conflict_zone,31,400000\n"
        "Lebanon,Bekaa,Lebanon,33.8,35.9,camp,,1000000\n"
    ),
    "input_csv/routes.csv": "#name1,name2,distance,forced_redirection\nHoms,Hama,50,0\nHoms,Lebanon,87.5,\n",
    "input_csv/closures.csv": "#closure_type,name1,name2,closure_start,closure_end\ncountry,Syria,Lebanon,0,22\n",
    "input_csv/conflicts.csv": "#Day, Homs, Hama,\n0,1,0\n1,0.5,1\n",
    "input_csv/registration_corrections.csv": "Lebanon,2013-03-01,normalize\n",
    "input_csv/sim_period.csv": "StartDate,2013-01-01\nLength,300\n",
    "source_data/data_layout.csv": "total,refugees.csv\nLebanon,lebanon.csv\n",
    "source_data/refugees.csv": "Date,total\n2013-01-01,0\n2013-02-01,5000\n",
    "source_data/lebanon.csv": "2013-01-01,0\n2013-02-01,4000\n2013-03-01,\n",
}


@pytest.fixture
def instance(tmp_path):
    def written(**changes):
        for name, content in {**FILES, **changes}.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(content)
        return tmp_path

    return written


def test_an_instance(instance):
    found = read_flee(instance())
    assert found.places.row(1) == ("Hama", "Hama", "Syria", 35.1, 36.75, "conflict_zone", 31, 400000)
    assert found.places["kind"].to_list() == ["conflict_zone", "conflict_zone", "camp"]
    assert found.routes.rows() == [("Homs", "Hama", 50.0, 0), ("Homs", "Lebanon", 87.5, None)]
    assert found.closures.rows() == [("country", "Syria", "Lebanon", 0, 22)]
    assert found.conflicts.rows() == [("Homs", 0, 1.0), ("Homs", 1, 0.5), ("Hama", 1, 1.0)]
    assert (found.start, found.length_days) == (date(2013, 1, 1), 300)
    assert found.camps.rows() == [("Lebanon", date(2013, 1, 1), 0), ("Lebanon", date(2013, 2, 1), 4000)]
    assert found.totals["refugees"].to_list() == [0, 5000]
    assert found.corrections.rows() == [("Lebanon", date(2013, 3, 1))]
    assert found.problems == ()


def test_the_folder_of_inputs_itself(instance):
    folder = instance()
    found = read_flee(folder / "input_csv")
    assert found.places.height == 3
    assert found.camps.height == 2


def test_columns_in_another_order(instance):
    changed = "location_type,name,lon,lat,country,population\ncamp,Dana,36.7,36.2,Syria,5\n"
    found = read_flee(instance(input_csv__x="", **{"input_csv/locations.csv": changed}))
    assert found.places.row(0) == ("Dana", None, "Syria", 36.2, 36.7, "camp", None, 5)


@pytest.mark.parametrize(
    ("file", "content", "rule", "line"),
    [
        ("input_csv/locations.csv", "#name,region\nHoms,a\nHama,b\nLebanon,c\nHoms,d\n", "flee.place", 5),
        ("input_csv/routes.csv", "Homs,Nowhere,5,0\n", "flee.unknown", 1),
        ("input_csv/routes.csv", "Homs,Hama,far,0\n", "flee.number", 1),
        ("input_csv/routes.csv", "Homs,Hama,,0\n", "flee.distance", 1),
        ("input_csv/routes.csv", None, "flee.missing", None),
        ("input_csv/conflicts.csv", "#Day,Homs\n0,7\n", "flee.intensity", 2),
        ("input_csv/conflicts.csv", "0,7\n", "flee.header", 1),
        ("input_csv/sim_period.csv", "Length,300\n", "flee.period", None),
        ("input_csv/sim_period.csv", "StartDate,1/1/2013\nLength,300\n", "flee.date", 1),
        ("input_csv/closures.csv", "wall,Homs,Hama,0,1\n", "flee.kind", 1),
        ("source_data/lebanon.csv", "2013-01-01,many\n", "flee.number", 1),
        ("source_data/lebanon.csv", "%PDF-1.4", "file.contradicts", None),
        ("source_data/data_layout.csv", "total,refugees.csv\nLebanon,gone.csv\n", "flee.missing", None),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(instance, file, content, rule, line):
    problems = read_flee(instance(**{file: content})).problems
    found = [fault for fault in problems if fault.rule == rule]
    assert found, problems
    assert found[0].line == line
    assert ".csv:" in found[0].message


def test_another_folder_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match=r"locations\.csv"):
        read_flee(tmp_path)

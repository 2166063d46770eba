"""Whatever stands in the tables of incidents, activities, routes and access: every row is accounted for, none is lost."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from nuzuh.folder.columns import specification
from tests.property.test_folder import PIECES, QUICK, read

NEW = ("incidents", "activities", "routes", "access")
CELLS = st.sampled_from([*PIECES, "closed", "ongoing", "5439.768", "1.05E5", "2020-02", "36.1"]) | st.text(max_size=8)


@QUICK
@given(st.data(), st.sampled_from(NEW), st.integers(0, 4))
def test_any_cells_may_stand_in_any_column(data, table, height):
    names = [c.name for c in specification(table).columns]
    columns = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        data.draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=height))
    )
    file = data.draw(st.sampled_from([f"{table}.csv", f"{table}/some.csv"]))
    read({file: out.getvalue()})

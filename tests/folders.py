"""A small sound crisis folder, whose every figure can be added up by hand, for tests to use and to spoil.

Flows into SY01 (``destination`` and below): 1,000 + 500 + 200 + 40 households of 5 = 1,900 people from 2020-01-01 to
2020-02-29, and one row that is unknown. The camp SY0102C held about 900 people on 2020-02-29.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl

Content = str | bytes

SOUND: Mapping[str, str] = {
    "crisis.toml": """code = "small"
languages = ["en"]
start = 2020-01-01
as_of = 2020-02-29
published = 2020-03-06
place = "SY"
household_size = 5.0

[name]
en = "A small crisis"

[disclosure]
smallest_cell = 10
finest_level = 3
""",
    "places.csv": """code,level,parent,name_en,name_ar,lat,lon,population,protected,source
SY,0,,Syria,سوريا,,,,,cod
SY01,1,SY,Idlib,إدلب,35.93,36.63,"1,500,000",,cod
SY02,1,SY,Aleppo,حلب,36.20,37.16,,,cod
SY0101,2,SY01,Harim,حارم,36.20,36.51,,,cod
SY0102,2,SY01,Maarrat,المعرة,35.64,36.67,,,cod
SY0102C,5,SY0102,Camp,مخيم,35.70,36.70,,,cod
""",
    "sources.csv": """code,name_en,organisation,kind,grade,link,published,protected
cod,Common codes,The United Office,un,A,https://example.org/cod,2019-12-01,
ngo,Field reports,Helpers United,ngo,B,https://example.org/ngo,2020-03-01,
press,Daily press,The Daily Paper,media,D,,,
""",
    "arrivals/arrivals.csv": """id,start,end,origin,destination,amount,unit,coverage,source,reported,link,note
a1,2020-01-01,2020-02-01,SY02,SY0101,1000,people,,ngo,2020-02-02,https://example.org/a1,
a2,2020-01-01,2020-02-01,SY02,SY0102,500,,,ngo,2020-02-02,,
a3,2020-02-01,2020-03-01,SY0102,SY0101,"more than 200",,,ngo,2020-03-01,,"tents, food"
a4,2020-02-01,2020-03-01,,SY0102,40,households,,ngo,2020-03-01,,
a5,2020-02,,SY02,SY0102C,,,unknown,ngo,2020-03-01,,
a6,2020-02-03,,SY02,SY0101,150,,,press,2020-02-04,,
""",
    "populations/populations.csv": """id,date,place,population,amount,unit,source,reported
p1,2020-01-31,SY0101,displaced,700,people,ngo,2020-02-01
p2,2020-02-29,SY0101,displaced,1250,people,ngo,2020-03-01
p3,2020-02-29,SY0102C,displaced,~900,,ngo,2020-03-01
""",
    "references.csv": """id,label_en,metric,amount,unit,date,start,end,place,population,citation,link
bosnia,Refugees from Bosnia,stock,"769,753",people,1995-12-31,,,Bosnia,refugees,Statistics of 1995,https://example.org/b
""",
    "corrections.csv": """table,file,line,id,column,expect,value,reason,by,date
arrivals,,,a2,amount,500,510,Counted again,Editor,2020-03-02
""",
    "letters/open/letter.toml": """date = 2020-03-06

[[addressees]]
id = "un"
name.en = "The Secretary-General"

[[calls]]
id = "protect"
to = ["un"]
text.en = "Protect civilians."
""",
    "letters/open/letter.en.md": """---
title: Protect the displaced
salutation: Your Excellency,
closing: We await your answer.
---

On {{ day("2020-02-29") }} people had nowhere to go.
In an earlier war, {{ figure("reference.bosnia", "people") }} had fled.
""",
    "letters/open/signatories.csv": """name,acronym,country,link,signed,protected
Helpers United,HU,Turkey,https://example.org/hu,2020-03-01,
جمعية الغوث,,,,2020-03-02,
Quiet Friends,,,,2020-03-03,yes
""",
}
TABLE_FILES: Mapping[str, str] = {
    "places": "places.csv",
    "sources": "sources.csv",
    "arrivals": "arrivals/arrivals.csv",
    "populations": "populations/populations.csv",
    "references": "references.csv",
    "corrections": "corrections.csv",
    "signatories": "letters/open/signatories.csv",
}


def write_folder(root: Path, changes: Mapping[str, Content | None] | None = None) -> Path:
    """Write the sound folder with some files replaced, added, or (None) left out; return its root."""
    for name, content in {**SOUND, **(changes or {})}.items():
        if content is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def replaced(file: str, old: str, new: str, files: Mapping[str, str] = SOUND) -> dict[str, str]:
    """Return the change of a file in which a text that stands there just once is replaced by another."""
    text = files[file]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    return {file: text.replace(old, new)}


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """Return a workbook of sheets (name, rows of cells)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()

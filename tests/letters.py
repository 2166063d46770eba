"""A small crisis with a letter in three languages to three addressees, for tests of its versions and of its freeze."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.folders import SOUND, Content, write_folder

CRISIS = SOUND["crisis.toml"].replace('languages = ["en"]', 'languages = ["en", "ar", "tr"]') + (
    '\n[name]\nen = "A small crisis"\nar = "أزمة صغيرة"\ntr = "Küçük bir kriz"\n'
)
CRISIS = CRISIS.replace('[name]\nen = "A small crisis"\n\n', "", 1)
REFERENCES = """id,label_en,label_ar,label_tr,metric,amount,unit,date,place,population,citation
bosnia,Refugees from Bosnia,لاجئون من البوسنة,Bosnalı mülteciler,stock,"769,753",people,1995-12-31,Bosnia,refugees,Statistics of 1995
kosovo,Refugees from Kosovo,لاجئون من كوسوفو,Kosovalı mülteciler,stock,"more than 848,000",people,1999-06-30,Kosovo,refugees,Statistics
"""
TOML = """date = 2020-03-06
{embargo}
[[addressees]]
id = "un"
name = {{ en = "The Secretary-General", ar = "الأمين العام", tr = "Genel Sekreter" }}
salutation = {{ en = "Dear Secretary-General,", ar = "السيد الأمين العام،", tr = "Sayın Genel Sekreter," }}

[[addressees]]
id = "eu"
name = {{ en = "The High Representative", ar = "الممثل الأعلى", tr = "Yüksek Temsilci" }}

[[addressees]]
id = "tr"
name = {{ en = "The President of Turkey", ar = "رئيس تركيا", tr = "Türkiye Cumhurbaşkanı" }}

[[calls]]
id = "border"
to = ["eu", "tr"]
text = {{ en = "Open the border.", ar = "افتحوا الحدود.", tr = "Sınırı açın." }}

[[calls]]
id = "tents"
to = ["un"]
text = {{ en = "Bring *tents* first.", ar = "أوصلوا *الخيام* أولًا.", tr = "Önce *çadır* getirin." }}

[press]
contact = "Press desk, press@example.org"
headline = {{ en = "Nowhere to go", ar = "لا مكان", tr = "Gidecek yer yok" }}
"""
TEXTS = {
    "en": """---
title: Protect the displaced of the small crisis
salutation: Your Excellencies,
closing: We await your answer.
---

People had nowhere to go on {{ day("2020-02-29") }}.
In an earlier war, {{ figure("reference.bosnia", "people") }} were refugees.

In another one, {{ figure("reference.kosovo", "people") }} were.
""",
    "ar": """---
title: احموا النازحين في الأزمة الصغيرة
salutation: أصحاب المعالي،
closing: ننتظر جوابكم.
---

لم يبقَ للناس مكان في {{ day("2020-02-29") }}.
وفي حرب سابقة كان عدد اللاجئين {{ figure("reference.bosnia", "people") }}.

وفي أخرى كان عددهم {{ figure("reference.kosovo", "people") }}.
""",
    "tr": """---
title: Küçük krizin yerinden edilmişlerini koruyun
salutation: Ekselansları,
closing: Yanıtınızı bekliyoruz.
---

{{ day("2020-02-29") }} günü insanların gidecek yeri kalmamıştı.
Daha önceki bir savaşta {{ figure("reference.bosnia", "people") }} mülteciydi.

Bir başkasında {{ figure("reference.kosovo", "people") }} mülteciydi.
""",
}
SIGNED = SOUND["letters/open/signatories.csv"]


def letter_folder(root: Path, changes: Mapping[str, Content | None] | None = None, embargo: str = "") -> Path:
    """Write the folder with some files replaced; ``embargo`` as it stands in letter.toml."""
    files: dict[str, Content | None] = {
        "crisis.toml": CRISIS,
        "references.csv": REFERENCES,
        "letters/open/letter.toml": TOML.format(embargo=f"embargo = {embargo}" if embargo else ""),
        **{f"letters/open/letter.{code}.md": text for code, text in TEXTS.items()},
    }
    return write_folder(root, files | dict(changes or {}))


def rewrite(root: Path, file: str, old: str, new: str) -> None:
    """Put a text that stands in a file just once in place of another."""
    path = root / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), "utf-8")

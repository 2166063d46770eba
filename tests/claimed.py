"""A little evidence in the manner of Idlib, made by hand, and texts held against it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

from nuzuh.claims.claim import Claim
from nuzuh.claims.crises import crises_of
from nuzuh.claims.evidence import Evidence
from nuzuh.claims.judged import claims_of
from nuzuh.claims.places import PlaceNames
from nuzuh.claims.reading import of_bytes
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import ledger_of
from nuzuh.places.match import Matcher
from nuzuh.poll.settings import Poll
from nuzuh.prose.read import read

PLACES = pl.DataFrame(
    {
        "code": ["NWS", "SY07", "SY0703", "C4130", "C4126", "C4121", "SY02"],
        "level": [0, 1, 2, 4, 4, 4, 1],
        "parent": [None, "NWS", "SY07", "SY0703", "SY0703", "SY0703", "NWS"],
        "name_en": ["North-west Syria", "Idlib", "Harim", "Atma", "Dana", "Sarmada", "Aleppo"],
        "name_ar": ["شمال غرب سوريا", "إدلب", "حارم", "أطمة", "الدانا", "سرمدا", "حلب"],
        "name_tr": ["Suriye'nin kuzeybatısı", "İdlib", "Harim", "Atme", "Dana", "Sarmada", "Halep"],
        "also_named": ["northwest Syria", None, None, None, None, None, None],
    }
)
WITHIN = {
    "NWS": frozenset({"NWS"}),
    "SY07": frozenset({"SY07", "NWS"}),
    "SY02": frozenset({"SY02", "NWS"}),
    "SY0703": frozenset({"SY0703", "SY07", "NWS"}),
    **{code: frozenset({code, "SY0703", "SY07", "NWS"}) for code in ("C4130", "C4126", "C4121")},
}
DECEMBER, FEBRUARY = dt.date(2019, 12, 1), dt.date(2019, 2, 1)


def since(end: dt.date, value: float, quantifier: str = "about", start: dt.date = DECEMBER) -> Figure:
    """Return a running total up to and including a day."""
    ident = f"displaced.flow.since.{start}.by.{end}"
    after = end + dt.timedelta(days=1)
    return Figure(ident, value, value, value, quantifier, start=start, end=after, place="NWS", role="since")


def reference(
    ident: str, place: str, value: float, population: str, kind: str, label: dict[str, str], **when: dt.date
) -> Figure:
    """Return a published figure of another crisis."""
    metric = "stock" if "date" in when else "flow"
    figure = Figure(
        f"reference.{ident}", value, value, value, metric=metric, population=population, place=place, **when
    )
    return Figure(
        **{
            **{name: getattr(figure, name) for name in figure.__slots__},
            "role": "reference",
            "kind": kind,
            "label": label,
            "citation": "UNHCR",
        }
    )


BOSNIA = {
    "en": "Refugees from Bosnia and Herzegovina, end of 1995",
    "ar": "اللاجئون من البوسنة والهرسك",
    "tr": "Bosna-Hersekli mülteciler",
}
BOSNIA_IDPS = {"en": "Internally displaced people in Bosnia and Herzegovina, end of 1993"}
KOSOVO = {
    "en": "Refugees who returned to Serbia and Kosovo during 1999",
    "ar": "العائدون إلى كوسوفو",
    "tr": "Kosova'ya dönen mülteciler",
}
FIGURES = (
    since(dt.date(2020, 1, 14), 350_000),
    since(dt.date(2020, 2, 2), 586_000),
    since(dt.date(2020, 2, 26), 948_000, "more than"),
    Figure(
        "displaced.flow.total",
        2_236_000,
        2_082_000,
        2_600_000,
        "about",
        start=FEBRUARY,
        end=dt.date(2020, 3, 1),
        place="NWS",
        role="total",
    ),
    Figure(
        "displaced.stock.in.SY07",
        1_326_000,
        1_040_000,
        2_460_000,
        "about",
        metric="stock",
        date=dt.date(2020, 2, 29),
        place="SY07",
        role="to",
    ),
    Figure(
        "letter.open.signatories",
        12,
        12,
        12,
        unit="organisations",
        metric="stock",
        population="signatories",
        date=dt.date(2020, 2, 6),
        role="letter",
    ),
    Figure(
        "share.women",
        52.0,
        52.0,
        52.0,
        unit="percent",
        metric="share",
        population="displaced",
        place="NWS",
        role="share",
        date=dt.date(2020, 2, 29),
        group="women",
        of=1000,
        label={"en": "Women among displaced people in camps"},
    ),
    reference(
        "bosnia-1995", "Bosnia and Herzegovina", 769_753, "refugees", "refugees", BOSNIA, date=dt.date(1995, 12, 31)
    ),
    reference(
        "bosnia-1993",
        "Bosnia and Herzegovina",
        1_290_000,
        "internally displaced people",
        "displaced",
        BOSNIA_IDPS,
        date=dt.date(1993, 12, 31),
    ),
    reference(
        "kosovo-1999",
        "Serbia and Kosovo",
        807_139,
        "returned refugees",
        "returned_refugees",
        KOSOVO,
        start=dt.date(1999, 1, 1),
        end=dt.date(2000, 1, 1),
    ),
)
POLL = Poll(
    "return-2020",
    Path("polls/return-2020"),
    asked=150,
    title={"en": "Would you consider going back?"},
    printed=({"text": "90.6%", "label": {"en": "would not consider returning to areas under government control"}},),
)


@cache
def evidence() -> Evidence:
    """Return the evidence."""
    days = {day: f"the day of {f.id}" for f in FIGURES for day in (f.start, f.date) if day}
    days |= {f.end - dt.timedelta(days=1): f"the last day of {f.id}" for f in FIGURES if f.end}
    days[dt.date(2020, 2, 6)] = "the date of the letter open"
    spans = {(f.start, f.end): f.id for f in FIGURES if f.start and f.end}
    crises = crises_of((f for f in FIGURES if f.role == "reference"), ["North-west Syria", "Syria"])
    names = PlaceNames(PLACES, Matcher(PLACES))
    return Evidence(ledger_of(FIGURES), FIGURES, crises, [POLL], names, "NWS", WITHIN, days, spans, {}, "idmc")


def claims(text: str | bytes, name: str = "letter.txt") -> list[Claim]:
    """Return the claims of a text held against the evidence."""
    data = text if isinstance(text, bytes) else text.encode()
    return claims_of(of_bytes(name, data), evidence(), read)


def of_kind(found: list[Claim], kind: str) -> list[Claim]:
    """Return the claims of one kind, in order."""
    return [claim for claim in found if claim.kind == kind]


def verdicts(found: list[Claim], kind: str = "number") -> list[str]:
    """Return the verdicts of one kind, in order."""
    return [claim.verdict for claim in of_kind(found, kind)]


def word_file(*paragraphs: str, body: str = "", **parts: bytes) -> bytes:
    """Return a Word file of paragraphs; ``body`` is put in as it is, ``parts`` are further members."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inside = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escape(p)}</w:t></w:r></w:p>" for p in paragraphs) + body
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<?xml version='1.0'?><w:document {space}><w:body>{inside}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()

"""The issue of the example is the golden one, to the letter; `make golden` rewrites it."""

from __future__ import annotations

from pathlib import Path

from nuzuh import pipeline
from tests.conftest import copy_of
from tests.golden.shown import golden_files

HERE = Path(__file__).parent / "idlib"


def test_issue_is_the_golden_one(idlib: Path) -> None:
    made = golden_files(idlib / "public")
    assert sorted(made) == sorted(p.name for p in HERE.iterdir())
    for name, text in made.items():
        assert text == (HERE / name).read_text("utf-8"), f"{name} differs: look at the diff, then `make golden`"


def test_second_build_gives_the_same_bytes(idlib: Path, tmp_path: Path) -> None:
    again = copy_of("idlib", tmp_path)
    day = pipeline.published_of(again)
    assert day is not None
    for _ in range(2):
        pipeline.build(again, day)
    one, two = idlib / "public", again / "public"
    names = sorted(p.relative_to(one) for p in one.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(two) for p in two.rglob("*") if p.is_file())
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name

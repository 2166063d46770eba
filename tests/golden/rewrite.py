"""`make golden`: rewrite the golden issue; its diff is reviewed as data."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from nuzuh import pipeline
from tests.conftest import copy_of
from tests.golden.shown import golden_files

HERE = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = copy_of("idlib", Path(temporary))
        day = pipeline.published_of(folder)
        assert day is not None
        pipeline.build(folder, day)
        shutil.rmtree(HERE / "idlib", ignore_errors=True)
        (HERE / "idlib").mkdir()
        for name, text in golden_files(folder / "public").items():
            (HERE / "idlib" / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()

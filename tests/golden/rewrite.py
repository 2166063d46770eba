"""`make golden`: rewrite the golden issue; its diff is reviewed as data."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from nuzuh import pipeline
from tests.conftest import copy_of
from tests.golden.shown import golden_files

HERE = Path(__file__).parent


def preferred_of(target: Path) -> Path:
    """Return the example built by the transparent method, whose numbers hang on no machine's arithmetic."""
    folder = copy_of("idlib", target)
    settings = folder / "crisis.toml"
    settings.write_text(settings.read_text("utf-8").replace("[count]", '[count]\nmethod = "preferred"'), "utf-8")
    for letter in folder.glob("letters/*/letter.*.md"):  # what stands beside the accounts is the figure itself
        letter.write_text(letter.read_text("utf-8").replace("preferred.displaced.", "displaced."), "utf-8")
    day = pipeline.published_of(folder)
    assert day is not None
    pipeline.build(folder, day)
    return folder


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = preferred_of(Path(temporary))
        shutil.rmtree(HERE / "idlib", ignore_errors=True)
        (HERE / "idlib").mkdir()
        for name, text in golden_files(folder / "public").items():
            (HERE / "idlib" / name).write_text(text, "utf-8")
        accounts = copy_of("idlib", Path(temporary) / "accounts")
        day = pipeline.published_of(accounts)
        assert day is not None
        pipeline.build(accounts, day)
        (HERE / "accounts.csv").write_text(
            (accounts / "public" / "data" / "figures.csv").read_text("utf-8-sig"), "utf-8"
        )


if __name__ == "__main__":
    main()

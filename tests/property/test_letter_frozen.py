"""A frozen letter: whatever byte is changed, the file is named."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nuzuh.statement.frozen import (
    ADDED,
    AS_FROZEN,
    CHANGED,
    FORMAT,
    LETTER,
    MANIFEST,
    MISSING,
    SUMS,
    UNKNOWN,
    bundle,
    canonical,
    read_bundle,
    to_json,
    to_zip,
    verify,
)

HEAD = {"format": FORMAT, "nuzuh": "0.1.0", "name": "open", "date": "2020-02-06", "languages": ["en", "ar"]}
FILES = bundle(
    HEAD,
    {
        "text.en.md": b"# Title\n\nMore than 948,000 people.\n",
        "text.ar.md": "# عنوان\n\nأكثر من 948,000 شخص.\n".encode(),
        LETTER: to_json({**HEAD, "calls": []}),
        "figures.json": to_json({"figures": []}),
        "signatories.csv": b"name\nHelpers\n",
    },
)
PLACES = [(name, at) for name, content in FILES.items() for at in range(len(content))]


def flipped(content: bytes, at: int, mask: int) -> bytes:
    return content[:at] + bytes([content[at] ^ mask]) + content[at + 1 :]


def named(files: dict[str, bytes]) -> set[str]:
    return {problem.file for problem in verify(files).problems}


def test_as_it_was_frozen() -> None:
    checked = verify(FILES)
    assert set(checked.files.values()) == {AS_FROZEN}
    assert checked.files.keys() == FILES.keys()
    assert checked.problems == ()
    assert checked.digest == hashlib.sha256(FILES[SUMS]).hexdigest()
    assert checked.texts == {code: hashlib.sha256(FILES[f"text.{code}.md"]).hexdigest() for code in ("en", "ar")}


@pytest.mark.parametrize("mask", [1, 0x20, 0x80])
def test_every_byte_of_every_file(mask: int) -> None:
    """Not a sample: all of them. The file is named, and no other one."""
    for name, at in PLACES:
        assert named({**FILES, name: flipped(FILES[name], at, mask)}) == {name}, (name, at)


@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.integers(1, 255)), min_size=2, max_size=4, unique_by=lambda x: x[0][0]
    )
)
@example([((LETTER, 10), 1), ((SUMS, 200), 1)])
@example([((MANIFEST, 30), 1), ((SUMS, 3), 1)])
def test_bytes_of_several_files(changes: list[tuple[tuple[str, int], int]]) -> None:
    files = dict(FILES)
    for (name, at), mask in changes:
        files[name] = flipped(files[name], at, mask)
    assert named(files) >= {name for (name, _), _ in changes} - {MANIFEST, SUMS}
    assert named(files) & {MANIFEST, SUMS} or not {name for (name, _), _ in changes} & {MANIFEST, SUMS}


@given(st.sampled_from(PLACES), st.binary(min_size=1, max_size=3), st.booleans())
def test_bytes_put_in_or_cut_out(place: tuple[str, int], more: bytes, cut: bool) -> None:
    name, at = place
    content = FILES[name][:at] + (b"" if cut else more) + FILES[name][at + cut :]
    assert named({**FILES, name: content}) == {name}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_named(name: str) -> None:
    files = {k: v for k, v in FILES.items() if k != name}
    checked = verify(files)
    assert checked.files[name] == MISSING
    assert {p.file for p in checked.problems} == {name}


def test_a_file_that_was_added_is_named() -> None:
    checked = verify({**FILES, "more.txt": b"x"})
    assert checked.files["more.txt"] == ADDED
    assert {p.file for p in checked.problems} == {"more.txt"}


def test_nothing_of_a_bundle_is_no_bundle() -> None:
    assert named({}) == {MANIFEST, SUMS}


def test_files_of_two_bundles_mixed() -> None:
    """Each is sound in itself: the text of another letter under this one's digests is not."""
    other = bundle(HEAD, {**{k: v for k, v in FILES.items() if k not in (MANIFEST, SUMS)}, "text.en.md": b"# Other\n"})
    assert named({**FILES, "text.en.md": other["text.en.md"]}) == {"text.en.md"}
    assert named({**FILES, MANIFEST: other[MANIFEST]}) == {MANIFEST}
    assert named({**FILES, SUMS: other[SUMS]}) == {SUMS}


def test_line_ends_that_a_mail_program_changed_are_told() -> None:
    files = {**FILES, "text.en.md": FILES["text.en.md"].replace(b"\n", b"\r\n")}
    (problem,) = verify(files).problems
    assert problem.file == "text.en.md"
    assert "line ends" in problem.message


def test_the_zip_holds_the_same_and_every_byte_of_it_counts(tmp_path: Path) -> None:
    packed = to_zip(FILES, "open")
    assert packed == to_zip(dict(reversed(FILES.items())), "open")
    path = tmp_path / "open.zip"
    path.write_bytes(packed)
    files, problems = read_bundle(path)
    assert (files, problems) == (FILES, [])
    for at in range(0, len(packed), 3):
        path.write_bytes(flipped(packed, at, 1))
        files, problems = read_bundle(path)
        assert problems or verify(files).problems, at


@given(at=st.integers(0, 10**6), mask=st.integers(1, 255))
def test_any_byte_of_the_zip(tmp_path_factory: pytest.TempPathFactory, at: int, mask: int) -> None:
    packed = to_zip(FILES, "open")
    path = tmp_path_factory.mktemp("zip") / "open.zip"
    path.write_bytes(flipped(packed, at % len(packed), mask))
    files, problems = read_bundle(path)
    assert problems or verify(files).problems


def test_a_changed_file_in_the_zip_is_named(tmp_path: Path) -> None:
    packed = to_zip(FILES, "open")
    path = tmp_path / "open.zip"
    for name, content in FILES.items():
        at = packed.index(content) + len(content) // 2
        path.write_bytes(flipped(packed, at, 1))
        files, _ = read_bundle(path)
        checked = verify(files)
        assert checked.files[name] == CHANGED
        assert {p.file for p in checked.problems} == {name}


@given(st.text(max_size=80))
def test_the_canonical_text_is_its_own(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_without_any_record_no_file_is_called_added() -> None:
    """To remove them, as is said of what was added, would be to destroy the letter."""
    checked = verify({name: content for name, content in FILES.items() if name not in (MANIFEST, SUMS)})
    assert {p.file for p in checked.problems} == {MANIFEST, SUMS}
    assert checked.files["text.en.md"] == UNKNOWN
    assert checked.digest == ""


def test_a_zip_that_somebody_packed_anew_is_named_and_its_files_are_as_frozen(tmp_path: Path) -> None:
    path = tmp_path / "open.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in FILES.items():
            packed.writestr(f"open/{name}", content)
    files, (problem,) = read_bundle(path)
    assert files == FILES
    assert problem.file == "open.zip"
    assert "packed it anew" in problem.suggestion


def test_a_zip_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nuzuh.statement.frozen._MOST_BYTES", 100_000)
    path = tmp_path / "open.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"open/{number}", bytes(60_000))
    files, (problem,) = read_bundle(path)
    assert files == {}
    assert "100,000" in problem.message


def test_a_link_in_the_folder_is_a_file_that_was_added(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert verify(read_bundle(tmp_path)[0]).files["loop"] == ADDED

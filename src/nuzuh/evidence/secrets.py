"""Protected words found in the files of an issue, however they are written there."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping

from nuzuh.terms.errors import Problem

_TEXTS = (".html", ".json", ".geojson", ".csv", ".xml", ".txt", ".md", ".svg")
_MARKUP = (".html", ".xml", ".svg")
_FONT_DATA = re.compile(r"base64,[A-Za-z0-9+/=]*")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")
_MEND = "Take it out of the texts, or remove the protection in the table."


def betrayals(files: Mapping[str, bytes], secrets: Mapping[str, str]) -> list[Problem]:
    """Return, per text file that holds a protected word, where its first one stands.

    Words are found as whole words: escaped, wrapped over two lines, cut up by tags or direction marks. Names of several
    words are found in capitals or not; of one word only as it is written or all in capitals, since Salt is no salt.

    Parameters
    ----------
    files : mapping of str to bytes
        Path below ``public/`` -> content.
    secrets : mapping of str to str
        Word -> what it is.
    """
    wanted = {
        word: (frozenset(_WORD.findall(_plain(word).casefold())), _pattern(word))
        for word in sorted(secrets, key=lambda w: (-len(w), w))
        if _WORD.search(word)
    }
    problems = []
    for name, content in sorted(files.items()):
        if not wanted or not name.endswith(_TEXTS):
            continue
        found = next(_found(name, content.decode("utf-8"), wanted), None)
        if found:
            word, line = found
            message = f"{name} would publish {secrets[word]}."
            problems.append(
                Problem(f"public/{name}", "", line, "", word, "disclosure.protected", "error", message, _MEND)
            )
    return problems


def _found(
    name: str, text: str, wanted: Mapping[str, tuple[frozenset[str], re.Pattern[str]]]
) -> Iterator[tuple[str, int]]:
    """Yield word and line of the protected words of a text: as it stands, then without its tags."""
    text = _FONT_DATA.sub("", text)
    if not name.endswith(_MARKUP):
        readings = [text.replace('\\"', '"').replace('""', '"')]
    else:
        bare = _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text)
        readings = [html.unescape(text), html.unescape(bare)]
    for reading in readings:
        plain = _plain(reading)
        present = set(_WORD.findall(plain.casefold()))
        for word, (parts, pattern) in wanted.items():
            if parts <= present:
                found = pattern.search(plain)
                if found:
                    yield word, plain.count("\n", 0, found.start()) + 1


def _pattern(word: str) -> re.Pattern[str]:
    parts = _plain(word).split()
    if len(parts) == 1:
        return re.compile(rf"(?<!\w)(?:{re.escape(parts[0])}|{re.escape(parts[0].upper())})(?!\w)")
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))

"""The lines of a pasted list cut into pieces at what separates them, with headings, bullets and numbers taken off."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nuzuh.terms.amounts import fold_digits

_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"[^\S\t]")
_BULLET = "•·●○◦‣▪▫■□◆◇►▶➢➤✓✔∙"
_DASH = r"\-–—−‐‑‒―"
# What begins a line: bullets, dashes with a blank behind, numbers of a list.
_START = re.compile(
    rf"[\s>#]*(?:(?P<bullet>[{_BULLET}]|\*(?=\s))|[a-zA-Z]\)(?=\s)|[a-z]\.(?=\s)|(?P<dash>[{_DASH}]+)(?=\s|$)|(?P<glued>[–—])(?=\S))\s*"
)
_NUMBER = re.compile(r"[\s#]*[(\[]?(?P<number>\d{1,3})(?:\s?[.)\]:،]|\s?[-–](?=\s))[.\-–)]?\s*(?=[^\W\d]|[\"“«'(])")
_NEXT = re.compile(r"(?:^|\s)[(\[]?(\d{1,3})[.)\]]\s+(?=[^\W\d]|[\"“«'(])")
_HELD = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»|“[^“”]*”|(?<!\w)\"[^\"]*\"(?!\w)")
_CUT = re.compile(
    rf"(?P<cell>\s*[|│]\s*|\s*\t\s*)|\s*(?P<bullet>[{_BULLET}])\s*|(?P<dash>\s+[{_DASH}]+\s{{2,}})"
    rf"|(?P<between>\s[{_DASH}]+\s|\s[–—](?=\S))|(?P<wide>\s{{3,}})|\s*(?P<list>[;؛])\s*"
    r"|(?P<quoted>(?<=[\"”»])\s*[,،]\s*(?=[\"“«]))|(?P<slash>\s/\s)"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")
_RULE = re.compile(rf"[\s|:+=_*~{_DASH}]*")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|\+?[\d\s()./-]{7,}", re.I)
_QUOTES = {'"': '"', "“": "”", "”": "”", "«": "»", "'": "'", "‘": "’", "„": "“"}
_SHORT = frozenset(
    ["inc", "ltd", "co", "corp", "dr", "st", "e.v", "org", "gmbh", "assoc", "univ", "vak", "der", "bros"]
)
_ORGANISATION = (
    r"organi[sz]ations?|ngos?|cso|csos|institutions?|associations?|groups?|entit(?:y|ies)|members?|associations?|"
    r"organi[sz]ations? names?|منظم(?:ة|ات)|المنظم(?:ة|ات)|الجهات|جهة|الجمعيات|"
    r"kurulu[sş](?:lar)?|[oö]rg[uü]t(?:ler)?|kurum(?:lar)?|stk(?:lar)?"
)
_SIGNED = (
    r"signator(?:y|ies)|signed|signing|undersigned|endors(?:ed|ing|ers?|ements?)|supported|co-?signed|الموقع(?:ة|ين|ون|ات)?|الموقّع(?:ة|ين|ون|ات)?|"
    r"الموقعه|موقع(?:ة|ون|ين)|التواقيع|التوقيعات|توقيع|imzac[iı](?:lar)?|imzalayan(?:lar)?|imzalar|signataires?"
)
_AROUND = (
    r"the|list|of|by|names?|and|following|our|are|we|below|in|alphabetical|order|full|all|:|\d+|les|des|listesi|"
    r"أسماء|قائمة|على|البيان|الرسالة|هذه|هذا|التالية"
)
_SIGNERS = re.compile(rf"(?:(?:{_SIGNED}|{_ORGANISATION}|{_AROUND})(?:[\s:.()/–-]+|$))+", re.I)
_SAYS_SIGNED = re.compile(rf"\b(?:{_SIGNED})\b", re.I)
_COUNTED = re.compile(rf"\(?\d+\s+(?:\w+\s+)?(?:{_ORGANISATION})\)?[.:]?", re.I)
_ROLES = (
    (
        "acronym",
        re.compile(r"acronym|abbreviation|short name|initials|الاختصار|اختصار|k[iı]saltma(?:s[iı])?|sigle", re.I),
    ),
    (
        "name",
        re.compile(
            rf"(?:full |legal )?(?:name(?: of (?:the )?(?:{_ORGANISATION}))?|(?:{_ORGANISATION})(?: name)?"
            rf"|الاسم(?: بالعربية)?|اسم (?:{_ORGANISATION})"
            rf"|(?:kurulu[sş]|kurum|[oö]rg[uü]t|stk) ad[iı]|ad[iı]?|nom|name[ _(]+(?:\w+)\)?|{_SIGNED})",
            re.I,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line.

    Attributes
    ----------
    text : str
    before : str
        What stands before it: ``•`` a bullet, a number or nothing (a line of its own); ``;`` in a list; a blank for a column;
        ``-`` a dash with single blanks; ``/``.
    gap : str
        The separator as it was written, blanks made single.
    line, column : int
        Line of the text, from 1; number of the cell in its line, from 0.
    """

    text: str
    before: str
    gap: str
    line: int
    column: int


def lines_of(text: str) -> list[list[Piece]]:
    """Return the lines that hold something, cut into pieces; headings, rules and addresses left out."""
    raw = [_BLANK.sub(" ", _INVISIBLE.sub("", _unmarked(line))) for line in _BREAK.split(text)]
    out: list[list[Piece]] = []
    for number, line in _wrapped(raw):
        if _RULE.fullmatch(line):
            continue
        for part in _numbered(line):
            mark, rest = _begin(part)
            rest = _without_heading(rest)
            pieces = _cut(rest, mark, number) if rest.strip() else []
            if pieces and not (len(pieces) == 1 and is_heading(pieces[0].text)):
                out.append(pieces)
    return out


def _unmarked(line: str) -> str:
    """Return a line without the tags and links of HTML and Markdown."""
    return _LINK.sub(r"\1", html.unescape(_TAG.sub("", line)))


def _wrapped(raw: Sequence[str]) -> list[tuple[int, str]]:
    """Return the lines with their numbers; in a list with bullets, what goes on in the next line is put together."""
    marked = [bool(_START.match(line) or _NUMBER.match(fold_digits(line))) for line in raw]
    full = [bool(line.strip()) for line in raw]
    listed = sum(marked) > 2 and sum(marked) >= 0.6 * sum(full)
    out: list[tuple[int, str]] = []
    for at, line in enumerate(raw):
        goes_on = listed and at > 0 and full[at - 1] and full[at] and not marked[at] and out
        if goes_on and (line.lstrip()[:1].islower() or (line.startswith("  ") and not out[-1][1].startswith("  "))):
            out[-1] = (out[-1][0], f"{out[-1][1].rstrip()} {line.strip()}")
        elif full[at]:
            out.append((at + 1, line))
    return out


def _numbered(line: str) -> list[str]:
    """Return the parts of a line that holds several numbers of a list, each the one after the one before."""
    folded = fold_digits(line)
    if len(folded) != len(line):
        return [line]
    found = list(_NEXT.finditer(folded))
    if len(found) < 2 or any(int(b[1]) != int(a[1]) + 1 for a, b in pairwise(found)):
        return [line]
    cuts = [0, *(m.start() for m in found if m.start()), len(line)]
    return [line[a:b] for a, b in pairwise(cuts) if line[a:b].strip()]


def _begin(line: str) -> tuple[str, str]:
    """Return what a line begins with, as `Piece.before` says it, and the rest of it."""
    folded = fold_digits(line)
    if len(folded) == len(line) and (number := _NUMBER.match(folded)):
        return "•", line[number.end() :]
    if not (start := _START.match(line)):
        return "•", re.sub(r"^\s*#+\s", "", line).strip(" ")
    rest = line[start.end() :]
    if start["dash"] and not re.search(r"[\s]{2,}$", start[0]):
        return "-", rest
    return "•", rest


def _without_heading(line: str) -> str:
    """Return a line without the words "Signatories:" that begin it."""
    head, colon, rest = line.partition(":")
    return rest if colon and _SIGNERS.fullmatch(head.strip()) and _SAYS_SIGNED.search(head) else line


def _cut(line: str, mark: str, number: int) -> list[Piece]:
    held = [m.span() for m in _HELD.finditer(line)]
    pieces: list[Piece] = []
    at, before, gap, column = 0, mark, "", 0

    def add(text: str) -> None:
        text = " ".join(text.split())
        if before in " ;" and len(fold_digits(text)) == len(text) and (marked := _NUMBER.match(fold_digits(text))):
            text = text[marked.end() :]
        if any(c.isalpha() for c in text) and not _ADDRESS.fullmatch(text):
            pieces.append(Piece(text, before, gap, number, column))

    for cut in _CUT.finditer(line):
        if any(start < cut.start() < end - 1 for start, end in held) and not (cut["cell"] or cut["bullet"]):
            continue
        add(line[at : cut.start()])
        kind = cut.lastgroup
        column += kind in ("cell", "wide")
        before = {"cell": " ", "wide": " ", "dash": "•", "bullet": "•", "between": "-", "slash": "/"}.get(
            kind or "", ";"
        )
        gap, at = f" {cut[0].strip()} " if cut[0].strip() else " ", cut.end()
    add(line[at:])
    return pieces


def is_heading(text: str) -> bool:
    """Return whether a line is a heading or a count, not a name.

    Examples
    --------
    >>> [is_heading(t) for t in ("Signatories:", "Signed by the following organisations", "المنظمات الموقعة", "Syrian Forum")]
    [True, True, True, False]
    """
    text = text.strip(" *_#")
    if text.endswith(":") or _COUNTED.fullmatch(text) or any(role.fullmatch(text) for _, role in _ROLES):
        return True
    return bool(_SIGNERS.fullmatch(text)) and (bool(_SAYS_SIGNED.search(text)) or len(text.split()) == 1)


def roles_of(line: Sequence[Piece]) -> dict[int, str] | None:
    """Return what the columns of a table hold, if a line is the header of one: name, name_2, acronym; else None."""
    roles: dict[int, str] = {}
    for piece in line:
        for role, pattern in _ROLES:
            if piece.before in " •" and pattern.fullmatch(piece.text.strip(" *_:")):
                count = sum(r.startswith(role) for r in roles.values())
                roles[piece.column] = f"{role}_{count + 1}" if count else role
                break
    return roles if "name" in roles.values() and len(line) > 1 else None


def tidy(text: str) -> str:
    """Return a text without enclosing quotes, marks of footnotes and punctuation at its ends.

    Examples
    --------
    >>> tidy('"La justice et le Developement durable.",'), tidy("Anoxinon e.V."), tidy("Women “Ishraqat”")
    ('La justice et le Developement durable', 'Anoxinon e.V.', 'Women “Ishraqat”')
    """
    text = " ".join(text.split())
    while True:
        before = text
        text = re.sub(r"\s*(?:[*†‡°]+|\[\d+\])$", "", text.strip(" ,;:،؛*_")).strip()
        last = text[:-1].rsplit(" ", 1)[-1].casefold() if text.endswith(".") else ""
        if last and last not in _SHORT and "." not in last and len(last) != 1:
            text = text[:-1]
        quoted = len(text) > 2 and _QUOTES.get(text[0]) == text[-1]
        if quoted and text[0] not in text[1:-1] and text[-1] not in text[1:-1]:
            text = text[1:-1]
        text = re.sub(rf"^(?:[{_DASH}]\s*)+(?=\w)|(?:\s+[{_DASH}])+$", "", text)
        if text == before:
            return text

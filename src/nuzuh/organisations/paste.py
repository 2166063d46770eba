"""A pasted list of organisations as rows: columns, dashes, bullets, numbers, quotes and table lines taken apart.

What separates names is decided by the layout of the whole list, not by the sign: a dash at the beginning of lines, or with
a wide gap behind it, is a bullet; a dash inside a name stays, unless an acronym or the name in another script stands
behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nuzuh.organisations.acronyms import looks_like_acronym, names_country, stands_for
from nuzuh.organisations.listing import Piece, is_heading, lines_of, roles_of, tidy
from nuzuh.organisations.vocabulary import read_word
from nuzuh.places.letters import is_arabic

_BRACKET = re.compile(r"\s*[(\[（]\s*([^()\[\]（）]+?)\s*[)\]）]\s*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_AND = re.compile(r"^(?:and|ve|et|&)\s+|^و\s?(?=ال|جمعية|منظمة|مؤسسة)")
_COMMA = re.compile(r"\s*[,،]\s*")
_LAST = re.compile(r"(.*\S)[\s,،]+(\S+)")
_FIRST = re.compile(r"(\S+)\s*[:,،]\s+(.*)")


@dataclass(frozen=True, slots=True)
class Pasted:
    """One organisation of a pasted list.

    Attributes
    ----------
    name : str
    acronym : str
        Empty where none is given.
    as_pasted : str
        What stood there, without bullets and numbers, blanks made single.
    line : int
        Line of the text, the first being 1.
    also : tuple of str
        Its name in another script, where one stands beside it.
    """

    name: str
    acronym: str
    as_pasted: str
    line: int
    also: tuple[str, ...] = ()


def pasted(text: str) -> list[Pasted]:
    r"""Return the organisations of a pasted list, in its order; headings and empty lines give none.

    Parameters
    ----------
    text : str
        As it was copied from a letter, a mail, a table or a page.

    Examples
    --------
    >>> for one in pasted("Signatories:\n– Lawyers and doctors for Human Rights – LDHR –   Al-Amal\n– Syrian Forum"):
    ...     print(one.name, one.acronym, one.line, sep=" | ")
    Lawyers and doctors for Human Rights | LDHR | 2
    Al-Amal |  | 2
    Syrian Forum |  | 3
    """
    lines = lines_of(text)
    roles = roles_of(lines[0]) if lines else None
    if roles:
        return [row for line in lines[1:] if (row := _of_table(line, roles))]
    columns, pairs = _dashes_are_columns(lines), _are_pairs(lines)
    found: list[Pasted] = []
    for line in lines:
        rows: list[Pasted] = []
        for at, piece in enumerate(line, 1):
            if at == len(line) and piece.before == ";":
                piece = replace(piece, text=_AND.sub("", piece.text))
            _take(rows, piece, columns=columns, pairs=pairs)
        found += rows
    if len(lines) == 1 and len(found) == 1:
        found = _by_commas(found[0])
    named = (_named(row) for row in found if not is_heading(row.name))
    return [row for row in named if row.name]


def _dashes_are_columns(lines: Sequence[Sequence[Piece]]) -> bool:
    """Return whether dashes with single blanks stand between names: most lines begin with a dash and hold another."""
    begun = [line for line in lines if line[0].before == "-"]
    if len(begun) < 3:
        return False
    inside = [
        line
        for line in begun
        if any(p.before == "-" and not (looks_like_acronym(p.text) and not names_country(p.text)) for p in line[1:])
    ]
    return 2 * len(inside) > len(begun)


def _are_pairs(lines: Sequence[Sequence[Piece]]) -> bool:
    """Return whether each line of a table is one organisation in two scripts."""
    return len(lines) > 1 and all(
        len(line) == 2 and line[1].before == " " and _other_script(line[0].text, line[1].text) for line in lines
    )


def _other_script(one: str, other: str) -> bool:
    arabic, latin = (is_arabic(one), is_arabic(other)), (bool(_LATIN.search(one)), bool(_LATIN.search(other)))
    return arabic == latin[::-1] and arabic[0] != arabic[1]


def _take(rows: list[Pasted], piece: Piece, *, columns: bool, pairs: bool) -> None:
    """Add a piece of a line to its rows: an organisation, or more about the one before."""
    row = Pasted(piece.text, "", piece.text, piece.line)
    before = rows[-1] if rows else None
    if before is None or piece.before in ("•", ";"):
        rows.append(row)
        return
    text = tidy(piece.text)
    whole = replace(before, as_pasted=f"{before.as_pasted}{piece.gap}{piece.text}")
    if pairs or (piece.before in "-/" and not columns and _other_script(before.name, text)):
        rows[-1] = replace(whole, also=(*before.also, text))
    elif not before.acronym and _is_acronym_of(text, before.name, sure=piece.before == " " or columns):
        rows[-1] = replace(whole, acronym=text)
    elif piece.before == "-" and looks_like_acronym(before.name) and stands_for(before.name, piece.text):
        rows[-1] = replace(whole, name=piece.text, acronym=before.name)
    elif piece.before == " " and _is_country(piece.text):
        rows[-1] = whole
    elif piece.before == " " or (piece.before == "-" and columns):
        rows.append(row)
    else:
        rows[-1] = replace(whole, name=f"{before.name}{piece.gap}{piece.text}")


def _is_country(text: str) -> bool:
    """Return whether a cell of a table is the country of the organisation beside it."""
    return all(read_word(word).kind in ("people", "small") for word in text.split())


def _is_acronym_of(text: str, name: str, *, sure: bool) -> bool:
    """Return whether a text is the acronym of the name before it; ``sure`` asks that it is made of the name's letters."""
    if not looks_like_acronym(text):
        return False
    inside = _BRACKET.sub(" ", name)
    if any(looks_like_acronym(b) for b in _BRACKET.findall(name)):
        return False
    return stands_for(text, inside) or not (sure or names_country(text) or looks_like_acronym(name))


def _by_commas(row: Pasted) -> list[Pasted]:
    """Return the names of a list that stands in one line, with commas."""
    parts = [p for p in _COMMA.split(row.name) if p]
    if len(parts) < 4 or row.acronym:
        return [row]
    parts[-1] = _AND.sub("", parts[-1])
    return [Pasted(p, "", p, row.line) for p in parts]


def _less(name: str, inside: str) -> str:
    """Return a name without a bracket of it."""
    return " ".join(_BRACKET.sub(lambda found: " " if found[1] == inside else found[0], name).split())


def _named(row: Pasted) -> Pasted:
    """Return a row with what its name holds beside the name: acronym, the name in another script."""
    name, acronym, also = tidy(row.name), tidy(row.acronym), [tidy(a) for a in row.also]
    for inside in _BRACKET.findall(name):
        without = _less(name, inside)
        if not without:
            name = inside
        elif looks_like_acronym(inside) and not acronym and (not names_country(inside) or stands_for(inside, without)):
            name, acronym = without, inside
        elif _other_script(without, inside):
            name, also = without, [*also, inside]
        elif looks_like_acronym(without) and stands_for(without, inside) and not acronym:
            name, acronym = inside, without
    if not acronym:
        name, acronym = _acronym_beside(name)
    name = tidy(name)
    return Pasted(name, acronym, " ".join(row.as_pasted.split()), row.line, tuple(also))


def _acronym_beside(name: str) -> tuple[str, str]:
    """Return a name without the acronym that stands bare before or behind it, and the acronym."""
    if (last := _LAST.fullmatch(name)) and looks_like_acronym(last[2]) and _stands_out(last[2], last[1]):
        return last[1], last[2]
    if (first := _FIRST.fullmatch(name)) and looks_like_acronym(first[1]) and stands_for(first[1], first[2]):
        return first[2], first[1]
    return name, ""


def _stands_out(acronym: str, name: str) -> bool:
    """Return whether an acronym behind a name is one: made of its letters, bar a last one, in a name not all capitals."""
    if name.isupper():
        return False
    return stands_for(acronym, name) or (len(acronym) > 3 and stands_for(acronym[:-1], name))


def _of_table(line: Sequence[Piece], roles: dict[int, str]) -> Pasted | None:
    """Return the organisation of a line of a table whose header says what its columns hold."""
    cells = {role: tidy(p.text) for p in line if (role := roles.get(p.column))}
    names = [cells[r] for r in ("name", "name_2", "name_3") if cells.get(r)]
    if not names and not cells.get("acronym"):
        return None
    name = names[0] if names else cells["acronym"]
    row = _named(Pasted(name, cells.get("acronym", ""), name, line[0].line, tuple(names[1:])))
    return replace(row, as_pasted=" | ".join(p.text for p in line if p.column in roles and p.text))

"""Spellings of a name that are still the same organisation, and near names that are another: planted into real lists."""

import random
import re
import unicodedata
from collections.abc import Callable

_LETTERS = "abcdefghijklmnoprstuvwyz"
_ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_SWAPS = [
    ("Organisation", "Organization"),
    ("organisation", "organization"),
    (" and ", " & "),
    ("Centre", "Center"),
    ("Programme", "Program"),
    ("Association", "Assoc."),
    ("University", "Univ."),
    ("International", "Int'l"),
    ("Derneği", "Dernegi"),
    ("Vakfı", "VAKFI"),
]


def slip(name: str, random_: random.Random) -> str:
    """Return a name with one letter missing, doubled, wrong, or changed with its neighbour, in a word of five or more."""
    words = list(re.finditer(r"[^\W\d_]{5,}", name))
    if not words:
        return name
    word = random_.choice(words)
    at = random_.randrange(word.start() + 1, word.end() - 1)
    letters = _ARABIC_LETTERS if "\u0600" < word[0][0] < "\u06ff" else _LETTERS
    kind = random_.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + random_.choice(letters) + name[at + 1 :]


def _plain(name: str, _: random.Random) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).replace("ı", "i")


def _swapped(name: str, _: random.Random) -> str:
    for one, other in _SWAPS:
        if one in name:
            return name.replace(one, other, 1)
        if other in name:
            return name.replace(other, one, 1)
    return name


def _order(name: str, _: random.Random) -> str:
    if match := re.fullmatch(r"(University|Academy|Institute|Universität|Université) (?:of|de) (\w+)", name):
        return f"{match[2]} {match[1]}"
    if match := re.fullmatch(r"(\w+) (University|Academy)", name):
        return f"{match[2]} of {match[1]}"
    words = name.split()
    return (
        f"{words[-1]}, {' '.join(words[:-1])}"
        if 2 < len(words) < 6 and "(" not in name and words[-2] not in ("of", "de", "and")
        else name
    )


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper()).upper()


def _with_acronym(name: str, random_: random.Random) -> str:
    letters = _initials(name)
    if "(" in name:
        return re.sub(r"\s*\([^)]*\)", "", name)
    if not 2 < len(letters) < 7:
        return name
    return random_.choice([f"{name} ({letters})", f"{name} – {letters}", f"{letters} - {name}", f"{name} {letters}"])


def _article(name: str, _: random.Random) -> str:
    return name[4:] if name.lower().startswith("the ") else f"The {name}"


def _legal(name: str, random_: random.Random) -> str:
    return f"{name} {random_.choice(['e.V.', 'Ltd', 'Inc.', 'AISBL', 'NGO', 'A.Ş.'])}"


def _punctuation(name: str, random_: random.Random) -> str:
    return random_.choice(
        [
            f"“{name}”",
            f"{name}.",
            name.replace(" ", "  ", 1),
            name.replace("-", " "),
            name.replace(",", ""),
            f"{name} *",
        ]
    )


LATIN: dict[str, Callable[[str, random.Random], str]] = {
    "capitals": lambda n, _: n.upper(),
    "small": lambda n, _: n.lower(),
    "slip": slip,
    "accents": _plain,
    "spelling": _swapped,
    "order": _order,
    "acronym": _with_acronym,
    "article": _article,
    "legal form": _legal,
    "punctuation": _punctuation,
}


def _replaced(one: str, other: str) -> Callable[[str, random.Random], str]:
    return lambda name, _: re.sub(one, other, name)


ARABIC: dict[str, Callable[[str, random.Random], str]] = {
    "hamza": _replaced("[أإآ]", "ا"),
    "ta marbuta": _replaced("ة", "ه"),
    "alef maqsura": lambda n, _: re.sub("ى", "ي", n) if "ى" in n else re.sub(r"ي(?!\w)", "ى", n),
    "stretching": lambda n, r: re.sub(r"(?<=[بتسشصعفقمن])(?=\w)", "ـــ", n, count=r.randrange(1, 3)),
    "vowels": lambda n, _: re.sub(r"(?<=[بتثجحخدسشعفقكلمن])(?=\w)", "\u0650", n, count=2),
    "article": lambda n, _: re.sub(r"(?<!\w)ال(?=\w{3})", "", n, count=1) if re.search(r"(?<!\w)ال", n) else n,
    "spaced": lambda n, _: re.sub(r"\sو(?=ال)", " و ", n, count=1),
    "slip": slip,
    "quotes": lambda n, _: f"«{n}»",
}


def near_miss(name: str, others: list[str], random_: random.Random) -> str:
    """Return the name of another organisation that is near: of another place, a chapter, a part, another number."""
    other = random_.choice(others)
    words, strange = re.findall(r"[^\W\d_]{4,}", name), re.findall(r"[^\W\d_]{5,}", other)
    kind = random_.randrange(4)
    if kind == 0 and len(words) > 1 and strange:
        new = random_.choice(strange)
        old = random_.choice(words)
        if new.casefold() not in name.casefold() and old.casefold() not in other.casefold():
            return name.replace(old, new, 1)
    if "\u0600" < name[0] < "\u06ff":
        return f"{name} {random_.choice(['فرع حلب', 'في لبنان', '2'])}"
    if kind == 1:
        return f"{name} {random_.choice(['France', 'Germany', 'Türkiye', 'Lebanon'])}"
    if kind == 2:
        return f"{random_.choice(['Institute of Physics', 'Department of Law', 'Youth Council', 'Faculty of Medicine'])}, {name}"
    return f"{name} {random_.choice(['2', '3', 'North', 'Aleppo'])}"


def planted(names: list[str], seed: int, *, arabic: bool) -> list[tuple[str, int]]:
    """Return names with the number of their organisation: each once, with two of its spellings, and with a near name of another."""
    random_ = random.Random(seed)
    makers = list((ARABIC if arabic else LATIN).values())
    out: list[tuple[str, int]] = []
    for number, name in enumerate(names):
        out.append((name, number))
        for maker in random_.sample(makers, 2):
            changed = maker(name, random_)
            if changed != name:
                out.append((changed, number))
        if random_.random() < 0.5:
            out.append((near_miss(name, names, random_), len(names) + number))
    random_.shuffle(out)
    return out

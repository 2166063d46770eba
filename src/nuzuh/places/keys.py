"""Keys under which a misspelt name is found: its consonants, with some wrong, missing or too many.

Names meet under a key of the same step. The steps are taken one after the other, as long as nothing good is found:

0. all consonants; and classes of consonants that are confused;
1. one consonant missing, too many, or wrong at its place;
2. two wrong in a long name, or two that changed places;
3. one wrong or misplaced in a short name: so many names meet so that it is tried inside a known area only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import polars as pl

STEPS = 4
_WILD, _LOOSE, _LONG = 4, 5, 6  # numbers of consonants from which on more may be wrong
_CLASSES = str.maketrans({"D": "T", "S": "T", "H": "K", "J": "K", "G": "K"})
_WEAK = "HTG"  # heard so little, or at the end so often another letter, that even a short name may lack it


def of_gazetteer(keys: Sequence[str], positions: Sequence[int], step: int) -> pl.DataFrame:
    """Return the keys (``key``) of names of the gazetteer, by their position (``theirs``), from their consonants."""
    return _table([_stored(keys[i], step) for i in positions], pl.Series(positions, dtype=pl.UInt32), "theirs")


def of_question(keys: Sequence[str], positions: Sequence[int], step: int) -> pl.DataFrame:
    """Return the keys (``key``) of names asked for, by their position (``form``), from their consonants."""
    return _table([_asked(keys[i], step) for i in positions], pl.Series(positions, dtype=pl.UInt32), "form")


def _table(per_name: Sequence[tuple[str, ...]], positions: pl.Series, name: str) -> pl.DataFrame:
    counts = pl.Series([len(mine) for mine in per_name], dtype=pl.UInt32)
    found = pl.Series([key for mine in per_name for key in mine], dtype=pl.String)
    if not found.len():
        return pl.DataFrame(schema={"key": pl.String, name: pl.UInt32})
    repeated = positions.filter(counts > 0).repeat_by(counts.filter(counts > 0)).explode()
    return pl.DataFrame({"key": found, name: repeated})


@lru_cache(maxsize=20_000)
def _stored(key: str, step: int) -> tuple[str, ...]:
    extra = (f"+{less}" for less in _one_less(key)) if step == 1 else ()
    return (*((f"={key}",) if step < 2 else ()), *extra, *_both(key, step))


@lru_cache(maxsize=20_000)
def _asked(key: str, step: int) -> tuple[str, ...]:
    if step == 0:
        return (f"={key}", *_both(key, step))
    extra = (f"+{key}", *(f"={less}" for less in _one_less(key))) if step == 1 else ()
    return (*extra, *_both(key, step))


def _one_less(key: str) -> set[str]:
    """Return what is left when one consonant is left out; of a short name only a weak one."""
    if len(key) < 2:
        return set()
    return {key[:i] + key[i + 1 :] for i in range(len(key)) if len(key) > 3 or key[i] in _WEAK}


def _both(key: str, step: int) -> Iterator[str]:
    """Yield the keys that a name has on both sides."""
    length = len(key)
    if step == 0:
        yield f"~{key.translate(_CLASSES)}"
    elif step == 1 and length >= _WILD:
        yield from (f"?{key[:i]}.{key[i + 1 :]}" for i in range(length))
    elif step == 2 and length >= _LOOSE:
        once = {key[:i] + key[i + 1 :] for i in range(length)}
        yield f"*{key}"
        yield from (f"*{less}" for less in sorted(once))
        if length >= _LONG:
            yield from (f"*{k}" for k in sorted({k[:i] + k[i + 1 :] for k in once for i in range(len(k))} - once))
    elif step == 3 and length in (3, 4):
        yield f"*{key}"
        yield from sorted({f"*{key[:i]}{key[i + 1 :]}" for i in range(length)})

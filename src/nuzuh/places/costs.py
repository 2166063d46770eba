"""How far two sounds are apart: what spellings of one name confuse costs little, what tells names apart costs much."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nuzuh.places.letters import SOUNDS

Costs = NDArray[np.float32]

_FAR = 1.0
# Leaving a sound out. Where both names are in Latin letters a vowel counts a little; Arabic does not write short ones.
_OUT = {"a": 0.12, "e": 0.12, "i": 0.14, "o": 0.14, "u": 0.14, "A": 0.3, "w": 0.3, "y": 0.25, "@": 0.25, "7": 0.2,
        "^": 0.04, "h": 0.5, "H": 0.7, "t": 0.7, "G": 0.7, "3": 0.04}  # fmt: skip
_OUT_ACROSS = {"3": 0.08, "a": 0.03, "e": 0.03, "i": 0.05, "o": 0.05, "u": 0.05, "A": 0.2}
_APART = {
    # vowels
    "ae": 0.05, "ai": 0.12, "ao": 0.15, "au": 0.15, "ei": 0.05, "eo": 0.2, "eu": 0.2, "io": 0.2, "iu": 0.2, "ou": 0.03,
    "Aa": 0.0, "Ae": 0.04, "Ao": 0.08, "Ai": 0.2, "Au": 0.2,
    "wu": 0.02, "wo": 0.02, "wv": 0.05, "wa": 0.25, "we": 0.3, "wi": 0.3, "wA": 0.4, "uv": 0.3, "wf": 0.5,
    "yi": 0.02, "ye": 0.03, "ya": 0.2, "yA": 0.3, "yo": 0.35, "yu": 0.35, "yj": 0.5, "wy": 0.4,
    # the end of a feminine word
    "@a": 0.0, "@e": 0.0, "@A": 0.03, "@7": 0.03, "@t": 0.15, "@i": 0.08, "@y": 0.2, "@h": 0.03, "@o": 0.2, "@u": 0.25,
    "7t": 0.02, "7a": 0.12, "7e": 0.12, "7i": 0.25, "7h": 0.15, "7T": 0.06, "7d": 0.4, "7A": 0.15, "78": 0.25,
    "^l": 0.35,
    # teeth and tongue
    "tT": 0.05, "dD": 0.05, "d9": 0.15, "D9": 0.2, "DZ": 0.1, "Dz": 0.25, "dz": 0.5, "dZ": 0.3, "9z": 0.15, "9Z": 0.1,
    "98": 0.1, "8t": 0.2, "8s": 0.3, "8z": 0.35, "8Z": 0.35, "8T": 0.5, "8d": 0.35, "8D": 0.35, "8S": 0.4, "zZ": 0.05,
    "sS": 0.03, "sz": 0.4, "Sz": 0.45, "s$": 0.4, "S$": 0.4, "$c": 0.1, "cj": 0.4, "ck": 0.5, "cs": 0.5, "cS": 0.5,
    "td": 0.5, "Td": 0.5, "DT": 0.6, "Dt": 0.6, "cC": 0.2, "$C": 0.5,
    # palate and throat
    "jg": 0.25, "jC": 0.08, "kC": 0.2, "sC": 0.3, "SC": 0.4, "j$": 0.6, "jz": 0.5, "kq": 0.05, "qg": 0.15, "kg": 0.25,
    "qG": 0.2, "Gg": 0.08, "Gk": 0.4, "Gx": 0.5, "kx": 0.3, "qx": 0.5, "xh": 0.2, "Hh": 0.03, "xH": 0.25, "h3": 0.3,
    "H3": 0.4, "3A": 0.03, "3a": 0.0, "3e": 0.03, "3o": 0.05, "3i": 0.1, "3u": 0.1, "3G": 0.35, "3y": 0.3, "3w": 0.3,
    "qC": 0.4,
    # lips and flowing sounds
    "mn": 0.4, "lr": 0.7, "ln": 0.6, "bp": 0.05, "pf": 0.4, "bf": 0.6, "bm": 0.7, "bw": 0.6, "vf": 0.2, "vb": 0.5,
}  # fmt: skip


def leaving_out(*, across: bool) -> Costs:
    """Return the cost of leaving out each sound, by its number; 0 for number 0, which fills up short names."""
    costs = _OUT | _OUT_ACROSS if across else _OUT
    return np.array([0.0, *(costs.get(sound, _FAR) for sound in SOUNDS)], dtype=np.float32)


def exchanging() -> Costs:
    """Return the cost of one sound for another, a square by their numbers."""
    n = len(SOUNDS) + 1
    table = np.full((n, n), _FAR, dtype=np.float32)
    np.fill_diagonal(table, 0.0)
    for pair, cost in _APART.items():
        i, j = SOUNDS.index(pair[0]) + 1, SOUNDS.index(pair[1]) + 1
        table[i, j] = table[j, i] = cost
    table[0, 1:] = table[1:, 0] = 9.0  # filling up never stands for a sound
    return table


def weights() -> Costs:
    """Return how much each sound adds to the size of a name: a consonant 1, a vowel little."""
    return np.array([0.0, *(min(_OUT.get(sound, _FAR) * 2, 1.0) for sound in SOUNDS)], dtype=np.float32)

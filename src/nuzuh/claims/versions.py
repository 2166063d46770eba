"""Numbers that differ between the language versions of one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nuzuh.claims.claim import Finding
from nuzuh.claims.clashes import Clash
from nuzuh.claims.context import Read
from nuzuh.prose.said import Said

_WORDS = 40  # a version has so many at least
_ALIKE = 0.5  # of the numbers of the shorter version that the other one has too, so that they are versions of one text
_NAMES = {"en": "English", "ar": "Arabic", "tr": "Turkish"}
Key = tuple[str, float, str]


def differences(reads: Sequence[Read], skipped: range) -> list[Clash]:
    """Return numbers and percentages of one version that the others do not have, where a file holds several versions."""
    said: dict[str, list[tuple[int, Said, Key]]] = {}
    length: Counter[str] = Counter()
    for at, read in enumerate(reads):
        if at in skipped:
            continue
        language = read.passage.language
        length[language] += len(read.passage.text.split())
        said.setdefault(language, []).extend((at, s, _key(s)) for s in read.said if _counts(s))
    versions = [code for code in said if length[code] >= _WORDS and said[code]]
    out = []
    for code in versions:
        for other in versions:
            if code == other:
                continue
            mine, theirs = ({key[:2] for _, _, key in said[c]} for c in (code, other))
            if len(mine & theirs) < max(1, _ALIKE * min(len(mine), len(theirs))):
                continue
            missing = [(at, s, key) for at, s, key in said[code] if key[:2] not in theirs]
            spare = [s.text for _, s, key in said[other] if key[:2] not in mine]
            for at, s, _ in missing:
                if spare or len(missing) == 1:
                    instead = f"; there stands {', '.join(spare)}" if spare else ""
                    reason = f"The {_NAMES[other]} version does not say {s.text}{instead}."
                    out.append(Clash(at, s, Finding("inconsistent", reason, "Make the versions say the same.")))
    return list({(c.passage, c.said.start): c for c in reversed(out)}.values())[::-1]


def _counts(said: Said) -> bool:
    return (
        said.kind in ("number", "percent") and said.value is not None and (said.kind == "percent" or said.value >= 10)
    )


def _key(said: Said) -> Key:
    return said.kind, round(said.value or 0.0, 6), said.quantifier

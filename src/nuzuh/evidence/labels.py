"""What each figure is, in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.shares import share_label
from nuzuh.terms.wording import Words, words

PlaceNames = Callable[[str, str], str]


def with_labels(ledger: Ledger, names: PlaceNames, languages: Sequence[str]) -> Ledger:
    """Return the ledger with a label per language for each figure; references keep their own.

    Parameters
    ----------
    ledger : Ledger
    names : callable
        ``(code, language)`` -> name of a place.
    languages : sequence of str
    """
    labels: dict[str, Mapping[str, str]] = {}
    for figure in ledger.figures.values():
        labels[figure.id] = (figure.role != "share" and figure.label) or {
            code: label(figure, words(code), partial(_in_language, names, code)) for code in languages
        }
    return ledger.labelled(labels)


def label(figure: Figure, say: Words, name: Callable[[str], str]) -> str:
    """Return what a figure is, in one language."""
    if figure.role == "share":
        return share_label(figure, say, name(figure.place))
    if figure.metric == "flow":
        when = say.period(figure.start, figure.end) if figure.start and figure.end else ""
        return say.say(f"label-flow-{figure.role}", **_places(figure, name, {"period": when}, figure.role))
    day = say.say("as-of", day=say.day_of(figure.date, figure.accuracy)) if figure.date else ""
    if figure.population in ("returnees", "capacity"):
        return say.say(f"label-{figure.population}", place=name(figure.place), day=day)
    if figure.role == "total":
        return say.say("label-stock-total", day=day)
    return say.say("label-stock-in", place=name(figure.place), day=day)


def _places(figure: Figure, name: Callable[[str], str], given: dict[str, object], role: str) -> dict[str, object]:
    out = dict(given)
    if role in ("to", "pair"):
        out["place"] = name(figure.place)
    if role in ("from", "pair"):
        out["origin"] = name(figure.origin)
    return out


def _in_language(names: PlaceNames, language: str, code: str) -> str:
    return names(code, language)

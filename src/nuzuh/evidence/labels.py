"""What each figure is, in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.shares import share_label
from nuzuh.terms.wording import Words, words

ACCOUNT_ROLES = ("arrivals", "departures", "returns", "unreported", "residual")
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
    if figure.role == "preferred":
        return say.say("label-preferred", what=label(_of_the_accounts(figure), say, name))
    if figure.metric == "flow":
        when = say.period(figure.start, figure.end) if figure.start and figure.end else ""
        return say.say(f"label-flow-{figure.role}", **_places(figure, say, name, {"period": when}))
    day = say.say("as-of", day=say.day_of(figure.date, figure.accuracy)) if figure.date else ""
    place = _named(figure.place, say, name)
    if figure.population in ("returnees", "capacity"):
        return say.say(f"label-{figure.population}", place=place, day=day)
    if figure.role == "total":
        return say.say("label-stock-total", day=day)
    return say.say("label-stock-start" if figure.role == "start" else "label-stock-in", place=place, day=day)


def _of_the_accounts(figure: Figure) -> Figure:
    """Return a figure of the transparent method as the figure of the accounts beside which it stands."""
    return replace(figure, role="total" if figure.id.endswith(".total") else "to")


def _places(figure: Figure, say: Words, name: Callable[[str], str], given: dict[str, object]) -> dict[str, object]:
    out = dict(given)
    if figure.role in ("to", "pair", *ACCOUNT_ROLES):
        out["place"] = _named(figure.place, say, name)
    if figure.role in ("from", "pair"):
        out["origin"] = _named(figure.origin, say, name)
    return out


def _named(code: str, say: Words, name: Callable[[str], str]) -> str:
    """Return the name of a place, or of the whole area, which has no code where it is several places."""
    return name(code) if code else say.say("whole-area")


def _in_language(names: PlaceNames, language: str, code: str) -> str:
    return names(code, language)

"""The plan of a poll from settings: those of ``[plan]`` in ``poll.toml``, and what the command line says instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nuzuh.folder.settings import read_settings
from nuzuh.poll.fieldwork import Fieldwork
from nuzuh.poll.plan import Caution, Group, Plan, plan
from nuzuh.poll.settings import read_poll
from nuzuh.terms.errors import UsageError

PEOPLE = 150
"""Asked where nobody says how many."""
_SAID = {
    "few-clusters": "only {value:g} degrees of freedom are left by the clusters: no interval is safe; take more, smaller clusters",
    "no-interval": "no degree of freedom is left: there will be no interval at all; take more clusters",
    "group-hidden": "{group} will have about {value:g} answers: fewer than are published",
    "group-small": "{group} will have about {value:g} answers: its shares are published with a warning",
    "wide": "around {value:.0%} the interval of {group} is wider than 30 points: too wide to say much",
    "no-comparison": "{group}: no difference, however large, would be found",
    "margin-out-of-reach": "{group}: around {value:.0%} the margin is out of reach with any number of people; take more clusters",
    "difference-out-of-reach": "{group}: the difference is out of reach with any number of people; take more clusters",
    "purposive": "the places are chosen on purpose: the intervals will speak of people within them only",
    "icc-assumed": "how alike people of a cluster answer is not known: {value:g} is assumed; use that of an earlier poll",
    "clustering-halves": "clusters cost more than half of the answers (design effect {value:.1f}); take more, smaller clusters",
}


def planned(settings: Mapping[str, Any], shares: Sequence[float], *, purposive: bool, level: float) -> Plan:
    """Return the plan of a poll.

    Parameters
    ----------
    settings : mapping
        With the names of the section ``plan`` of ``columns/poll.csv``, percentages in per cent.
    shares : sequence of float
        Shares expected, in per cent; empty for the one of the settings.
    purposive : bool
        Whether places are chosen on purpose.
    level : float

    Raises
    ------
    UsageError
        The settings contradict each other, or are not possible.
    """
    clusters, strata = _clusters(settings, purposive=purposive)
    work = Fieldwork(
        people=settings.get("people", PEOPLE),
        clusters=clusters,
        strata=strata,
        icc=settings.get("icc"),
        cv=settings.get("cv", 0.0),
        nonresponse=settings.get("nonresponse", 0.0),
        population=settings.get("population"),
        purposive=purposive,
        level=level,
    )
    number = settings.get("groups", 0)
    groups = [Group(f"group {n + 1}", 1 / number) for n in range(number)] if number else []
    margin, difference = settings.get("margin"), settings.get("difference")
    if difference is not None and not groups:
        raise UsageError("a difference is one between groups: say how many there are, --groups 2.")
    return plan(
        work,
        [share / 100 for share in shares or (settings.get("share", 50.0),)],
        margin=None if margin is None else margin / 100,
        groups=groups,
        difference=None if difference is None else difference / 100,
    )


def plan_of(
    root: Path, name: str, wishes: Mapping[str, Any], shares: Sequence[float], level: float | None, *, drawn: bool
) -> Plan:
    """Return the plan of a poll: what ``poll.toml`` says in ``[plan]``, and over it what is wished.

    Parameters
    ----------
    root : Path
    name : str
        Empty where what is wished is all.
    wishes, shares
        See `planned`.
    level : float, optional
        In place of the poll's.
    drawn : bool
        Whether the places are drawn by chance, whatever the poll says; else they are chosen on purpose unless it says so.

    Raises
    ------
    UsageError
        There is no such poll, its settings have errors, or the plan is not possible.
    """
    if not name:
        return planned(wishes, shares, purposive=not drawn, level=level or 0.95)
    settings, _ = read_settings(root)
    poll, problems = read_poll(root, name, settings.languages)
    if wrong := [p for p in problems if p.severity == "error"]:
        raise UsageError(f"{poll.file} has errors; nothing was planned.", wrong)
    given = {**poll.plan, **wishes}
    if "clusters" in wishes or "places" in wishes:  # one way to say it replaces the other
        other = ("places", "teams", "days") if "clusters" in wishes else ("clusters", "strata")
        given = {key: value for key, value in given.items() if key not in other or key in wishes}
    purposive = poll.places_chosen in ("", "purpose") and not drawn
    return planned(given, shares, purposive=purposive, level=level or poll.level)


def _clusters(settings: Mapping[str, Any], *, purposive: bool) -> tuple[int | None, int]:
    """Return the number of clusters and of strata, as given or as teams and days in places make them (see `in_places`)."""
    places, teams, days = (settings.get(key) for key in ("places", "teams", "days"))
    if places is None:
        if teams or days:
            raise UsageError("teams and days without places: say how many places there are, --places 6.")
        return settings.get("clusters"), settings.get("strata", 1)
    if "clusters" in settings or "strata" in settings:
        raise UsageError("places (with teams and days) or clusters (with strata): give one of the two.")
    each = (teams or 1) * (days or 1)
    return (places * each, places) if purposive and each > 1 else (places, 1)


def said(caution: Caution) -> str:
    """Return a caution as a sentence for those who plan."""
    sentence = _SAID[caution.rule].format(group=caution.group or "all who answer", value=caution.value)
    return f"{sentence[:1].upper()}{sentence[1:]}."

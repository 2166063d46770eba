"""The commands of polls: what a poll says, its plan, its form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from nuzuh import pipeline, screen
from nuzuh.options import Folder, Json, Published, day
from nuzuh.terms.errors import UsageError

polls = App(
    name="poll",
    help="The poll's estimates, by group, suppressed where too small; plan and form come before it.",
    result_action="return_value",
)


@polls.default
def poll_answers(name: str, folder: Folder = Path(), *, published: Published = None, as_json: Json = False) -> int:
    """Show what a poll says: every question, by group, with intervals; what is hidden, odd, or cannot be as printed.

    Parameters
    ----------
    name
        The folder of the poll in polls/.
    """
    from nuzuh import screen_polls  # imports the statistics of polls

    polled, figures = pipeline.poll(folder, name, day(folder, published))
    language = pipeline.language_of(folder)
    if as_json:
        screen.print_json(screen_polls.poll_as_dict(polled, figures, language))
    else:
        screen.show_problems(polled.problems)
        screen_polls.show_poll(polled, figures, language)
    return 1 if any(p.severity == "error" for p in polled.problems) else 0


@polls.command(name="plan")
def poll_plan(
    name: str = "",
    folder: Folder = Path(),
    *,
    people: int | None = None,
    places: int | None = None,
    drawn: Annotated[bool, Parameter(name="--places-by-chance", negative="")] = False,
    teams: int | None = None,
    days: int | None = None,
    clusters: int | None = None,
    strata: int | None = None,
    icc: float | None = None,
    cv: float | None = None,
    nonresponse: float | None = None,
    population: int | None = None,
    share: Annotated[list[float] | None, Parameter(negative="")] = None,
    margin: float | None = None,
    groups: int | None = None,
    difference: float | None = None,
    level: float | None = None,
    as_json: Json = False,
) -> int:
    """Say what interval to expect of a poll, what clustering costs, how many people are needed, which groups can be told apart.

    Parameters
    ----------
    name
        A poll whose poll.toml has a [plan]; without one, what is given here is all.
    people
        People to be asked; 150 by default.
    places
        Places, chosen on purpose: they are strata, and the days of the teams in them are the clusters. Without places
        and clusters, people are drawn one by one.
    drawn
        The places are drawn by chance: they are the clusters, however many teams work there.
    teams
        Teams in each place.
    days
        Days that each team works.
    clusters
        Clusters, where they are not places, teams and days.
    strata
        Groups of clusters, each with its number of clusters fixed beforehand.
    icc
        How alike people of a cluster answer, 0 to 1.
    cv
        How unequal the weights are: standard deviation over mean.
    nonresponse
        Share of people who will not answer, 0 to 1.
    population
        People from whom the sample is drawn, where they are few.
    share
        Share that is expected, in per cent; may be given several times.
    margin
        Percentage points from the share to the further end of its interval that are wanted.
    groups
        Groups of equal size that are to be told apart.
    difference
        Percentage points between two groups that are to be found.
    level
        Probability of the intervals.
    """
    from nuzuh import screen_polls  # imports the statistics of polls

    whole = {"people": people, "places": places, "teams": teams, "days": days, "clusters": clusters, "strata": strata}
    whole |= {"population": population, "groups": groups}
    parts = {"icc": icc, "cv": cv, "nonresponse": nonresponse, "margin": margin, "difference": difference}
    wishes = {key: value for key, value in [*whole.items(), *parts.items()] if value is not None}
    plan = pipeline.poll_plan(folder, name, wishes, share or [], level, drawn=drawn)
    if as_json:
        screen.print_json(screen_polls.plan_as_dict(plan))
    else:
        screen_polls.show_plan(plan)
    return 0


@polls.command(name="form")
def poll_form(
    name: str = "",
    folder: Folder = Path(),
    *,
    lint: Path | None = None,
    published: Published = None,
    as_json: Json = False,
) -> int:
    """Write the form (XLSForm) of a poll from its poll.toml, and say what is wrong with it; or only the latter, of any form.

    Parameters
    ----------
    name
        The folder of the poll in polls/.
    lint
        An XLSForm that is only looked at.
    """
    if bool(name) == bool(lint):
        raise UsageError("Name a poll, or give --lint FILE.")
    files: list[Path] = []
    if lint:
        problems = pipeline.lint_form(folder, lint)
    else:
        done = pipeline.poll_form(folder, name, day(folder, published))
        files, problems = done.files, done.problems
    screen.show_files(files, problems, as_json)
    return 1 if any(p.severity == "error" for p in problems) else 0

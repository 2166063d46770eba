"""The form of a poll, from what ``poll.toml`` says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nuzuh.formats.xlsform import Form
from nuzuh.poll.questionnaire import Answer, Asked, Heading, questionnaire
from nuzuh.poll.settings import Poll
from nuzuh.terms.errors import UsageError

NamesOf = Callable[[str, str], str]
"""Code and language -> name of a place or source."""


def form_of(poll: Poll, languages: Sequence[str], places: NamesOf, sources: NamesOf) -> Form:
    """Return the form of a poll: its questions with a way not to answer, after an introduction and consent.

    Parameters
    ----------
    poll : Poll
    languages : sequence of str
        Those of the crisis; the form has all of them.
    places, sources : callable
        Names of places, for answers that are places, and of those who ask.

    Raises
    ------
    UsageError
        ``poll.toml`` has no questions, or they lack something; all is listed.
    """
    if not poll.questions:
        message = f"{poll.file} has no questions: add [[questions]] with name, kind and label, and [[answers]] for those to choose from."
        raise UsageError(message)
    making = poll.making
    organisation = dict(making.get("organisation", {}))
    for code in languages:
        names = " – ".join(sources(source, code) for source in poll.by)
        organisation.setdefault(code, names)
    version = making.get("version") or (poll.first_day.isoformat() if poll.first_day else "1")
    name = "".join(c if c.isalnum() or c in "_-." else "_" for c in poll.name)
    heading = Heading(
        title=poll.named(languages[0]),
        form_id=name if name[:1].isalpha() or name[:1] == "_" else f"poll_{name}",
        version=version,
        languages=tuple(languages),
        organisation=organisation,
        minutes=making.get("minutes", 10),
        introduction=making.get("introduction", {}),
    )
    clusters = [_place(code, code, languages, places) for code in making.get("clusters", ())]
    return questionnaire(
        heading,
        [_asked(q, poll, languages, places) for q in poll.questions],
        interviewers=making.get("interviewers", ()),
        clusters=clusters,
    )


def _asked(question: Mapping[str, Any], poll: Poll, languages: Sequence[str], places: NamesOf) -> Asked:
    """Return a question of ``poll.toml`` as the form takes it; places that are answers have the gazetteer's names."""
    kind = question.get("kind", "one")
    answers = []
    for given in (a for a in poll.answers if a.get("question") == question["name"]):
        answer = Answer(given["name"], given.get("label", {}))
        if "place" in given:
            named = _place(given["name"], given["place"], languages, places)
            answer = replace(named, label={**named.label, **answer.label})
        answers.append(answer)
    return Asked(
        name=question["name"],
        kind="one" if kind == "place" else kind,
        label=question.get("label", {}),
        hint=question.get("hint", {}),
        answers=tuple(answers),
        relevant=question.get("relevant", ""),
    )


def _place(name: str, code: str, languages: Sequence[str], places: NamesOf) -> Answer:
    return Answer(name, {language: places(code, language) for language in languages})

"""Whether a form asks for consent, and lets people not answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Choice, Question
from nuzuh.poll.form_words import any_means, means
from nuzuh.poll.inspected import ASKED, SELECTS, Inspected, finding, some

_MOST = 4  # answers to a question for consent: yes, no, and perhaps later
_WAYS_OUT = {"dont know": '"don\'t know"', "refused": '"prefer not to answer"'}


def check_consent(form: Inspected) -> Iterator[FileFault]:
    """Yield what is wrong with the question for consent: there is none, it comes late, questions do not depend on it."""
    asked = [question for question in form.form.questions if question.type in ASKED]
    consent = _consent(form)
    if consent is None:
        if asked:
            message = "The form does not ask whether people agree to take part."
            suggestion = "Begin with a yes/no question for consent, and ask the others only of those who say yes."
            yield finding(asked[0], "survey/name", "", "consent.missing", message, suggestion)
        return
    before = [question for question in asked if question.line < consent.line and not _of_visit(question)]
    if before:
        message = f"Before {consent.name}, which asks for consent, stand {some([each.name for each in before])}."
        suggestion = "Ask nothing of people before they have agreed; only who asks, where and when may come before."
        yield finding(consent, "survey/name", consent.name, "consent.late", message, suggestion, "warning")
    after = [question for question in asked if question.line > consent.line]
    free = _free_of(form, consent)
    if after and len(free) == len(after):
        message = f"Nothing depends on {consent.name}: whoever says no is asked all the same."
        suggestion = f"Put the questions into a group with relevant ${{{consent.name}}} = 'yes'."
        yield finding(consent, "survey/relevant", consent.name, "consent.unused", message, suggestion)
    elif free:
        message = f"Whoever says no to {consent.name} is still asked {some([each.name for each in free])}."
        suggestion = "Put them into the group that depends on consent."
        yield finding(free[0], "survey/relevant", free[0].name, "consent.partly", message, suggestion)


def check_ways_out(form: Inspected) -> Iterator[FileFault]:
    """Yield the lists of choices that have no "don't know" or no refusal, one finding a list."""
    consent = _consent(form)
    users: dict[str, list[Question]] = defaultdict(list)
    for question in form.form.questions:
        early = consent is not None and question.line <= consent.line
        if question.type in SELECTS and not early and not _of_staff(question):
            users[question.list_name].append(question)
    for name, questions in users.items():
        choices = next(filter(None, map(form.choices_of, questions)), None)
        if choices:
            missing = [way for way in _WAYS_OUT if not any(_is_way(choice, way) for choice in choices)]
            if missing:
                ways = " and no ".join(_WAYS_OUT[way] for way in missing)
                message = f'The list "{short(name, 40)}" has no {ways}; it is asked in {some([q.name for q in questions], 4)}.'
                suggestion = "Add it: who cannot say so says something else instead."
                yield finding(choices[-1], "choices/name", name, "answers.way_out", message, suggestion, "warning")


def _is_way(choice: Choice, way: str) -> bool:
    return means(choice.name, f"{way} name") or any_means(choice.label.values(), way)


def _consent(form: Inspected) -> Question | None:
    """Return the first question that asks for consent, by its name or its words."""
    for question in form.form.questions:
        few = len(form.choices_of(question) or range(_MOST + 1)) <= _MOST
        if question.type == "acknowledge" or (question.type == "select_one" and few):
            labels = question.label.values()
            if means(question.name, "consent name") or any_means(labels, "consent"):
                return question
    return None


def _of_staff(question: Question) -> bool:
    return any_means([question.name, question.list_name, *question.label.values()], "staff")


def _of_visit(question: Question) -> bool:
    """Return whether a question is about those who ask, or about where and when."""
    return _of_staff(question) or any_means([question.name, *question.label.values()], "visit")


def _free_of(form: Inspected, consent: Question) -> list[Question]:
    """Return the questions after the one for consent that whoever says no is asked, too.

    A question depends on consent where its own condition, or that of a group around it, names the question for consent or
    another that depends on it.
    """
    bound = {consent.name}
    free = []
    for item in form.items:
        if item.line <= consent.line:
            continue
        conditions = [item.relevant, *(group.relevant for group in form.groups_around(item))]
        names = {name for condition in conditions for name in re.findall(r"[^\W\d][\w.-]*", condition)}
        if names & bound:
            bound.add(item.name)
        elif isinstance(item, Question) and item.type in ASKED:
            free.append(item)
    return free

"""Questions of a form that say who answered."""

from __future__ import annotations

from collections.abc import Iterator

from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Question
from nuzuh.formats.xlsform_write import PHONE_TYPES
from nuzuh.poll.expressions import names_in
from nuzuh.poll.form_words import any_means, means
from nuzuh.poll.inspected import Inspected, finding
from nuzuh.terms.errors import Severity

_POINTS = frozenset({"geopoint", "geotrace", "geoshape", "start_geopoint", "background_geopoint"})
_RECORDINGS = frozenset({"audio", "background_audio", "image", "video", "file"})
_TYPED = frozenset({"text", "integer", "decimal", "barcode"})
# What is asked for, and the types of question that can hold it.
_ASKED_FOR = (
    ("person", frozenset({"text"}), "the name of a person"),
    ("phone", _TYPED, "a telephone number"),
    ("identity", _TYPED, "the number of a document"),
    ("email", frozenset({"text"}), "an e-mail address"),
    ("address", frozenset({"text"}), "an address"),
    ("birth", frozenset({"text", "date"}), "a date of birth"),
)
_TAKE_OUT = "Take it out: what is not asked cannot leak. Names for a second visit belong on a list apart."


def check_persons(form: Inspected) -> Iterator[FileFault]:
    """Yield the questions that record who answered, and those whose free answers may give people away."""
    for question in form.form.questions:
        kind = question.type.removeprefix("uri:")
        if kind in PHONE_TYPES:
            yield _found(question, "person.phone", f"{question.name} records the {kind}.")
        elif kind in _POINTS or (kind == "audit" and "location" in question.parameters):
            message = f"{question.name or 'The audit'} records exactly where the interview is held."
            yield _found(question, "person.point", message, "Ask for the place, from a list that is coarse enough.")
        elif kind in _RECORDINGS:
            message = f"{question.name} records a voice, a face or a paper, which tells people apart."
            yield _found(question, "person.recording", message, severity="warning")
        else:
            yield from _by_words(form, question, kind)


def _by_words(form: Inspected, question: Question, kind: str) -> Iterator[FileFault]:
    """Yield what a question that is answered in writing asks for, by the words of its labels and its name."""
    labels = list(question.label.values())
    for meaning, kinds, what in _ASKED_FOR:
        named = means(question.name, f"{meaning} name") and not means(question.name, "visit")
        if kind in kinds and (any_means(labels, meaning) or named):
            if any_means([*labels, question.name], "staff"):
                message = f"{question.name} seems to ask for {what} of those who ask."
                yield _found(question, "person.staff", message, "Give interviewers codes.", "warning")
            else:
                yield _found(question, f"person.{meaning}", f"{question.name} seems to ask for {what}.")
            return
    # "Other, please specify" is about what the question before it is about.
    before = [item for name in names_in(question.relevant) for item in form.named.get(name, ())]
    about = [*labels, *(label for item in before for label in item.label.values())]
    if kind == "text" and any_means(about, "sensitive"):
        message = f"{question.name} lets people write freely about what may put them or others at risk."
        suggestion = "Offer answers to choose from, or keep what is written out of every file that is passed on."
        yield _found(question, "text.sensitive", message, suggestion, "warning")


def _found(
    question: Question, rule: str, message: str, suggestion: str = _TAKE_OUT, severity: Severity = "error"
) -> FileFault:
    shown = next(iter(question.label.values()), question.name or question.type)
    heading = "survey/label" if question.label else "survey/type"
    return finding(question, heading, short(shown), rule, message, suggestion, severity)

"""How the questions of a form are called in the headings of an export: by name or label, with their groups or without."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from nuzuh.formats.xlsform import Choice, Form, Group, Question
from nuzuh.terms.amounts import fold_digits, fold_letters

# Types that hold no answer to count; start and end are read as the time of the interview.
ASIDE = frozenset(
    ["note", "image", "audio", "video", "file", "audit", "start", "end", "background_audio", "csv_external"]
)
OTHER = "other"  # the code and the label that "or_other" adds
_MARKUP = re.compile(r"<[^<>]{1,200}>|[*_]{2}|`|^#+ ")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"""\s*[/:.|\\?!؟*،,;؛()\[\]"'’«»–—-][\s/:.|\\?!؟*،,;؛()\[\]"'’«»–—-]*""")


def heading_key(text: str) -> str:
    """Return a heading or label without markup, case, marks, accents and variants of Arabic letters.

    Groups, question and option come out joined with ``/`` whatever stood between them.

    Examples
    --------
    >>> heading_key("**What** do you need, today? : Food")
    'what do you need/today/food'
    >>> heading_key("أين تسكن؟") == heading_key("اين  تسكن")
    True
    """
    plain = _MARKUP.sub("", _LINK.sub(r"\1", html.unescape(text)))
    plain = fold_letters(fold_digits(plain))
    return _MARKS.sub("/", " ".join(plain.split())).strip("/ ")


class Target(NamedTuple):
    """What a column can hold.

    Attributes
    ----------
    place : int
        The place of its question in the form; -1 for what belongs to none (a group).
    option : str or None
        The code of an option with a column of its own.
    answer : bool
        Whether it is an answer: a note and the coordinates beside their point are none.
    """

    place: int
    option: str | None = None
    answer: bool = True


Named = dict[Target, str | None]  # with the language of the label; None for a name
Spelled = dict[str, Named]


@dataclass(frozen=True, slots=True)
class Spellings:
    """The keys of all headings that the questions of one table may have.

    Attributes
    ----------
    names, labels, loose : dict
        By name; by label; what is only tried when those fail (``question_option``).
    """

    names: Spelled = field(default_factory=dict)
    labels: Spelled = field(default_factory=dict)
    loose: Spelled = field(default_factory=dict)

    def find(self, key: str) -> Named:
        """Return the targets of a key."""
        return self.names.get(key) or self.labels.get(key) or {}


def options_of(form: Form, question: Question) -> tuple[Choice, ...]:
    """Return the choices of a question, each code once, with the answer that "or_other" adds."""
    found: dict[str, Choice] = {}
    for choice in form.choices.get(question.list_name, ()):
        found.setdefault(choice.name, choice)
    if question.other and OTHER not in found:
        found[OTHER] = Choice(OTHER, {"": "Other"}, question.line, {})
    return tuple(found.values())


def with_others(form: Form) -> Form:
    """Return the form with the questions for a text that "or_other" adds, as pyxform does."""
    questions: list[Question] = []
    for question in form.questions:
        questions.append(question)
        if question.other:
            name, label = f"{question.name}_{OTHER}", {"": "Specify other."}
            questions.append(replace(question, name=name, type="text", list_name="", label=label, other=False))
    return replace(form, questions=tuple(questions))


def spellings_of(form: Form, repeat: str) -> Spellings:
    """Return the keys of the headings that the questions of a repeat, or of the submission itself, may have."""
    found = Spellings()
    groups = {(*group.path, group.name): group for group in form.groups}
    for place, question in enumerate(form.questions):
        if question.repeat == repeat and question.name:
            _take_question(found, form, groups, place, question)
    for group in form.groups:
        aside = Target(-1, answer=False)
        for key in (group.name, f"{group.name}_count", f"{group.name}@odata.navigationLink", f"SET-OF-{group.name}"):
            for tail in _tails(group.path, key):
                found.names.setdefault(heading_key(tail), {}).setdefault(aside, None)
        for text in group.label.values():
            found.labels.setdefault(heading_key(text), {}).setdefault(aside, None)
    return found


def _tails(path: tuple[str, ...], last: str) -> Iterator[str]:
    for start in range(len(path) + 1):
        yield "/".join((*path[start:], last))


def _take_question(
    found: Spellings, form: Form, groups: Mapping[tuple[str, ...], Group], place: int, question: Question
) -> None:
    target = Target(place, answer=question.type not in ASIDE)
    beside = Target(place, answer=False)
    names: list[str] = []
    labels: list[tuple[str, str]] = []
    for language in (None, *dict.fromkeys(("", *form.languages))):  # None: by name
        spelled = found.names if language is None else found.labels
        path = tuple(_called(groups, question.path[: n + 1], language) for n in range(len(question.path)))
        own = question.name if language is None else question.label.get(language) or question.name
        for key in (heading_key(tail) for tail in _tails(path, own)):
            if language is None:
                names.append(key)
            elif key:
                labels.append((key, language))
            spelled.setdefault(key, {}).setdefault(target, language)
        for more in _beside(question.type, own):
            for tail in _tails(path, more):
                spelled.setdefault(heading_key(tail), {}).setdefault(beside, language)
    if question.type == "select_multiple":
        for choice in options_of(form, question):
            _take_option(found, Target(place, choice.name), choice, names, labels)


def _called(groups: Mapping[tuple[str, ...], Group], path: tuple[str, ...], language: str | None) -> str:
    """Return the label of a group in a language, its name where it has none."""
    group = groups.get(path)
    return (group.label.get(language) if group and language is not None else None) or path[-1]


def _take_option(
    found: Spellings, target: Target, choice: Choice, names: list[str], labels: list[tuple[str, str]]
) -> None:
    code = heading_key(choice.name)
    texts = {language: heading_key(text) for language, text in choice.label.items()}
    for name in names:
        found.names.setdefault(f"{name}/{code}", {}).setdefault(target, None)
        found.loose.setdefault(f"{name}_{code}", {}).setdefault(target, None)
        for language, text in texts.items():
            found.labels.setdefault(f"{name}/{text}", {}).setdefault(target, language)
    for label, language in labels:
        for text in (texts.get(language) or texts.get("") or code, code):
            found.labels.setdefault(f"{label}/{text}", {}).setdefault(target, language)


def _beside(kind: str, own: str) -> Iterator[str]:
    """Yield the columns that systems write beside that of a question of this name or label."""
    if "geo" in kind:
        for part in ("latitude", "longitude", "altitude", "precision"):
            yield f"_{own}_{part}"
        for part in ("latitude", "longitude", "altitude", "accuracy", "type", "coordinates", "properties/accuracy"):
            yield f"{own}/{part}"
    if kind in ASIDE:
        yield f"{own}_URL"

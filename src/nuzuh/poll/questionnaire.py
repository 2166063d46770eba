"""The form of a snap poll: consent first, a way not to answer everywhere, nothing that says who was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from babel import Locale

from nuzuh.formats.xlsform import Choice, Form, Group, Question
from nuzuh.terms.errors import UsageError
from nuzuh.terms.wording import LOCALES, Words, words

Kind = Literal["one", "many", "number", "text", "yesno"]
Texts = Mapping[str, str]
DONT_KNOW, REFUSED = "dont_know", "refused"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_CODE = re.compile(r"[^\s'\"]+")
_OURS = frozenset(
    {"start", "end", "today", "interviewer", "cluster", "introduction", "consent", "consent_no", "interview", "thanks"}
)
_OUR_LISTS = frozenset({"agreed", "yes_no"})
_TYPES = {"one": "select_one", "many": "select_multiple", "number": "integer", "text": "text", "yesno": "select_one"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that can be chosen.

    Attributes
    ----------
    code : str
        Without a space or quotation mark.
    label : mapping of str to str
        Code of the language -> text.
    alone : bool
        Whether it excludes the others where several can be chosen ("none").
    """

    code: str
    label: Texts
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as plain as it is thought of.

    Attributes
    ----------
    name : str
    kind : {"one", "many", "number", "text", "yesno"}
    label, hint : mapping of str to str
        Code of the language -> text.
    answers : tuple of Answer
        Of "one" and "many"; "don't know" and "prefer not to answer" are added.
    relevant : str
        When it is asked, as XLSForm says it: ``${aid} = 'yes'``.
    required : bool, optional
        Questions with answers to choose from when missing; a number or text that is not known stays empty.
    """

    name: str
    kind: Kind
    label: Texts
    hint: Texts = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    relevant: str = ""
    required: bool | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a form says of itself.

    Attributes
    ----------
    title, form_id, version : str
    languages : tuple of str
        Codes, the first being the one that the form opens in.
    organisation : mapping of str to str
        Who asks, by code of the language.
    minutes : int
        How long the interview takes.
    introduction : mapping of str to str
        In place of the house's own introduction.
    """

    title: str
    form_id: str
    version: str
    languages: tuple[str, ...]
    organisation: Texts = field(default_factory=dict)
    minutes: int = 10
    introduction: Texts = field(default_factory=dict)


def questionnaire(
    heading: Heading, asked: Sequence[Asked], *, interviewers: Sequence[str] = (), clusters: Sequence[Answer] = ()
) -> Form:
    """Return a form: start and end, who asks and where, introduction, consent, and the questions for those who agree.

    Parameters
    ----------
    heading : Heading
    asked : sequence of Asked
    interviewers : sequence of str
        Codes of those who ask; when missing the code is typed.
    clusters : sequence of Answer
        Places of interviews, or whatever the sample is drawn by; when missing they are not asked for.

    Raises
    ------
    UsageError
        A language has no words, or a question or answer no text in one of the languages; names or codes are not possible or
        come twice. All are listed.

    Examples
    --------
    >>> aid = Asked("aid", "yesno", {"en": "Have you had any aid in the last 30 days?"})
    >>> form = questionnaire(Heading("Snap", "snap", "1", ("en",), {"en": "Hand in Hand"}), [aid])
    >>> [question.name for question in form.questions]
    ['start', 'end', 'today', 'interviewer', 'introduction', 'consent', 'consent_no', 'aid', 'thanks']
    """
    problems = [*_of_heading(heading), *_of_questions(heading, asked), *_of_answers(heading, "cluster", clusters)]
    if problems:
        raise UsageError(f"the form of the poll has {len(problems)} faults:\n" + "\n".join(problems))
    made = _Made(heading)
    for name in ("start", "end", "today"):
        made.ask(name, name)
    made.ask_staff(interviewers, clusters)
    made.say("introduction", made.introduction())
    made.ask("consent", "select_one", made.words("form-consent"), list_name="agreed", required=True)
    made.choices["agreed"] = [made.built_in("yes"), made.built_in("no")]
    made.say("consent_no", made.words("form-consent-no"), "${consent} = 'no'")
    made.begin("interview", "${consent} = 'yes'")
    for question in asked:
        made.ask_plain(question)
    made.say("thanks", made.words("form-thanks"))
    return made.form()


class _Made:
    """A form as it grows, with the lines that it will have in its workbook."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.line = 1
        self.path: tuple[str, ...] = ()
        self.questions: list[Question] = []
        self.groups: list[Group] = []
        self.choices: dict[str, list[Choice]] = {}
        names = Locale.parse("en").languages
        self.written = {code: f"{names[code]} ({code})" for code in heading.languages}

    def each(self, text: Callable[[str], str]) -> dict[str, str]:
        """Return a text in all languages, by their names as the form writes them; empty ones left out."""
        found = {name: text(code) for code, name in self.written.items()}
        return {name: said for name, said in found.items() if said}

    def given(self, texts: Texts) -> dict[str, str]:
        """Return a text that somebody wrote in all languages."""
        return self.each(lambda code: texts[code])

    def words(self, key: str) -> dict[str, str]:
        """Return a sentence of the house in all languages."""
        return self.each(lambda code: words(code).say(key))

    def introduction(self) -> dict[str, str]:
        """Return who asks, what for, and that nobody has to answer."""
        given, minutes = self.heading.introduction, self.heading.minutes

        def say(code: str) -> str:
            who = self.heading.organisation.get(code, "")
            return words(code).say("form-introduction", organisation=who, minutes=str(minutes), count=minutes)

        return self.each(lambda code: given.get(code) or say(code))

    def built_in(self, code: str) -> Choice:
        """Return one of the house's own answers."""
        return Choice(code, self.words(f"form-{code.replace('_', '-')}"), 0, {})

    def ask(
        self,
        name: str,
        kind: str,
        label: Texts | None = None,
        hint: Texts | None = None,
        *,
        list_name: str = "",
        relevant: str = "",
        constraint: str = "",
        message: Texts | None = None,
        required: bool = False,
    ) -> None:
        """Add a question."""
        self.line += 1
        self.questions.append(
            Question(
                name=name,
                type=kind,
                list_name=list_name,
                label=label or {},
                hint=hint or {},
                path=self.path,
                repeat="",
                relevant=relevant,
                constraint=constraint,
                required="yes" if required else "",
                calculation="",
                choice_filter="",
                appearance="",
                other=False,
                line=self.line,
                constraint_message=message or {},
            )
        )

    def say(self, name: str, label: Texts, relevant: str = "") -> None:
        """Add a text that is read out."""
        self.ask(name, "note", label, relevant=relevant)

    def begin(self, name: str, relevant: str) -> None:
        """Begin a group; it ends with the form."""
        self.line += 1
        self.groups.append(Group(name, "group", {}, self.path, relevant, "", "", self.line))
        self.path = (*self.path, name)

    def ask_staff(self, interviewers: Sequence[str], clusters: Sequence[Answer]) -> None:
        """Add what the interviewer fills in before the interview."""
        label = self.words("form-interviewer")
        if interviewers:
            self.choices["interviewer"] = [
                Choice(code, dict.fromkeys(self.written.values(), code), 0, {}) for code in interviewers
            ]
            self.ask("interviewer", "select_one", label, list_name="interviewer", required=True)
        else:
            hint, pattern = self.words("form-interviewer-hint"), "regex(., '^[A-Za-z0-9_-]{1,12}$')"
            self.ask("interviewer", "text", label, hint, constraint=pattern, message=hint, required=True)
        if clusters:
            self.choices["cluster"] = self.listed(clusters)
            self.ask("cluster", "select_one", self.words("form-cluster"), list_name="cluster", required=True)

    def listed(self, answers: Sequence[Answer]) -> list[Choice]:
        """Return answers as choices."""
        return [Choice(answer.code, self.given(answer.label), 0, {}) for answer in answers]

    def ask_plain(self, asked: Asked) -> None:
        """Add one of the poll's own questions, with a way not to answer."""
        chosen = asked.kind in ("one", "many", "yesno")
        list_name = {"yesno": "yes_no"}.get(asked.kind, asked.name) if chosen else ""
        if list_name and list_name not in self.choices:
            own = [self.built_in("yes"), self.built_in("no")] if asked.kind == "yesno" else self.listed(asked.answers)
            codes = {choice.name for choice in own}
            ways_out = [self.built_in(code) for code in (DONT_KNOW, REFUSED) if code not in codes]
            self.choices[list_name] = own + ways_out
        required = chosen if asked.required is None else asked.required
        skip = "" if chosen or required else "form-leave-empty"
        constraint, message = self.bounds(asked)
        self.ask(
            asked.name,
            _TYPES[asked.kind],
            self.given(asked.label),
            self.each(lambda code: _joined(asked.hint.get(code, ""), skip, words(code))),
            list_name=list_name,
            relevant=asked.relevant,
            constraint=constraint,
            message=message,
            required=required,
        )

    def bounds(self, asked: Asked) -> tuple[str, Texts]:
        """Return what an answer must be, and how that is said."""
        if asked.kind == "number":
            return ". >= 0", self.words("form-number")
        if asked.kind != "many":
            return "", {}
        alone = {answer.code for answer in asked.answers if answer.alone} | {DONT_KNOW, REFUSED}
        choices = [choice for choice in self.choices[asked.name] if choice.name in alone]
        chosen = " or ".join(f"selected(., '{choice.name}')" for choice in choices)

        def say(code: str) -> str:
            said = words(code)
            names = [choice.label[self.written[code]] for choice in choices]
            return said.say("form-alone", answers=said.say("list-separator").join(names))

        return f"not(({chosen}) and count-selected(.) > 1)", self.each(say)

    def form(self) -> Form:
        """Return the form."""
        heading, lines = self.heading, iter(range(2, 10**9))
        default = self.written[heading.languages[0]]
        settings = {"title": heading.title, "form_id": heading.form_id, "version": heading.version}
        return Form(
            title=heading.title,
            form_id=heading.form_id,
            version=heading.version,
            default_language=default,
            languages=tuple(self.written.values()),
            questions=tuple(self.questions),
            choices={
                name: tuple(replace(choice, line=next(lines)) for choice in choices)
                for name, choices in self.choices.items()
            },
            groups=tuple(self.groups),
            settings=settings | {"default_language": default},
            faults=(),
        )


def _joined(hint: str, key: str, said: Words) -> str:
    return " ".join(text for text in (hint, said.say(key) if key else "") if text)


def _of_heading(heading: Heading) -> Iterator[str]:
    if not heading.languages:
        yield "the form has no language"
    for code in heading.languages:
        if code not in LOCALES:
            yield f"language {code}: there are words for {', '.join(LOCALES)} only"
        elif not heading.introduction.get(code) and not heading.organisation.get(code):
            yield f"organisation has no name in {code}"
    if heading.minutes < 1:
        yield f"minutes {heading.minutes} is not 1 or more"
    if not NAME.fullmatch(heading.form_id):
        yield f'form_id "{heading.form_id}" must begin with a letter and have letters, digits, "_", "-" and "." only'


def _of_questions(heading: Heading, asked: Sequence[Asked]) -> Iterator[str]:
    if not asked:
        yield "there is no question"
    names: set[str] = set()
    for question in asked:
        what = f"question {question.name}"
        if not NAME.fullmatch(question.name):
            yield f'{what}: a name begins with a letter and has letters, digits, "_", "-" and "." only'
        if question.name in _OURS or (question.answers and question.name in _OUR_LISTS):
            yield f"{what}: the form has a question or list of this name of its own; give another"
        if question.name in names:
            yield f"{what}: the name is given twice"
        names.add(question.name)
        if question.kind not in get_args(Kind):
            yield f"{what}: kind {question.kind} is not one of {', '.join(get_args(Kind))}"
        chosen = question.kind in ("one", "many")
        if chosen and len(question.answers) < 2:
            yield f"{what}: a question to choose from needs at least two answers"
        if not chosen and question.answers:
            yield f"{what}: a question of kind {question.kind} takes no answers"
        yield from _untold(heading, what, question.label)
        if question.hint:
            yield from _untold(heading, f"{what}: the hint", question.hint)
        yield from _of_answers(heading, question.name, question.answers)


def _of_answers(heading: Heading, name: str, answers: Sequence[Answer]) -> Iterator[str]:
    codes: set[str] = set()
    for answer in answers:
        what = f"question {name}: answer {answer.code}"
        if not _CODE.fullmatch(answer.code):
            yield f'{what}: a code has no space and no quotation mark; "{answer.code}" does not do'
        if answer.code in codes:
            yield f"{what}: the code is given twice"
        codes.add(answer.code)
        yield from _untold(heading, what, answer.label)


def _untold(heading: Heading, what: str, label: Texts) -> Iterator[str]:
    missing = [code for code in heading.languages if not label.get(code, "").strip()]
    if missing:
        yield f"{what} has no text in {', '.join(missing)}"

"""Texts of a form that a language lacks, or has in another language's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from babel import Locale

from nuzuh.formats.languages import language_code
from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Question
from nuzuh.poll.inspected import UNSEEN, Inspected, finding, some
from nuzuh.terms.errors import Severity

Texts = dict[str, str]
_NO_WORD = re.compile(r"\$\{[^}]*\}|<[^>]*>|\S+@\S+|\w+://\S+|www\.\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_LONG = 3  # words from which on the same text in two languages is no chance
# Languages with letters of their own: a text in Latin ones was not translated, unless it is a single name.
_OWN_LETTERS = frozenset({"ar", "fa", "ps", "ur", "ckb", "am", "ti", "ru", "uk", "hy", "el", "bn", "my", "ne"})


def check_translations(form: Inspected, languages: Sequence[str] = ()) -> Iterator[FileFault]:
    """Yield the texts that are missing in a language, and those that stand there untranslated.

    Parameters
    ----------
    form : Inspected
    languages : sequence of str
        Codes of the languages in which the form must be; in others that it has, a missing text is a warning.
    """
    written = {language_code(name): name for name in form.form.languages}
    unnamed = language_code(form.form.default_language)
    unnamed = "" if unnamed == "default" else unnamed
    if not written:  # label, hint and so on, without a language
        if not unnamed and len(languages) > 1:
            message = "The texts of the form are in one language, and it does not say which."
            suggestion = 'Write languages into the headings of "survey" and "choices": "label::English (en)".'
            yield finding(1, "survey/label", "label", "language.unnamed", message, suggestion)
            return
        unnamed = unnamed or (languages[0] if languages else "")
        written = {unnamed: ""}
    for code in [code for code in written if code and code not in Locale.parse("en").languages]:
        message = f'"{short(written.pop(code), 40)}" is no language that is known; its texts are not looked at.'
        suggestion = 'Write a language with its code: "label::English (en)".'
        yield finding(1, "survey/label", code, "language.unknown", message, suggestion, "warning")
    missing = [code for code in languages if code not in written]
    if missing:
        message = f"The form has no texts in {some(missing)}; it has {some(list(written))}."
        suggestion = 'Add columns such as "label::Arabic (ar)" to "survey" and "choices".'
        yield finding(1, "survey/label", ", ".join(missing), "language.missing", message, suggestion)
    for line, heading, texts in _texts(form, unnamed):
        for code, name in written.items():
            column = f"{heading}::{name}" if name else heading
            first = next(iter(texts.values()))
            if code not in texts:
                message = f'There is no text in {name or code} for "{short(first, 60)}".'
                severity: Severity = "error" if code in languages else "warning"
                yield finding(line, column, "", "translation.missing", message, "Translate it.", severity)
            elif why := _untranslated(texts, code, written):
                yield finding(line, column, texts[code], "translation.copied", why, "Translate it.", "warning")


def _texts(form: Inspected, unnamed: str) -> Iterator[tuple[int, str, Texts]]:
    """Yield line, heading and text by code of language for every text of a form that is there in any language."""
    for item in form.items:
        if isinstance(item, Question) and item.type in UNSEEN:
            continue
        for name in ("label", "hint", "constraint_message", "required_message"):
            if texts := _by_code(getattr(item, name, {}), unnamed):
                yield item.line, f"survey/{name}", texts
    for choices in form.form.choices.values():
        for choice in choices:
            if texts := _by_code(choice.label, unnamed):
                yield choice.line, "choices/label", texts


def _by_code(texts: Mapping[str, str], unnamed: str) -> Texts:
    return {language_code(name) if name else unnamed: text for name, text in texts.items()}


def _untranslated(texts: Texts, code: str, written: Mapping[str, str]) -> str:
    """Return why a text does not seem to be in its language: the same words as in another, or not in its letters."""
    shown = f'"{short(texts[code], 60)}"'
    text = _NO_WORD.sub(" ", texts[code])
    latin, words = _LATIN.findall(text), _WORD.findall(text)
    if code in _OWN_LETTERS:
        foreign = len(latin) > 1 and len(latin) == len(words)
        return f"The text in {written[code]} has no letter of that language: {shown}." if foreign else ""
    languages = list(texts)
    before = languages[: languages.index(code)]
    same = next((other for other in before if texts[other] == texts[code] and other in written), None)
    if same is None or len(words) < _LONG:
        return ""
    return f"The text is the same in {written[same]} and in {written[code]}: {shown}."

"""Polls for tests: a form and exports of its answers, written as KoboToolbox and ODK Central write them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import xlsxwriter

from nuzuh.formats.grids import read_bytes
from nuzuh.formats.xlsform import Form, read_form
from nuzuh.poll.answers import Answers, Wishes, answers_in
from nuzuh.poll.cleaning import Log

Rows = list[list[Any]]

SURVEY: Rows = [
    ["type", "name", "label::English (en)", "label::Arabic (ar)", "relevant"],
    ["start", "start"],
    ["end", "end"],
    ["select_one yn", "agree", "Do you **agree** to be asked?", "هل توافق؟"],
    ["begin_group", "home", "Home", "البيت"],
    ["select_one town", "town", "Where do you live now?", "أين تسكن الآن؟"],
    ["integer", "people", "How many people live with you?", "كم شخصا يعيش معك؟"],
    ["text", "other", "Other, please specify:", "غير ذلك"],
    ["end_group"],
    ["select_multiple need", "needs", "What do you need most?", "ما أهم احتياجاتكم؟"],
    ["begin_group", "why", "Why", "لماذا"],
    ["select_one reason or_other", "reason", "Why did you leave?", "لماذا غادرت؟", "${agree} = 'yes'"],
    ["text", "other", "Other, please specify:", "غير ذلك"],
    ["decimal", "km", "How far did you go (km)?", "كم كيلومترا؟"],
    ["end_group"],
    ["note", "thanks", "Thank you"],
    ["begin_repeat", "child", "Children", "الأطفال"],
    ["integer", "age", "Age of the child", "عمر الطفل"],
    ["select_multiple need", "lacks", "What does the child lack?", "ماذا ينقصه؟"],
    ["end_repeat"],
]
CHOICES: Rows = [
    ["list_name", "name", "label::English (en)", "label::Arabic (ar)"],
    ["yn", "yes", "Yes", "نعم"],
    ["yn", "no", "No", "لا"],
    ["town", "1", "Atma", "أطمة"],
    ["town", "2", "Dana", "الدانا"],
    ["need", "food", "Food", "طعام"],
    ["need", "water", "Safe water", "مياه نظيفة"],
    ["need", "tent", "Tents, blankets", "خيام"],
    ["need", "none", "None", "لا شيء"],
    ["reason", "bombs", "Bombs", "قصف"],
    ["reason", "house", "House destroyed", "تهدم البيت"],
]


def workbook(**sheets: Rows) -> bytes:
    """Return the bytes of a workbook; numbers and truths stay what they are."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(line, column, cell)
    book.close()
    return made.getvalue()


def form_of(folder: Path, survey: Rows = SURVEY, choices: Rows = CHOICES) -> Form:
    """Return a form, by way of a file."""
    path = folder / "form.xlsx"
    path.write_bytes(workbook(survey=survey, choices=choices))
    return read_form(path)


def answered(
    data: bytes | str, name: str, form: Form | None, wishes: Wishes | None = None, log: Log | None = None
) -> Answers:
    """Return the answers in the bytes of a file of that name."""
    content = data if isinstance(data, bytes) else data.encode()
    return answers_in(read_bytes(content, name), form, wishes or Wishes(), log)


def rules(answers: Answers) -> list[str]:
    """Return the rules that were broken."""
    return [problem.rule for problem in answers.problems]

"""The questions of a poll as they are published: their words, their answers in order, answers joined, places no finer than allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

Kind = Literal["one", "many", "number", "text", "date"]
SHARES: tuple[Kind, ...] = ("one", "many")
COUNTED: tuple[Kind, ...] = (*SHARES, "number")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be given: its code, and its words per language."""

    name: str
    label: Mapping[str, str]

    def said(self, language: str) -> str:
        """Return its words in a language, else in any, else its code."""
        return in_language(self.label, language) or self.name


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it is published.

    Attributes
    ----------
    name : str
        Its column in the answers; of many answers, the columns are ``name/answer``.
    kind : {"one", "many", "number", "text", "date"}
    label : mapping of str to str
        As it was asked, per language.
    answers : tuple of Answer
        In the order of the form.
    places : bool
        The answers are codes of places.
    guessed : bool
        No form and no ``poll.toml`` lists its answers: what people wrote are their own words, and may name somebody.
    """

    name: str
    kind: Kind
    label: Mapping[str, str]
    answers: tuple[Answer, ...] = ()
    places: bool = False
    guessed: bool = False

    def said(self, language: str) -> str:
        """Return the question in a language, else in any, else its name."""
        return in_language(self.label, language) or self.name

    def answer(self, name: str) -> Answer:
        """Return the answer of a code."""
        return next((a for a in self.answers if a.name == name), Answer(name, {}))

    @property
    def columns(self) -> list[str]:
        """The columns of the answers that hold it."""
        return [f"{self.name}/{a.name}" for a in self.answers] if self.kind == "many" else [self.name]


def in_language(words: Mapping[str, str], language: str) -> str:
    """Return words in a language, else those without one, else in English, else in any; nothing where there are none."""
    return words.get(language) or words.get("") or words.get("en") or next(iter(words.values()), "")


def joined(
    data: pl.DataFrame, item: Item, answers: Sequence[str], name: str, label: Mapping[str, str]
) -> tuple[pl.DataFrame, Item]:
    """Return the answers with several of a question as one, and the question with it in the place of the first.

    Examples
    --------
    >>> item = Item("q", "one", {}, (Answer("a", {}), Answer("b", {}), Answer("c", {})))
    >>> data, item = joined(pl.DataFrame({"q": ["a", "b", "c", None]}), item, ["b", "c"], "rest", {"en": "Rest"})
    >>> data["q"].to_list(), [a.name for a in item.answers]
    (['a', 'rest', 'rest', None], ['a', 'rest'])
    """
    kept: list[Answer] = []
    for answer in item.answers:
        if answer.name not in answers:
            kept.append(answer)
        elif not any(a.name == name for a in kept):
            kept.append(Answer(name, label))
    if item.kind == "many":
        columns = [f"{item.name}/{a}" for a in answers]
        data = data.with_columns(pl.any_horizontal(columns).alias(f"{item.name}/{name}")).drop(
            [c for c in columns if c != f"{item.name}/{name}"]
        )
    else:
        data = data.with_columns(
            pl.when(pl.col(item.name).is_in(list(answers)))
            .then(pl.lit(name))
            .otherwise(pl.col(item.name))
            .alias(item.name)
        )
    return data, replace(item, answers=tuple(kept))


def without(data: pl.DataFrame, item: Item, names: Sequence[str]) -> tuple[pl.DataFrame, Item]:
    """Return the answers with some of a question's counted as none; of several, whoever gave no other gave none.

    Examples
    --------
    >>> item = Item("q", "one", {}, (Answer("a", {}), Answer("refused", {})))
    >>> data, item = without(pl.DataFrame({"q": ["a", "refused"]}), item, ["refused", "dont_know"])
    >>> data["q"].to_list(), [a.name for a in item.answers]
    (['a', None], ['a'])
    """
    kept = tuple(a for a in item.answers if a.name not in names)
    if len(kept) == len(item.answers) or item.kind not in SHARES:
        return data, item
    if item.kind == "one":
        given = pl.when(~pl.col(item.name).is_in(list(names))).then(pl.col(item.name))
        return data.with_columns(given.alias(item.name)), replace(item, answers=kept)
    gone = [f"{item.name}/{a.name}" for a in item.answers if a.name in names]
    left = [f"{item.name}/{a.name}" for a in kept]
    only = pl.any_horizontal(gone) & ~(pl.any_horizontal(left) if left else pl.lit(value=False))
    told = data.with_columns(pl.when(~only.fill_null(value=False)).then(pl.col(c)).alias(c) for c in left)
    return told.drop(gone), replace(item, answers=kept)


def coarsened(
    data: pl.DataFrame, item: Item, parents: Mapping[str, str | None], levels: Mapping[str, int], finest: int
) -> tuple[pl.DataFrame, Item]:
    """Return the answers to a question for a place no finer than a level: each place as the one that it lies in.

    Parameters
    ----------
    parents, levels : mapping
        Of the gazetteer.
    finest : int
    """
    up: dict[str, str] = {}
    for answer in item.answers:
        at: str | None = answer.name
        while at is not None and levels.get(at, 0) > finest:
            at = parents.get(at)
        if at is not None and at != answer.name:
            up[answer.name] = at
    if not up:
        return data, item
    data = data.with_columns(pl.col(item.name).replace(up))
    answers = dict.fromkeys(up.get(a.name, a.name) for a in item.answers)
    given = {a.name: a for a in item.answers}
    return data, replace(item, answers=tuple(given.get(name, Answer(name, {})) for name in answers))


def named_places(item: Item, names: Mapping[str, Mapping[str, str]]) -> Item:
    """Return a question for a place with the gazetteer's names as its answers' words."""
    return replace(item, answers=tuple(Answer(a.name, names.get(a.name) or a.label) for a in item.answers))

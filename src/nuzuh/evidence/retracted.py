"""Figures after a source was withdrawn: counted again without it, and marked wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.retraction import Retraction
from nuzuh.terms.wording import Words, words

ROLE = "retracted"  # of a figure that there is no more: no table, card or map shows it, a text that cites it can
_MOST_NAMED = 6  # figures that a notice names; the errata page has all that are shown anywhere


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was withdrawn, as the public may know it.

    Attributes
    ----------
    ident : str
        Its code; ``withheld`` for a source that is not named.
    what : Retraction
    names : mapping of str to str
        Its name per language; empty where it is not named.
    """

    ident: str
    what: Retraction
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """Return its name in a language, or the words for one that is not named."""
        return self.names.get(language) or (self.ident if self.names else words(language).say("withheld"))

    def reason(self, language: str) -> str:
        """Return why it was withdrawn, in the language, else in the first one that has it."""
        return self.what.reasons.get(language) or next(iter(self.what.reasons.values()), "")

    def stands_in(self, text: str) -> bool:
        """Return whether a text bears the mark whatever it shows: it used it once, or shows what has no figures."""
        own = {"poll": (f"polls/{self.what.ident}", "report"), "reference": ("report",)}.get(self.what.kind, ())
        return text in self.what.texts or text in own

    def as_dict(self) -> dict[str, Any]:
        """Return it as the data files have it."""
        return {
            "id": self.ident,
            "kind": self.what.kind,
            "name": dict(self.names),
            "date": self.what.date.isoformat(),
            "reason": dict(self.what.reasons),
        }


def changed(now: Figure | None, before: Figure) -> bool:
    """Return whether a reader sees another number than before."""
    if now is None:
        return before.value is not None
    said = [(f.value, f.low, f.high, f.quantifier, f.status, f.gap) for f in (now, before)]
    return said[0] != said[1]


def marked(now: Ledger, before: Ledger, direct: Mapping[str, Iterable[str]], withdrawn: Sequence[Withdrawn]) -> Ledger:
    """Return the ledger with a mark on every figure that used what was withdrawn.

    A figure that there is no more, or whose value is no longer known, stays citable as it was, as disputed: a text that
    was signed is not altered behind the back of those who signed it, but marked.

    Parameters
    ----------
    now, before : Ledger
        The public figures, without what was withdrawn and with it.
    direct : mapping of str to iterable of str
        Figure -> what it rests on, of that which was withdrawn (``Retraction.ident``).
    withdrawn : sequence of Withdrawn
    """
    shown = {w.what.ident: w.ident for w in withdrawn}
    others = tuple(dict.fromkeys(w.ident for w in withdrawn if w.what.kind == "source"))  # they move with the accounts
    polls = {w.what.ident for w in withdrawn if w.what.kind == "poll"}
    figures, was = dict(now.figures), {}
    for ident, old in before.figures.items():
        mine = tuple(dict.fromkeys(shown[i] for i in direct.get(ident, ())))
        new = figures.get(ident)
        if not mine and not changed(new, old):
            continue
        marks = mine or others
        if new is None and old.value is not None:
            figures[ident] = replace(old, status="disputed", role=ROLE, retracted=marks)
        elif new is not None:
            doubtful = new.asked is not None and new.asked.poll in polls and new.status == "published"
            figures[ident] = replace(new, status="disputed" if doubtful else new.status, retracted=marks)
        was[ident] = old
    return replace(now, figures=dict(sorted(figures.items())), before=was, withdrawn=tuple(withdrawn))


def citable(ledger: Ledger) -> Ledger:
    """Return the ledger for texts: a figure that is no longer known stands there as it was, disputed."""
    lost = {
        i: replace(old, status="disputed", retracted=ledger.figures[i].retracted)
        for i, old in ledger.before.items()
        if old.value is not None and i in ledger.figures and ledger.figures[i].value is None
    }
    return replace(ledger, figures={**ledger.figures, **lost})


@dataclass(frozen=True, slots=True)
class Correction:
    """What was said of a figure and what is true now; ``now`` is None where there is no number any more."""

    before: Figure
    now: Figure | None

    @property
    def ident(self) -> str:
        """The id of the figure."""
        return self.before.id


def corrections(ledger: Ledger, ident: str, ids: Iterable[str] | None = None) -> list[Correction]:
    """Return the figures that what was withdrawn (`Withdrawn.ident`) changed, all or of some ids, in their order."""
    out = []
    for figure_id in ledger.before if ids is None else dict.fromkeys(ids):
        now = ledger.figures.get(figure_id)
        if figure_id in ledger.before and now is not None and ident in now.retracted:
            before = ledger.before[figure_id]
            gone = (now.value is None and before.value is not None) or now.status == "disputed"
            out.append(Correction(before, None if gone else now))
    return out


def notices(ledger: Ledger, ids: Iterable[str], text: str, language: str) -> list[str]:
    """Return the sentences that a text has to bear: corrected on …, what was withdrawn and why, which figures.

    Parameters
    ----------
    ledger : Ledger
        As `marked` returns it.
    ids : iterable of str
        Figures that the text shows or cites.
    text : str
        Its name in ``retractions.csv``: ``letters/open-letter``, ``report``, ``polls/NAME``.
    language : str
    """
    say, shown = words(language), list(dict.fromkeys(ids))
    out = []
    for one in ledger.withdrawn:
        found = corrections(ledger, one.ident, shown)
        if not found and not one.stands_in(text):
            continue
        told = [lead(one, say)]
        named = found if one.names and len(found) <= _MOST_NAMED else []
        told += [correction_text(c, say) for c in named]
        if found and not named:
            told.append(say.say("retraction-many", count=len(found), shown=say.number(len(found))))
        elif not found and text != f"polls/{one.what.ident}":
            told.append(say.say("retraction-used"))
        out.append(" ".join(told))
    return out


def lead(one: Withdrawn, say: Words) -> str:
    """Return the sentence that says when what was withdrawn, and why."""
    reason = one.reason(say.language).rstrip(" .。") or "…"
    given = {"day": say.day(one.what.date), "name": one.name(say.language), "reason": reason}
    return say.say("retraction-notice", **given)


def correction_text(found: Correction, say: Words) -> str:
    """Return what was said of a figure and what is true now."""
    given = {"label": found.before.label.get(say.language, found.ident), "before": value_text(found.before, say)}
    if found.now is None:
        return say.say("retraction-gone", **given)
    if not changed(found.now, found.before):
        return say.say("retraction-same", **given)
    return say.say("retraction-changed", **given, now=value_text(found.now, say))


def value_text(figure: Figure, say: Words) -> str:
    """Return a figure's value in words, with its range where it has one."""
    if figure.status == "suppressed":
        return say.say("status-suppressed")
    value = say.amount(figure.value, figure.quantifier, figure.unit, figure.decimals)
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return value
    percent = figure.unit == "percent"
    spread = say.percent_range(figure.low / 100, figure.high / 100) if percent else say.range(figure.low, figure.high)
    return f"{value} ({spread})"


def with_withdrawn(
    now: Mapping[str, Any] | None, before: Mapping[str, Any] | None, retractions: Sequence[Retraction]
) -> dict[str, Any]:
    """Return the trace of a figure with the rows that were withdrawn, each with when and why it no longer counts.

    Parameters
    ----------
    now, before : mapping or None
        Its trace without what was withdrawn and with it; None where there is no such figure then.
    retractions : sequence of Retraction
    """
    by_kind = {kind: {r.ident: r for r in retractions if r.kind == kind} for kind in ("source", "reference", "poll")}
    trace = dict(now or before or {})
    poll = str((trace["figure"].get("poll") or {}).get("poll") or "")
    whole = by_kind["poll"].get(poll) or by_kind["reference"].get(trace["figure"]["id"].removeprefix("reference."))
    kept = {} if whole or now is None else {(r["file"], r["sheet"], r["line"]): r for r in now["rows"]}
    rows = list(kept.values())
    for row in before["rows"] if before else ():
        one = whole or by_kind["source"].get(row["source"])
        if one is not None and (row["file"], row["sheet"], row["line"]) not in kept:
            why = f"retracted on {one.date.isoformat()}: {next(iter(one.reasons.values()), '')} Before: {row['why']}"
            rows.append({**row, "used": False, "why": why})
    if whole or now is None:
        for key in ("figure", "published"):
            trace[key] = trace[key] and {**trace[key], "status": "disputed"}
    return trace | {"rows": rows}

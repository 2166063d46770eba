"""The work in its order: one function per command.

Pages, letters and polls are imported by the commands that make them: they take most of the start-up, and `place` is asked often.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from nuzuh import ledgers
from nuzuh.displaced import explain as explained
from nuzuh.displaced.compare import comparisons
from nuzuh.displaced.listing import listed_uses, listed_worst
from nuzuh.displaced.together import METHOD
from nuzuh.evidence import disclosure
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger, ledger_of
from nuzuh.evidence.retracted import citable, with_withdrawn
from nuzuh.folder.begin import copy_example, make_folder
from nuzuh.folder.lookup import read_matcher
from nuzuh.folder.names import secrets_of
from nuzuh.folder.records import Folder, read_folder
from nuzuh.folder.rejects import write_rejects
from nuzuh.folder.settings import read_settings
from nuzuh.intake.bring import Wishes, bring
from nuzuh.intake.export import Export, target_of
from nuzuh.intake.export import export as exported
from nuzuh.intake.outcome import Imported
from nuzuh.intake.parts import is_address
from nuzuh.intake.placing import Placed, PlaceWishes, asked, place_column
from nuzuh.ledgers import Tally
from nuzuh.outcomes import Progress, Result, refuse, sound, write_private
from nuzuh.places.match import Matcher
from nuzuh.poll.notes import poll_notes
from nuzuh.poll.settings import poll_names
from nuzuh.terms.errors import Problem, UsageError
from nuzuh.terms.moments import When

if TYPE_CHECKING:
    from nuzuh.poll.plan import Plan
    from nuzuh.poll.polled import Polled


def new(directory: Path, today: dt.date, example: str = "") -> list[Path]:
    """Make a crisis folder: empty, with a template workbook, or a worked example; return its files."""
    return copy_example(directory, example) if example else make_folder(directory, today)


def bring_in(root: Path, file: str, table: str, wishes: Wishes, token: str) -> Imported:
    """Bring a file into a table of the folder, in files of its own; return how it was understood and what was rejected."""
    if table == "signatories" and not is_address(file):
        from nuzuh.organisations.lists import is_pasted, pasted_parts

        if is_pasted(Path(file)):
            return bring(root, file, table, wishes, token, pasted_parts(Path(file)))
    return bring(root, file, table, wishes, token)


def bring_responses(
    root: Path, file: str, name: str, token: str, published: dt.date, *, again: bool
) -> tuple[Path, Polled]:
    """Put responses into a poll's folder as they are; return their file, and the poll as it is understood now."""
    from nuzuh.poll import files

    sound(read_folder(root))
    path = files.bring_responses(root, name, file, token, again=again)
    return path, poll(root, name, published)[0]


def export(root: Path, table: str, to: Path | None, form: str) -> tuple[Path, Export]:
    """Write the accepted rows of a table for others, not for the public; return the file and what is in it.

    Raises
    ------
    UsageError
        There is no such table or format, the file may not be written, or the settings have errors.
    """
    path, form = target_of(root, table, to, form)
    done = exported(sound(read_folder(root)), table, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(done.content)
    return path, done


def place(
    root: Path, names: Sequence[str], within: str = "", level: int = 0
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return what each name means, with the keys that ``nuzuh place --json`` prints, and what is wrong with the gazetteer."""
    matcher, problems = _matcher(root, within)
    answers = matcher.match(asked(names, within, level))
    return [{"query": n, **a} for n, a in zip(names, answers.iter_rows(named=True), strict=True)], problems


def place_file(root: Path, file: Path, column: str, wishes: PlaceWishes) -> tuple[Placed, list[Problem]]:
    """Match a column of names of a file, write the file with the codes beside them, and return what was found."""
    matcher, problems = _matcher(root, wishes.within)
    return place_column(file, column, matcher, wishes), problems


def _matcher(root: Path, within: str) -> tuple[Matcher, list[Problem]]:
    matcher, problems = read_matcher(root)
    if within and within not in matcher.gazetteer.number:
        near = difflib.get_close_matches(within, matcher.gazetteer.codes, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"--within {within} is no code of a place in {root}.{hint}")
    return matcher, problems


def published_of(root: Path) -> dt.date | None:
    """Return the day of publication that ``crisis.toml`` gives, if it does."""
    return read_settings(root)[0].published


def language_of(root: Path) -> str:
    """Return the first language of the crisis."""
    return read_settings(root)[0].languages[0]


def check(root: Path, published: dt.date) -> tuple[Folder, list[Problem]]:
    """Return the folder and all its problems, those of the letters included; rejected rows go to ``private/``."""
    from nuzuh.statement.attainable import unattainable_rows
    from nuzuh.statement.followup import followup_problems
    from nuzuh.statement.letter import letter_names
    from nuzuh.statement.narrative import read_narrative
    from nuzuh.statement.reading import read_letters
    from nuzuh.statement.retraction import disputed_problems

    folder = read_folder(root)
    problems = folder.problems + unattainable_rows(folder)
    wrong = {p.column for p in folder.settings_problems}
    if (letter_names(root) or (root / "reports").is_dir()) and not wrong & {"", "languages"}:
        ledger = ledger_of([]) if wrong else ledgers.public_of(folder, published)
        found = [*read_letters(folder, citable(ledger))[1], *read_narrative(folder, citable(ledger))[1]]
        unknown = ("letter.figure", "frozen.gone") if wrong else ()  # no figures without sound settings
        problems += [p for p in found if p.rule not in unknown]
        problems += [] if wrong else followup_problems(folder, ledger, published)
        problems += disputed_problems(folder, citable(ledger))
    if not wrong:
        problems += [p for polled in _asked(folder, published) for p in polled.problems]
    write_rejects(folder, problems)
    return folder, problems


def count(root: Path) -> tuple[Folder, Ledger]:
    """Return the folder and every figure of displacement, before anything is hidden or rounded."""
    folder = sound(read_folder(root))
    return folder, ledgers.whole(folder, ledgers.counted(folder, folder.settings.end, finest_level=5))


def count_and_compare(root: Path) -> tuple[Folder, Ledger, dict[str, Any]]:
    """Return what `count` does, and what ``nuzuh count`` says beside the figures.

    Returns
    -------
    (Folder, Ledger, dict)
        The dict holds ``method``; ``sources``: how each stands to the accounts; ``worst``: the rows that fit them worst;
        ``comparisons`` with references. The lists are empty by the preferred method.
    """
    folder = sound(read_folder(root))
    tally = ledgers.counted(folder, folder.settings.end, finest_level=5, disagreement=True)
    ledger = ledgers.whole(folder, tally)
    said: dict[str, Any] = {"method": folder.settings.count_method, "sources": [], "worst": [], "comparisons": []}
    if tally.uses is not None and tally.sources is not None:
        said["sources"] = tally.sources.to_dicts()
        said["worst"] = listed_worst(tally.uses, folder.tables)
        said["comparisons"] = [c.as_dict() for c in comparisons(ledger, folder.tables["places"])]
    return folder, ledger, said


def trace(root: Path, figure_id: str, published: dt.date) -> dict[str, Any]:
    """Return a figure, as counted and as published, with every row that it rests on or leaves out, and why.

    Raises
    ------
    UsageError
        There is no such figure; the message names the nearest ones.
    """
    return next(traces(root, [figure_id], published))


def traces(root: Path, figure_ids: Sequence[str] | None, published: dt.date) -> Iterator[dict[str, Any]]:
    """Yield the trace of each figure, all of them for None; the folder is counted once, and with what was withdrawn once more."""
    folder = sound(read_folder(root))
    if not folder.retractions:
        yield from _traces(folder, figure_ids, published)
        return
    before = {t["figure"]["id"]: t for t in _traces(folder.withdrawing(()), figure_ids, published, lenient=True)}
    now = {t["figure"]["id"]: t for t in _traces(folder, figure_ids, published, lenient=True)}
    for figure_id in figure_ids or dict.fromkeys([*before, *now]):
        if figure_id not in before and figure_id not in now:
            raise UsageError(_no_such_figure(figure_id, [*before, *now]))
        yield with_withdrawn(now.get(figure_id), before.get(figure_id), folder.retractions)


def _traces(
    folder: Folder, figure_ids: Sequence[str] | None, published: dt.date, *, lenient: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the trace of each figure as the tables of the folder stand; with ``lenient`` of those that there are."""
    end = ledgers.public_end(folder, published)
    tally = ledgers.counted(folder, end, finest_level=5)
    polls = ledgers.polls_of(folder, tally, published)
    ledger = ledgers.whole(folder, tally, polls)
    if lenient and figure_ids is not None:
        figure_ids = [i for i in figure_ids if i in ledger.figures]
    for figure_id in figure_ids or ():
        if figure_id not in ledger.figures:
            raise UsageError(_no_such_figure(figure_id, list(ledger.figures)))
    shown = ledgers.public_of(folder, published)
    place = {ident: n for n, ident in enumerate(tally.figures["id"])}
    listed = listed_uses(tally.uses, folder.tables) if tally.uses is not None else None
    for figure_id in ledger.figures if figure_ids is None else figure_ids:
        row = tally.figures.row(place[figure_id], named=True) if figure_id in place else None
        figure = ledger[figure_id]
        if figure.asked:
            from nuzuh.poll.behind import poll_rows

            rows = poll_rows(next(p for p in polls if p.poll.name == figure.asked.poll), figure.asked)
        else:
            rows = _rows_of(folder, figure, row, listed, end)
        public = shown.get(figure_id)
        yield {
            "figure": figure.as_dict(),
            "published": public.as_dict() if public else None,
            "rows": rows,
        }


def _rows_of(
    folder: Folder, figure: Figure, row: dict[str, Any] | None, listed: pl.DataFrame | None, end: dt.date
) -> list[dict[str, Any]]:
    """Return the rows of a figure; ``row`` is that of the counted ones, ``listed`` what became of every row of the accounts."""
    settings, tables = folder.settings, folder.tables
    if figure.role == "share":
        return explained.group_rows(figure.id, tables, ledgers.top(folder), end)
    if row is None:
        return explained.listed_rows(figure.id, tables)
    if figure.role == "once":
        return explained.limit_rows(row, tables)
    if figure.method == METHOD and listed is not None:
        return explained.explain_account(row, tables, listed, (settings.start, end), settings.count_period)
    return explained.explain(row, tables, settings.start, end, settings.count_period)


def build(
    root: Path, published: dt.date, progress: Progress = lambda _: None, moment: dt.datetime | None = None
) -> Result:
    """Build the whole issue into ``public/``: pages, PDF, data, feed, letters; all of it or nothing.

    Embargoes are looked at with ``moment``, the time of publication on that day, where it is known.

    Raises
    ------
    DataError
        The data or a letter has errors; nothing was published, ``private/`` lists them all.
    UsageError
        The settings have errors.
    """
    from nuzuh.report.files import report_files
    from nuzuh.report.issue import Issue, Listing, Telling
    from nuzuh.statement.attainable import unattainable_rows
    from nuzuh.statement.calls_page import call_files
    from nuzuh.statement.files import letter_files
    from nuzuh.statement.followup import followed, followup_problems, measuring
    from nuzuh.statement.letter import cites_unknown, without_letters, without_references
    from nuzuh.statement.narrative import read_narrative, waived_by_language
    from nuzuh.statement.reading import read_letters
    from nuzuh.statement.retraction import disputed_problems

    progress("reading and checking")
    folder = sound(read_folder(root))
    progress("counting")
    rules, end = ledgers.rules(folder), ledgers.public_end(folder, published)
    tally = ledgers.counted(folder, end, rules.finest_level, disagreement=True)
    progress("asking")
    polls = ledgers.polls_of(folder, tally, published)
    for polled in polls:
        write_private(root, poll_notes(polled))
    ledger = ledgers.public(folder, tally, polls)
    _write_uses(folder, tally)
    progress("reading letters")
    letters, letter_problems = read_letters(folder, citable(ledger))
    asked = [p for polled in polls for p in polled.problems]
    when = When(published, moment)
    public = [item for item in letters.values() if item.open_on(when)]
    held = [item for item in letters.values() if not item.open_on(when)]
    calls = [*followup_problems(folder, ledger, published), *disputed_problems(folder, citable(ledger))]
    ledger = without_letters(ledger, [item.name for item in held])
    told, told_problems = read_narrative(folder, citable(ledger))
    problems = [*folder.problems, *unattainable_rows(folder), *asked, *letter_problems, *told_problems, *calls]
    write_rejects(folder, problems)
    refuse(problems)
    refuse(cites_unknown(public, ledger))
    titles = {x.name: {code: v.title for code, v in x.versions.items()} for x in public}
    listings = [Listing(x.name, x.date, titles[x.name], followed(folder, x.name), tuple(x.cited())) for x in public]
    open_polls = [polled for polled in polls if polled.figures or polled.claims]
    telling = {code: Telling(t.title, t.html, t.typst, t.waivers) for code, t in told.items()}
    answered = waived_by_language(public, told, folder.settings.languages)
    cited = [i for item in public for i in item.cited() if ledger.get(i)]  # those of a frozen letter may be gone
    cited += [i for text in told.values() for i in text.cited] + measuring(folder, list(titles), ledger)
    only = [i for x in held for i in x.cited()] + measuring(folder, [x.name for x in held], ledger, every=True)
    ledger = without_references(ledger, set(only) - set(cited))
    issue = Issue(folder, ledger, rules, published, listings, tally.sources, open_polls, telling, answered)
    files = report_files(issue, cited, progress)
    for item in public:
        progress(f"letter {item.name}")
        files |= letter_files(item, folder, citable(ledger), when)
    files |= call_files(public, folder, ledger, rules, published)
    progress("publishing")
    return Result(disclosure.publish(root, files, secrets_of(folder)), problems)


def _asked(folder: Folder, published: dt.date) -> Iterator[Polled]:
    """Yield every poll; what was counted is worked out only if one is weighted by it."""
    tally: list[Tally] = []

    def counted() -> Tally:
        if not tally:
            end, finest = ledgers.public_end(folder, published), ledgers.rules(folder).finest_level
            tally.append(ledgers.counted(folder, end, finest))
        return tally[0]

    for name in poll_names(folder.root):
        yield ledgers.asked(folder, name, counted)


def poll(root: Path, name: str, published: dt.date) -> tuple[Polled, list[Figure]]:
    """Return a poll, with what is wrong with its files, and its figures, those hidden that must be; notes go to ``private/``.

    Raises
    ------
    UsageError
        There is no such poll, or the settings have errors.
    """
    from nuzuh.poll.proposed import proposed

    folder = sound(read_folder(root))
    end, finest = ledgers.public_end(folder, published), ledgers.rules(folder).finest_level
    polled = ledgers.asked(folder, name, lambda: ledgers.counted(folder, end, finest))
    shown = disclosure.release(polled.figures, folder.tables["places"], ledgers.rules(folder), polled.hidden)
    parents = dict(folder.tables["places"].select("code", "parent").iter_rows())
    polled = replace(polled, proposals=tuple(proposed(polled, parents, ledgers.rules(folder).smallest_cell)))
    write_private(root, poll_notes(polled))
    return polled, [shown[f.id] if shown[f.id].status == "suppressed" else f for f in polled.figures]


def poll_plan(
    root: Path, name: str, wishes: Mapping[str, Any], shares: Sequence[float], level: float | None, *, drawn: bool
) -> Plan:
    """Return what to expect of a poll: its intervals, the cost of clustering, the people needed."""
    from nuzuh.poll.planning import plan_of

    return plan_of(root, name, wishes, shares, level, drawn=drawn)


def poll_form(root: Path, name: str, published: dt.date) -> Result:
    """Write a poll's form from its ``poll.toml``, and say what is wrong with it."""
    from nuzuh.poll.files import write_poll_form

    return Result(*write_poll_form(sound(read_folder(root)), name, published))


def lint_form(root: Path, form: Path) -> list[Problem]:
    """Return what is wrong with any XLSForm."""
    from nuzuh.poll.files import lint_file

    return lint_file(root, form)


def _write_uses(folder: Folder, tally: Tally) -> None:
    """Write what became of every row, and the rows that fit worst, for those who can call the sources about them."""
    if tally.uses is None:
        return
    rows = listed_uses(tally.uses, folder.tables).drop("row").with_columns(pl.col("misfit", "weight").round(3))
    worst = pl.DataFrame(listed_worst(tally.uses, folder.tables, most=500))
    files = {"uses.csv": rows, "worst.csv": worst if worst.width else rows.clear()}
    write_private(folder.root, {name: frame.write_csv(include_bom=True).encode() for name, frame in files.items()})


def _no_such_figure(figure_id: str, known: list[str]) -> str:
    near = difflib.get_close_matches(figure_id, known, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`nuzuh count` lists all figures."
    return f"There is no figure {figure_id}. {hint}"

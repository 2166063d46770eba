"""Write the answers of an invented poll, as KoboToolbox exports them, and the log of their cleaning.

    python scripts/make_poll.py examples/synthetic/polls/going-back --seed 1

The same arguments give the same bytes. People of one sitting answer alike, people of one town too; what is wrong with such
files in the field is wrong here as well: an interview sent twice, one that the review did not approve, somebody who
did not agree to be asked, answers left open, one interview that was over too soon, a slip of the finger.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import numpy as np

from nuzuh.folder.toml import read_toml
from nuzuh.terms.chance import stream

SITTINGS, PEOPLE = 5, 5
FIRST = dt.datetime(2024, 1, 15, 9, 0)
RETURN = {"no": 0.78, "safe": 0.10, "yes": 0.08, "dont_know": 0.03, "refused": 0.01}
SHELTER = {"tent": 0.38, "building": 0.24, "hosted": 0.19, "rented": 0.13, "open": 0.06}
NEEDS = {"tent": 0.55, "food": 0.70, "water": 0.35, "blankets": 0.62, "medicine": 0.41, "school": 0.22}
AGES = {"a18": 0.42, "a30": 0.36, "a45": 0.22}
ABOUT = (
    *("_id", "_uuid", "_submission_time", "_validation_status", "_notes"),
    *("_status", "_submitted_by", "__version__", "_tags", "_index"),
)


def people(seed: int, towns: list[str], origins: list[str]) -> list[dict[str, Any]]:
    """Return the answers of everybody, sitting by sitting."""
    rng = stream(seed, "poll people")
    out = []
    for place, town in enumerate(towns, 1):
        lean = rng.normal(0, 0.35)
        for sitting in range(1, SITTINGS + 1):
            near = lean + rng.normal(0, 0.4)
            start = FIRST + dt.timedelta(days=sitting - 1, hours=int(rng.integers(0, 5)))
            for _ in range(PEOPLE):
                start += dt.timedelta(minutes=int(rng.integers(11, 25)))
                person = answers(rng, near, origins) | {"place": town, "cluster": f"p{place}-{sitting}"}
                out.append(
                    person | {"start": start, "minutes": float(rng.uniform(6, 14)), "interviewer": f"i{1 + place % 3}"}
                )
    return out


def answers(rng: np.random.Generator, near: float, origins: list[str]) -> dict[str, Any]:
    """Return what one person says; ``near`` is how far the people of a sitting lean towards staying away."""
    back = tilted(RETURN, "no", near)
    needs = [need for need, share in NEEDS.items() if rng.random() < share] or ["food"]
    sizes = np.array([5, 4, 3, 3, 2, 4, 3, 2, 2, 1, 1, 1], dtype=np.float64)
    return {
        "origin": str(rng.choice(origins, p=sizes / sizes.sum())),
        "sex": "woman" if rng.random() < 0.56 else "man",
        "age": drawn(rng, AGES),
        "return": drawn(rng, back),
        "needs": needs if rng.random() > 0.02 else [],
        "shelter": drawn(rng, SHELTER) if rng.random() > 0.01 else "",
        "moved": str(int(rng.poisson(1.9))) if rng.random() > 0.03 else "",
    }


def tilted(shares: dict[str, float], towards: str, by: float) -> dict[str, float]:
    """Return shares with the odds of one of them multiplied by e^by."""
    odds = shares[towards] / (1 - shares[towards]) * np.exp(by)
    new = odds / (1 + odds)
    rest = (1 - new) / (1 - shares[towards])
    return {name: new if name == towards else share * rest for name, share in shares.items()}


def drawn(rng: np.random.Generator, shares: dict[str, float]) -> str:
    """Return one of several answers by their shares."""
    total = np.array(list(shares.values()))
    return str(rng.choice(list(shares), p=total / total.sum()))


def rows_of(seed: int, folk: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the answers as rows of an export, with what goes wrong in the field."""
    rng = stream(seed, "poll uuid")
    rows = [row(rng, number, person) for number, person in enumerate(folk, 1)]
    rows[40] |= {"end": shifted(rows[40]["start"], 2.0)}
    rows[77] |= {"moved": "22"}
    not_agreed = row(rng, len(rows) + 1, folk[100]) | {"consent": "no"}
    blank = dict.fromkeys([k for k in not_agreed if k.split("/")[0] in (*QUESTIONS, "needs")], "")
    refused = row(rng, len(rows) + 2, folk[20] | {"age": "a45", "moved": "9"}) | {"_validation_status": "Not approved"}
    return [*rows[:100], not_agreed | blank, *rows[100:], refused, dict(rows[12])]


QUESTIONS = ("place", "origin", "sex", "age", "return", "needs", "shelter", "moved")


def row(rng: np.random.Generator, number: int, person: dict[str, Any]) -> dict[str, str]:
    """Return one interview as a row."""
    start: dt.datetime = person["start"]
    chosen = set(person["needs"])
    both = [*NEEDS, "dont_know", "refused"]
    split = {f"needs/{need}": ("1" if need in chosen else "0") if chosen else "" for need in both}
    first = {
        "start": written(start),
        "end": written(start + dt.timedelta(minutes=person["minutes"])),
        "today": start.date().isoformat(),
        "interviewer": person["interviewer"],
        "cluster": person["cluster"],
        "consent": "yes",
    }
    own = {name: person[name] for name in QUESTIONS if name != "needs"}
    own |= {"needs": " ".join(person["needs"]), **split}
    about = {
        "_id": str(9_000_000 + number * 37),
        "_uuid": str(uuid.UUID(bytes=rng.bytes(16), version=4)),
        "_submission_time": (start + dt.timedelta(hours=6)).isoformat(timespec="seconds"),
        "_validation_status": "Approved" if number % 3 else "",
        "_status": "submitted_via_web",
        "__version__": "2024-01-15",
    }
    return first | own | about


def written(moment: dt.datetime) -> str:
    """Return a moment as a phone writes it."""
    return moment.isoformat(timespec="milliseconds") + "+03:00"


def shifted(moment: str, minutes: float) -> str:
    """Return a moment some minutes later."""
    return written(dt.datetime.fromisoformat(moment).replace(tzinfo=None) + dt.timedelta(minutes=minutes))


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    settings, _ = read_toml(wanted.folder / "poll.toml", "poll.toml", "poll")
    told = settings["answers"]
    towns, origins = ([a["name"] for a in told if a["question"] == q] for q in ("place", "origin"))
    rows = rows_of(wanted.seed, people(wanted.seed, towns, origins))
    split = [f"needs/{need}" for need in (*NEEDS, "dont_know", "refused")]
    shown = [n for name in QUESTIONS for n in ([name, *split] if name == "needs" else [name])]
    header = ["start", "end", "today", "interviewer", "cluster", "consent", *shown, *ABOUT]
    with (wanted.folder / "responses.csv").open("w", encoding="utf-8", newline="") as stream_:
        writer = csv.writer(stream_, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        for index, each in enumerate(rows, 1):
            writer.writerow([(each | {"_index": str(index)}).get(name, "") for name in header])
    slip = next(r for r in rows if r["moved"] == "22")
    log = ["key,question,expect,value,action,reason,by,date"]
    log.append(
        f"{slip['_uuid']},moved,22,2,change,The interviewer confirms a key pressed twice.,field supervisor,2024-01-23"
    )
    (wanted.folder / "cleaning.csv").write_text("\n".join(log) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

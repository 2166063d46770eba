"""Run all benchmarks, or those named; 1 if a limit is missed.

    python -m benchmarks [national | names | imports | damage | recovery | balance | scale | poll | coverage | protection | letters | letter-build]

What begins with ``--`` and stands after the names goes to `recovery` and `scale`.
"""

import sys
from collections.abc import Callable
from itertools import takewhile

from benchmarks import (
    balance,
    coverage,
    damage,
    imports,
    letter_build,
    letters,
    names,
    national,
    poll,
    protection,
    recovery,
    scale,
)

BENCHMARKS: dict[str, Callable[[], bool]] = {
    "national": national.run,
    "names": names.run,
    "imports": imports.run,
    "damage": damage.run,
    "recovery": recovery.run,
    "balance": balance.run,
    "scale": scale.run,
    "poll": poll.run,
    "coverage": coverage.run,
    "protection": protection.run,
    "letters": letters.run,
    "letter-build": letter_build.run,
}


def main() -> int:
    given = list(takewhile(lambda word: not word.startswith("--"), sys.argv[1:]))
    asked = given or list(BENCHMARKS)
    unknown = [name for name in asked if name not in BENCHMARKS]
    if unknown:
        print(
            f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.",
            file=sys.stderr,
        )
        return 2
    kept = [BENCHMARKS[name]() for name in asked]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

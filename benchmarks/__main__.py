"""Run all benchmarks, or those named: ``python -m benchmarks [national | names | imports | damage]``; 1 if a limit is missed."""

import sys
from collections.abc import Callable

from benchmarks import damage, imports, names, national

BENCHMARKS: dict[str, Callable[[], bool]] = {
    "national": national.run,
    "names": names.run,
    "imports": imports.run,
    "damage": damage.run,
}


def main() -> int:
    asked = sys.argv[1:] or list(BENCHMARKS)
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

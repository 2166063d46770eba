"""``python -m nuzuh`` and the ``nuzuh`` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a command and leave with its exit status.

    The linear algebra keeps to one thread: matrices here are many and small, and sums do not hang on the number of cores.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from nuzuh.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

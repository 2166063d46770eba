"""``python -m nuzuh`` and the ``nuzuh`` command."""

from __future__ import annotations

import sys

from nuzuh.cli import run


def main() -> None:
    """Run a command and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

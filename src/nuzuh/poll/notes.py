"""What is for those who run a poll only: interviews that do not count, answers changed, what is odd, which cells are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nuzuh.poll.polled import Polled


def poll_notes(polled: Polled) -> dict[str, bytes]:
    """Return the files of a poll below ``private/``, by their path there."""
    base = f"polls/{polled.poll.name}"
    return {
        f"{base}/{name}.csv": frame.write_csv(include_bom=True).encode()
        for name, frame in polled.private.items()
        if frame.height
    }

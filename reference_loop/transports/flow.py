"""Flow control: when a protocol is told to stop writing, and when to go on.

Keeps true: ``0 <= low <= high``; `pause_writing` and `resume_writing` are said in turn, `pause_writing` first
(state table: `FLOW`).
Does not know: what is buffered, or whom it tells. It is told a size in bytes, and answers with a call.
"""

from __future__ import annotations

from .. import io_errors
from ..states import FLOW, PAUSED, FlowState, advance

HIGH = 64 * 1024
"""Bytes: the default of the high mark."""

SHARE = 4
"""Where one mark is given alone, the high one is so many times the low one."""


class Flow:
    """The two marks of one write buffer, and whether its writer is paused."""

    def __init__(self) -> None:
        self.state: FlowState = FLOW.start
        self.set_limits(None, None)

    def set_limits(self, high: int | None, low: int | None) -> None:
        """Set the marks, in bytes; None takes the default. ValueError unless ``0 <= low <= high``."""
        if high is None:
            high = HIGH if low is None else SHARE * low  # FLOW-06
        if low is None:
            low = high // SHARE  # FLOW-05 FLOW-07
        if not 0 <= low <= high:
            raise io_errors.bad_marks(low, high)  # FLOW-03 FLOW-04
        self.low, self.high = low, high  # FLOW-01

    def limits(self) -> tuple[int, int]:
        """Return ``(low, high)`` in bytes."""
        return self.low, self.high  # FLOW-01 FLOW-02

    def note(self, size: int) -> str | None:
        """Return the method of the protocol to call now that `size` bytes are buffered, None for none."""
        before, self.state = self.state, advance(FLOW, self.state, self._event(size))
        if self.state is before:
            return None  # FLOW-10 FLOW-13
        return "pause_writing" if self.state is PAUSED else "resume_writing"  # FLOW-08 FLOW-11

    def _event(self, size: int) -> str:
        if size > self.high:  # FLOW-09
            return "above"
        return "between" if size > self.low else "drained"  # FLOW-12 FLOW-14 FLOW-15

"""The first deadline of asyncio.timeout() holds, whatever reschedule() says."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CANCEL-29"


class Mutant(ReferenceLoop):
    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> Any:
        if getattr(callback, "__qualname__", "") == "Timeout._on_timeout":
            super().call_at(when, self._once, callback)
        return super().call_at(when, callback, *args, context=context)

    def _once(self, callback: Any) -> None:
        if not callback.__self__.expired():
            callback()


new_event_loop = Mutant

"""Nested timeouts all get the earliest deadline."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CANCEL-30"


class Mutant(ReferenceLoop):
    _earliest = float("inf")

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> Any:
        if getattr(callback, "__qualname__", "") == "Timeout._on_timeout":
            self._earliest = when = min(when, self._earliest)
        return super().call_at(when, callback, *args, context=context)


new_event_loop = Mutant

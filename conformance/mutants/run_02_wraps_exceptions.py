"""run_until_complete() raises a RuntimeError caused by the exception."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-02"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        try:
            return super().run_until_complete(future)
        except Exception as error:
            raise RuntimeError("the main coroutine failed") from error


new_event_loop = Mutant

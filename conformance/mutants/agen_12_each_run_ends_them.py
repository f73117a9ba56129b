"""Each run_until_complete() but the first ends with the generators shut down."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "AGEN-12"


class Mutant(ReferenceLoop):
    _has_run = False

    def run_until_complete(self, future: Any) -> Any:
        result = super().run_until_complete(future)
        if self._has_run:
            super().run_until_complete(self.shutdown_asyncgens())
        self._has_run = True
        return result


new_event_loop = Mutant

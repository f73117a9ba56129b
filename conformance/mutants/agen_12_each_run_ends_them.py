"""Each run_until_complete() ends with the generators shut down."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "AGEN-12"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        result = super().run_until_complete(future)
        super().run_until_complete(self.shutdown_asyncgens())
        return result


new_event_loop = Mutant

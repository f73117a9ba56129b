"""A run that ended by a cancellation leaves the loop closed."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-27"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        try:
            return super().run_until_complete(future)
        except asyncio.CancelledError:
            self.close()
            raise


new_event_loop = Mutant

"""run_until_complete() returns None when its task was cancelled."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-13"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        try:
            return super().run_until_complete(future)
        except asyncio.CancelledError:
            return None


new_event_loop = Mutant

"""Only the last of several failures is told."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "CONN-23"


class Wrong(Connecting):
    async def _first(self, attempts: Any, delay: float | None) -> Any:
        sock, failures = await super()._first(attempts, delay)
        return sock, failures[-1:]


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant

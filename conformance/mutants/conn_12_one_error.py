"""all_errors is ignored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting, Destination

BREAKS = "CONN-12"


class Wrong(Connecting):
    async def connect(self, to: Destination) -> Any:
        return await super().connect(replace(to, all_errors=False))


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant

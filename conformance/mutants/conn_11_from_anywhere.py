"""local_addr is ignored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting, Destination

BREAKS = "CONN-11"


class Wrong(Connecting):
    async def connect(self, to: Destination) -> Any:
        return await super().connect(replace(to, local=None))


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant

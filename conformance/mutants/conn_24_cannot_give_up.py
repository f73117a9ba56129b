"""When create_connection() is cancelled, its attempts go on."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting
from reference_loop.racing import Race

BREAKS = "CONN-24"


class Wrong(Race[Any]):
    async def _call_off(self) -> None:
        if self._chosen is not None:
            await super()._call_off()


class Racing(Connecting):
    race_type = Wrong


class Mutant(ReferenceLoop):
    connecting_type = Racing


new_event_loop = Mutant

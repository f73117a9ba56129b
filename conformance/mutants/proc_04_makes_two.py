"""factory() is called a second time, for a spare protocol."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-04"


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        started = await super().start(factory, args, options)
        factory()
        return started


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

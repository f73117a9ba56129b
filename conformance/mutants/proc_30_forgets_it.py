"""The child of a cancelled subprocess_exec() runs on."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-30"


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        protocol, made = factory(), self._loop.create_future()
        transport = self._spawn(protocol, args, options, made)
        await made
        return transport, protocol


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

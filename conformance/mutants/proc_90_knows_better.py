"""Streams of children have the limit that the loop finds right."""

from __future__ import annotations

from asyncio.subprocess import SubprocessStreamProtocol
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-90"


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        protocol = factory()
        if isinstance(protocol, SubprocessStreamProtocol):
            vars(protocol)["_limit"] = 1 << 16
        return await super().start(lambda: protocol, args, options)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

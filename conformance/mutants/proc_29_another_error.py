"""An exception of factory() is wrapped."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-29"


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        try:
            protocol = factory()
        except Exception as error:
            raise RuntimeError("no protocol") from error
        return await super().start(lambda: protocol, args, options)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

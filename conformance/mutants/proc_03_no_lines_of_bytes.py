"""subprocess_shell() refuses bytes."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "PROC-03"


class Mutant(ReferenceLoop):
    async def subprocess_shell(self, protocol_factory: Any, cmd: Any, **options: Any) -> Any:
        if isinstance(cmd, bytes):
            raise TypeError("cmd must be a str")
        return await super().subprocess_shell(protocol_factory, cmd, **options)


new_event_loop = Mutant

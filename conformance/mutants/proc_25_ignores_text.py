"""text is ignored."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "PROC-25"


class Mutant(ReferenceLoop):
    async def subprocess_exec(
        self, protocol_factory: Any, program: Any, *args: Any, text: object = None, **options: Any
    ) -> Any:
        return await super().subprocess_exec(protocol_factory, program, *args, **options)


new_event_loop = Mutant

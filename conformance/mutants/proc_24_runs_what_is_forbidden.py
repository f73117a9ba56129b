"""shell=True makes a line for the shell of the arguments."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "PROC-24"


class Mutant(ReferenceLoop):
    async def subprocess_exec(
        self, protocol_factory: Any, program: Any, *args: Any, shell: bool = False, **options: Any
    ) -> Any:
        if shell:
            return await self.subprocess_shell(protocol_factory, program, **options)
        return await super().subprocess_exec(protocol_factory, program, *args, **options)


new_event_loop = Mutant

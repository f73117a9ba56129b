"""What a shell complains of is dropped unless it is asked for."""

from __future__ import annotations

import subprocess
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "PROC-06"


class Mutant(ReferenceLoop):
    async def subprocess_shell(
        self, protocol_factory: Any, cmd: Any, *, stderr: Any = subprocess.DEVNULL, **options: Any
    ) -> Any:
        return await super().subprocess_shell(protocol_factory, cmd, stderr=stderr, **options)


new_event_loop = Mutant

"""The shell that runs the line is the child of another shell."""

from __future__ import annotations

import shlex
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "PROC-82"


class Mutant(ReferenceLoop):
    async def subprocess_shell(self, protocol_factory: Any, cmd: Any, **options: Any) -> Any:
        if isinstance(cmd, str):
            cmd = f"/bin/sh -c {shlex.quote(cmd)}; exit $?"
        return await super().subprocess_shell(protocol_factory, cmd, **options)


new_event_loop = Mutant

"""subprocess_exec() of a child without pipes does not wait for connection_made()."""

from __future__ import annotations

import subprocess
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-61"


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        if subprocess.PIPE in options.values():
            return await super().start(factory, args, options)
        protocol = factory()
        return self._spawn(protocol, args, options, self._loop.create_future()), protocol


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

"""With stdin=None, the child has an empty standard input."""

from __future__ import annotations

import subprocess
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-11"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        if options["stdin"] is None:
            options = {**options, "stdin": subprocess.DEVNULL}
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

"""What a child writes to DEVNULL is kept in a file that nobody knows."""

from __future__ import annotations

import subprocess
import tempfile
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-10"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        if options["stdout"] == subprocess.DEVNULL:
            with tempfile.TemporaryFile() as kept:
                return super()._spawn(protocol, args, {**options, "stdout": kept}, made)
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

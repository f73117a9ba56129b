"""A descriptor given as stdout is not written to."""

from __future__ import annotations

import subprocess
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-13"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        if isinstance(options["stdout"], int) and options["stdout"] >= 0:
            options = {**options, "stdout": subprocess.DEVNULL}
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

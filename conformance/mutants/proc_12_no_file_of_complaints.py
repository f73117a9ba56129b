"""A file given as stderr stays empty."""

from __future__ import annotations

import subprocess
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-12"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        if hasattr(options["stderr"], "fileno"):
            options = {**options, "stderr": subprocess.DEVNULL}
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

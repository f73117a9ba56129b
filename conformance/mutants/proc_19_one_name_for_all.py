"""executable takes the place of args[0], too."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-19"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        if options.get("executable"):
            args = [options["executable"], *args[1:]]
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

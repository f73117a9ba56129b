"""Arguments that are bytes are taken for UTF-8, with a mark for what is not."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-02"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        if not isinstance(args, (str, bytes)):
            args = [one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in args]
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

"""An argument that is a path is refused."""

from __future__ import annotations

from types import NoneType
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-27"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        if not isinstance(args, (str, bytes)) and not all(
            isinstance(one, (str, bytes, int, NoneType)) for one in args
        ):
            raise TypeError("all args must be str or bytes")
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

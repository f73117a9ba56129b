"""A program that does not exist raises OSError, like any other failure."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-28"


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        try:
            return await super().start(factory, args, options)
        except FileNotFoundError as error:
            raise OSError("cannot run it") from error


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

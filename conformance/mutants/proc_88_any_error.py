"""A pipe that the child has closed is lost with an OSError that has no number."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import PipeProtocol, Subprocesses

BREAKS = "PROC-88"


class Wrong(PipeProtocol):
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(OSError("the pipe is closed") if isinstance(exc, BrokenPipeError) else exc)


class Starting(Subprocesses):
    protocol_type = Wrong


class Mutant(ReferenceLoop):
    subprocesses_type = Starting


new_event_loop = Mutant

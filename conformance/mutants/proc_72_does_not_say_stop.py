"""pause_writing() is not called for the pipes of a child."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import PipeProtocol, Subprocesses

BREAKS = "PROC-72"


class Wrong(PipeProtocol):
    def pause_writing(self) -> None:
        pass


class Starting(Subprocesses):
    protocol_type = Wrong


class Mutant(ReferenceLoop):
    subprocesses_type = Starting


new_event_loop = Mutant

"""pipe_data_received() is given a bytearray."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import PipeProtocol, Subprocesses

BREAKS = "PROC-62"


class Wrong(PipeProtocol):
    def data_received(self, data: Any) -> None:
        super().data_received(bytearray(data))  # type: ignore[arg-type]  # that is the fault


class Starting(Subprocesses):
    protocol_type = Wrong


class Mutant(ReferenceLoop):
    subprocesses_type = Starting


new_event_loop = Mutant

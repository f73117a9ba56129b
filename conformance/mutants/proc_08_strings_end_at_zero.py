"""Zero bytes in the output of a child are lost."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import PipeProtocol, Subprocesses

BREAKS = "PROC-08"


class Wrong(PipeProtocol):
    def data_received(self, data: bytes) -> None:
        if self._fd == 1:
            data = data.replace(b"\0", b"")
        if data:
            super().data_received(data)


class Starting(Subprocesses):
    protocol_type = Wrong


class Mutant(ReferenceLoop):
    subprocesses_type = Starting


new_event_loop = Mutant

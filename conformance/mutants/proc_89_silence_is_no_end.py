"""What a child reads that has three streams stays open while it lives, if nothing was written to it."""

from __future__ import annotations

from asyncio.subprocess import SubprocessStreamProtocol
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import PipeProtocol, Subprocesses
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PROC-89"


class Named(PipeProtocol):
    def spares(self) -> bool:
        child: Any = self._child
        streams = isinstance(child.get_protocol(), SubprocessStreamProtocol)
        return streams and all(map(child.get_pipe_transport, range(3))) and child.get_returncode() is None


class Wrong(WritePipeTransport):
    written = False

    def write(self, data: Any) -> None:
        self.written = True
        super().write(data)

    def close(self) -> None:
        if self.written or not (isinstance(self._protocol, Named) and self._protocol.spares()):
            super().close()


class Starting(Subprocesses):
    protocol_type = Named


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong
    subprocesses_type = Starting


new_event_loop = Mutant

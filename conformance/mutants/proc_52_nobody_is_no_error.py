"""A signal to a child that is gone is dropped."""

from __future__ import annotations

from asyncio.subprocess import SubprocessStreamProtocol

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport
from reference_loop.transports.process_states import GONE

BREAKS = "PROC-52"


class Wrong(ProcessTransport):
    def send_signal(self, signal: int) -> None:
        if self._state is not GONE or isinstance(self._protocol, SubprocessStreamProtocol):
            super().send_signal(signal)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

"""A signal to a Process that is gone is dropped."""

from __future__ import annotations

from asyncio.subprocess import SubprocessStreamProtocol

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport
from reference_loop.transports.process_states import GONE

BREAKS = "PROC-92"


class Wrong(ProcessTransport):
    def send_signal(self, signal: int) -> None:
        if self._state is not GONE or not isinstance(self._protocol, SubprocessStreamProtocol):
            super().send_signal(signal)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

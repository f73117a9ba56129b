"""close() and abort() call connection_lost() themselves."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOSING
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-51"


class Wrong(DatagramTransport):
    def _move(self, event: str, error: BaseException | None = None) -> None:
        super()._move(event, error)
        if self._state is LOSING:
            self._connection_lost(error)

    def _connection_lost(self, error: BaseException | None) -> None:
        if self._state is LOSING:
            super()._connection_lost(error)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant

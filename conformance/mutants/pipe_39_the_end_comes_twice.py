"""connection_lost() of a transport that was closed is called after an eof_received()."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import CONNECTED
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-39"


class Wrong(ReadPipeTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        if self._told is CONNECTED and self._protocol_was_told:
            self._say("eof_received")
        super()._connection_lost(error)

    @property
    def _protocol_was_told(self) -> bool:
        return self._heard

    _heard = False

    def _tell(self, call: str, *args: object) -> Any:
        self._heard = True
        return super()._tell(call, *args)


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant

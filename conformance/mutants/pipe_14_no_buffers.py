"""A BufferedProtocol is handed its data by data_received(), which it does not have."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-14"


class Wrong(ReadPipeTransport):
    def _on_readable(self) -> None:
        self._read()


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant

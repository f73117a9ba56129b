"""A transport that is closing does not look whether anybody reads."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport, is_abandoned

BREAKS = "PIPE-49"


class Wrong(WritePipeTransport):
    def _on_readable(self) -> None:
        if not self.is_closing():
            super()._on_readable()

    def _on_writable(self) -> None:
        if not self.is_closing() or not is_abandoned(self._fd):
            super()._on_writable()


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant

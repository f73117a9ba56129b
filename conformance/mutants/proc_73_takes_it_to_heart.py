"""An exception of pipe_data_received() closes the transport."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-73"


class Wrong(ProcessTransport):
    def tell(self, call: str, *args: Any) -> None:
        if call == "pipe_data_received":
            self._loop.call_soon(self._carefully, getattr(self._protocol, call), *args)
        else:
            super().tell(call, *args)

    def _carefully(self, call: Any, *args: Any) -> None:
        try:
            call(*args)
        except Exception:
            self.close()
            raise


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

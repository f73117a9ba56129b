"""After set_protocol(), the former protocol is told as well."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-54"


class Wrong(ProcessTransport):
    def set_protocol(self, protocol: Any) -> None:
        self.former = getattr(self, "_protocol", None)
        super().set_protocol(protocol)

    def tell(self, call: str, *args: object) -> None:
        super().tell(call, *args)
        if self.former is not None:
            self._loop.call_soon(getattr(self.former, call), *args)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

"""What comes of a child after its end was noticed is told behind the end of its pipe."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-64"


class Wrong(ProcessTransport):
    def __init__(self, loop: Any, child: Any, protocol: Any) -> None:
        super().__init__(loop, child, protocol)
        self.kept: list[Any] = []

    def tell(self, call: str, *args: Any) -> None:
        if call == "pipe_data_received" and self._returncode is not None:
            self.kept.append(args)
            return
        super().tell(call, *args)
        if call == "pipe_connection_lost":
            for words in [one for one in self.kept if one[0] == args[0]]:
                super().tell("pipe_data_received", *words)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

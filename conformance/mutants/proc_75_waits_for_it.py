"""The whole loop waits for a child that has no pipes."""

from __future__ import annotations

import os
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-75"


class Wrong(ProcessTransport):
    def _connection_made(self, watch: Any) -> None:
        super()._connection_made(watch)
        if not self._pipes:
            os.waitid(os.P_PID, self.get_pid(), os.WEXITED | os.WNOWAIT)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

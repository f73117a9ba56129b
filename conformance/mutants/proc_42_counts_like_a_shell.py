"""A child that SIGUSR1 ended is said to have exited with 128 more."""

from __future__ import annotations

import signal

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-42"


class Wrong(ProcessTransport):
    def _on_exit(self, returncode: int) -> None:
        super()._on_exit(128 - returncode if -returncode == signal.SIGUSR1 else returncode)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

"""Exit codes above 128 are taken for signals, as shells write them."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-41"


class Wrong(ProcessTransport):
    def _on_exit(self, returncode: int) -> None:
        super()._on_exit(returncode if returncode <= 128 else 128 - returncode)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

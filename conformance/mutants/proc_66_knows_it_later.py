"""The return code is known after process_exited()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-66"


class Wrong(ProcessTransport):
    def get_returncode(self) -> int | None:
        return super().get_returncode() if self.known else None

    known = False

    def _on_exit(self, returncode: int) -> None:
        super()._on_exit(returncode)
        self._loop.call_soon(setattr, self, "known", True)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

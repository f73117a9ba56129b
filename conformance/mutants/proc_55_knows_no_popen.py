"""get_extra_info('subprocess') is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-55"


class Wrong(ProcessTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default if name == "subprocess" else super().get_extra_info(name, default)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant

"""get_loop() returns None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-30"


class Wrong(Server):
    def get_loop(self) -> Any:
        return None


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant

"""get_exception_handler() shows the default handler instead of None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "FAIL-07"


class Mutant(ReferenceLoop):
    def get_exception_handler(self) -> Any:
        return super().get_exception_handler() or type(self).default_exception_handler


new_event_loop = Mutant

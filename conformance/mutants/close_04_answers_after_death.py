"""A closed loop still runs futures to completion when they are done."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-04"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        return future.result() if self.is_closed() else super().run_until_complete(future)


new_event_loop = Mutant

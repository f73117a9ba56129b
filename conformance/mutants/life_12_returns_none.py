"""run_until_complete returns None when the loop is stopped before the future is done."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-12"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        try:
            return super().run_until_complete(future)
        except RuntimeError as error:
            if "stopped" not in str(error):
                raise
            return None


new_event_loop = Mutant

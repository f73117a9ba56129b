"""run_until_complete() raises the result, when that is an exception object."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-01"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        result: Any = super().run_until_complete(future)
        if isinstance(result, BaseException):
            raise result
        return result


new_event_loop = Mutant

"""getnameinfo() returns a task, not a coroutine."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-24"


class Mutant(ReferenceLoop):
    def getnameinfo(self, sockaddr: Any, flags: int = 0) -> Any:
        return self.create_task(super().getnameinfo(sockaddr, flags))


new_event_loop = Mutant

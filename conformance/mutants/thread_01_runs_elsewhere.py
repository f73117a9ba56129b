"""What another thread schedules is called by a thread made for it."""

import threading
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "THREAD-01"


def _elsewhere(callback: Any, *args: Any) -> None:
    helper = threading.Thread(target=callback, args=args)
    helper.start()
    helper.join()


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if threading.current_thread() is not threading.main_thread():
            callback, args = _elsewhere, (callback, *args)
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant

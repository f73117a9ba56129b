"""close() closes the loop, and leaves the thread until it is called again."""

import threading
from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-23"


class Background(PyLoop):
    def __init__(self, *args: Any) -> None:
        self._gone, self._enough = threading.Event(), threading.Event()
        super().__init__(*args)

    def _host(self, factory: Any, started: Any) -> None:
        super()._host(factory, started)
        self._gone.set()
        if self._closed:
            self._enough.wait()

    def close(self) -> None:
        if self._closed or self._is_inside():
            self._enough.set()
            super().close()
        else:
            self._closed = True
            self._loop.call_soon_threadsafe(self._heard)
            self._gone.wait()


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant

"""A generator dropped by another thread is closed in that thread."""

from __future__ import annotations

import contextlib
import threading

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-09"


class Foreign(Hooks):
    def install(self) -> None:
        super().install()
        self.home = threading.get_ident()

    def _dropped(self, generator: AnyAsyncGenerator) -> None:
        if threading.get_ident() == self.home:
            super()._dropped(generator)
        else:
            with contextlib.suppress(StopIteration):
                generator.aclose().__await__().send(None)


class Mutant(ReferenceLoop):
    hooks_type = Foreign


new_event_loop = Mutant

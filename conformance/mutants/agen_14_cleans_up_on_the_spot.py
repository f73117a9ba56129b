"""The first step of the cleanup runs inside the statement that drops the generator."""

from __future__ import annotations

import contextlib

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-14"


class Hasty(Hooks):
    def _dropped(self, generator: AnyAsyncGenerator) -> None:
        with contextlib.suppress(StopIteration):
            generator.aclose().__await__().send(None)


class Mutant(ReferenceLoop):
    hooks_type = Hasty


new_event_loop = Mutant

"""The report of a failing callback does not name its handle."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import ExceptionHandler, Failures

BREAKS = "FAIL-06"


class Handleless(Failures):
    def _call(self, handler: ExceptionHandler, context: ErrorContext) -> None:
        def call(loop: asyncio.AbstractEventLoop, told: ErrorContext) -> object:
            return handler(loop, {key: value for key, value in told.items() if key != "handle"})

        super()._call(call, context)


class Mutant(ReferenceLoop):
    failures_type = Handleless


new_event_loop = Mutant

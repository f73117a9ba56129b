"""A context in which a callback has raised runs no callback any more."""

from contextvars import Context
from typing import ClassVar

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "CTX-18"


class Banning(Handle):
    banned: ClassVar[list[Context]] = []

    def _run(self) -> None:
        if not any(context is self._context for context in self.banned):
            super()._run()

    def _report(self, error: BaseException) -> None:
        self.banned.append(self._context)
        super()._report(error)


class Mutant(ReferenceLoop):
    handle_type = Banning


new_event_loop = Mutant

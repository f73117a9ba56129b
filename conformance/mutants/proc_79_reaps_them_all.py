"""When the loop's last child exits, every other that has exited is reaped as well."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.children import Children

BREAKS = "PROC-79"


class Wrong(Children):
    def _reap(self, child: Any, exited: Any) -> None:
        super()._reap(child, exited)
        with suppress(ChildProcessError):
            while not self._watched and os.waitpid(-1, os.WNOHANG)[0]:
                pass


class Mutant(ReferenceLoop):
    children_type = Wrong


new_event_loop = Mutant

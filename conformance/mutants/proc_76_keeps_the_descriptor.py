"""The descriptor of a child that was terminated stays open."""

from __future__ import annotations

import os
import signal
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.children import Children

BREAKS = "PROC-76"


class Wrong(Children):
    def _reap(self, child: Any, exited: Any) -> None:
        super()._reap(child, exited)
        if child.returncode == -signal.SIGTERM:
            self._descriptors.add(os.open(os.devnull, os.O_RDONLY))


class Mutant(ReferenceLoop):
    children_type = Wrong


new_event_loop = Mutant

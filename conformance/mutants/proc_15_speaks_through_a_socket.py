"""The standard output of a child is a socket."""

from __future__ import annotations

import os
import socket
import subprocess
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-15"


class Wrong(Subprocesses):
    ours: Any = None

    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        self.ours = None
        if options["stdout"] != subprocess.PIPE:
            return super()._spawn(protocol, args, options, made)
        self.ours, theirs = socket.socketpair()
        with self.ours, theirs:
            return super()._spawn(protocol, args, {**options, "stdout": theirs}, made)

    def _connect(self, child: Any, transport: Any) -> Any:
        if self.ours is not None:
            child.stdout = os.fdopen(self.ours.detach(), "rb", 0)
        return super()._connect(child, transport)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

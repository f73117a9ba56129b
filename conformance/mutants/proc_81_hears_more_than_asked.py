"""Where standard output alone is a pipe, standard error is one, too."""

from __future__ import annotations

import subprocess
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-81"


class Wrong(Subprocesses):
    def _spawn(self, protocol: Any, args: Any, options: Any, made: Any) -> Any:
        streams = [options[name] == subprocess.PIPE for name in ("stdin", "stdout", "stderr")]
        if streams == [False, True, False]:
            options = {**options, "stderr": subprocess.PIPE}
        return super()._spawn(protocol, args, options, made)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant

"""Lists the items of an exam through a worker that has no loop to ask, so that no subject is imported for it.

Keeps true: one listing a process, whatever is judged in it. Deliberately knows nothing of verdicts.
"""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from time import monotonic, sleep

from conformance.isolation.journal import Collected
from conformance.isolation.order import Order
from conformance.isolation.processes import LOOK, Worker, manner
from conformance.options import SUITE
from conformance.patience import scaled

PATIENCE = 60.0
"""Seconds that the listing may take."""

_collecting = threading.Lock()
_collected: dict[Path, Collected] = {}


def collect(suite: Path = SUITE, patience: float = PATIENCE) -> Collected:
    """The items of an exam, listed by a worker with no loop; asked once a process. Thread-safe.

    Raises TimeoutError or ChildProcessError when the worker does not answer.
    """
    with _collecting:
        if suite not in _collected:
            _collected[suite] = _collect(suite, scaled(patience))
        return _collected[suite]


def _collect(suite: Path, patience: float) -> Collected:
    with tempfile.TemporaryDirectory(prefix="loopspec-") as folder:
        worker = Worker(Order(files=(str(suite),)), Path(folder))
        deadline = monotonic() + patience
        try:
            while True:
                exit_code = worker.exit_code
                if found := [event for event in worker.events() if isinstance(event, Collected)]:
                    return found[0]
                if exit_code is not None:
                    raise ChildProcessError(
                        f"the exam cannot be listed: its process {manner(exit_code)}: {worker.last_line()}"
                    )
                if monotonic() > deadline:
                    raise TimeoutError(f"the exam was not listed within {patience:g} s")
                sleep(LOOK)
        finally:
            worker.end()

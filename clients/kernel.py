"""A Jupyter kernel on a loop that is named: ``python -m clients.kernel LOOP -f CONNECTION_FILE``.

Does not know: who speaks to it.
"""

from __future__ import annotations

import sys

from ipykernel.kernelapp import IPKernelApp

from clients.suites.plugin import make_loops_with
from conformance import targets

if __name__ == "__main__":
    make_loops_with(targets.resolve(sys.argv.pop(1)).factory)
    IPKernelApp.launch_instance()

"""``python -m conformance`` is the ``loopspec`` command."""

from conformance.cli import main

main()

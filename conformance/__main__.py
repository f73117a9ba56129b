"""``python -m conformance`` is the ``loopspec`` command; this is its first line.

Keeps true: ctrl-C is told in one line and ends with 130 also while the command is still being imported.
"""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit; see ``conformance.cli.group`` for the codes."""
    try:
        from conformance import cli

        cli.main()
    except KeyboardInterrupt:
        print("loopspec: interrupted", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()

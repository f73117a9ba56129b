"""``python -m perf`` is ``python -m perf.run``."""

from perf.command_line import run
from perf.run import command

run(command, "perf")

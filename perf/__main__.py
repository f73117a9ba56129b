"""``python -m perf`` is ``python -m perf.run``."""

from perf import command_line

command_line.run("perf.run_command", "perf")

"""``python -m perf`` is ``python -m perf.run``."""

from perf.run import command

command(prog_name="python -m perf")

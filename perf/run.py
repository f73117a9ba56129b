"""``python -m perf.run`` measures and compares; see ``perf.run_command``."""

from perf import command_line

if __name__ == "__main__":
    command_line.run("perf.run_command", "perf.run")

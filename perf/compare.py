"""``python -m perf.compare`` sets files of results side by side; see ``perf.compare_command``."""

from perf import command_line

if __name__ == "__main__":
    command_line.run("perf.compare_command", "perf.compare")

"""The process that touches the loop: a pyperf worker for one workload on one target, or a look at a target.

Keeps true: the loop under test is imported here and nowhere else, so what it breaks is this process; what
it leaves are files at the paths it was given, because its stdout and stderr belong to the subject.
``python -m perf.worker`` is started by processes.py; its options beyond the first three are pyperf's own.
"""

from __future__ import annotations

import faulthandler
import sys
from pathlib import Path
from typing import Any

import msgspec
import pyperf as untyped_pyperf

from perf import measure
from perf.workloads import named

pyperf: Any = untyped_pyperf  # it ships no types

FAILED = 3
"""Exit status: the reason is in the note file."""


class Description(msgspec.Struct, frozen=True):
    """What a target says of itself."""

    name: str
    version: str
    capabilities: frozenset[str]


def describe(name: str) -> Description:
    """Make a loop of target ``name`` once and say what it is. Raises TargetError when that cannot be done."""
    from conformance.targets import resolve

    target = resolve(name)
    return Description(target.name, target.version(), target.capabilities)


def bench(runner: Any, target_name: str, workload_name: str) -> list[float]:
    """Measure one workload on one target, as pyperf's options in ``runner`` say.

    Returns, for each timed run (warm-ups first), how slow the machine was beside it: measure.slowness().
    """
    from conformance.targets import resolve

    target = resolve(target_name)
    workload = named(workload_name)

    gauges: list[float] = []

    def time_func(loops: int) -> float:
        def work() -> float:
            return sum(measure.once(target.factory, workload, workload.n) for _ in range(loops))

        seconds, slowness = measure.slowness(work)
        gauges.append(slowness)
        return seconds

    runner.bench_time_func(workload_name, time_func)
    return gauges


def main() -> int:
    """Do what the command line says; return 0, or FAILED with one line in the note file."""
    runner = pyperf.Runner()
    runner.argparser.add_argument("--target", required=True)
    runner.argparser.add_argument("--workload", help="without it, describe the target")
    runner.argparser.add_argument("--note", required=True, type=Path)
    runner.argparser.add_argument("--deadline", required=True, type=float)
    args = runner.parse_args()
    faulthandler.dump_traceback_later(args.deadline, exit=True)  # for orphans: our parent is faster
    try:
        if args.workload:
            args.note.write_bytes(msgspec.json.encode(bench(runner, args.target, args.workload)))
        else:
            args.note.write_bytes(msgspec.json.encode(describe(args.target)))
    except BaseException as fault:  # SystemExit included: whatever the subject raised is its row's reason
        args.note.write_text(words(fault), encoding="utf-8", errors="replace")
        return FAILED
    return 0


def words(fault: BaseException) -> str:
    """One fault as one line: the bare sentence for faults that we word ourselves, else with its type."""
    from conformance.targets import TargetError
    from perf.workload import WrongResult

    text = " ".join(str(fault).split())
    if isinstance(fault, TargetError | WrongResult):
        return text
    return f"raised {type(fault).__name__}: {text}" if text else f"raised {type(fault).__name__}"


if __name__ == "__main__":
    sys.exit(main())

"""pyperf's own file format, in and out: the only module beside worker.py that knows pyperf.

Keeps true: what is written is read by ``pyperf compare_to``, and by read_side() without loss of what a
comparison needs (values that stability.py left out are not in it); of the metadata that pyperf collects,
only fields known to name no person, host or folder are kept. Deliberately judges nothing.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pyperf as untyped_pyperf

from perf.environment import Machine
from perf.results import Run, Side, Work, one_line

pyperf: Any = untyped_pyperf  # it ships no types

KEPT = (
    *("cpu_count", "cpu_model_name", "date", "duration", "load_avg_1min", "perf_version"),
    *("platform", "python_implementation", "python_version", "timer"),
)
"""Metadata of pyperf's that we pass on; host name, executable and command line are not among them."""

OURS = "loopspec_"
"""Prefix of the metadata that is ours."""


class Damaged(Exception):
    """A file that is not what it should be; the message is one line: what was expected, what came."""


def read_run(path: Path) -> Run:
    """The one run that a worker left in ``path``. Raises Damaged."""
    benchmarks = _suite(path).get_benchmarks()
    runs = [run for benchmark in benchmarks for run in benchmark.get_runs()]
    if len(runs) != 1 or not runs[0].values:
        raise Damaged(f"expected one run with values, got {len(runs)} runs")
    metadata = {key: value for key, value in runs[0].get_metadata().items() if key in KEPT}
    return Run(0, _seconds(runs[0].values), _seconds(v for _, v in runs[0].warmups), metadata=metadata)


def side_text(side: Side) -> str:
    """All figures of ``side`` as a pyperf suite: one benchmark for each workload without a gap."""
    benchmarks = [
        pyperf.Benchmark([_pyperf_run(side, name, work, run) for run in work.runs])
        for name, work in side.work.items()
        if work.runs and not work.gap
    ]
    if not benchmarks:
        raise ValueError(f"{side.label}: no figure to write")
    text = io.StringIO()
    pyperf.BenchmarkSuite(benchmarks).dump(text)
    return text.getvalue()


def _pyperf_run(side: Side, name: str, work: Work, run: Run) -> Any:
    ours = {
        "label": side.label,
        "target": side.target,
        "version": side.version or "unknown",
        "session": side.session,
        "settings": side.settings,
        "machine": msgspec.json.encode(side.machine).decode(),
        "n": work.n,
        "fingerprint": work.fingerprint,
        "disturbed": work.disturbed,
        "round": run.round,
        "began": run.began,
        "ended": run.ended,
    }
    metadata: dict[str, Any] = {"name": name, "loops": 1, "unit": "second", **run.metadata}
    metadata.update({f"{OURS}{key}": value for key, value in ours.items()})
    warmups = [(1, seconds) for seconds in run.warmups]
    return pyperf.Run(list(run.values), warmups=warmups, metadata=metadata, collect_metadata=False)


def read_side(path: Path) -> Side:
    """The side that side_text() wrote to ``path``. Raises Damaged, also for pyperf files of other tools."""
    side: Side | None = None
    for benchmark in _suite(path).get_benchmarks():
        for run in benchmark.get_runs():
            facts = run.get_metadata()
            side = side or _side(facts, path)
            work = side.work.setdefault(benchmark.get_name(), _work(facts, path))
            work.runs.append(Run(int(_fact(facts, "round", path)), _seconds(run.values)))
    if side is None:
        raise Damaged(f"{path.name}: expected benchmark runs, got none")
    return side


def _side(facts: dict[str, Any], path: Path) -> Side:
    label, target, version, session, settings, machine = (
        str(_fact(facts, key, path))
        for key in ("label", "target", "version", "session", "settings", "machine")
    )
    try:
        known = msgspec.json.decode(machine, type=Machine)
    except msgspec.MsgspecError as fault:
        raise Damaged(f"{path.name}: expected the facts of a machine, got {fault}") from None
    version = "" if version == "unknown" else version
    return Side(one_line(label), one_line(target), one_line(version), session, settings, known)


def _work(facts: dict[str, Any], path: Path) -> Work:
    disturbed = int(_fact(facts, "disturbed", path))
    return Work(int(_fact(facts, "n", path)), str(_fact(facts, "fingerprint", path)), disturbed=disturbed)


def _fact(facts: dict[str, Any], key: str, path: Path) -> Any:
    try:
        return facts[OURS + key]
    except KeyError:
        raise Damaged(f"{path.name}: expected a file of perf.run, got one without {OURS}{key}") from None


def _suite(path: Path) -> Any:
    try:
        return pyperf.BenchmarkSuite.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise Damaged(f"{path.name}: {fault.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, json.JSONDecodeError) as fault:
        raise Damaged(f"{path.name}: expected pyperf's JSON, got {one_line(repr(fault), 100)}") from None


def _seconds(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)

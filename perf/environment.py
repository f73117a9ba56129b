"""The machine and interpreter that a figure belongs to, and in what two of them differ.

Keeps true: enough is named to refuse an unlike comparison, and nothing that identifies a person or a
folder. Deliberately knows nothing of loops; a loop's version is a property of the target.
"""

from __future__ import annotations

import os
import platform
import sys
import sysconfig
from pathlib import Path

import msgspec
import psutil


class Machine(msgspec.Struct, frozen=True):
    """What has to be the same before two figures may be compared."""

    cpu: str
    cores: int
    system: str
    python: str
    build: str
    """Whether the interpreter was compiled with profile-guided optimisation, worth 10-30 %."""
    debug: bool
    """PYTHONASYNCIODEBUG or PYTHONDEVMODE: the loops were measured in debug mode."""

    def __str__(self) -> str:
        debug = ", asyncio debug mode" if self.debug else ""
        return f"{self.cpu}, {self.cores} cores, {self.system}, {self.python} ({self.build}{debug})"


def read() -> Machine:
    """The machine and interpreter that run this."""
    return Machine(
        cpu=_cpu_model(Path("/proc/cpuinfo")),
        cores=psutil.cpu_count() or 1,
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        build=_build(str(sysconfig.get_config_var("CONFIG_ARGS") or "")),
        debug=any(os.environ.get(name) for name in ("PYTHONASYNCIODEBUG", "PYTHONDEVMODE")),
    )


def _cpu_model(cpuinfo: Path) -> str:
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def _build(config_args: str) -> str:
    free = "" if getattr(sys, "_is_gil_enabled", lambda: True)() else ", no GIL"
    if sys.platform == "win32":
        return f"official build{free}"
    return f"built {'with' if '--enable-optimizations' in config_args else 'without'} PGO{free}"


def differences(one: Machine, other: Machine) -> list[str]:
    """In what the two differ, one line each, in the order of the fields; empty when they are alike."""
    return [
        f"{field}: {getattr(one, field)} against {getattr(other, field)}"
        for field in Machine.__struct_fields__
        if getattr(one, field) != getattr(other, field)
    ]

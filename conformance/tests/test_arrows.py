"""Who may import whom: the table of CONTRIBUTING, held against the code."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("reference_loop", "conformance", "perf", "reports")
LEDGER = (
    "conformance.ledger",
    "conformance.clause",
    "conformance.capabilities",
    "conformance.expect",
    "conformance.target",
)

ALLOWED: dict[str, tuple[str, ...]] = {
    "reference_loop": ("reference_loop",),
    "reports": ("reports",),
    "perf": ("perf", "conformance.targets", "conformance.capabilities", "reports.records"),
    "conformance.ledger": (),
    "conformance.clause": ("conformance.ledger",),
    "conformance.capabilities": (),
    "conformance.expect": (),
    "conformance.target": ("conformance.capabilities",),
    "conformance.walk": ("conformance.ledger",),
    "conformance.language": ("conformance.language", *LEDGER),
    "conformance.suite": ("conformance.suite", "conformance.models", "conformance.language", *LEDGER),
    "conformance.models": ("conformance.models", "conformance.language", *LEDGER),
    "conformance.differential": (
        "conformance.differential",
        "conformance.models",
        "conformance.language",
        *LEDGER,
    ),
    "conformance.judge": (
        "conformance.judge",
        "conformance.models",
        "conformance.language",
        "reference_loop",
        *LEDGER,
    ),
    "conformance.options": (),
    **dict.fromkeys(
        ("conformance.plugin", "conformance.exam", "conformance.audit", "conformance.findings"),
        ("conformance", "reports"),
    ),
    "conformance.isolation": ("conformance", "reports"),
    "conformance.mutants": ("conformance.mutants", "reference_loop", *LEDGER),
    "conformance.targets.reference": (
        "conformance.targets",
        "conformance.target",
        "conformance.interpreter",
        "conformance.capabilities",
        "reference_loop",
    ),
    "conformance.interpreter": ("conformance.target",),
    "conformance.targets": (
        "conformance.targets",
        "conformance.target",
        "conformance.interpreter",
        "conformance.capabilities",
    ),
}
"""Longest prefix wins; a module under none of these is at the top of the house and may see everything."""


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of ours that is not a test."""
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "tests" not in parts:
                yield ".".join(part for part in parts if part != "__init__"), path


def imports(path: Path) -> set[str]:
    """The absolute names that a file imports, lazily or not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rule(module: str) -> tuple[str, ...] | None:
    """What the module may import of ours; ``None`` when it may import everything."""
    owners = [owner for owner in ALLOWED if _within(module, owner)]
    return ALLOWED[max(owners, key=len)] if owners else None


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def forbidden(module: str, path: Path) -> list[str]:
    """The imports of this module that no arrow allows."""
    allowed = rule(module)
    if allowed is None:
        return []
    ours = [name for name in sorted(imports(path)) if name.partition(".")[0] in OURS]
    return [name for name in ours if not any(_within(name, one) for one in allowed)]


@pytest.mark.parametrize(("module", "path"), [pytest.param(*one, id=one[0]) for one in modules()])
def test_imports_follow_the_arrows(module: str, path: Path) -> None:
    """A module imports of ours only what its row of the table allows."""
    assert forbidden(module, path) == []


@pytest.mark.parametrize(("module", "path"), [pytest.param(*one, id=one[0]) for one in modules()])
def test_the_reference_needs_only_the_standard_library(module: str, path: Path) -> None:
    """The reference loop imports nothing that does not come with Python."""
    if module.startswith("reference_loop"):
        roots = {name.partition(".")[0] for name in imports(path)}
        assert sorted(roots - {"reference_loop"} - set(sys.stdlib_module_names)) == []


def test_a_forbidden_import_is_found(tmp_path: Path) -> None:
    """The check itself fails on an arrow that is not in the table."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from reference_loop import PyLoop\nimport conformance.targets.uvloop\n")
    assert forbidden("conformance.suite.test_wrong", wrong) == [
        "conformance.targets.uvloop",
        "reference_loop.PyLoop",
    ]

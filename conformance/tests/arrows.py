"""Who may import whom: the one table, the imports that are really there, and the drawing of both.

``python -m conformance.tests.arrows`` writes table and drawing anew between the marks in CONTRIBUTING.md.
Keeps true: every module of ours, tests aside, stands in exactly one room. Deliberately runs nothing of what
it draws: imports are read from the sources, those inside functions too, for they bind as much as the others.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
BEGIN = "<!-- arrows: from here written by python -m conformance.tests.arrows -->"
END = "<!-- arrows: to here -->"
OURS = ("reference_loop", "conformance", "perf", "reports")


class Room(NamedTuple):
    """Modules (with all below them) that may import one another, and the rooms that they may look into."""

    modules: tuple[str, ...]
    looks_into: tuple[str, ...] = ()


PROMISES = ("ledger", "abilities")
"""What every part of the exam may know: the clauses, and what a loop is able to do."""

ROOMS: dict[str, Room] = {
    "reference_loop": Room(("reference_loop",)),
    "records": Room(("reports.records",)),
    "reports": Room(("reports",), ("records",)),
    "abilities": Room(
        tuple(
            f"conformance.{name}" for name in ("capabilities", "interpreter", "patience", "posix", "target")
        )
    ),
    "ledger": Room(tuple(f"conformance.{name}" for name in ("ledger", "clause", "expect", "walk"))),
    "coverage": Room(("conformance.coverage",), ("ledger",)),
    "targets": Room(("conformance.targets",), ("abilities",)),
    "our target": Room(("conformance.targets.reference",), ("abilities", "reference_loop")),
    "language": Room(("conformance.language",), PROMISES),
    "models": Room(("conformance.models",), ("language", *PROMISES)),
    "suite": Room(("conformance.suite",), ("models", "language", *PROMISES)),
    "differential": Room(("conformance.differential",), ("models", "language", *PROMISES)),
    "judge": Room(("conformance.judge",), ("models", "language", "reference_loop", *PROMISES)),
    "mutants": Room(("conformance.mutants",), ("reference_loop", *PROMISES)),
    "exam": Room(
        tuple(
            f"conformance.{name}" for name in ("plugin", "exam", "options", "audit", "findings", "smallest")
        ),
        ("targets", "our target", "reports", "records", *PROMISES),
    ),
    "isolation": Room(("conformance.isolation",), ("exam", "targets", "reports", "records", *PROMISES)),
    "soak": Room(("conformance.soak",), ("exam", "targets", *PROMISES)),
    "perf": Room(("perf",), ("targets", "abilities", "records")),
    "commands": Room(
        ("conformance",),
        (
            *("isolation", "soak", "perf", "judge", "differential", "mutants", "language"),
            *("exam", "targets", "coverage", "reports", "records", *PROMISES),
        ),
    ),
}
"""A module stands in the room that names the longest part of it; the rest of conformance is the commands."""


def room_of(module: str) -> str:
    """The room in which ``module``, or the module that a name is taken from, stands."""
    places = ((part, name) for name, room in ROOMS.items() for part in room.modules if _within(module, part))
    return max(places, key=lambda place: len(place[0]))[1]


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def modules(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Every module of ours that is not a test, with its file."""
    for package in OURS:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if "tests" not in parts:
                yield ".".join(part for part in parts if part != "__init__"), path


def imports(module: str, path: Path) -> set[str]:
    """The names that a module imports, lazily or not, all of them absolute."""
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
            source = ".".join([*parents, *filter(None, [node.module])])
            found |= {f"{source}.{alias.name}" for alias in node.names}
    return found


def ours(names: set[str]) -> list[str]:
    """Those of ``names`` that belong to the project, sorted."""
    return sorted(name for name in names if name.partition(".")[0] in OURS)


def forbidden(module: str, path: Path) -> list[str]:
    """The imports of this module that no arrow allows."""
    here = room_of(module)
    allowed = {here, *ROOMS[here].looks_into}
    return [name for name in ours(imports(module, path)) if room_of(name) not in allowed]


def graph(root: Path = ROOT) -> dict[str, set[str]]:
    """Module -> the modules of ours that it imports."""
    known = dict(modules(root))
    found: dict[str, set[str]] = {}
    for module, path in known.items():
        targets = {_module_of(name, known) for name in ours(imports(module, path))}
        found[module] = targets - {module, ""}
    return found


def _module_of(name: str, known: Mapping[str, Path]) -> str:
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def cycle(arrows: Mapping[str, set[str]]) -> list[str]:
    """Modules that import one another in a ring, the first once more at the end; empty when there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as found:
        ring: list[str] = found.args[1]
        return ring[::-1]  # graphlib tells it from the imported to the importing
    return []


def drawn() -> str:
    """The table and the drawing, in Markdown."""
    real = {(room_of(module), room_of(target)) for module, found in graph().items() for target in found}
    rows = [
        f"| {name} | {_code(room.modules)} | {', '.join(room.looks_into) or '–'} |"
        for name, room in ROOMS.items()
    ]
    lines = [
        *("| room | modules | may import from |", "| --- | --- | --- |", *rows, ""),
        *("```mermaid", "graph LR", *(f"    {_id(name)}[{name}]" for name in ROOMS)),
        *(
            f"    {_id(name)} {'-->' if (name, other) in real else '-.->'} {_id(other)}"
            for name, room in ROOMS.items()
            for other in room.looks_into
        ),
        "```",
    ]
    return "\n".join(lines)


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _id(room: str) -> str:
    return room.replace(" ", "_")


def page(text: str) -> str:
    """``text`` with what stands between the marks drawn anew. Raises ValueError when a mark is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name}: expected the marks {BEGIN!r} and {END!r}, got {begin!r} and {end!r}")
    return f"{before}{BEGIN}\n\n{drawn()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

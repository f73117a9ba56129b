"""The shape of the package: what README and headers say, and where asyncio's private names are."""

from __future__ import annotations

import ast
import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reference_loop import seams

PACKAGE = Path(seams.__file__).parent
MODULES = sorted(
    path
    for pattern in ("*.py", "transports/*.py")
    for path in PACKAGE.glob(pattern)
    if path.stem != "__init__"
)


def name_of(path: Path) -> str:
    """Return e.g. "transports/flow", as the README writes it."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


stems = [name_of(path) for path in MODULES]


def listed() -> list[str]:
    """Return the modules in the reading order of the README."""
    return re.findall(r"^\s*([\w/]+)\.py\s", (PACKAGE / "README.md").read_text(), re.MULTILINE)


def test_the_reading_order_names_every_module_once() -> None:
    """The README's reading order has each module of the package, once."""
    assert sorted(listed()) == stems


@pytest.mark.parametrize("path", MODULES, ids=stems)
def test_a_reader_meets_each_part_before_its_users(path: Path) -> None:
    """A module imports at run time only modules that stand before it in the reading order."""
    order = listed()
    imported = {
        name.replace(".", "/")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
        for name in absolute(node, path)
    }
    here = name_of(path)
    assert all(order.index(name) < order.index(here) for name in imported), (here, imported)


def absolute(node: ast.ImportFrom, path: Path) -> list[str]:
    """Return the modules that a relative import reaches, named from the package on."""
    folder = [] if node.level == len(path.relative_to(PACKAGE).parts) else ["transports"]
    names = [node.module] if node.module else [alias.name for alias in node.names]
    return [".".join([*folder, name]) for name in names]


@pytest.mark.parametrize("path", MODULES, ids=stems)
def test_a_header_says_what_is_kept_and_what_is_not_known(path: Path) -> None:
    """Each module begins with one sentence, then what it keeps true, then what it does not know."""
    header = ast.get_docstring(ast.parse(path.read_text())) or ""
    title, keeps, ignores = header.find("\n\n"), header.find("Keeps true:"), header.find("oes not know")
    assert 0 < title < keeps < ignores


def private_names(tree: ast.AST) -> Iterator[str]:
    """Yield the underscore names that are reached, by attribute or import, in asyncio or its modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            root: ast.expr = node.value
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id in {"asyncio", "_events", "_futures", "_tasks"}:
                yield node.attr
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("asyncio"):
            yield from (alias.name for alias in node.names if alias.name.startswith("_"))


def test_seams_are_counted() -> None:
    """Seven private functions of asyncio are used, all in seams.py, and ten names are spoken by it."""
    found = {path.stem: set(private_names(ast.parse(path.read_text()))) for path in MODULES}
    assert {stem: names for stem, names in found.items() if names and stem != "seams"} == {}
    assert len(found["seams"]) == 7
    assert len(seams.SPOKEN_BY_ASYNCIO) == 10


def test_spoken_names_are_spelled_by_somebody() -> None:
    """Each attribute that asyncio expects of our objects is there in the module of such an object."""
    owners = ("futures.py", "tasks.py", "handles.py", "transports/process.py")
    code = "".join((PACKAGE / name).read_text() for name in owners)
    assert [name for name in seams.SPOKEN_BY_ASYNCIO if name not in code] == []


def test_handles_use_the_slots_that_asyncio_has() -> None:
    """The slots that our handles fill exist in asyncio's."""
    assert set(seams.HANDLE_SLOTS) <= set(asyncio.Handle.__slots__)
    assert set(seams.TIMER_SLOTS) <= set(asyncio.TimerHandle.__slots__)


@pytest.mark.parametrize("path", MODULES, ids=stems)
def test_only_the_standard_library_is_needed(path: Path) -> None:
    """A module imports nothing but its own package and the standard library."""
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not getattr(node, "level", 0)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
        )
    }
    assert names <= sys.stdlib_module_names

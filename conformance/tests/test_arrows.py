"""The table of who may import whom, held against the code, and the drawing of it against CONTRIBUTING."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from conformance.tests import arrows
from conformance.tests.arrows import ROOMS, cycle, forbidden, graph, imports, modules, page, room_of

ALL = pytest.mark.parametrize(("module", "path"), [pytest.param(*one, id=one[0]) for one in modules()])

KNOWN = {("conformance.language.verbs", "conformance.language.interpreter")}
"""A ring for the eyes of type checkers only: a verb is given the run that it acts on."""


@ALL
def test_imports_follow_the_arrows(module: str, path: Path) -> None:
    """A module imports of ours only what the row of its room allows."""
    assert forbidden(module, path) == []


def test_the_reference_needs_only_the_standard_library() -> None:
    """The reference loop imports nothing that does not come with Python."""
    needed = {name for one in modules() if room_of(one[0]) == "reference_loop" for name in imports(*one)}
    roots = {name.partition(".")[0] for name in needed}
    assert "asyncio" in roots
    assert sorted(roots - {"reference_loop"} - set(sys.stdlib_module_names)) == []


def test_no_module_needs_one_that_needs_it() -> None:
    """No modules import one another in a ring, inside a room or across rooms."""
    arrows_left = graph()
    for module, other in KNOWN:
        arrows_left[module].discard(other)
    assert cycle(arrows_left) == []


def test_the_rooms_have_no_ring() -> None:
    """The allowed arrows themselves lead nowhere back to where they began."""
    assert cycle({name: set(room.looks_into) for name, room in ROOMS.items()}) == []


def test_the_drawing_is_that_of_today() -> None:
    """CONTRIBUTING shows the table and the imports as they are; else: python -m conformance.tests.arrows."""
    text = arrows.PAGE.read_text(encoding="utf-8")
    assert text == page(text)


def test_a_stale_drawing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another table, or an import that is no longer there, changes the page."""
    text = page(arrows.PAGE.read_text(encoding="utf-8"))
    monkeypatch.setattr(arrows, "graph", dict[str, set[str]])
    unused = page(text)
    assert "perf --> targets" in text
    assert "perf -.-> targets" in unused
    monkeypatch.setitem(ROOMS, "perf", arrows.Room(("perf",)))
    assert "perf -.-> targets" not in page(text)


def test_a_page_without_marks_is_refused() -> None:
    """A page that lost its marks is not written over."""
    with pytest.raises(ValueError, match="expected the marks"):
        page("# Contributing\n")


def test_a_forbidden_import_is_found(tmp_path: Path) -> None:
    """The check itself fails on an arrow that is not in the table."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from reference_loop import PyLoop\nimport conformance.targets.uvloop\n")
    assert forbidden("conformance.suite.test_wrong", wrong) == [
        "conformance.targets.uvloop",
        "reference_loop.PyLoop",
    ]


def test_relative_imports_are_read(tmp_path: Path) -> None:
    """Dots are counted from the module's own package, which for an ``__init__`` is itself."""
    text = "from . import near\nfrom .one import thing\nfrom ..up import other\n"
    for name, module, package in (("deep.py", "a.b.deep", "a.b"), ("__init__.py", "a.b", "a.b")):
        (tmp_path / name).write_text(text)
        expected = {f"{package}.near", f"{package}.one.thing", "a.up.other"}
        assert imports(module, tmp_path / name) == expected


def test_a_ring_is_found(tmp_path: Path) -> None:
    """Modules that import one another are told in the order in which they do, even if one does it late."""
    (tmp_path / "perf").mkdir()
    (tmp_path / "perf" / "__init__.py").write_text("")
    (tmp_path / "perf" / "one.py").write_text("from perf import two\n")
    (tmp_path / "perf" / "two.py").write_text("def late():\n    from .one import thing\n")
    ring = cycle(graph(tmp_path))
    assert ring in (["perf.one", "perf.two", "perf.one"], ["perf.two", "perf.one", "perf.two"])


def test_the_longest_name_decides_the_room() -> None:
    """A module stands in the room that names the longest part of it."""
    names = (
        "conformance.targets.reference",
        "conformance.targets.uvloop",
        "conformance.cli",
        "reports.records",
    )
    assert [room_of(name) for name in names] == ["our target", "targets", "commands", "records"]

"""The reference with one cited statement changed, as a loop to ask: ``conformance.statements.edited:NAME``.

NAME is that of a citation; any tool that takes MODULE:FACTORY takes it, ``loopspec run`` included.
Keeps true: the sources are read where they are and changed in memory, so no copy can go stale and no bytecode
is written; the package goes by a name of its own, so that the unchanged one can be imported beside it.
"""

from __future__ import annotations

import ast
import importlib
import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

from conformance.statements import edits
from conformance.statements.citations import Citation, find


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, citation: Citation) -> None:
        super().__init__(name, path)
        self._citation = citation

    def get_code(self, fullname: str) -> CodeType:
        """Compiled anew each time, from the changed tree."""
        tree = ast.parse(self.get_data(self.path))
        if Path(self.path) == self._citation.file:
            tree = edits.edited(tree, self._citation.line)
        return compile(tree, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds one changed package, and nothing else."""

    def __init__(self, citation: Citation) -> None:
        self.package = f"{citation.package.name}_edited_at_{citation.name}"
        self._citation = citation

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As of any finder on ``sys.meta_path``."""
        head, _, rest = fullname.partition(".")
        if head != self.package:
            return None
        place = self._citation.package.joinpath(*rest.split("."))
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        return spec_from_file_location(
            fullname,
            file,
            loader=_Loader(fullname, str(file), self._citation),
            submodule_search_locations=[str(place)] if place.is_dir() else None,
        )


def load(citation: Citation) -> ModuleType:
    """Import the package that the citation stands in, changed there; whatever that raises passes through."""
    finder = Finder(citation)
    sys.meta_path.insert(0, finder)
    return importlib.import_module(finder.package)


def __getattr__(name: str) -> Callable[[], AbstractEventLoop]:
    found = find(name)
    if found is None:
        raise AttributeError(f"no citation {name!r}")
    package = load(found)
    factory: Callable[[], AbstractEventLoop] = package.new_event_loop
    setattr(factory, "background_type", package.PyLoop)  # noqa: B010 - a function has no such attribute
    return factory

"""Finds the statements of the reference that cite a clause, where a reader would say that they stand.

Keeps true: a comment speaks of the statement on its line, or, standing alone, of the next one below; the
docstring of a function speaks of its whole body. What a module or a class says of clauses is prose, and cites
no statement. Deliberately imports nothing of what it reads.
"""

from __future__ import annotations

import ast
import functools
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.statements import edits

REFERENCE = Path(__file__).resolve().parents[2] / "reference_loop"

_ID = re.compile(r"\b[A-Z]+-[0-9]{2,3}\b")
_LAYOUT = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)


@dataclass(frozen=True)
class Citation:
    """One statement, or part of one, and the clauses that it is said to keep. ``line`` is its own."""

    package: Path
    """The folder of the package that it stands in."""
    file: Path
    line: int
    clauses: tuple[str, ...]
    statement: str
    """The source line, without its comment."""

    @property
    def name(self) -> str:
        """Unique among the citations of a package, and an identifier."""
        return f"{_slug(self.module)}_{self.line}"

    @property
    def module(self) -> str:
        """Where it stands in the package: "timers", "transports/flow"."""
        return _module(self.package, self.file)

    def change(self) -> str:
        """What is done to it, in words."""
        return edits.described(ast.parse(self.file.read_bytes()), self.line)


def find(name: str, folder: Path = REFERENCE) -> Citation | None:
    """The citation of this name; only the module that it stands in is read."""
    slug = name.rpartition("_")[0]
    files = (file for file in _modules(folder) if _slug(_module(folder, file)) == slug)
    return next((one for file in files for one in _in_file(folder, file) if one.name == name), None)


@functools.cache
def citations(folder: Path = REFERENCE) -> tuple[Citation, ...]:
    """All citations in the modules of a package, in reading order."""
    return tuple(one for file in _modules(folder) for one in _in_file(folder, file))


def _modules(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*.py") if "tests" not in file.relative_to(folder).parts)


def _module(folder: Path, file: Path) -> str:
    return file.relative_to(folder).with_suffix("").as_posix()


def _slug(module: str) -> str:
    return module.replace("/", "_")


def _in_file(folder: Path, path: Path) -> Iterator[Citation]:
    source = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    places: dict[int, list[str]] = {}
    for line, text in (*_comments(source), *_docstrings(tree)):
        places.setdefault(line, []).extend(_ID.findall(text))
    for line, ids in sorted(places.items()):
        if ids:
            statement = lines[line - 1].partition("  #")[0].strip()
            yield Citation(folder, path, line, tuple(dict.fromkeys(ids)), statement)


def _comments(source: str) -> Iterator[tuple[int, str]]:
    """Each comment with the line of code that it speaks of."""
    waiting: list[str] = []
    code = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = token.start[0]
        if token.type == tokenize.COMMENT and line == code:
            yield line, token.string
        elif token.type == tokenize.COMMENT:
            waiting.append(token.string)
        elif token.type not in _LAYOUT:
            code = token.end[0]
            yield line, " ".join(waiting)
            waiting.clear()


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, ast.get_docstring(node) or ""

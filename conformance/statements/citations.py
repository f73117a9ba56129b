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

    file: Path
    line: int
    clauses: tuple[str, ...]
    statement: str
    """The source line, without its comment."""

    @property
    def name(self) -> str:
        """Unique among the citations of a folder, and an identifier."""
        return f"{self.file.stem}_{self.line}"

    def change(self) -> str:
        """What is done to it, in words."""
        return edits.described(ast.parse(self.file.read_bytes()), self.line)


def find(name: str, folder: Path = REFERENCE) -> Citation | None:
    """The citation of this name; only the module that it stands in is read."""
    stem = name.rpartition("_")[0]
    return next((one for one in _in_file(folder / f"{stem}.py") if one.name == name), None)


@functools.cache
def citations(folder: Path = REFERENCE) -> tuple[Citation, ...]:
    """All citations in the modules of a package, in reading order."""
    return tuple(one for path in sorted(folder.glob("*.py")) for one in _in_file(path))


def _in_file(path: Path) -> Iterator[Citation]:
    source = path.read_text(encoding="utf-8") if path.exists() else ""
    tree, lines = ast.parse(source), source.splitlines()
    places: dict[int, list[str]] = {}
    for line, text in (*_comments(source), *_docstrings(tree)):
        places.setdefault(line, []).extend(_ID.findall(text))
    for line, ids in sorted(places.items()):
        if ids:
            statement = lines[line - 1].partition("  #")[0].strip()
            yield Citation(path, line, tuple(dict.fromkeys(ids)), statement)


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

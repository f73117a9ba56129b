"""The notation: text to Program and back.

    program = body { ("|" | newline) body }
    body    = name ":" [ step { ";" step } ]
    step    = verb { argument }

Keeps true: parse(unparse(p)) == p for every Program; every error is one line with line, column, what was
expected and what came. Does not know: what a verb does, or which programs make sense beyond their form
(`program` does).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from conformance.language.program import Argument, Body, Program, ProgramError, Step
from conformance.language.signature import BYTES, CALL, KINDS, NUMBERS, TICKS, WORD, Verb
from conformance.language.verbs import VERBS

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
NUMBER = re.compile(r"[0-9]{1,4}")
MARKS = {
    TICKS: NUMBER,
    BYTES: NUMBER,
    WORD: re.compile(r"[A-Za-z0-9_-]+"),
    CALL: re.compile(r"made|data|eof|lost"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and where it begins."""

    text: str
    line: int
    column: int

    def split(self, mark: str) -> Iterator[Piece]:
        """The stretches between the marks, without the spaces around them."""
        column = self.column
        for text in self.text.split(mark):
            stripped = text.lstrip()
            yield Piece(stripped.rstrip(), self.line, column + len(text) - len(stripped))
            column += len(text) + len(mark)

    def words(self) -> list[Piece]:
        """The words, each with its place."""
        return [Piece(m[0], self.line, self.column + m.start()) for m in re.finditer(r"\S+", self.text)]

    def error(self, expected: str, advice: str = "") -> ProgramError:
        """An error at this place; `expected` and what came are in its message."""
        got = repr(self.text) if self.text else "nothing"
        advice = f" ({advice})" if advice else ""
        return ProgramError(f"line {self.line}, column {self.column}: expected {expected}, got {got}{advice}")


def parse(text: str) -> Program:
    """Read a program. Raises ProgramError with one line that says where and what to write instead."""
    lines = enumerate(text.splitlines(), start=1)
    pieces = [piece for number, line in lines for piece in Piece(line, number, 1).split("|") if piece.text]
    return Program(tuple(map(_body, pieces)))


def unparse(program: Program) -> str:
    """Write a program on one line, in normal form."""
    return str(program)


def _body(piece: Piece) -> Body:
    name, colon, _ = piece.text.partition(":")
    if not colon or not NAME.fullmatch(name.strip()):
        first = piece.words()[0]
        raise first.error("a body, 'name: verb ...; verb ...'", "a program begins with 'main: '")
    rest = Piece(piece.text[len(name) + 1 :], piece.line, piece.column + len(name) + 1)
    steps = [_step(step) for step in rest.split(";") if step.text]
    return Body(name.strip(), tuple(steps))


def _step(piece: Piece) -> Step:
    verb, *words = piece.words()
    row = VERBS.get(verb.text)
    if row is None:
        near = get_close_matches(verb.text, VERBS, 1)
        raise verb.error("a verb", f"did you mean {near[0]}?" if near else f"one of {', '.join(VERBS)}")
    if not row.least <= len(words) <= row.most:
        raise piece.error(f"'{row.usage}'", row.meaning)
    return Step(row.name, tuple(_arguments(row, words)))


def _arguments(row: Verb, words: list[Piece]) -> Iterator[Argument]:
    for kind, word in zip(row.kinds(len(words)), words, strict=True):
        if not MARKS.get(kind, NAME).fullmatch(word.text):
            raise word.error(KINDS[kind], f"usage: {row.usage}")
        yield int(word.text) if kind in NUMBERS else word.text

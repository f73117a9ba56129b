"""Removes or inverts what stands at one line of a module.

Keeps true: one change at a time, and the smallest that takes the meaning of that line away: a condition, a
choice between two values or a truth that is returned is turned round, another value that is returned becomes
None, a ``with`` loses its manager, a handler its body, a class its last base, a dict its entry, a call its
keyword; all else is left out.
Deliberately knows nothing of clauses.
"""

from __future__ import annotations

import ast
from typing import Any, cast

Function = ast.FunctionDef | ast.AsyncFunctionDef


def edited(tree: ast.Module, line: int) -> ast.Module:
    """The module with the part at this line changed; the tree that was given is used up."""
    changer = _Changer(_part(tree, line), truth=_in_predicate(tree, line))
    return ast.fix_missing_locations(cast(ast.Module, changer.visit(tree)))


def described(tree: ast.Module, line: int) -> str:
    """What ``edited`` does there, in words; the tree is left as it is."""
    match _part(tree, line):
        case ast.If() | ast.While() | ast.Assign(value=ast.IfExp()) | ast.Return(value=ast.IfExp()):
            return "its condition inverted"
        case ast.Return(value=value) if value is not None:
            inverted = _is_truth(value) or _in_predicate(tree, line)
            return "its answer inverted" if inverted else "returns None"
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return "its body emptied"
        case ast.ClassDef():
            return "its last base removed"
        case ast.With() | ast.AsyncWith():
            return "its body run without it"
        case ast.ExceptHandler():
            return "its body replaced by raise"
        case _:
            return "removed"


def _part(tree: ast.Module, line: int) -> ast.AST:
    """What begins at the line: a statement, an entry or a keyword; else the innermost statement around it."""
    nodes = list(ast.walk(tree))  # breadth first: the outer before the inner
    statements = [node for node in nodes if isinstance(node, ast.stmt | ast.ExceptHandler)]
    keys = [key for node in nodes if isinstance(node, ast.Dict) for key in node.keys if key is not None]
    keywords = [node for node in nodes if isinstance(node, ast.keyword)]
    for node in (*statements, *keys, *keywords):
        if node.lineno == line:
            return node
    around = [node for node in statements if node.lineno <= line <= (node.end_lineno or node.lineno)]
    return around[-1]


def _in_predicate(tree: ast.Module, line: int) -> bool:
    """Whether the innermost function around the line is said to return a bool."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, Function) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    returns = around[-1].returns if around else None
    return isinstance(returns, ast.Name) and returns.id == "bool"


def _is_truth(value: ast.expr) -> bool:
    negation = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    constant = isinstance(value, ast.Constant) and isinstance(value.value, bool)
    return negation or constant or isinstance(value, ast.Compare | ast.BoolOp)


class _Changer(ast.NodeTransformer):
    def __init__(self, part: ast.AST, *, truth: bool) -> None:
        self._part = part
        self._truth = truth

    def visit(self, node: ast.AST) -> Any:
        if node is self._part:
            return self._changed(node)
        if isinstance(node, ast.Dict) and any(key is self._part for key in node.keys):
            return _without(node, self._part)
        return self.generic_visit(node)

    def _changed(self, node: ast.AST) -> ast.AST | list[ast.stmt] | None:
        match node:
            case ast.If() | ast.While():
                node.test = _not(node.test)
            case ast.Assign(value=ast.IfExp() as choice) | ast.Return(value=ast.IfExp() as choice):
                choice.test = _not(choice.test)
            case ast.Return(value=value) if value is not None and (self._truth or _is_truth(value)):
                node.value = _not(value)
            case ast.Return():
                node.value = None
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.body = [ast.Return()]
            case ast.ClassDef():
                del node.bases[-1:]
            case ast.With() | ast.AsyncWith():
                return node.body
            case ast.ExceptHandler():
                node.body = [ast.Raise()]
            case ast.keyword():
                return None
            case _:
                return ast.copy_location(ast.Pass(), node)
        return node


def _not(condition: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(op=ast.Not(), operand=condition), condition)


def _without(mapping: ast.Dict, key: ast.AST) -> ast.Dict:
    kept = [pair for pair in zip(mapping.keys, mapping.values, strict=True) if pair[0] is not key]
    mapping.keys, mapping.values = [one for one, _ in kept], [value for _, value in kept]
    return mapping

"""Questions of the chapter executors: the name service."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.driving import (
    Loop,
    complete,
    ended_by,
)


@clause("EXEC-21")
@pytest.mark.parametrize("host", ["127.0.0.1", "::1", None])
@pytest.mark.parametrize("port", [80, "80", None])
def test_getaddrinfo_agrees_with_socket(loop: Loop, host: str | None, port: int | str | None) -> None:
    """await getaddrinfo() of a numeric address gives or raises what socket.getaddrinfo() does."""
    compare_lookup(loop, host, port, {})


@clause("EXEC-22")
def test_getaddrinfo_honours_its_keywords(loop: Loop) -> None:
    """getaddrinfo() agrees with socket.getaddrinfo() for families, types, protocols and flags."""
    families = (socket.AF_UNSPEC, socket.AF_INET, socket.AF_INET6)
    kinds = (0, socket.SOCK_STREAM, socket.SOCK_DGRAM)
    protocols = (0, socket.IPPROTO_TCP)
    flags = (0, socket.AI_PASSIVE, socket.AI_NUMERICHOST, socket.AI_CANONNAME)
    for family, kind, proto, flag in itertools.product(families, kinds, protocols, flags):
        compare_lookup(loop, "127.0.0.1", 80, {"family": family, "type": kind, "proto": proto, "flags": flag})


def compare_lookup(loop: Loop, host: str | None, port: int | str | None, options: dict[str, int]) -> None:
    """Require that loop and socket module give the same answer, or the same type of error."""
    ask: Callable[..., Any] = loop.getaddrinfo

    async def lookup() -> Any:
        return await ask(host, port, **options)

    wanted = ended_by(lambda: socket.getaddrinfo(host, port, **options))
    doing = f"await getaddrinfo({host!r}, {port!r}, {options}) beside socket.getaddrinfo()"
    got = ended_by(lambda: complete(loop, lookup(), doing=doing))
    expect(comparable(got), comparable(wanted), doing=doing)


def comparable(answer: object) -> object:
    """An answer in plain values; an exception is its type, for messages are not promised."""
    if isinstance(answer, BaseException):
        return type(answer).__name__
    if isinstance(answer, (list, tuple)):
        parts = cast("Sequence[object]", answer)
        return [comparable(part) for part in parts]
    return int(answer) if isinstance(answer, int) else answer


@clause("EXEC-23")
def test_getnameinfo_agrees_with_socket(loop: Loop) -> None:
    """await getnameinfo() of a numeric address gives what socket.getnameinfo() gives."""
    numeric = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV

    async def main(*question: Any) -> object:
        return await loop.getnameinfo(*question)

    for question in (
        (("127.0.0.1", 80), numeric),
        (("127.0.0.1", 53), numeric | socket.NI_DGRAM),
        (("::1", 8080), numeric),
    ):
        doing = f"await getnameinfo{question} beside socket.getnameinfo()"
        expect(complete(loop, main(*question), doing=doing), socket.getnameinfo(*question), doing=doing)


@clause("EXEC-24")
def test_name_lookups_are_coroutines(loop: Loop) -> None:
    """getaddrinfo() and getnameinfo() return coroutines, which run_until_complete() accepts."""
    numeric = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    for lookup in (loop.getaddrinfo("127.0.0.1", 80), loop.getnameinfo(("127.0.0.1", 80), numeric)):
        is_coroutine = asyncio.iscoroutine(lookup)
        loop.run_until_complete(lookup)
        expect(is_coroutine, True, doing="asyncio.iscoroutine() of a name lookup")


@clause("EXEC-25")
def test_what_cannot_be_resolved_raises_gaierror(loop: Loop) -> None:
    """getaddrinfo() of a name, where a number is demanded, raises socket.gaierror."""

    async def main() -> object:
        return await loop.getaddrinfo("not a number", 80, flags=socket.AI_NUMERICHOST)

    doing = "await getaddrinfo('not a number', flags=AI_NUMERICHOST)"
    raised = ended_by(lambda: complete(loop, main(), doing=doing))
    expect_that(isinstance(raised, socket.gaierror), doing=doing, expected="socket.gaierror", observed=raised)

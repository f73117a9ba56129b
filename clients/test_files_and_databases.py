"""aiosqlite and aiofiles (threads); asyncpg, psycopg and redis-py against real servers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiofiles
import aiosqlite
import asyncpg
import psycopg
import pytest
import redis.asyncio

from clients.conftest import Run
from clients.servers import PostgreSQL

ROWS = 2000


def test_aiosqlite(run: Run, tmp_path: Path) -> None:
    """A database in a thread: rows in, rows out, several connections."""

    async def main() -> None:
        async with aiosqlite.connect(tmp_path / "a.db") as database:
            await database.execute("create table n (number integer)")
            await database.executemany("insert into n values (?)", [(number,) for number in range(ROWS)])
            await database.commit()

        async def total() -> int:
            async with (
                aiosqlite.connect(tmp_path / "a.db") as database,
                database.execute("select number from n") as rows,
            ):
                return sum([row[0] async for row in rows])

        assert set(await asyncio.gather(*(total() for _ in range(5)))) == {sum(range(ROWS))}

    run(main())


def test_aiofiles(run: Run, tmp_path: Path) -> None:
    """Files in threads."""

    async def main() -> None:
        async def copy(number: int) -> None:
            path = tmp_path / f"{number}"
            async with aiofiles.open(path, "w") as file:
                await file.writelines(f"{line}\n" for line in range(500))
            async with aiofiles.open(path) as file:
                assert [int(line) async for line in file] == list(range(500))

        await asyncio.gather(*map(copy, range(20)))

    run(main())


def test_asyncpg(run: Run, database: PostgreSQL) -> None:
    """A pool, a copy of many rows, a cursor, a notification, a query that is cancelled."""

    async def main() -> None:
        async with asyncpg.create_pool(**database.asyncpg, min_size=2, max_size=5) as pool:
            await pool.execute("drop table if exists a; create table a (number int)")
            await pool.copy_records_to_table("a", records=[(number,) for number in range(ROWS)])
            sums = await asyncio.gather(*(pool.fetchval("select sum(number) from a") for _ in range(20)))
            assert set(sums) == {sum(range(ROWS))}
            async with pool.acquire() as one, one.transaction():
                assert [row["number"] async for row in one.cursor("select * from a order by 1")] == [
                    *range(ROWS)
                ]
            async with pool.acquire() as one:
                heard: asyncio.Future[str] = asyncio.get_running_loop().create_future()
                await one.add_listener("news", lambda *args: heard.set_result(args[-1]))
                await pool.execute("select pg_notify('news', 'hello')")
                assert await heard == "hello"
                await one.reset()
            with pytest.raises(TimeoutError):
                await pool.execute("select pg_sleep(60)", timeout=0.05)

    run(main())


def test_psycopg(run: Run, database: PostgreSQL) -> None:
    """It waits for descriptors itself: add_reader() and add_writer() on libpq's socket."""

    async def main() -> None:
        async with await psycopg.AsyncConnection.connect(database.dsn, autocommit=True) as connection:
            await connection.execute("drop table if exists p; create table p (number int)")
            async with connection.cursor() as cursor:
                async with cursor.copy("copy p from stdin") as copy:
                    for number in range(ROWS):
                        await copy.write_row((number,))
                await cursor.execute("select * from p order by 1")
                assert [row[0] async for row in cursor] == [*range(ROWS)]

    run(main())


def test_redis(run: Run, cache: int) -> None:
    """Pipelines, a stream of messages, and a wait for what comes later."""

    async def main() -> None:
        async with redis.asyncio.Redis(port=cache) as client:
            await client.flushall()
            async with client.pipeline() as pipeline:
                for number in range(ROWS):
                    pipeline.set(f"k{number}", number)
                await pipeline.execute()
            values = await asyncio.gather(*(client.get(f"k{number}") for number in range(100)))
            assert [int(value) for value in values] == [*range(100)]
            waiting = asyncio.ensure_future(client.blpop(["later"], timeout=30))
            await client.rpush("later", "came")
            assert await waiting == (b"later", b"came")
            async with client.pubsub() as channel:
                await channel.subscribe("news")
                await channel.get_message(timeout=30)
                await client.publish("news", "hello")
                message = await channel.get_message(timeout=30)
                assert message is not None
                assert message["data"] == b"hello"

    run(main())

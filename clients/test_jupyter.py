"""ipykernel: a kernel on the loop, in a process of its own; jupyter_client on another loop of the kind."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from clients.conftest import Run

ROOT = Path(__file__).parents[1]
PATIENCE = 100
"""Seconds for an answer; only a kernel that hangs takes them."""

CELLS = {
    "import asyncio; type(asyncio.get_running_loop()).__name__": None,
    "await asyncio.sleep(0.001, 'slept')": "'slept'",
    "sorted(await asyncio.gather(*(asyncio.to_thread(abs, -n) for n in range(20)))) == [*range(20)]": "True",
}
"""What is run, and what it shows; None for the name of the loop's class."""


async def shown(client: AsyncKernelClient, code: str) -> str:
    """Run a cell; what it shows, or what went wrong in it."""
    heard: list[Any] = []
    reply = await client.execute_interactive(code, output_hook=heard.append, timeout=PATIENCE)
    assert reply["content"]["status"] == "ok", reply["content"]
    results = [one["content"]["data"]["text/plain"] for one in heard if one["msg_type"] == "execute_result"]
    assert len(results) == 1, heard
    text: str = results[0]
    return text


def test_ipykernel(run: Run, on: str, tmp_path: Path) -> None:
    """Cells with await and with threads run in the kernel, and their results come back."""

    async def main() -> None:
        ours = f"'{type(asyncio.get_running_loop()).__name__}'"
        context = zmq.asyncio.Context()
        manager = AsyncKernelManager(context=context, connection_file=str(tmp_path / "kernel.json"))
        command = [sys.executable, "-m", "clients.kernel", on, "-f", "{connection_file}"]
        manager._kernel_spec = KernelSpec(argv=command, display_name="on the loop", language="python")
        await manager.start_kernel(cwd=str(ROOT))
        try:
            client = manager.client()
            client.start_channels()
            await client.wait_for_ready(timeout=PATIENCE)
            for code, expected in CELLS.items():
                assert await shown(client, code) == (expected or ours)
            client.stop_channels()
        finally:
            await manager.shutdown_kernel(now=True)
            context.destroy(linger=0)

    run(main())

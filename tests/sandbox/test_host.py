"""The language host: a program that the engine gives up on still puts its own server away."""

import asyncio
from types import SimpleNamespace

import pytest
from pulumi.runtime import stack as sdk

from sandbox.host import _let_servers_stop


@pytest.fixture
def stop(monkeypatch):
    """Stand in for the SDK's own stopping of a server, which takes a while; tells whether it came to its end."""
    told = SimpleNamespace(begun=False, ended=False)

    async def slowly():
        told.begun = True
        for _ in range(50):
            await asyncio.sleep(0)
        told.ended = True

    monkeypatch.setattr(sdk, "_shutdown_callbacks", slowly)
    _let_servers_stop()
    _let_servers_stop()  # each run asks for it
    return told


async def _cancelled_while_it_stops(stop, times):
    task = asyncio.ensure_future(sdk._shutdown_callbacks())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert stop.begun
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    await task


@pytest.mark.parametrize("times", [1, 3])
def test_a_cancelled_program_stops_its_server_first(stop, times):
    """However often it is cancelled meanwhile, the server is stopped whole, and then the program is cancelled."""
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(_cancelled_while_it_stops(stop, times))
    assert stop.ended


def test_a_program_that_is_left_alone_stops_its_server(stop):
    """Without a cancellation nothing is raised."""
    asyncio.run(sdk._shutdown_callbacks())
    assert stop.ended


def test_an_error_of_the_stop_is_the_programs(monkeypatch):
    """What goes wrong while a server is stopped is not swallowed."""

    async def broken():
        raise OSError("no port")

    monkeypatch.setattr(sdk, "_shutdown_callbacks", broken)
    _let_servers_stop()
    with pytest.raises(OSError, match="no port"):
        asyncio.run(sdk._shutdown_callbacks())

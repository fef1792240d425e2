"""A server of the sandbox: stopped, it is gone, whatever was being answered."""

import threading
import time

import grpc
import pytest
from google.protobuf import empty_pb2

from sandbox.serving import serve

PLUGIN_INFO = "/pulumirpc.ResourceProvider/GetPluginInfo"


def _caller(channel):
    return channel.unary_unary(
        PLUGIN_INFO, request_serializer=empty_pb2.Empty.SerializeToString, response_deserializer=bytes
    )


def _threads():
    """Return the threads of servers: those that answer, those that poll, those that cancel after a grace."""
    names = ("pulumirpc.", "_serve", "cancel_all_calls")
    return [t for t in threading.enumerate() if any(name in t.name for name in names)]


def test_a_stopped_server_cancels_what_it_answers_and_leaves_no_thread():
    """A call under way fails at its caller, the port is free, and when the function is done its thread ends."""
    asked, go_on = threading.Event(), threading.Event()

    def slow(_request, _peer):
        asked.set()
        go_on.wait(30)
        return empty_pb2.Empty()

    before = set(_threads())
    server = serve({"GetPluginInfo": slow})
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        call = _caller(channel).future(empty_pb2.Empty())
        assert asked.wait(30)
        server.stop()
        assert not [t for t in _threads() if t not in before and "cancel_all_calls" in t.name]
        with pytest.raises(grpc.RpcError) as failed:
            call.result(timeout=30)
        assert failed.value.code() in {grpc.StatusCode.CANCELLED, grpc.StatusCode.UNAVAILABLE}
        with pytest.raises(grpc.RpcError):
            _caller(channel)(empty_pb2.Empty(), timeout=30)
    go_on.set()
    until = time.monotonic() + 30
    while set(_threads()) - before and time.monotonic() < until:
        time.sleep(0.01)
    assert set(_threads()) - before == set()
    server.stop()  # a second time is no trouble

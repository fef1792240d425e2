"""gRPC servers for Pulumi's `ResourceProvider` and `LanguageRuntime` services, from tables of functions.

Methods that are not in the table answer "unimplemented", as the protocol wants.
"""

import sys
import traceback
from collections.abc import Callable, Mapping
from concurrent import futures
from typing import Any, Final, TypeAlias

import grpc
from google.protobuf import any_pb2, empty_pb2
from pulumi.runtime.proto import language_pb2, plugin_pb2, provider_pb2, status_pb2

from sandbox.wire import to_struct

Handler: TypeAlias = Callable[[Any, str], Any]

# At least as wide as the widest `--parallel` anybody asks for: a waiting create holds its thread.
THREADS: Final = 256

_LIMIT: Final = 400 * 1024 * 1024
_OPTIONS: Final = (("grpc.max_receive_message_length", _LIMIT), ("grpc.max_send_message_length", _LIMIT))

_REQUESTS: Final[Mapping[str, type[Any]]] = {
    "Attach": plugin_pb2.PluginAttach,
    "Cancel": empty_pb2.Empty,
    "Check": provider_pb2.CheckRequest,
    "CheckConfig": provider_pb2.CheckRequest,
    "Configure": provider_pb2.ConfigureRequest,
    "Construct": provider_pb2.ConstructRequest,
    "Create": provider_pb2.CreateRequest,
    "Delete": provider_pb2.DeleteRequest,
    "Diff": provider_pb2.DiffRequest,
    "DiffConfig": provider_pb2.DiffRequest,
    "GetPluginInfo": empty_pb2.Empty,
    "GetSchema": provider_pb2.GetSchemaRequest,
    "Handshake": provider_pb2.ProviderHandshakeRequest,
    "Invoke": provider_pb2.InvokeRequest,
    "Read": provider_pb2.ReadRequest,
    "Update": provider_pb2.UpdateRequest,
}


class AnswerError(Exception):
    """A refusal to send to the engine: its text, and what the engine needs to keep of a partial creation."""

    def __init__(self, message: str, id_: str = "", properties: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.id = id_
        self.properties = properties


def common_handlers(version: str) -> dict[str, Handler]:
    """What every simulated provider answers alike: the greetings, and a version."""
    return {
        "Attach": lambda _request, _peer: empty_pb2.Empty(),
        "Cancel": lambda _request, _peer: empty_pb2.Empty(),
        "GetPluginInfo": lambda _request, _peer: plugin_pb2.PluginInfo(version=version),
        "GetSchema": lambda _request, _peer: provider_pb2.GetSchemaResponse(schema="{}"),
        "Handshake": lambda _request, _peer: provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True
        ),
    }


class Serving:
    """A running server.

    Attributes:
        port: Where it listens, on this machine alone.
    """

    def __init__(self, server: grpc.Server, threads: futures.ThreadPoolExecutor, port: int) -> None:
        self.port = port
        self._server, self._threads = server, threads

    def stop(self) -> None:
        """Refuse further calls, cancel those under way, and return once gRPC has taken the server down.

        With a grace, be it of 0 seconds, gRPC would return at once and cancel the calls from a thread of its own,
        beside the one that frees the server, and both beside whatever the process does next, its end included.
        A function that still works on an answer goes on to its end, and nobody hears it.
        """
        self._server.stop(grace=None)
        self._threads.shutdown(wait=False, cancel_futures=True)


def serve(handlers: Mapping[str, Handler]) -> Serving:
    """Start a server on a port that the system chooses, reachable from this machine alone.

    Args:
        handlers: By method name, a function of the request and of the connection it came by.
    """
    methods = {name: _method(_REQUESTS[name], handler) for name, handler in handlers.items()}
    return _start("pulumirpc.ResourceProvider", methods, THREADS)


def serve_language(run: Callable[[Any], tuple[str, bool]]) -> Serving:
    """Start a language host for one program.

    Args:
        run: Runs the program for a `RunRequest`; the error to show, and whether it was shown already.
    """

    def answer(request: Any, _peer: str) -> Any:
        error, bail = run(request)
        return language_pb2.RunResponse(error=error, bail=bail)

    version = sys.version.partition(" ")[0]
    methods = {
        "About": (language_pb2.AboutRequest, language_pb2.AboutResponse(executable=sys.executable, version=version)),
        "GetPluginInfo": (empty_pb2.Empty, plugin_pb2.PluginInfo()),
        "GetRequiredPackages": (language_pb2.GetRequiredPackagesRequest, language_pb2.GetRequiredPackagesResponse()),
        "GetRequiredPlugins": (language_pb2.GetRequiredPluginsRequest, language_pb2.GetRequiredPluginsResponse()),
    }
    fixed = {name: _method(request, lambda _r, _p, said=said: said) for name, (request, said) in methods.items()}
    return _start("pulumirpc.LanguageRuntime", {**fixed, "Run": _method(language_pb2.RunRequest, answer)}, 4)


def _start(service: str, methods: dict[str, Any], width: int) -> Serving:
    threads = futures.ThreadPoolExecutor(width, thread_name_prefix=service)
    server = grpc.server(threads, options=_OPTIONS)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, methods),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return Serving(server, threads, port)


def _method(request_type: type[Any], handler: Handler) -> Any:
    def answer(request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return handler(request, context.peer())
        except AnswerError as error:
            _refuse(context, error)
        except Exception as error:  # noqa: BLE001  # a bug here must fail the program under test, loudly
            _refuse(context, AnswerError(f"a bug in the sandbox: {error}\n{traceback.format_exc()}"))

    def serialize(message: Any) -> bytes:
        return message.SerializeToString()

    method: Any = grpc.unary_unary_rpc_method_handler(
        answer, request_deserializer=request_type.FromString, response_serializer=serialize
    )
    return method


def _refuse(context: grpc.ServicerContext, error: AnswerError) -> None:
    if error.properties is not None:
        detail = any_pb2.Any()
        detail.Pack(
            provider_pb2.ErrorResourceInitFailed(
                id=error.id, properties=to_struct(error.properties), reasons=[str(error)]
            )
        )
        status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=str(error), details=[detail])
        context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, str(error))

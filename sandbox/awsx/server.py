"""The gRPC face of the simulated `awsx` provider."""

from typing import Any

from pulumi.runtime.proto import provider_pb2

from sandbox.aws import schema
from sandbox.awsx import refusals, vpc
from sandbox.awsx.layout import LayoutError
from sandbox.awsx.monitor import Inherited, Monitor
from sandbox.calls import Call, CallLog
from sandbox.serving import AnswerError, Handler, common_handlers
from sandbox.wire import to_python, to_struct


class AwsxServer:
    """Answers the engine for awsx's components."""

    def __init__(self, calls: CallLog) -> None:
        self._calls = calls

    def handlers(self) -> dict[str, Handler]:
        """The methods of the protocol, by name."""
        return {
            **common_handlers(schema.sdk_version("pulumi_awsx")),
            "CheckConfig": lambda request, _peer: provider_pb2.CheckResponse(inputs=request.news),
            "DiffConfig": lambda _request, _peer: provider_pb2.DiffResponse(
                changes=provider_pb2.DiffResponse.DIFF_NONE
            ),
            "Configure": lambda _request, _peer: provider_pb2.ConfigureResponse(
                acceptSecrets=True, supportsPreview=True, acceptResources=True
            ),
            "Construct": self._construct,
        }

    def _construct(self, request: Any, peer: str) -> Any:
        del peer
        args = to_python(request.inputs)
        self._calls.add(
            Call(
                "construct",
                request.type,
                request.name,
                inputs=args,
                preview=request.dryRun,
                started=self._calls.now(),
            )
        )
        if request.type != refusals.TOKEN:
            raise AnswerError(
                f"the sandbox does not simulate the awsx component {request.type}; of awsx only {refusals.TOKEN}"
            )
        provider = str(request.providers.get("aws", ""))
        if found := list(refusals.problems(args, provider)):
            raise AnswerError(f"{request.type} {request.name}: " + "; ".join(found))
        inherited = Inherited(
            provider,
            request.protect if request.HasField("protect") else None,
            request.retainOnDelete if request.HasField("retainOnDelete") else None,
        )
        return _built(request, args, Monitor(request.monitorEndpoint, inherited))


def _built(request: Any, args: dict[str, Any], monitor: Monitor) -> Any:
    try:
        urn = monitor.component(request.type, request.name, request.parent, _own_options(request))
        outputs, behind = vpc.build(monitor, urn, request.name, args)
        monitor.outputs(urn, outputs)
    except LayoutError as error:
        raise AnswerError(f"{request.type} {request.name}: {error}") from error
    finally:
        monitor.close()
    response = provider_pb2.ConstructResponse(urn=urn, state=to_struct(outputs))
    for key, urns in behind.items():
        response.stateDependencies[key].urns.extend(urns)
    return response


def _own_options(request: Any) -> dict[str, Any]:
    """The options of the component itself that the engine hands over."""
    options: dict[str, Any] = {"aliases": list(request.aliases), "dependencies": list(request.dependencies)}
    options["providers"] = dict(request.providers)
    if request.HasField("protect"):
        options["protect"] = request.protect
    return options

"""A component provider's line to the engine: register children, collect what they became."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import grpc
from pulumi.runtime.proto import resource_pb2, resource_pb2_grpc

from sandbox.wire import RESOURCE, SIGNATURE, UNKNOWN, Properties, to_python, to_struct


@dataclass(frozen=True)
class Registered:
    """A resource as the engine knows it after registering: in a preview its id may be unknown."""

    urn: str
    id: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def value(self, prop: str = "id") -> Any:
        """One property, unknown in a preview of what does not exist yet."""
        if prop == "id":
            return self.id or UNKNOWN
        return self.properties.get(prop, UNKNOWN)

    def reference(self) -> Properties:
        """The resource itself as a value, for an output that the program's SDK turns into an object again."""
        return {SIGNATURE: RESOURCE, "urn": self.urn, "id": self.id, "packageVersion": ""}


@dataclass(frozen=True)
class Inherited:
    """What the children of a component take over from it."""

    provider: str
    protect: bool | None = None
    retain_on_delete: bool | None = None


class Monitor:
    """The engine's resource monitor."""

    def __init__(self, address: str, inherited: Inherited) -> None:
        limit = 400 * 1024 * 1024
        options = (("grpc.max_receive_message_length", limit), ("grpc.max_send_message_length", limit))
        self._channel = grpc.insecure_channel(address, options=options)
        self._stub: Any = resource_pb2_grpc.ResourceMonitorStub(self._channel)
        self._inherited = inherited

    def close(self) -> None:
        """Hang up."""
        self._channel.close()

    def component(self, token: str, name: str, parent: str, options: Mapping[str, Any]) -> str:
        """Register the component itself; its URN."""
        request = resource_pb2.RegisterResourceRequest(
            type=token,
            name=name,
            parent=parent,
            acceptSecrets=True,
            acceptResources=True,
            supportsPartialValues=True,
            **options,
        )
        return str(self._stub.RegisterResource(request).urn)

    def child(
        self,
        token: str,
        name: str,
        parent: str,
        inputs: Mapping[str, Any],
        after: Mapping[str, Registered],
        depends_on: Iterable[Registered] = (),
    ) -> Registered:
        """Register one resource and wait until it is made.

        Args:
            token: Its type.
            name: Its logical name.
            parent: Its parent's URN.
            inputs: Its inputs, unknowns and secrets as they are.
            after: The resource that each input came from, by input.
            depends_on: Further resources that must stand first.
        """
        given = {key: value for key, value in inputs.items() if value is not None}
        needed = dict.fromkeys([*(one.urn for one in after.values()), *(one.urn for one in depends_on)])
        request = resource_pb2.RegisterResourceRequest(
            type=token,
            name=name,
            parent=parent,
            custom=True,
            object=to_struct(given),
            provider=self._inherited.provider,
            dependencies=list(needed),
            protect=self._inherited.protect,
            retainOnDelete=self._inherited.retain_on_delete,
            acceptSecrets=True,
            acceptResources=True,
            supportsPartialValues=True,
        )
        for key in given:
            urns = [after[key].urn] if key in after else []
            request.propertyDependencies[key].urns.extend(urns)
        response: Any = self._stub.RegisterResource(request)
        return Registered(response.urn, response.id, to_python(response.object))

    def outputs(self, urn: str, outputs: Mapping[str, Any]) -> None:
        """Write down a component's outputs."""
        self._stub.RegisterResourceOutputs(
            resource_pb2.RegisterResourceOutputsRequest(urn=urn, outputs=to_struct(outputs))
        )

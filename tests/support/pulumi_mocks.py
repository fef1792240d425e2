"""Run a Pulumi program, or a part of one, without an engine, and look at what it registered.

    from tests.support.pulumi_mocks import deploy

    def test_my_bucket_is_encrypted():
        '''The bucket declares server-side encryption.'''
        done = deploy(lambda: MyStorage("storage", ...))
        rule = done.one("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
        assert rule.inputs["rules"][0]["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "AES256"

`deploy` owns everything a test would otherwise share by accident: the event loop, the mocks, the config, the root
stack. It waits until every resource is registered, so assertions are plain statements after it. A call of a provider
function that has no answer raises; `calls=` gives answers. `awsx.ec2.Vpc` is a component of another process and shows
no children here: its outputs, with routes and gateways to refer to, are made up the way the real one makes them.
Engine transforms are recorded, not run: tags by layer are tested on the engine.
"""

import asyncio
import contextlib
import logging
import runpy
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import pulumi
from pulumi.runtime import mocks, resource, rpc, settings
from pulumi.runtime.proto import source_pb2
from pulumi.runtime.stack import Stack

PROJECT, STACK, ORGANIZATION = "tollgate", "dev", "organization"
ROOT = Path(__file__).parents[2]

Answer = Mapping[str, Any] | Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Secret:
    """A secret value as it was registered; it never equals the bare value."""

    value: Any


@dataclass(frozen=True)
class Registered:
    """One resource: what it was registered with.

    Attributes:
        type, name, urn: as Pulumi names it.
        inputs: camelCase, secrets as `Secret`.
        parent: URN of the parent; of the stack when empty.
        provider: reference of the provider it goes through.
        protect, ignore_changes, depends_on, aliases: its options.
        custom: False for components.
    """

    type: str
    name: str
    urn: str
    inputs: Mapping[str, Any]
    parent: str
    provider: str
    protect: bool
    ignore_changes: tuple[str, ...]
    depends_on: tuple[str, ...]
    aliases: tuple[str, ...]
    custom: bool


@dataclass
class Deployed:
    """What a run registered, exported and logged, and the error it ended with."""

    resources: list[Registered] = field(default_factory=list)
    outputs: dict[str, Any] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    calls: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    error: BaseException | None = None

    def of(self, type_token: str) -> list[Registered]:
        """Return every resource of a type, in the order of registration."""
        return [r for r in self.resources if r.type == type_token]

    def one(self, type_token: str, name: str | None = None) -> Registered:
        """Return the only resource of a type, or the one of that name; anything else is an error that lists them."""
        found = [r for r in self.of(type_token) if name is None or r.name == name]
        if len(found) != 1:
            there = sorted(f"{r.type} {r.name}" for r in self.resources)
            raise AssertionError(f"{len(found)} resources {type_token} {name or ''}; registered:\n" + "\n".join(there))
        return found[0]


def deploy(
    build: Callable[[], Any],
    *,
    config: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    calls: Mapping[str, Answer] | None = None,
    outputs: Mapping[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any]]] | None = None,
    stack: str = STACK,
    check: bool = True,
) -> Deployed:
    """Run `build` and return what it registered.

    Args:
        build: makes resources; a component, a few of them, or `program` for the whole.
        config: values of the stack's config by full key; objects as JSON text.
        secrets: further values, marked as secret.
        calls: answers to provider functions by token, beside the usual ones.
        outputs: further outputs of resources by type, from name and inputs, beside the usual ones.
        stack: name of the stack.
        check: raise the error of the run; False returns it in `error`.
    """
    done = Deployed()
    with _event_loops() as loop, _NO_TRACES:
        _run(done, loop, build, config or {}, secrets or {}, calls or {}, outputs or {}, stack)
    if check and done.error is not None:
        raise done.error
    return done


_NO_TRACES = mock.patch.object(resource, "_get_stack_trace", source_pb2.StackTrace)
"""Where each resource was written is nothing that mocks are told, and finding out is a fifth of a run."""


@contextlib.contextmanager
def _event_loops() -> Iterator[asyncio.AbstractEventLoop]:
    """Give the run a loop of its own, and close every loop that Pulumi opens in its threads."""
    opened: list[asyncio.AbstractEventLoop] = []
    new_event_loop = asyncio.new_event_loop

    def remembered() -> asyncio.AbstractEventLoop:
        opened.append(new_event_loop())
        # A failed run leaves tasks whose errors nobody fetches; the run's own error says it all. Python would print
        # each when it is collected, and to print one in the middle of compiling is more than Python 3.11 can bear.
        opened[-1].set_exception_handler(lambda _loop, _context: None)
        return opened[-1]

    loop = remembered()
    asyncio.set_event_loop(loop)
    asyncio.new_event_loop = remembered
    try:
        yield loop
    finally:
        asyncio.new_event_loop = new_event_loop
        asyncio.set_event_loop(None)
        for one in opened:
            one.close()


def _run(
    done: Deployed,
    loop: asyncio.AbstractEventLoop,
    build: Callable[[], Any],
    config: Mapping[str, str],
    secrets: Mapping[str, str],
    calls: Mapping[str, Answer],
    outputs: Mapping[str, Any],
    stack: str,
) -> None:
    try:
        recorder = _Recorder(done, {**CALLS, **calls}, {**OUTPUTS, **outputs})
        mocks.set_mocks(
            recorder,
            project=PROJECT,
            stack=stack,
            preview=False,
            monitor=recorder.monitor,
            organization=ORGANIZATION,
            logger=_logger(done),
        )
        pulumi.runtime.set_all_config({**config, **secrets}, list(secrets))
        mocks.test(build)()
    except BaseException as error:  # noqa: BLE001 - whatever the program does is the result
        done.error = error
    try:
        root = settings.get_root_resource()
        done.outputs = dict(root.outputs) if isinstance(root, Stack) and done.error is None else {}
        done.outputs = {k: _known(v, loop) for k, v in done.outputs.items()}
    except Exception as error:  # noqa: BLE001 - an output that fails ends the run as the program does
        done.error = error
    finally:
        done.resources.sort(key=lambda one: one.urn)  # they arrive as the threads happen to run
        pulumi.runtime.set_all_config({}, [])
        settings.reset_options()


def program() -> None:
    """Run the whole program, `__main__.py`, as the language host does."""
    runpy.run_path(str(ROOT / "__main__.py"), run_name="__main__")


def _known(value: Any, loop: asyncio.AbstractEventLoop) -> Any:
    """Return what an output resolved to; None where it was not known."""
    if isinstance(value, pulumi.Output):
        return loop.run_until_complete(value.future())
    if isinstance(value, Mapping):
        return {k: _known(v, loop) for k, v in value.items()}
    if isinstance(value, list):
        return [_known(v, loop) for v in value]
    return value


def _logger(done: Deployed) -> logging.Logger:
    logger = logging.Logger("mocked engine")  # noqa: LOG001 - a private one, gone with the run
    handler = logging.Handler()
    handler.emit = lambda record: done.log.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    return logger


class _Monitor(mocks.MockMonitor):
    """Keeps the options of a registration, which mocks are not told: the SDK registers on several threads at once."""

    def __init__(self, recorder: mocks.Mocks) -> None:
        super().__init__(recorder)
        self._here = threading.local()

    @property
    def request(self) -> Any:
        """The registration that this thread is answering."""
        return self._here.request

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        self._here.request = request
        return super().RegisterResource(request)


class _Recorder(mocks.Mocks):
    def __init__(self, done: Deployed, calls: Mapping[str, Answer], outputs: Mapping[str, Any]) -> None:
        self._done, self._calls, self._outputs = done, calls, outputs
        self.monitor = _Monitor(self)

    def call(self, args: mocks.MockCallArgs) -> dict[str, Any]:
        self._done.calls.append((args.token, args.args))
        if args.token not in self._calls:
            raise AssertionError(f"nobody answers {args.token}({args.args}); give `calls=`")
        answer = self._calls[args.token]
        return dict(answer(args.args) if callable(answer) else answer)

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        request = self.monitor.request
        urn = self.monitor.make_urn(request.parent, args.typ, args.name)
        self._done.resources.append(
            Registered(
                args.typ,
                args.name,
                urn,
                _unwrapped(args.inputs),
                request.parent,
                request.provider or next(iter(request.providers.values()), ""),
                bool(request.protect),
                tuple(request.ignoreChanges),
                tuple(request.dependencies),
                tuple(a.spec.name or a.urn for a in request.aliases),
                bool(args.custom),
            )
        )
        more = self._outputs.get(args.typ)
        if args.typ == VPC:
            return f"{args.name}-id", _vpc(self.monitor, urn, args)
        extra = more(args.name, args.inputs) if more else {}
        return f"{args.name}-id", {**args.inputs, "arn": _arn(args), **_physical(args), **extra}


def _unwrapped(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get(rpc._special_sig_key) == rpc._special_secret_sig:
            return Secret(_unwrapped(value["value"]))
        return {k: _unwrapped(v) for k, v in value.items()}
    return [_unwrapped(v) for v in value] if isinstance(value, list) else value


def _arn(args: mocks.MockResourceArgs) -> str:
    return f"arn:aws:{args.typ.split(':')[1].partition('/')[0]}:us-east-1:123456789012:{args.name}"


def _physical(args: mocks.MockResourceArgs) -> dict[str, Any]:
    """Return the name AWS would know the resource by, where the program gave none."""
    return {} if "name" in args.inputs else {"name": f"{args.name}-0000000"}


# --- awsx.ec2.Vpc ---------------------------------------------------------------------------------------------------

VPC = "awsx:ec2:Vpc"


def _vpc(monitor: _Monitor, urn: str, args: mocks.MockResourceArgs) -> dict[str, Any]:
    """Return the component's outputs, with children to refer to as many as the real one makes."""
    name, zones = args.name, args.inputs["availabilityZoneNames"]
    strategy = args.inputs["natGateways"]["strategy"]
    gateways = {"None": 0, "Single": 1, "OnePerAz": len(zones)}[strategy]

    def child(kind: str, label: str, state: dict[str, Any]) -> dict[str, Any]:
        child_urn = monitor.make_urn(urn, kind, label)
        monitor.resources[child_urn] = mocks.MockMonitor.ResourceRegistration(child_urn, f"{label}-id", state)
        reference = {"urn": child_urn, "id": f"{label}-id", "packageVersion": ""}
        return {rpc._special_sig_key: rpc._special_resource_sig, **reference}

    specs = [spec["name"] for spec in args.inputs["subnetSpecs"]]
    labels = [f"{name}-{spec}-{n + 1}" for n in range(len(zones)) for spec in specs]
    tables = [child("aws:ec2/routeTable:RouteTable", label, {"vpcId": f"{name}-vpc"}) for label in reversed(labels)]
    associations = [
        child(
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            f"{label}-association",
            {"subnetId": f"{label}-subnet", "routeTableId": f"{label}-id"},
        )
        for label in reversed(labels)
    ]
    nats = [child("aws:ec2/natGateway:NatGateway", f"{name}-{n + 1}", {}) for n in range(gateways)]
    return {
        "vpcId": f"{name}-vpc",
        "publicSubnetIds": [f"{name}-public-{n + 1}-subnet" for n in range(len(zones))],
        "privateSubnetIds": [f"{name}-private-{n + 1}-subnet" for n in range(len(zones))],
        "isolatedSubnetIds": [],
        "natGateways": nats,
        "routeTables": tables,
        "routeTableAssociations": associations,
    }


# --- the usual answers ----------------------------------------------------------------------------------------------

CALLS: dict[str, Answer] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": {
        "names": ["us-east-1d", "us-east-1a", "us-east-1b", "us-east-1c"],
        "zoneIds": ["use1-az4", "use1-az1", "use1-az2", "use1-az3"],
        "id": "us-east-1",
    },
    "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": "123456789012", "id": "123456789012", "arn": "arn"},
    "aws:index/getRegion:getRegion": {"region": "us-east-1", "id": "us-east-1"},
    "aws:index/getPartition:getPartition": {"partition": "aws", "id": "aws"},
    "aws:ssm/getParameter:getParameter": lambda args: {"name": args["name"], "value": "ami-0123456789abcdef0"},
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": lambda args: {"id": f"pl-of-{args['name']}", **args},
    "aws:ec2/getRouteTable:getRouteTable": lambda args: {"id": f"rtb-of-{args['subnetId']}"},
    "pulumi:pulumi:readStackOutputs": {"outputs": {}},
}
"""Provider functions that programs ask every time."""


OUTPUTS: dict[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any]]] = {
    "aws:ec2/eip:Eip": lambda name, _: {"allocationId": f"eipalloc-{name}", "publicIp": "192.0.2.1"},
    "aws:ec2/instance:Instance": lambda name, _: {"primaryNetworkInterfaceId": f"eni-{name}"},
    "aws:rds/instance:Instance": lambda name, inputs: {
        "address": f"{name}.rds.example",
        "endpoint": f"{name}.rds.example:5432",
        "port": 5432,
        "identifier": inputs.get("identifier", name),
        "masterUserSecrets": [{"secretArn": f"arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!{name}"}],
    },
    "aws:rds/cluster:Cluster": lambda name, _: {
        "endpoint": f"{name}.cluster.example",
        "readerEndpoint": f"{name}.cluster-ro.example",
        "engineVersionActual": "17.5",
        "masterUserSecrets": [{"secretArn": f"arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!{name}"}],
    },
}
"""Outputs that a resource of AWS adds to what it was given, beside its ARN and its name."""

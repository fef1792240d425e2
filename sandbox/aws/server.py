"""The gRPC face of the simulated `aws` provider."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2

from sandbox.aws import invokes, schema
from sandbox.aws.checks import Failure
from sandbox.aws.diff import Difference
from sandbox.aws.provider import AwsProvider, PartialError, RefusedError, type_and_name
from sandbox.aws.provider_config import ProviderConfig, check_config, read_config
from sandbox.calls import Call, CallLog
from sandbox.serving import AnswerError, Handler, common_handlers
from sandbox.wire import mask, to_python, to_struct


class AwsServer:
    """Answers the engine. Each provider resource of the program speaks over a connection of its own."""

    def __init__(self, provider: AwsProvider, calls: CallLog) -> None:
        self._provider = provider
        self._calls = calls
        self._configs: dict[str, ProviderConfig] = {}

    def handlers(self) -> dict[str, Handler]:
        """The methods of the protocol, by name."""
        return {
            **common_handlers(schema.sdk_version()),
            "CheckConfig": self._check_config,
            "DiffConfig": self._diff_config,
            "Configure": self._configure,
            "Check": self._check,
            "Diff": self._diff,
            "Create": self._create,
            "Update": self._update,
            "Read": self._read,
            "Delete": self._delete,
            "Invoke": self._invoke,
        }

    def _check_config(self, request: Any, peer: str) -> Any:
        del peer
        news = to_python(request.news)
        return provider_pb2.CheckResponse(inputs=request.news, failures=_failures(check_config(news)))

    def _diff_config(self, request: Any, peer: str) -> Any:
        """A provider is replaced when it moves to another region or account, as the real one says."""
        del peer
        olds, news = to_python(request.old_inputs), to_python(request.news)
        replaces = [name for name in ("region",) if olds.get(name) != news.get(name)]
        changes = provider_pb2.DiffResponse.DIFF_SOME if olds != news else provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(changes=changes, replaces=replaces)

    def _configure(self, request: Any, peer: str) -> Any:
        args = to_python(request.args)
        name = request.name or "default"
        with self._noted("configure", request.urn, args):
            self._configs[peer] = read_config(name, args)
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True, acceptResources=True)

    def _check(self, request: Any, peer: str) -> Any:
        news = to_python(request.news)
        with self._noted("check", request.urn, news, region=self._config(peer).region):
            inputs, failures = self._provider.check(
                self._config(peer), request.urn, to_python(request.olds), news, request.randomSeed
            )
        return provider_pb2.CheckResponse(inputs=to_struct(inputs), failures=_failures(failures))

    def _diff(self, request: Any, peer: str) -> Any:
        del peer
        news, ignored = to_python(request.news), set(request.ignoreChanges)
        with self._noted("diff", request.urn, news, id_=request.id):
            found = self._provider.diff(request.urn, to_python(request.olds), to_python(request.old_inputs), news)
        return _diff_response(found, ignored)

    def _create(self, request: Any, peer: str) -> Any:
        inputs, config = to_python(request.properties), self._config(peer)
        with self._noted("create", request.urn, inputs, preview=request.preview, region=_region(inputs, config)):
            id_, made = self._provider.create(config, request.urn, inputs, preview=request.preview)
        return provider_pb2.CreateResponse(id=id_, properties=to_struct(made))

    def _update(self, request: Any, peer: str) -> Any:
        news, config = to_python(request.news), self._config(peer)
        with self._noted("update", request.urn, news, preview=request.preview, id_=request.id):
            made = self._provider.update(
                config, request.urn, request.id, to_python(request.olds), news, preview=request.preview
            )
        return provider_pb2.UpdateResponse(properties=to_struct(made))

    def _read(self, request: Any, peer: str) -> Any:
        del peer
        with self._noted("read", request.urn, {}, id_=request.id):
            living = self._provider.read(request.urn, request.id, to_python(request.properties))
        if living is None:
            return provider_pb2.ReadResponse()
        inputs = living.inputs or self._provider.inputs_of(living)
        return provider_pb2.ReadResponse(id=living.id, properties=to_struct(living.outputs), inputs=to_struct(inputs))

    def _delete(self, request: Any, peer: str) -> Any:
        del peer
        state = to_python(request.properties)
        with self._noted("delete", request.urn, {}, id_=request.id):
            self._provider.delete(request.urn, request.id, state)
        return empty_pb2.Empty()

    def _invoke(self, request: Any, peer: str) -> Any:
        args, config = to_python(request.args), self._config(peer)
        with self._noted("invoke", "", args, type_=request.tok, region=_region(args, config)):
            found = invokes.invoke(self._provider.account, config, request.tok, args)
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(to_struct(found))
        return response

    def _config(self, peer: str) -> ProviderConfig:
        if peer not in self._configs:
            raise AnswerError("the provider was used before it was configured")
        return self._configs[peer]

    @contextmanager
    def _noted(  # every argument is one field of the call
        self,
        method: str,
        urn: str,
        inputs: Mapping[str, Any],
        *,
        type_: str = "",
        preview: bool = False,
        region: str = "",
        id_: str = "",
    ) -> Generator[None]:
        """Write the call to the log, however it ends, and say a refusal in the engine's terms."""
        token, name = type_and_name(urn)
        call = Call(method, type_ or token, name, urn, dict(inputs), preview, region, id_, started=self._calls.now())
        error = ""
        try:
            yield
        except (RefusedError, LookupError) as refused:
            error = str(refused)
            raise AnswerError(error) from refused
        except PartialError as partial:
            error = str(partial)
            raise AnswerError(error, partial.id, partial.properties) from partial
        finally:
            self._calls.add(replace(call, ended=self._calls.now(), error=error))


def _region(inputs: Mapping[str, Any], config: ProviderConfig) -> str:
    return str(mask(inputs.get("region")) or config.region)


def _failures(failures: Iterable[Failure]) -> list[Any]:
    return [provider_pb2.CheckFailure(property=failure.path, reason=failure.reason) for failure in failures]


def _diff_response(found: Difference, ignored: set[str]) -> Any:
    response = provider_pb2.DiffResponse(
        changes=provider_pb2.DiffResponse.DIFF_NONE,
        hasDetailedDiff=True,
        deleteBeforeReplace=found.delete_first,
    )
    for change in found.changes:
        top = change.path.partition(".")[0].partition("[")[0]
        if top in ignored or change.path in ignored:
            continue
        response.changes = provider_pb2.DiffResponse.DIFF_SOME
        response.detailedDiff[change.path].kind = provider_pb2.PropertyDiff.Kind.Value(change.wire_kind)
        if top not in response.diffs:
            response.diffs.append(top)
        if change.replace and change.path not in response.replaces:
            response.replaces.append(change.path)
    return response

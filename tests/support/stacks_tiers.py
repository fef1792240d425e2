"""Every tier of the project's own stacks and of the examples, and a tier's life on the sandbox.

    for case in cases():
        with living(case, tmp_path) as life:
            assert life.up.ok

A stack file is run as it stands: the tier is selected, and secrets are set, by `pulumi config`. What a stack expects to
be there already, such as a hosted zone, is planted. Where a tier's own cap refuses it, that is tested as it stands, and
the run that deploys it sets `enforcement: advisory`.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from costing import price_book, stack_file
from costing.bill import Estimate
from costing.estimate import estimate
from costing.gate import Decision, decide
from infra.model.door import Asked, read
from infra.model.edge import Route53
from infra.model.secret_names import secrets_needed
from infra.model.stack import Stack as Model
from infra.model.topology import Topology
from sandbox.engine import Result, Sandbox, Secret, Stack, secret
from tests.support.stacks import ROOT

FILES = tuple(sorted([*ROOT.glob("Pulumi.*.yaml"), *ROOT.glob("examples/*.yaml")], key=lambda path: path.stem))

ZONE, PARAMETER = "aws:route53/zone:Zone", "aws:ssm/parameter:Parameter"
STORED_SECRET = "aws:secretsmanager/secret:Secret"

PLANTED = "Planted-{}-8f3a61c2d7"
"""A secret value, recognised wherever it turns up."""


class Case(NamedTuple):
    """A tier of a stack file."""

    file: Path
    tier: str

    def __str__(self) -> str:
        """Return a name that is an id for pytest, a stack's name for Pulumi and the head of a file's."""
        return f"{self.stack}.{self.tier}"

    @property
    def stack(self) -> str:
        """What the file is called: `dev` for Pulumi.dev.yaml."""
        return self.file.stem.removeprefix("Pulumi.")


@cache
def cases() -> tuple[Case, ...]:
    """Return every tier of every file, the deployed one of each first."""
    found: list[Case] = []
    for file in FILES:
        document = stack_file.read(file).document
        tiers, deployed = list(document.get("tiers") or {"base": {}}), document.get("tier", "base")
        found += [Case(file, tier) for tier in sorted(tiers, key=lambda one: one != deployed)]
    return tuple(found)


def first_of(file: Path) -> Case:
    """Return the tier that the file itself deploys."""
    return next(case for case in cases() if case.file == file)


def model_of(case: Case, today: date, *, region: str = "") -> Model:
    """Return the stack as the command line reads it, with the case's tier as the deployed one."""
    source = stack_file.read(case.file)
    document = {**source.document, "tier": case.tier}
    if case.tier == "base":
        del document["tier"]
    return read(document, Asked(case.stack, region or str(source.region), today))


def estimate_of(case: Case, today: date) -> Estimate:
    """Return the estimate of every tier of the stack."""
    stack = model_of(case, today)
    return estimate(stack, price_book.load(stack.region), today)


def decision_of(case: Case, today: date) -> tuple[Estimate, Decision]:
    """Return the estimate and what the gate says of it before anything is deployed."""
    one = estimate_of(case, today)
    return one, decide(one)


def secret_values(topology: Topology) -> dict[str, str]:
    """Return a value for each secret that is to be set, by name."""
    return {name: PLANTED.format(name) for name in secrets_needed(topology)}


def plant_what_is_expected(box: Sandbox, topology: Topology, region: str) -> None:
    """Put into the account what the topology says is there: secrets of others, a zone that it does not create."""
    for entry in topology.secrets.entries.values():
        if entry.existing and topology.secrets.store == "parameterStore":
            box.plant(PARAMETER, region=region, name=entry.path, type="SecureString", value="theirs")
        elif entry.existing:
            box.plant(STORED_SECRET, region=region, name=entry.path)
    dns = topology.edge.dns
    if isinstance(dns, Route53) and not dns.create_zone:
        box.plant(ZONE, "Z0EXAMPLE", region="", name=dns.zone)


@dataclass
class Life:
    """What became of a tier, up to its deployment.

    Attributes:
        case: which tier.
        day: the day that it was read for.
        model: the stack as the command line reads it.
        stack: on the sandbox; `stack.folder` has its stack file as Pulumi left it.
        box: the sandbox.
        refused: the preview of the file as it stands, where its own cap refuses the tier.
        preview, up: of the file, with the gate advisory where it refused; where images are awaited, the up is the
            second one, after they were pushed.
        state: resources of the exported state.
        exported: the whole state as text, without secrets in clear.
    """

    case: Case
    day: date
    model: Model
    stack: Stack
    box: Sandbox
    refused: Result | None
    preview: Result
    up: Result
    state: list[dict[str, Any]]
    exported: str

    @property
    def topology(self) -> Topology:
        """What is deployed."""
        return self.model.deployed.topology

    @property
    def outputs(self) -> dict[str, Any]:
        """The stack's outputs as the state holds them."""
        root = next(one for one in self.state if one["type"] == "pulumi:pulumi:Stack")
        return root["outputs"]

    @property
    def report(self) -> dict[str, Any]:
        """The whole report that the deployment exports."""
        return json.loads(self.outputs["costReportFull"]["text"])

    def gone(self) -> list[str]:
        """Destroy the stack as the documents say, protection lifted first; return the types of what is left."""
        if self.topology.protect_data:
            self.stack.command("config", "set", "--path", "tollgate:topology.protectData", "false", check=True)
            self.stack.up(check=True)
        self.stack.destroy(check=True)
        return [one["type"] for one in self.stack.resources() if one["type"].startswith("aws:")]


@contextlib.contextmanager
def living(case: Case, folder: Path) -> Iterator[Life]:
    """Deploy a tier on a sandbox of its own; `folder` takes a copy of its stack file."""
    day = date.today()  # noqa: DTZ011 - the program's own day
    with Sandbox() as box:
        model = model_of(case, day)
        stack = _stack(box, case, model, folder)
        refused, preview = _previewed(stack, case, day)
        up = stack.up(check=True)
        up = _released(stack, model.deployed.topology) or up
        state = stack.export()
        resources = state["deployment"]["resources"]
        yield Life(case, day, model, stack, box, refused, preview, up, resources, json.dumps(state))


def previewed_urns(case: Case, folder: Path) -> list[str]:
    """Return what a preview of the tier would create, in the golden form."""
    day = date.today()  # noqa: DTZ011 - the program's own day
    with Sandbox() as box:
        stack = _stack(box, case, model_of(case, day), folder)
        _, preview = _previewed(stack, case, day)
        return urns([{"urn": step.urn} for step in preview.steps])


def _released(stack: Stack, topology: Topology) -> Result | None:
    """Say that an image was pushed to each repository that had none, as the stack's outputs ask, and deploy it."""
    waiting = [name for name, repository in topology.delivery.repositories.items() if repository.tag is None]
    for name in waiting:
        path = f"tollgate:topology.delivery.repositories.{name}.tag"
        stack.command("config", "set", "--path", path, "first", check=True)
    return stack.up(check=True) if waiting else None


def _stack(box: Sandbox, case: Case, model: Model, folder: Path) -> Stack:
    """Return the stack of a tier, with what it expects to be there planted."""
    topology, name = model.deployed.topology, str(case).replace(".", "-")
    plant_what_is_expected(box, topology, model.region)
    path = folder / f"Pulumi.{name}.yaml"
    path.write_text(case.file.read_text(encoding="utf-8"), encoding="utf-8")
    config: dict[str, str | Secret] = {f"secrets:{key}": secret(one) for key, one in secret_values(topology).items()}
    if case.tier != "base":
        config["tollgate:tier"] = case.tier
    return box.project(ROOT, path, config=config)


def _previewed(stack: Stack, case: Case, today: date) -> tuple[Result | None, Result]:
    """Return the refusal of the file as it stands, if the gate refuses it, and the preview that went through."""
    _, decision = decision_of(case, today)
    if not decision.refused:
        return None, stack.preview(check=True)
    refused = stack.preview()
    stack.command("config", "set", "--path", "tollgate:budget.enforcement", "advisory", check=True)
    return refused, stack.preview(check=True)


def urns(resources: list[dict[str, Any]]) -> list[str]:
    """Return the golden form of a stack's URNs: parents' types, own type and name, without stack, project, provider."""
    return sorted(_place(str(one["urn"])) for one in resources if not _is_bookkeeping(str(one["urn"])))


def _is_bookkeeping(urn: str) -> bool:
    return "::pulumi:" in urn


def _place(urn: str) -> str:
    _, _, chain, name = urn.split("::", 3)
    return f"{chain} {name}"

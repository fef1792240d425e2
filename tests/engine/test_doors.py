"""The same file through both doors: the program's, by Pulumi, and the command line's."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from costing import stack_file as command_line
from infra.model.door import Asked, read
from infra.model.fingerprint import fingerprint
from sandbox.engine import Sandbox
from tests.support.stacks_tiers import FILES

pytestmark = pytest.mark.engine

HEAD = """config:
  aws:region: us-east-1
  tollgate:budget: { monthlyCap: none }
"""

TOPOLOGIES = {
    "plain": """
  tollgate:topology:
    name: doors
    network: { egress: { kind: none } }
""",
    "numbers in every form": """
  tollgate:topology:
    name: doors
    network: { egress: { kind: natInstance, rootVolumeGb: 0x10 }, availabilityZones: 0o3 }
    database:
      version: "17"
      instanceClass: db.t4g.micro
      storageGb: 20.0
      maxStorageGb: 1_000
      backupRetentionDays: +7
      parameters: { work_mem: 4096, random_page_cost: "1.1" }
  tollgate:workload:
    requestsPerSecond: { average: 1e1, peak: 2.50e2 }
    responseKb: 15.10
    requestKb: .5
    newConnectionPercent: 010
""",
    "quoted, folded and anchored": """
  tollgate:topology:
    name: 'doors'
    tags:
      owner: "0755"
      note: >-
        two
        lines
    network:
      egress: &out { kind: natGateway, perZone: true }
      availabilityZones: [us-east-1a, us-east-1b, "us-east-1c"]
      cidr: 10.0.0.0/16
  tollgate:tiers:
    second: { topology: { network: { egress: *out } } }
""",
    "null as absent": """
  tollgate:topology:
    name: doors
    tags: null
    network: { egress: { kind: natGateway, perZone: null }, flowLogs: ~ }
    database:
  tollgate:tiers:
    a: { topology: { network: { flowLogs: { retentionDays: 30 } } } }
    b: { extends: a, topology: { network: { flowLogs: null } } }
""",
    "words that are no booleans": """
  tollgate:topology:
    name: doors
    protectData: false
    tags: { a: "yes", b: "on", c: "null", d: "true" }
    network: { egress: { kind: none } }
""",
    "dates": """
  tollgate:topology: { name: doors, network: { egress: { kind: none } } }
  tollgate:pricing:
    given:
      one: { layer: network, unit: thing, unitPrice: 0.1, monthlyQuantity: 3, source: us, asOf: "2026-11-01" }
""",
}


def _program_says(path: Path) -> str:
    """Return what the program's own door makes of the file: the model's hash, or its error."""
    found: list[str] = []

    def program() -> None:
        import pulumi

        from infra import config

        try:
            found.append(fingerprint(config.load(date(2026, 11, 21)).stack))
        except pulumi.RunError as error:
            found.append(str(error))

    with Sandbox() as box:
        stack = box.program(program, "dev", project="tollgate")
        (stack.folder / "Pulumi.dev.yaml").write_text(path.read_text())
        stack.preview()
    return found[0]


def _command_line_says(path: Path) -> str:
    source = command_line.read(path)
    try:
        asked = Asked("dev", str(source.region), date(2026, 11, 21))
        return fingerprint(read(source.document, asked))
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("name", TOPOLOGIES)
def test_both_doors_see_the_same_model(tmp_path: Path, name: str):
    """However a value is written, Pulumi's reading and ours give one model."""
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(HEAD + TOPOLOGIES[name])
    said = _command_line_says(path)
    assert "tollgate:" not in said
    assert _program_says(path) == said


WRONG = {
    "a version that is a number": (
        (
            "network: { egress: { kind: none } }\n"
            "    database: { version: 15.10, instanceClass: db.t4g.micro, storageGb: 20 }"
        ),
        "",
    ),
    "a date without quotes": (
        "network: { egress: { kind: none } }",
        "  tollgate:pricing: { given: { one: { rate: x, unitPrice: 1, source: us, asOf: 2026-11-01 } } }\n",
    ),
    "a misspelt key": ("network: { egres: { kind: none } }", ""),
    "a boolean for a number": ("network: { egress: { kind: none }, availabilityZones: yes }", ""),
    "text for a map": ("network: none", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_both_doors_say_the_same_of_a_mistake(tmp_path: Path, name: str):
    """A mistake gets the same lines from the program and from the command line."""
    topology, more = WRONG[name]
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(f"{HEAD}  tollgate:topology:\n    name: doors\n    {topology}\n{more}")
    said = _command_line_says(path)
    assert said.startswith("tollgate:")
    assert _program_says(path) == said


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_projects_own_files_are_the_same_through_both_doors(tmp_path: Path, file: Path):
    """The stack files of the project and the examples, as they stand, mean the same to both doors: every tier."""
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(file.read_text())
    assert _program_says(path) == _command_line_says(path)
    assert yaml.safe_load(path.read_text())["config"]

"""A refusal on the real engine: before the first resource, before AWS is asked, on a fresh and on a deployed stack."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sandbox.engine import Sandbox
from tests.support.stacks import ROOT, WITH_DATABASE, stack_file

pytestmark = pytest.mark.engine

DEAR = {"instanceClass": "db.m7g.large", "multiAz": True}


def _dearer(folder: Path) -> Path:
    topology = {**WITH_DATABASE, "database": {**WITH_DATABASE["database"], **DEAR}}
    return stack_file(folder, topology, cap="40.00")


@pytest.mark.parametrize("operation", ["preview", "up"])
def test_an_over_budget_stack_is_refused_before_anything_is_made(tmp_path: Path, operation: str):
    """A fresh stack over its cap ends with exit code 1 and the verdict; nobody is called, nothing is made."""
    with Sandbox() as box:
        stack = box.project(ROOT, _dearer(tmp_path))
        result = getattr(stack, operation)()
        assert result.exit_code == 1
        assert result.diagnostics[0].startswith("over budget (dev, tier base): expected $")
        assert "cap $40.00" in result.diagnostics[0]
        assert len(box.calls) == 0
        types = {r["type"] for r in stack.resources()}
        assert types <= {"pulumi:pulumi:Stack", "pulumi:providers:pulumi"}


def test_a_doubtful_bill_is_a_warning_of_the_engine(tmp_path: Path):
    """A discount of everything passes the gate, and Pulumi shows a warning that names it."""
    path = stack_file(tmp_path, WITH_DATABASE, cap="1.00", pricing={"discounts": {"gift": {"percent": 100}}})
    with Sandbox() as box:
        result = box.project(ROOT, path).preview()
    assert result.ok
    assert "warning: discounts take 100 % off the bill (gift)" in result.stdout


def test_an_over_budget_change_leaves_a_deployed_stack_as_it_was(tmp_path: Path):
    """A refused preview and up of a deployed stack call nothing and change nothing but the stack's own record."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, WITH_DATABASE, cap="40.00"))
        assert stack.up().ok
        before = _resources(stack.export())
        box.calls.clear()
        for key, value in DEAR.items():
            text = value if isinstance(value, str) else json.dumps(value)
            stack.command("config", "set", "--path", f"tollgate:topology.database.{key}", text, check=True)
        for operation in (stack.preview, stack.up):
            result = operation()
            assert result.exit_code == 1
            assert len(box.calls) == 0
        assert _resources(stack.export()) == before


def _resources(state: dict[str, object]) -> list[object]:
    """Return the resources of a state, but for the stack itself and Pulumi's own provider."""
    deployment = state["deployment"]
    assert isinstance(deployment, dict)
    own = ("pulumi:pulumi:Stack", "pulumi:providers:pulumi")
    return [r for r in deployment["resources"] if r["type"] not in own]


def test_a_refusal_never_imports_the_aws_sdk(tmp_path: Path):
    """A process that ran a refused preview has not loaded pulumi_aws, which alone takes most of a second."""
    path = _dearer(tmp_path)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from sandbox.engine import Sandbox\n"
        "with Sandbox() as box:\n"
        f"    result = box.project(Path({str(ROOT)!r}), Path({str(path)!r})).preview()\n"
        "loaded = sorted(m for m in sys.modules if m.startswith(('pulumi_aws', 'boto')))\n"
        "print(result.exit_code, loaded)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1 []"


def test_the_command_line_refuses_what_the_program_refuses(tmp_path: Path):
    """`check` ends with exit code 3 on the file that `up` refuses, and says the same."""
    path = _dearer(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "costing", "check", "--file", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    with Sandbox() as box:
        said = box.project(ROOT, path).preview().diagnostics[0]
    assert done.stdout.splitlines()[0].partition("): ")[2] == said.splitlines()[0].partition("): ")[2]


def test_the_full_report_of_a_deployment_is_the_command_lines(tmp_path: Path):
    """`costReportFull` of an up and `report --format json` of the same file are one document."""
    path = stack_file(tmp_path, WITH_DATABASE, cap="40.00")
    named = path.rename(tmp_path / "dev.yaml")
    done = subprocess.run(
        [sys.executable, "-m", "costing", "report", "--file", str(named), "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    with Sandbox() as box:
        stack = box.project(ROOT, named.rename(path))
        stack.up(check=True)
        outputs = stack.outputs()
    deployed = json.loads(outputs["costReportFull"]["text"])
    printed = json.loads(done.stdout)
    assert deployed["stack"] == "dev"
    assert deployed == printed
    assert outputs["monthlyCost"] == printed["tiers"]["base"]["expected"]
    assert outputs["costReport"]["tiers"]["base"]["expected"] == printed["tiers"]["base"]["expected"]


@pytest.mark.parametrize("operation", ["preview", "up"])
def test_bad_config_is_refused_with_every_error(tmp_path: Path, operation: str):
    """A malformed stack file ends the run with one line an error, and no provider call."""
    path = stack_file(tmp_path, WITH_DATABASE, cap="40.00")
    content = yaml.safe_load(path.read_text())
    content["config"]["tollgate:budgt"] = {"monthlyCap": 1}
    content["config"]["tollgate:topology"]["database"]["instanceClas"] = "db.t3.micro"
    content["config"]["tollgate:topology"]["network"]["availabilityZones"] = 9
    content["config"]["aws:profil"] = "me"
    path.write_text(yaml.safe_dump(content))
    with Sandbox() as box:
        result = getattr(box.project(ROOT, path), operation)()
        said = result.diagnostics[0]
        assert result.exit_code == 1
        assert "tollgate:budgt: unknown key; did you mean budget?" in said
        assert "tollgate:topology.database.instanceClas: unknown key; did you mean instanceClass?" in said
        assert "tollgate:topology.network.availabilityZones: 9 is too large: at most 6" in said
        assert "aws:profil: " in said
        assert len(box.calls) == 0

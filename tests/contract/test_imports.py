"""Who may import whom, as docs/architecture.md says."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# The package, and what of third parties and of ours its modules may import. The standard library is always allowed.
MAY: dict[str, set[str]] = {
    "infra/aws_rules": {"infra.aws_rules"},
    "infra/model": {"pydantic", "pydantic_core", "annotated_types", "infra.model", "infra.aws_rules"},
    "infra/components": {
        "pulumi",
        "pulumi_aws",
        "pulumi_awsx",
        "infra.components",
        "infra.model",
        "infra.aws_rules",
        "infra.tags",
    },
    "infra/building": {
        "pulumi",
        "pulumi_aws",
        "infra.building",
        "infra.components",
        "infra.model",
        "infra.aws_rules",
    },
    "infra": {"pulumi", "pulumi_aws", "infra"},
    "costing": {"pydantic", "infra.model", "infra.aws_rules", "costing"},
    "sandbox": {"pulumi", "grpc", "google", "sandbox"},
}
"""A folder's rule holds for all below it that have no rule of their own."""

# One module, one library: what a module may import besides, and why.
ALSO: dict[str, set[str]] = {
    "costing/go_yaml.py": {"yaml"},
    "costing/stack_file.py": {"yaml"},
    "costing/planner/writing": {"yaml"},
    "costing/cli": {"click"},
    "costing/report/page.py": {"jinja2"},
    "costing/aws_account.py": {"boto3", "botocore"},
    "sandbox/aws": {"pulumi_aws"},
    "sandbox/pulumi_cli.py": {"semver"},
    "sandbox/awsx": {"pulumi_aws", "pulumi_awsx"},
}

# What a module must not import although its folder may.
MUST_NOT: dict[str, set[str]] = {
    "infra/config.py": {"pulumi_aws", "infra.components", "infra.building", "infra.stack", "infra.provider"},
    "infra/aws_settings.py": {"pulumi", "pulumi_aws"},
}

# The clock, the environment and the network belong to the outermost modules.
IMPURE = {"socket", "urllib.request", "http", "boto3", "botocore", "subprocess"}
IMPURE_IN = ("costing/cli", "costing/aws_account.py", "sandbox", "infra/config.py")


def _modules() -> list[Path]:
    folders = ("infra", "costing", "sandbox")
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.py"))


def _imports(path: Path) -> set[str]:
    """Return every module that a file imports, late imports included, but not what is for type checkers alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def _allowed(path: str) -> set[str]:
    folder = max((f for f in MAY if path.startswith(f"{f}/")), key=len)
    also = {name for place, names in ALSO.items() if path.startswith(place) for name in names}
    return MAY[folder] | also


def _is(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_what_its_folder_may(path: Path):
    """No module reaches past its layer: prices know no Pulumi, facts know no model, the program knows no sandbox."""
    import sys

    name = str(path.relative_to(ROOT))
    imports = _imports(path)
    ours = {m for m in imports if m.partition(".")[0] not in sys.stdlib_module_names}
    wrong = {m for m in ours if not _is(m, _allowed(name))}
    wrong |= {m for m in imports for place, names in MUST_NOT.items() if name.startswith(place) and _is(m, names)}
    assert not wrong, f"{name} imports {sorted(wrong)}"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_outside_world_is_touched_in_few_places(path: Path):
    """Estimating needs no network, no subprocess and no AWS client."""
    name = str(path.relative_to(ROOT))
    if name.startswith(IMPURE_IN):
        return
    touched = {m for m in _imports(path) if _is(m, IMPURE)}
    assert not touched, f"{name} imports {sorted(touched)}"


def test_only_outer_modules_ask_for_the_day():
    """`date.today` and `datetime.now` stand in the command line and the program alone; all else is told the day."""
    asking = {
        str(p.relative_to(ROOT))
        for p in _modules()
        if any(word in p.read_text(encoding="utf-8") for word in (".today()", ".now(", "time.time("))
    }
    assert {a for a in asking if not a.startswith(("costing/cli", "costing/prices", "sandbox"))} == set()

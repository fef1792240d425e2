"""Stack files and bare topologies as the command line finds and reads them."""

import pytest

from costing import stack_file
from costing.stack_file import StackFileError

STACK = """\
config:
  aws:region: eu-west-1
  tollgate:tier: growth
  tollgate:topology:
    name: shop
    network: { egress: { kind: none } }
  tollgate:budget: { monthlyCap: "40.00" }
  other:key: 5
"""


def _file(folder, content, name="Pulumi.dev.yaml"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _refusal(call, *arguments):
    with pytest.raises(StackFileError) as refused:
        call(*arguments)
    assert refused.value.exit_code == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


# --- what a file says ---------------------------------------------------------------------------------------------


def test_a_stack_file(tmp_path):
    """Our keys without their namespace, the region, and nothing of anybody else's."""
    found = stack_file.read(_file(tmp_path, STACK))
    assert (found.name, found.region, found.is_stack) == ("Pulumi.dev", "eu-west-1", True)
    assert found.document == {
        "tier": "growth",
        "topology": {"name": "shop", "network": {"egress": {"kind": "none"}}},
        "budget": {"monthlyCap": "40.00"},
    }


def test_a_bare_topology(tmp_path):
    """A file with a network is a topology: no region, no budget, named after the file."""
    found = stack_file.read(_file(tmp_path, "name: shop\nnetwork: { egress: { kind: none } }\n", "shop.yaml"))
    assert (found.name, found.region, found.is_stack) == ("shop", None, False)
    assert found.document == {"topology": {"name": "shop", "network": {"egress": {"kind": "none"}}}}


def test_a_topology_with_its_workload(tmp_path):
    """A file with `topology:` at the top holds sections, as a stack file does below its namespace."""
    content = "topology: { name: shop, network: { egress: { kind: none } } }\nworkload: { responseKb: 5 }\n"
    found = stack_file.read(_file(tmp_path, content, "shop.yaml"))
    assert sorted(found.document) == ["topology", "workload"]
    assert not found.is_stack


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        # Pulumi keeps every scalar as text; `tier` is read as text and every other key as JSON where it is JSON
        ("tier", "growth", "growth"),
        ("tier", "2", "2"),
        ("tier", "1.5", "1.5"),
        ("tier", "true", "true"),
        ("budget", "5", 5),
        ("budget", "true", True),
        ("budget", '\'{"monthlyCap": "40.00"}\'', {"monthlyCap": "40.00"}),
        ("budget", "none", "none"),
        ("path", '\'[{"tier": "a", "months": 12}]\'', [{"tier": "a", "months": 12}]),
        ("budgt", "5", "5"),
        ("claims", "", None),
        ("topology", "{ name: 0755 }", {"name": 493}),
    ],
)
def test_the_value_of_a_key(tmp_path, key, written, value):
    """A key has the value that the Pulumi program gets for it."""
    found = stack_file.read(_file(tmp_path, f"config:\n  tollgate:{key}: {written}\n"))
    assert found.document == {key: value}


# --- what is no stack file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map"),
        ("# nothing\n", "Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map"),
        ("- a\n- b\n", "Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map"),
        ("hello\n", "Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map"),
        ("a: 1\n", "Pulumi.dev.yaml has neither `config:` (a stack file) nor `network:` (a topology)"),
        ("config: [a]\n", "Pulumi.dev.yaml: config holds no map"),
        (
            "config:\n  budget: {monthlyCap: 5}\n",
            "Pulumi.dev.yaml: config key 'budget' has no namespace: write tollgate:budget",
        ),
        ("config:\n", "Pulumi.dev.yaml: config holds no map"),
        ("config:\n\ta: 1\n", "Pulumi.dev.yaml, line 2, column 1: found character that cannot start any token"),
        ("config:\n  a: 1\n  a: 2\n", "Pulumi.dev.yaml, line 3, column 3: the key a is written twice"),
        ("config: {a: 1\n", "Pulumi.dev.yaml, line 2, column 1: did not find expected ',' or '}'"),
        (
            "config: !!int x\n",
            "Pulumi.dev.yaml, line 1, column 9: the tag !!int is not for stack files: write the value",
        ),
        (b"\xff\xfe\x00\x01", "Pulumi.dev.yaml is no text in UTF-8"),
        (b"config: \x00\x01\n", "Pulumi.dev.yaml is no YAML: "),
        ("config: " + "[" * 1000 + "]" * 1000, "Pulumi.dev.yaml is nested too deeply"),
    ],
)
def test_a_file_that_is_none_is_one_line(tmp_path, content, message):
    """Whatever is wrong is said in one line that starts with the name of the file and, if there is one, the place."""
    assert _refusal(stack_file.read, _file(tmp_path, content)).startswith(message)


def test_a_file_that_is_not_there(tmp_path):
    """The path is shown as it was given."""
    assert (
        _refusal(stack_file.read, tmp_path / "no.yaml")
        == f"{tmp_path}/no.yaml cannot be read: No such file or directory"
    )


def test_a_folder_is_no_file(tmp_path):
    """A folder cannot be read as a file."""
    assert _refusal(stack_file.read, tmp_path) == f"{tmp_path} cannot be read: Is a directory"


# --- finding it ---------------------------------------------------------------------------------------------------


def test_a_stack_is_found_from_any_folder_of_its_project(tmp_path):
    """`Pulumi.<stack>.yaml` lies beside Pulumi.yaml, here or above, and the stack has its own name."""
    _file(tmp_path, "name: tollgate\n", "Pulumi.yaml")
    _file(tmp_path, STACK)
    below = tmp_path / "infra" / "model"
    below.mkdir(parents=True)
    found = stack_file.of_stack("dev", below)
    assert (found.name, found.path) == ("dev", tmp_path / "Pulumi.dev.yaml")


def test_an_unknown_stack_lists_those_there_are(tmp_path):
    """The error says which file is missing and which stacks have one."""
    for name in ("Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"):
        _file(tmp_path, STACK, name)
    assert _refusal(stack_file.of_stack, "stage", tmp_path) == (
        "no stack 'stage': Pulumi.stage.yaml does not exist; stacks here are dev, prod"
    )


def test_a_project_without_stacks(tmp_path):
    """Where there is no stack at all, none are listed."""
    _file(tmp_path, "name: tollgate\n", "Pulumi.yaml")
    assert _refusal(stack_file.of_stack, "dev", tmp_path) == "no stack 'dev': Pulumi.dev.yaml does not exist"


def test_outside_of_a_project(tmp_path):
    """Without a Pulumi.yaml there is no stack by name."""
    assert _refusal(stack_file.of_stack, "dev", tmp_path) == (
        f"no Pulumi.yaml in {tmp_path} or above: go to the project, or name a file with --file"
    )

"""The tables are whole: no reference unknown, no output without a value, nothing in them that the SDK does not have."""

import csv
import re

import pytest

from sandbox.aws import schema
from sandbox.aws.deletion import _HELD, _LETS_GO, _PROTECTED
from sandbox.aws.lookups import EXISTING
from sandbox.aws.reference_table import FREE, PLAIN, REFERENCES, UNSIMULATED
from sandbox.aws.references import reference
from sandbox.aws.replacement import CONDITIONS, TABLE
from sandbox.aws.rules import RULES
from sandbox.aws.times import DURATIONS
from sandbox.aws.types import ROWS

_LIKE_A_REFERENCE = re.compile(r"(Ids?|Arns?|ArnLists)$")
# How the SDK's documentation words a replacement.
_SAYS_SO = re.compile(
    r"forces? (?:a )?new|forces? (?:the |a )?(?:re-?creation|replacement|replac)|(?:will|to) re-?create the resource"
    r"|trigger a destroy and recreate",
    re.IGNORECASE,
)
_FROM_ANYWHERE = {"id", "arn", "tagsAll", "region", "ownerId", "accountId", "registryId"}


def _texts(token):
    """Every text argument of a type at every depth: its path and its name."""

    def walk(props, path, seen):
        for prop in props.values():
            shape = prop.shape
            while shape.kind in {"array", "map"} and shape.item:
                shape = shape.item
            here = (*path, prop.name)
            if shape.kind == "object" and shape.name not in seen:
                yield from walk(schema.nested(shape.name), here, {*seen, shape.name})
            elif shape.kind in {"string", "union"}:
                yield ".".join(here), prop.name

    return walk(schema.resource(token).inputs, (), set())


@pytest.mark.parametrize("token", ROWS)
def test_every_argument_that_looks_like_a_reference_is_decided_on(token):
    """An id or ARN that is in no table would be waved through: it must be a reference, unsimulated or plain."""
    undecided = [
        path
        for path, name in _texts(token)
        if _LIKE_A_REFERENCE.search(name)
        and reference(token, path) is None
        and name not in PLAIN
        and not any(key in REFERENCES for key in (f"{token}.{path}", f"{token}.{name}", name))
    ]
    assert undecided == []


def test_no_row_of_the_reference_table_is_dead():
    """Each row is used by an argument of some type; a typo in a row would protect nothing."""
    used = set()
    for token in ROWS:
        for path, name in _texts(token):
            used.add(next((key for key in (f"{token}.{path}", f"{token}.{name}", name) if key in REFERENCES), name))
    assert set(REFERENCES) - used == set()
    assert (UNSIMULATED | PLAIN) - used == set()


def test_references_lead_to_types_that_exist():
    """A row that accepts a type which the sandbox does not have could never be satisfied."""
    known = {*ROWS, "aws:ec2/ami:Ami"}
    for key, ref in REFERENCES.items():
        assert {token for token, _ in ref.types} <= known, key
        assert ref.types or ref == FREE, key


@pytest.mark.parametrize("token", ROWS)
def test_every_output_that_aws_fills_in_has_a_value(token):
    """What a program can read and did not give is in the row; an ARN above all."""
    row, known = ROWS[token], schema.resource(token)
    missing = {
        prop.name
        for prop in known.outputs.values()
        if prop.required and prop.name not in {*known.inputs, *_FROM_ANYWHERE, *row.outputs}
    }
    assert missing == set()
    assert "arn" not in known.outputs or "arn" in known.inputs or row.arn


@pytest.mark.parametrize("token", ROWS)
def test_no_row_fills_in_what_does_not_exist(token):
    """A value for an output that the SDK does not have is a slip of the pen."""
    assert set(ROWS[token].outputs) <= set(schema.resource(token).outputs)


@pytest.mark.parametrize("table", [RULES, _HELD, _PROTECTED, _LETS_GO], ids=["rules", "held", "protected", "lets go"])
def test_tables_by_type_hold_types_of_the_sandbox(table):
    """A row for a type that nobody can make would never be used."""
    assert set(table) <= set(ROWS)


def test_what_a_protected_type_is_protected_by_is_an_argument_of_it():
    """The argument that forbids deletion is spelt as the SDK spells it."""
    assert all(prop in schema.resource(token).inputs for token, prop in _PROTECTED.items())


def test_durations_are_of_types_of_the_sandbox():
    """A duration of an unknown type would never be waited for."""
    short = {token.split(":")[1] for token in ROWS}
    assert {kind.partition("#")[0] for kind in DURATIONS} <= short


def test_functions_and_their_types_exist():
    """Each look-up is a function of the SDK, finds a type of the sandbox, and is chosen by arguments it has."""
    for token, (wanted, chosen_by) in EXISTING.items():
        assert wanted in ROWS, token
        assert set(chosen_by) <= set(schema.function_results(token)), token


def _replacements():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [(row["type"], row["argument"], row["sources"]) for row in csv.DictReader(file)]


def test_the_replacement_table_is_of_arguments_that_exist():
    """Sorted, without doubles, each with its sources, each spelt as the installed SDK spells it, at any depth."""
    rows = _replacements()
    keys = [(kind, argument) for kind, argument, _ in rows]
    assert keys == sorted(set(keys))
    assert all(re.fullmatch("[ctdk]+", sources) for _, _, sources in rows)
    tokens = {token.split(":")[1]: token for token in ROWS}
    for kind, argument in keys:
        props = schema.resource(tokens[kind]).inputs
        for part in argument.split("."):
            assert part in props, (kind, argument)
            props = schema.nested(props[part].shape.name) if props[part].shape.name else {}


# Arguments whose documentation has the words and means something else.
_OTHERWISE = {
    ("ec2/instance", "userDataReplaceOnChange"): "says what it makes of user data",
    ("ecs/service", "forceNewDeployment"): "forces a new deployment, not a new service",
}


@pytest.mark.parametrize("token", ROWS)
def test_what_the_sdk_says_of_replacement_is_in_the_table(token):
    """Every statement in the installed SDK that a change takes a new resource is a row or a condition."""
    kind = token.split(":")[1]
    decided = {(type_, argument) for type_, argument, _ in _replacements()} | set(CONDITIONS) | set(_OTHERWISE)
    said = {(kind, prop.name) for prop in schema.resource(token).inputs.values() if _SAYS_SO.search(prop.doc)}
    assert said - decided == set()

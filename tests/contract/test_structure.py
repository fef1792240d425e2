"""A layer has one name in four places, every module has tests, every component a type token."""

import ast
from pathlib import Path

import pytest

from costing.estimate import LAYER_BILLS
from infra.components.base import TYPE_TOKENS
from infra.model.layers import LAYERS
from infra.model.rules import LAYER_RULES
from infra.model.rules.between import UNBUILT

ROOT = Path(__file__).parents[2]
PLACES = ("infra/model/{}.py", "infra/components/{}.py", "costing/layers/{}.py", "tests/costing/layers/test_{}.py")
MODEL_ELSEWHERE = {"budget"}
"""Layers whose rules are no topology's: the budget stands beside it."""


def _built() -> list[str]:
    return [layer for layer in LAYERS if layer not in UNBUILT]


@pytest.mark.parametrize("layer", _built())
def test_a_layer_has_one_name_in_four_places(layer: str):
    """Model, component, pricing and the pricing's test of a layer are files of its name."""
    missing = [place.format(layer) for place in PLACES if not (ROOT / place.format(layer)).exists()]
    assert not missing


@pytest.mark.parametrize("layer", _built())
def test_a_layer_stands_in_the_tables(layer: str):
    """A built layer is priced, and judged by rules of its own."""
    assert layer in LAYER_BILLS
    assert layer in LAYER_RULES or layer in MODEL_ELSEWHERE


def test_layers_are_priced_in_the_order_of_the_bill():
    """The table of layer bills follows the order in which bills list layers."""
    order = [layer for layer in LAYERS if layer in LAYER_BILLS]
    assert list(LAYER_BILLS) == order


def _component_classes() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "infra" / "components").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and any(ast.unparse(b) == "Layer" for b in node.bases):
                found.add(node.name)
    return found


def test_every_component_has_its_type_token_in_the_table():
    """The table of type tokens names every component, and nothing else."""
    assert set(TYPE_TOKENS) == _component_classes()
    assert all(token == f"tollgate:infra:{name}" for name, token in TYPE_TOKENS.items())


def test_every_component_ends_with_its_outputs():
    """A component registers its outputs, or the engine never learns that it is done."""
    for path in (ROOT / "infra" / "components").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name in TYPE_TOKENS:
                assert "self.register_outputs(" in ast.unparse(node), f"{path.name}: {node.name}"


def test_every_test_file_is_collected():
    """A file with tests in it is called test_*.py, so that none of them waits in vain."""
    lost = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if not path.name.startswith("test_") and "\ndef test_" in path.read_text(encoding="utf-8")
    ]
    assert not lost

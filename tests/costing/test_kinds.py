"""Every kind of line is worked out by hand somewhere: a new kind without a case fails here."""

import importlib.util
import re
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from costing.estimate import LAYER_BILLS
from infra.model.layers import LAYERS
from tests.support.hand_computed import MARK

FOLDER = Path(__file__).parent / "layers"
KINDS = {kind.id: (layer, kind) for layer, bill in LAYER_BILLS.items() for kind in bill.kinds}


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"cases_of_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cases() -> dict[str, list[str]]:
    """Return the docstrings of the cases by the kind they are about."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(FOLDER.glob("test_*.py")):
        for name, value in vars(_module(path)).items():
            if name.startswith("test_") and hasattr(value, MARK):
                found[getattr(value, MARK)].append(value.__doc__ or "")
    return found


CASES = _cases()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_worked_out_by_hand(kind):
    """Each kind of line has a case in tests/costing/layers, made with `hand_computed`."""
    assert CASES.get(kind), f"no hand-computed case for {kind}: add one to tests/costing/layers"


def test_no_case_is_of_a_kind_that_is_gone():
    """A case names a kind that some layer lists."""
    assert set(CASES) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_cases_show_their_arithmetic(kind):
    """At least one case of each kind shows the sum: two figures and what is done with them."""
    sums = [doc for doc in CASES.get(kind, []) if re.search(r"\d[^.]*[×+−/][^.]*\d", doc)]
    assert sums, f"no case of {kind} shows its arithmetic in its docstring"


def test_ids_are_unique_and_start_with_their_layer():
    """An id is layer/thing/meter: a contract with whoever reads reports, and listed once."""
    ids = [kind.id for bill in LAYER_BILLS.values() for kind in bill.kinds]
    assert len(ids) == len(set(ids))
    assert [kind.id for layer, kind in KINDS.values() if kind.id.partition("/")[0] != layer] == []


def test_ids_hold_no_price_and_no_index():
    """An id outlives a change of size or price: no digit stands in it."""
    assert [one for one in KINDS if re.search(r"\d", one)] == []


def test_layers_are_priced_in_their_order():
    """The registry lists layers in the order of the model's own list."""
    assert list(LAYER_BILLS) == [layer for layer in LAYERS if layer in LAYER_BILLS]


def test_a_kind_names_a_pulumi_resource_type():
    """Every line can say which resource causes it: a type token of the AWS provider."""
    token = re.compile(r"aws:[a-z0-9]+/[a-zA-Z0-9]+:[A-Z][a-zA-Z0-9]+")
    assert [kind.id for _, kind in KINDS.values() if not token.fullmatch(kind.resource)] == []

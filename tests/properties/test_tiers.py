"""Merge patches compose, and a config survives being written and read."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from infra.model.door import Asked, read
from infra.model.reading import validated
from infra.model.stack import Sections
from infra.model.tiers import merge, resolve
from tests.support.bills import LEAST
from tests.support.strategies import BOUNDED, databases, networks, topologies, workloads

ASKED = Asked("dev", "us-east-1", date(2026, 11, 21))
words = st.text("abc", min_size=1, max_size=2)
trees = st.recursive(
    st.one_of(st.none(), st.integers(0, 3), words, st.lists(st.integers(0, 2), max_size=2)),
    lambda inner: st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
maps = st.dictionaries(words, trees, max_size=3)


@BOUNDED
@given(maps)
def test_a_patch_of_nothing_changes_nothing(base):
    """And a config laid upon itself is itself."""
    assert merge(base, {}) == base
    assert merge(base, base) == base


@BOUNDED
@given(maps, maps)
def test_a_patch_twice_is_a_patch_once(base, patch):
    """What it says is said."""
    assert merge(merge(base, patch), patch) == merge(base, patch)


@BOUNDED
@given(maps, maps)
def test_a_patch_is_found_in_its_result(base, patch):
    """Every scalar and list of the patch stands where it put it; nothing else of the base's maps is gone."""

    def check(result, part):
        for key, value in part.items():
            if isinstance(value, dict):
                check(result[key], value)
            else:
                assert result[key] == value

    result = merge(base, patch)
    check(result, patch)
    assert set(result) == set(base) | set(patch)


@BOUNDED
@given(maps, maps, maps)
def test_extending_is_patching_the_ancestor(base, parent, child):
    """The tiers parent and child in turn are child's patch upon what parent came to."""
    tiers = {"parent": {"topology": parent}, "child": {"extends": "parent", "topology": child}}
    document = {"topology": base}
    by_name = resolve("child", document, tiers)
    by_hand = merge(resolve("parent", document, tiers), {"topology": child})
    assert by_name == by_hand


@BOUNDED
@given(topologies, networks, st.one_of(st.none(), databases), workloads)
def test_a_tier_is_the_config_its_patches_make(topology, network, database, workload):
    """Whatever is patched: reading the tier, and reading the patched config as the base, give the same model."""
    patch = database and {**database, "kind": database.get("kind", "instance")}
    tiers = {
        "first": {"topology": {"network": network}, "workload": workload},
        "second": {"extends": "first", "topology": {"database": patch}},
    }
    document = {"topology": {**LEAST, **topology}, "budget": {"monthlyCap": "none"}}
    tier = read({**document, "tiers": tiers, "tier": "second"}, ASKED).deployed.sections
    written_out = read({**document, **resolve("second", document, tiers)}, ASKED).deployed.sections
    assert tier == written_out


@BOUNDED
@given(topologies, workloads)
def test_a_model_survives_being_written(topology, workload):
    """Config to model to config to model."""
    model = validated(Sections, {"topology": {**LEAST, **topology}, "workload": workload})
    assert isinstance(model, Sections)
    assert validated(Sections, model.model_dump(mode="json")) == model

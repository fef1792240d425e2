"""Merge patches and who extends whom."""

import pytest

from infra.model.problems import Problem
from infra.model.tiers import lineage, merge, resolve


@pytest.mark.parametrize(
    ("base", "patch", "merged"),
    [
        # the cases of RFC 7386, appendix A; a null stays, and is read as absent
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {"a": None}),
        ({"a": "b", "b": "c"}, {"a": None}, {"a": None, "b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d", "c": None}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b", "c": None}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {"ccc": None}}}),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
    ],
)
def test_merge_patches(base, patch, merged):
    """Maps are merged, all else is replaced whole, lists too."""
    assert merge(base, patch) == merged


def test_neither_side_is_changed():
    """Many tiers patch one base: it must stay as it is."""
    base, patch = {"a": {"b": 1, "c": [1]}}, {"a": {"b": 2}, "d": {}}
    merge(base, patch)
    assert (base, patch) == ({"a": {"b": 1, "c": [1]}}, {"a": {"b": 2}, "d": {}})


TIERS = {
    "startup": {},
    "growth": {"topology": {"x": 1, "y": 1}, "note": "more"},
    "scale": {"extends": "growth", "topology": {"y": 2, "z": 2}},
    "thrifty": {"extends": "scale", "pricing": {"freeTier": "none"}, "topology": {"x": None}},
    "plain": {"extends": "base", "topology": {"x": 5}},
}


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("startup", ("startup",)),
        ("scale", ("growth", "scale")),
        ("thrifty", ("growth", "scale", "thrifty")),
        ("plain", ("plain",)),
        ("base", ()),
    ],
)
def test_a_tier_applies_its_ancestors_first(name, chain):
    """From the outermost ancestor to the tier itself; the base is where all start."""
    assert lineage(name, TIERS) == chain


def test_each_patch_works_on_the_result_of_the_one_before():
    """Base x=0, growth x=1 y=1, scale y=2 z=2, thrifty without x."""
    base = {"topology": {"x": 0}, "budget": {"monthlyCap": 5}}
    assert resolve("thrifty", base, TIERS) == {
        "topology": {"x": None, "y": 2, "z": 2},
        "pricing": {"freeTier": "none"},
    }


def test_only_sections_are_patched():
    """Notes, ancestors, budget and claims are no part of what a tier is."""
    base = {"topology": {"x": 0}, "budget": {"monthlyCap": 5}, "claims": {}, "workload": None}
    assert resolve("growth", base, TIERS) == {"topology": {"x": 1, "y": 1}}


@pytest.mark.parametrize(
    ("tiers", "name", "message"),
    [
        ({"a": {"extends": "a"}}, "a", "goes round in a circle: a → a"),
        ({"a": {"extends": "b"}, "b": {"extends": "a"}}, "a", "goes round in a circle: a → b → a"),
        (
            {"a": {"extends": "b"}, "b": {"extends": "c"}, "c": {"extends": "b"}},
            "a",
            "goes round in a circle: a → b → c → b",
        ),
    ],
)
def test_circles_are_drawn(tiers, name, message):
    """The message goes round once."""
    found = lineage(name, tiers)
    assert isinstance(found, Problem)
    assert found == Problem(("tiers", name, "extends"), message)
    assert resolve(name, {}, tiers) == found


def test_an_unknown_ancestor_is_named_where_it_is_written():
    """Not at the tier that inherits the mistake, but at the one that makes it."""
    tiers = {"growth": {"extends": "startp"}, "scale": {"extends": "growth"}, "startup": {}}
    assert lineage("scale", tiers) == Problem(
        ("tiers", "growth", "extends"),
        "'startp' is no tier; did you mean startup?; tiers are growth, scale or startup",
    )

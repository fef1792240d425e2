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


SERVERLESS, ON_INSTANCE = {"kind": "auroraServerless"}, {"kind": "instance"}
KEPT = {"backupRetentionDays": 7}
INSTANCE = {**ON_INSTANCE, **KEPT, "instanceClass": "db.t4g.micro", "storageGb": 20}
AURORA = {**SERVERLESS, **KEPT, "minAcu": 1, "maxAcu": 4}


@pytest.mark.parametrize(
    ("base", "patch", "merged"),
    [
        # another kind: what only the old one has leaves, what both have stays, and the patch comes on top
        (INSTANCE, {**SERVERLESS, "minAcu": 2}, {**SERVERLESS, **KEPT, "minAcu": 2}),
        (AURORA, {**ON_INSTANCE, "storageGb": 50}, {**ON_INSTANCE, **KEPT, "storageGb": 50}),
        # the same kind, said again, and no kind at all
        (INSTANCE, {"kind": "instance", "storageGb": 50}, {**INSTANCE, "storageGb": 50}),
        (INSTANCE, {"storageGb": 50}, {**INSTANCE, "storageGb": 50}),
        # no kind in the base means the default one, an instance
        ({"storageGb": 20}, ON_INSTANCE, {**ON_INSTANCE, "storageGb": 20}),
        ({"storageGb": 20}, SERVERLESS, SERVERLESS),
        # null is the default one again
        (AURORA, {"kind": None}, {"kind": None, **KEPT}),
        (INSTANCE, {"kind": None}, {**INSTANCE, "kind": None}),
        # a kind that nobody knows changes nothing but itself: it is refused elsewhere, with all that was written
        (INSTANCE, {"kind": "oracle"}, {**INSTANCE, "kind": "oracle"}),
        # a database where there was none, or something that is no map
        (None, {**ON_INSTANCE, "storageGb": 20}, {**ON_INSTANCE, "storageGb": 20}),
        ("none", AURORA, AURORA),
    ],
)
def test_another_kind_leaves_the_fields_of_the_old_one_behind(base, patch, merged):
    """A tier changes the kind of a database in one line, and need not take out field by field."""
    found = merge({"topology": {"database": base, "cache": {"a": 1}}}, {"topology": {"database": patch}})
    assert found == {"topology": {"database": merged, "cache": {"a": 1}}}


def test_a_kind_deeper_down_is_known_by_its_place():
    """A service's scaling policy has kinds of its own: `perTarget` belongs to one, and leaves with it."""
    policy = {"kind": "requests", "perTarget": 1000}
    base = {"topology": {"services": {"api": {"scaling": {"min": 1, "policy": policy}}}}}
    patch = {"topology": {"services": {"api": {"scaling": {"policy": {"kind": "cpu", "targetPercent": 60}}}}}}
    assert merge(base, patch)["topology"]["services"]["api"]["scaling"] == {
        "min": 1,
        "policy": {"kind": "cpu", "targetPercent": 60},
    }


def test_a_kind_where_the_model_has_none_is_a_field_like_any():
    """Only places that hold one of several kinds lose fields."""
    base, patch = {"topology": {"tags": {"kind": "a", "owner": "b"}}}, {"topology": {"tags": {"kind": "instance"}}}
    assert merge(base, patch) == {"topology": {"tags": {"kind": "instance", "owner": "b"}}}


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


def test_the_base_is_its_own_sections():
    """Without a patch nothing changes: each section keeps its own value, and one that is not there stays away."""
    base = {"topology": {"x": 0}, "workload": {"w": 1}, "usage": None, "budget": {"monthlyCap": 5}}
    assert resolve("base", base, TIERS) == {"topology": {"x": 0}, "workload": {"w": 1}}


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


@pytest.mark.parametrize("name", ["growth", "scale", "peak"])
def test_an_unknown_ancestor_is_named_where_it_is_written(name):
    """Not at the tier that inherits the mistake, at whatever distance, but at the one that makes it."""
    tiers = {
        "growth": {"extends": "startp"},
        "scale": {"extends": "growth"},
        "peak": {"extends": "scale"},
        "startup": {},
    }
    assert lineage(name, tiers) == Problem(
        ("tiers", "growth", "extends"),
        "'startp' is no tier; did you mean startup?; tiers are growth, scale, peak or startup",
    )

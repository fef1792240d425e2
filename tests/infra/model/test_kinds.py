"""Unions told apart by `kind`: the table of them is whole, and a patch may change a kind in one line."""

from itertools import permutations
from typing import Annotated, Union, get_args, get_origin

import pytest
from pydantic import Discriminator, Tag

from infra.model.base import Model
from infra.model.kinds import ANY, UNIONS, fields_of, union_at
from infra.model.stack import Around, Sections
from infra.model.tiers import merge

# --- the table ----------------------------------------------------------------------------------------------------


def _unions(annotation, path):
    """Yield every union by `kind` below an annotation: its path, its models by tag, and the tag of no kind."""
    origin = get_origin(annotation)
    if hasattr(annotation, "__metadata__"):
        marks = [m for m in annotation.__metadata__ if isinstance(m, Discriminator)]
        tagged = [p for p in get_args(annotation.__origin__) if hasattr(p, "__metadata__")]
        kinds = {t.tag: p.__origin__ for p in tagged for t in p.__metadata__ if isinstance(t, Tag)}
        if marks and all(isinstance(m, type) and issubclass(m, Model) for m in kinds.values()):
            yield path, kinds, marks[0].discriminator({})
        yield from _unions(annotation.__origin__, path)
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        for name, field in annotation.model_fields.items():
            whole = Annotated[field.annotation, *field.metadata, name]
            yield from _unions(whole, (*path, field.alias or name))
    elif origin is dict:
        yield from _unions(get_args(annotation)[1], (*path, ANY))
    elif origin is tuple or origin is Union or type(annotation).__name__ == "UnionType":
        for part in get_args(annotation):
            yield from _unions(part, path)


FOUND = {path: (kinds, default) for path, kinds, default in _unions(Sections, ())}


def test_the_walk_finds_unions():
    """The walk through the model is not blind: it comes upon those everybody knows."""
    assert {("topology", "network"), ("topology", "database"), ("topology", "services", ANY)} <= set(FOUND)


def test_every_union_of_the_model_is_in_the_table():
    """A union that is forgotten there would keep the fields of the old kind, and refuse every change of it."""
    plain = {path: (kinds, default) for path, (kinds, default) in FOUND.items() if len(kinds) > 1}
    listed = {path: (union.kinds, union.default) for path, union in UNIONS.items() if len(union.kinds) > 1}
    assert plain == listed


def test_what_no_tier_patches_has_no_union():
    """Tiers, path, budget and claims hold no kinds; the table need not know of them."""
    assert list(_unions(Around, ())) == []


@pytest.mark.parametrize("path", UNIONS)
def test_the_kind_of_a_model_is_its_tag(path):
    """What a model says of its own kind is what the table calls it."""
    for tag, model in UNIONS[path].kinds.items():
        assert tag in get_args(model.model_fields["kind"].annotation)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("topology", "database"), True),
        (("topology", "services", "api"), True),
        (("topology", "services", "api", "scaling", "policy"), True),
        (("pricing", "commitments", "db"), True),
        (("topology",), False),
        (("topology", "services"), False),
        (("topology", "services", "api", "route"), False),
        (("topology", "services", "a", "b", "deployment"), False),
        ((), False),
    ],
)
def test_a_union_is_found_by_its_path(path, found):
    """A name in a map stands where the table has a star."""
    assert (union_at(path) is not None) is found


# --- the rule of patches ------------------------------------------------------------------------------------------


def _at(path, value):
    """Return a document that holds `value` at a path of the table."""
    for step in reversed(path):
        value = {"x" if step == ANY else step: value}
    return value


def _inside(document, path):
    for step in path:
        document = document["x" if step == ANY else step]
    return document


CHANGES = [(path, old, new) for path, union in UNIONS.items() for old, new in permutations(union.kinds, 2)]


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_fields_that_the_new_kind_lacks_leave(path, old, new):
    """A patch that changes the kind keeps what both kinds have, and drops what only the old one had."""
    kinds = UNIONS[path].kinds
    before = {**dict.fromkeys(fields_of(kinds[old]), "old"), "kind": old}
    after = _inside(merge(_at(path, before), _at(path, {"kind": new})), path)
    assert after == {**dict.fromkeys(fields_of(kinds[old]) & fields_of(kinds[new]), "old"), "kind": new}


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_what_the_patch_brings_is_merged_after(path, old, new):
    """The patch's own fields stay, even one that the new kind does not have: that is an error, and not hidden."""
    kinds = UNIONS[path].kinds
    foreign = sorted(fields_of(kinds[old]) - fields_of(kinds[new]))
    own = sorted(fields_of(kinds[new]) - {"kind"})
    patch = {"kind": new, **dict.fromkeys([*foreign, *own], "new")}
    before = {**dict.fromkeys(fields_of(kinds[old]), "old"), "kind": old}
    assert _inside(merge(_at(path, before), _at(path, patch)), path) == patch


@pytest.mark.parametrize(("path", "kind"), [(path, kind) for path, union in UNIONS.items() for kind in union.kinds])
def test_the_same_kind_again_changes_nothing(path, kind):
    """Naming the kind that is there already drops nothing."""
    before = {**dict.fromkeys(fields_of(UNIONS[path].kinds[kind]), "old"), "kind": kind}
    assert _inside(merge(_at(path, before), _at(path, {"kind": kind})), path) == before


DEFAULTS = [(path, union.default, new) for path, union in UNIONS.items() if union.default for new in union.kinds]


@pytest.mark.parametrize(("path", "default", "new"), DEFAULTS)
@pytest.mark.parametrize("written", [{}, {"kind": None}])
def test_a_kind_that_is_not_written_is_the_default(path, default, new, written):
    """Changing from the unwritten default drops its own fields; naming the default drops none."""
    kinds = UNIONS[path].kinds
    before = {**dict.fromkeys(fields_of(kinds[default]) - {"kind"}, "old"), **written}
    after = _inside(merge(_at(path, before), _at(path, {"kind": new})), path)
    kept = fields_of(kinds[default]) & fields_of(kinds[new]) - {"kind"}
    assert after == {**dict.fromkeys(kept, "old"), "kind": new}


@pytest.mark.parametrize(("path", "default", "old"), DEFAULTS)
def test_a_null_kind_goes_back_to_the_default(path, default, old):
    """Null is absent, and an absent kind is the default: the other kind's fields leave."""
    kinds = UNIONS[path].kinds
    before = {**dict.fromkeys(fields_of(kinds[old]), "old"), "kind": old}
    after = _inside(merge(_at(path, before), _at(path, {"kind": None})), path)
    kept = fields_of(kinds[default]) & fields_of(kinds[old]) - {"kind"}
    assert after == {**dict.fromkeys(kept, "old"), "kind": None}


def test_an_unknown_kind_keeps_everything():
    """It is an error of its own; nothing is dropped on its account."""
    before = {"database": {"instanceClass": "db.t4g.micro", "storageGb": 20}}
    after = merge({"topology": before}, {"topology": {"database": {"kind": "oracle"}}})
    assert after == {"topology": {"database": {**before["database"], "kind": "oracle"}}}

"""Pulumi's wire format: what goes in comes out, and secrets stay secret."""

import pytest
from google.protobuf import struct_pb2

from sandbox.wire import SECRET, SIGNATURE, UNKNOWN, Secret, Unknown, contains, mask, reveal, to_python, to_struct

VALUES = {
    "text": "a",
    "number": 3,
    "fraction": 0.5,
    "flag": False,
    "list": [1, ["b", None], {}],
    "map": {"inner": {"deep": UNKNOWN}},
    "secret": Secret({"password": "hunter2"}),
    "asset": {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "text": "x"},
}


def test_values_survive_the_wire():
    """Every kind of value comes back as it went, at every depth."""
    assert to_python(to_struct(VALUES)) == VALUES


def test_whole_numbers_come_back_as_integers():
    """The wire has only doubles; a whole one is an int again, a true one stays a bool."""
    back = to_python(to_struct({"a": 3.0, "b": True}))
    assert (type(back["a"]), type(back["b"])) == (int, bool)


def test_a_secret_travels_under_pulumis_own_signature():
    """The struct of a secret is the one that the engine encrypts."""
    inner = to_struct({"s": Secret("x")}).fields["s"].struct_value.fields
    assert (inner[SIGNATURE].string_value, inner["value"].string_value) == (SECRET, "x")


def test_nothing_is_left_out_of_a_list_but_of_the_top_level():
    """A `None` at the top is an absent property; inside a list it keeps its place."""
    assert to_python(to_struct({"gone": None, "list": [None]})) == {"list": [None]}


def test_a_foreign_value_is_refused():
    """What Pulumi cannot carry is an error here, not on the engine's side."""
    with pytest.raises(TypeError, match="a set cannot travel"):
        to_struct({"a": {1}})


def test_reveal_opens_and_mask_hides():
    """Both reach every depth; only the masked one may be shown."""
    value = {"a": [Secret({"b": Secret("hunter2")})]}
    assert reveal(value) == {"a": [{"b": "hunter2"}]}
    assert mask(value) == {"a": ["[secret]"]}
    assert "hunter2" not in repr(value)


@pytest.mark.parametrize(("kind", "found"), [(Secret, True), (Unknown, False)])
def test_contains_looks_everywhere(kind, found):
    """A secret in a list in a map is found; an unknown that is not there is not."""
    assert contains({"a": [{"b": Secret(1)}]}, kind) is found


def test_an_empty_struct_is_an_empty_map():
    """An empty map is a map, not nothing."""
    assert to_python(struct_pb2.Struct()) == {}
    assert to_python(to_struct({"a": {}})) == {"a": {}}

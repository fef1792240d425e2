"""Edits of YAML as text: one value changes, every other character stays."""

from decimal import Decimal
from typing import Any

import pytest
import yaml

from costing.planner.writing.document import Document
from costing.planner.writing.nodes import NoPlaceError
from costing.planner.writing.scalars import flow

SETS: list[tuple[str, str, Any, str]] = [
    ("a: 1   # one\nb: 2\n", "a", 3, "a: 3   # one\nb: 2\n"),
    ("a: '1.5'\n", "a", "2.5", "a: '2.5'\n"),
    ('a: "17"   # major\n', "a", "18", 'a: "18"   # major\n'),
    ('a: "1.5"\n', "a", Decimal(2), 'a: "2"\n'),
    ("a: 1\n", "a", Decimal("1.5"), 'a: "1.5"\n'),
    ("a: { b: 1, c: x }   # c\n", "a.c", "z", "a: { b: 1, c: z }   # c\n"),
    ("a: { b: 1 }\n", "a.c", "z", "a: { b: 1, c: z }\n"),
    ("a: {b: 1}\n", "a.c.d", True, "a: {b: 1, c: {d: true}}\n"),
    ("a: {}\n", "a.b", 1, "a: { b: 1 }\n"),
    ("a:\nb: 1\n", "a.c", 1, "a: { c: 1 }\nb: 1\n"),
    ("a: # gone\nb: 1\n", "a", 1, "a: 1 # gone\nb: 1\n"),
    ("a: null\n", "a.b", 1, "a: { b: 1 }\n"),
    ("a:\n  b: 1   # x\n\n  # of c\n\nd: 2\n", "a.c", 2, "a:\n  b: 1   # x\n  c: 2\n\n  # of c\n\nd: 2\n"),
    ("a:\n  b: 1", "a.c", 2, "a:\n  b: 1\n  c: 2\n"),
    ("a:\n  b: |\n    long\n    text\n\nd: 2\n", "a.c", 2, "a:\n  b: |\n    long\n    text\n  c: 2\n\nd: 2\n"),
    ("a:\n    b:\n        c: 1\nd: 2\n", "a.b.e", 2, "a:\n    b:\n        c: 1\n        e: 2\nd: 2\n"),
    ("a:\n  - x   # first\n  - y\nb: 1\n", "a", ["z", "8.0"], 'a:\n  - z\n  - "8.0"\nb: 1\n'),
    ("a: [x, y]   # both\n", "a", ("z",), "a: [z]   # both\n"),
    ("a:\n  b: 1\n  c: 2\nd: 1\n", "a", {"e": 1}, "a: { e: 1 }\nd: 1\n"),
    ("a: {\n  b: 1,\n  c: 2\n}\n", "a.c", 3, "a: {\n  b: 1,\n  c: 3\n}\n"),
    ("a: ünï·😀\nb: 1 # ·\nc: 2\n", "c", 3, "a: ünï·😀\nb: 1 # ·\nc: 3\n"),
    ("a: 1\r\nb:\r\n  c: 1\r\n", "b.d", 2, "a: 1\r\nb:\r\n  c: 1\r\n  d: 2\r\n"),
    ("a: 1\n", "b.c", {"d": "x" * 60, "e": "y" * 60}, f"a: 1\nb:\n  c:\n    d: {'x' * 60}\n    e: {'y' * 60}\n"),
    ("'a:b': 1\n", "a:b", 2, "'a:b': 2\n"),
    (
        f"a:\n  b: {{ c: '{'x' * 60}', d: 1 }}   # b\n  z: 1\n",
        "a.b.e.f",
        "y" * 50,
        f"a:\n  b:   # b\n    c: '{'x' * 60}'\n    d: 1\n    e: {{ f: {'y' * 50} }}\n  z: 1\n",
    ),
]


@pytest.mark.parametrize(("before", "path", "value", "after"), SETS)
def test_set(before: str, path: str, value: Any, after: str):
    """A value takes another's place in its quotes; a new one goes last into its map, in the map's own style."""
    document = Document(before)
    document.set(tuple(path.split(".")), value)
    assert document.text == after


DELETES: list[tuple[str, str, str]] = [
    ("a: 1\nb: 2   # two\nc: 3\n", "b", "a: 1\nc: 3\n"),
    ("a: 1\nb:\n  c: 1\n  d: 2\n\n# of e\ne: 1\n", "b", "a: 1\n\n# of e\ne: 1\n"),
    ("a: { b: 1, c: 2, d: 3 }\n", "a.c", "a: { b: 1, d: 3 }\n"),
    ("a: { b: 1, c: 2 }\n", "a.c", "a: { b: 1 }\n"),
    ("a: { b: 1 }   # x\n", "a.b", "a: {}   # x\n"),
    ("a:   # x\n  b: 1\nc: 1\n", "a.b", "a: {}   # x\nc: 1\n"),
    ("a: 1\n", "b.c", "a: 1\n"),
]


@pytest.mark.parametrize(("before", "path", "after"), DELETES)
def test_delete(before: str, path: str, after: str):
    """An entry goes with its lines and its own comment; what is not there may go too."""
    document = Document(before)
    document.delete(tuple(path.split(".")))
    assert document.text == after


@pytest.mark.parametrize("content", ["a: 1\n", "a: [1]\n", "- a\n", ""])
def test_no_place(content: str):
    """What is no map takes no entry, and the error says where."""
    with pytest.raises(NoPlaceError, match="map"):
        Document(content).set(("a", "b"), 1)


VALUES: list[tuple[Any, str]] = [
    ("db.t4g.micro", "db.t4g.micro"),
    ("17", '"17"'),
    ("15.10", '"15.10"'),
    ("2026-12-31", '"2026-12-31"'),
    ("yes", '"yes"'),
    ("0 3 * * ? *", '"0 3 * * ? *"'),
    ("${cache.url}", '"${cache.url}"'),
    ("*", '"*"'),
    ("a: b", '"a: b"'),
    ("", '""'),
    ("ü", '"ü"'),
    ("/health", "/health"),
    (Decimal("2.0"), "2"),
    (Decimal("0.5"), '"0.5"'),
    (7, "7"),
    (True, "true"),
    (None, "null"),
    (["a", "1"], '[a, "1"]'),
    ({"a": {"b": Decimal("1.5")}, "c": []}, '{ a: { b: "1.5" }, c: [] }'),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_flow(value: Any, expected: str):
    """Whole numbers stand bare, fractions and what could be taken for a number, a date or a word in quotes."""
    assert flow(value) == expected
    if not isinstance(value, (Decimal, dict)):
        assert yaml.safe_load(expected) == value

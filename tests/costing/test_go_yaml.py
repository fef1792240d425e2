"""Plain scalars as Go's yaml.v3 reads them and Pulumi hands them on as JSON.

Every expectation below was read off the Go library itself (v3.0.1), run on the same text and printed by encoding/json.
"""

import pytest
import yaml

from costing import go_yaml

WORDS = {
    # null and the two truths, in three spellings each, and no others
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "nUll": "nUll",
    "tRUE": "tRUE",
    "yes": "yes",
    "Yes": "Yes",
    "no": "no",
    "on": "on",
    "off": "off",
    "y": "y",
    "n": "n",
    "=": "=",
    "db.t4g.micro": "db.t4g.micro",
}
INTEGERS = {
    "0": 0,
    "-0": 0,
    "+5": 5,
    "-5": -5,
    "00": 0,
    "0755": 493,
    "-0755": -493,
    "0o17": 15,
    "0O17": 15,
    "-0o17": -15,
    "0o-7": -7,
    "0o+7": 7,
    "0x1F": 31,
    "0X1f": 31,
    "-0x1F": -31,
    "0b101": 5,
    "0B101": 5,
    "-0b11": -3,
    "0b-1": -1,
    "1_000": 1000,
    "1__0_": 10,
    "+_1": 1,
    "0x_1": 1,
    "0_7": 7,
    "9223372036854775807": 9223372036854775807,
    "9223372036854775808": 9223372036854775808,
    "18446744073709551615": 18446744073709551615,
    "-9223372036854775808": -9223372036854775808,
    "0x8000000000000000": 9223372036854775808,
}
FLOATS = {
    # a whole float below 1e21 is printed by Go's JSON without a fraction, and so is an integer to Python
    "15.10": 15.1,
    "17.10": 17.1,
    "0.1": 0.1,
    "1e3": 1000,
    "1E3": 1000,
    "1.5e+3": 1500,
    "1e-7": 1e-07,
    "1.0": 1,
    "1.": 1,
    ".5": 0.5,
    "-.5": -0.5,
    "+.5": 0.5,
    ".5e1": 5,
    "08": 8,
    "0.1_5": 0.15,
    "1_000.5": 1000.5,
    ".5_0": 0.5,
    "1e20": 100000000000000000000,
    "1e21": 1e21,
    "1e-400": 0,
    "-0.0": 0,
    "18446744073709551616": 18446744073709552000,
    "-9223372036854775809": -9223372036854776000,
    "+9223372036854775808": 9223372036854776000,
}
TEXTS = {
    # what looks like a number and is none to Go
    one: one
    for one in (
        "1e400",
        "-1e400",
        "0x",
        "0xg",
        "0b2",
        "0o8",
        "0xFFFFFFFFFFFFFFFFF",
        "1,000",
        "1e",
        "1e+",
        "1.2.3",
        ".",
        "..",
        "+",
        "+.",
        "_1",
        "._5",
        ".5__0",
        ".5_",
        "+.nan",
        "12:30:45",
        "190:20:30",
        "10.0.0.0/16",
        "123456789012-a",
        "٣",
    )
}
TIMES = {
    "2026-12-31": "2026-12-31 00:00:00 +0000 UTC",
    "2026-1-2": "2026-01-02 00:00:00 +0000 UTC",
    "2024-02-29": "2024-02-29 00:00:00 +0000 UTC",
    "2000-02-29": "2000-02-29 00:00:00 +0000 UTC",
    "0000-02-29": "0000-02-29 00:00:00 +0000 UTC",
    "0226-1-1": "0226-01-01 00:00:00 +0000 UTC",
    "2026-12-31T10:00:00Z": "2026-12-31 10:00:00 +0000 UTC",
    "2026-12-31t10:00:00Z": "2026-12-31 10:00:00 +0000 UTC",
    "2026-12-31 10:00:00": "2026-12-31 10:00:00 +0000 UTC",
    "2026-12-31   1:2:3": "2026-12-31 01:02:03 +0000 UTC",
    "2026-12-31T1:2:3.45Z": "2026-12-31 01:02:03.45 +0000 UTC",
    "2026-12-31T1:2:3,5Z": "2026-12-31 01:02:03.5 +0000 UTC",
    "2026-12-31T1:2:3.000Z": "2026-12-31 01:02:03 +0000 UTC",
    "2026-12-31T1:2:3.1234567891Z": "2026-12-31 01:02:03.123456789 +0000 UTC",
    "2026-12-31T10:00:00+05:30": "2026-12-31 10:00:00 +0530 +0530",
    "2026-12-31T10:00:00-24:00": "2026-12-31 10:00:00 -2400 -2400",
}
NO_TIMES = {
    # no such day, no zone after a T, a zone after a space
    one: one
    for one in (
        "2026-02-29",
        "1900-02-29",
        "2026-02-30",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-12-00",
        "2026-12-31T10:00:00",
        "2026-12-31 10:00:00Z",
        "2026-12-31T24:00:00Z",
        "2026-12-31T10:60:00Z",
        "2026-12-31T10:00:60Z",
        "2026-12-31T10:00:00z",
        "2026-12-31T10:00:00+25:00",
        "2026-12-31T10:00",
        "20261-01-01",
    )
}


@pytest.mark.parametrize(("text", "value"), {**WORDS, **INTEGERS, **FLOATS, **TEXTS, **TIMES, **NO_TIMES}.items())
def test_a_plain_scalar_has_the_value_that_go_gives_it(text, value):
    """Words, integers of every base, floats, dates, and what is none of them."""
    found = go_yaml.load(f"v: {text}\n")["v"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", [".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN"])
def test_a_number_that_json_cannot_hold_is_refused(text):
    """Pulumi could not hand it on; here it is an error with its place."""
    with pytest.raises(yaml.MarkedYAMLError, match="is no number that JSON can hold") as refused:
        go_yaml.load(f"a: 1\nv: {text}\n")
    assert (refused.value.problem_mark.line, refused.value.problem_mark.column) == (1, 3)


@pytest.mark.parametrize("written", ["'0755'", '"0755"', "!!str 0755", "|-\n  0755", ">-\n  0755"])
def test_what_is_quoted_is_text(written):
    """Quotes, blocks and `!!str` make text of anything."""
    assert go_yaml.load(f"v: {written}\n") == {"v": "0755"}


def test_keys_are_text_as_go_prints_them():
    """A key may look like anything; Pulumi makes text of it by `%v`."""
    assert go_yaml.load("1: a\ntrue: b\n~: c\n1.5: d\n0x1F: e\n1e3: f\nyes: g\n") == {
        "1": "a",
        "true": "b",
        "<nil>": "c",
        "1.5": "d",
        "31": "e",
        "1000": "f",
        "yes": "g",
    }


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}\n", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("a: &x {b: 1}\nc: {<<: [*x, {e: 3}], b: 2}\n", {"a": {"b": 1}, "c": {"b": 2, "e": 3}}),
        ("v: <<\n", {"v": "<<"}),
        ("v: !!map [1]\n", {"v": [1]}),
        ("", None),
        ("5\n", 5),
        ("- 1\n- [a, {b: c}]\n", [1, ["a", {"b": "c"}]]),
    ],
)
def test_documents(content, value):
    """Anchors, merge keys and documents that are no map are read as Go reads them."""
    assert go_yaml.load(content) == value


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("a: 1\na: 2\n", "the key a is written twice"),
        ("v: {1: x, '1': y}\n", "the key 1 is written twice"),
        ("v: {yes: 1, 'yes': 2}\n", "the key yes is written twice"),
        ("c: {<<: {b: 1}, <<: {d: 2}}\n", "the key << is written twice"),
        ("? [a, b]\n: 1\n", "a key is one word"),
        ("? {a: b}\n: 1\n", "a key is one word"),
        ("v: !!int 5\n", "the tag !!int is not for stack files"),
        ("v: !!int foo\n", "the tag !!int is not for stack files"),
        ("v: !!float 5\n", "the tag !!float is not for stack files"),
        ("v: !!bool yes\n", "the tag !!bool is not for stack files"),
        ("v: !!null x\n", "the tag !!null is not for stack files"),
        ("v: !!timestamp 2026-12-31\n", "the tag !!timestamp is not for stack files"),
        ("v: !!binary aGVsbG8=\n", "the tag !!binary is not for stack files"),
        ("v: !!set {a, b}\n", "the tag !!set is not for stack files"),
        ("v: !!omap [a: 1]\n", "the tag !!omap is not for stack files"),
        ("v: !!python/object/apply:os.getcwd []\n", "could not determine a constructor"),
        ("v: !mine x\n", "could not determine a constructor"),
        ("v: &a [*a]\n", "recursive"),
        ("v: &a {b: *a}\n", "recursive"),
        ("a: 1\n---\nb: 2\n", "a single document"),
        ("v: *nowhere\n", "undefined alias"),
        ("\tv: 1\n", "cannot start any token"),
        ("v: 'x\n", "unexpected end of stream"),
        ("v: [1, 2\n", "did not find expected"),
        ("v: a: b\n", "mapping values are not allowed"),
    ],
)
def test_what_is_refused(content, problem):
    """Every error is one of YAML's own, with its place in the file."""
    with pytest.raises(yaml.MarkedYAMLError, match=problem) as refused:
        go_yaml.load(content)
    assert refused.value.problem_mark or refused.value.context_mark


def test_aliases_of_aliases_do_not_grow_without_end():
    """Ten lines that stand for a thousand million values are refused, as Go refuses them."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(yaml.YAMLError, match="too large"):
        go_yaml.load("\n".join(lines))

"""How problems are written."""

import pytest

from infra.model.problems import ConfigError, Problem, dotted, listed, nearest, under


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("topology", "network"), "topology.network"),
        (("path", 0, "tier"), "path[0].tier"),
        (("topology", "tags", "a.b"), 'topology.tags["a.b"]'),
        (("usage",), "usage"),
        (("topology", "tags", "a\nb"), 'topology.tags["a\\nb"]'),
        (("topology", "tags", "größe"), "topology.tags.größe"),
        ((), ""),
        (("a", 1, 2, "b"), "a[1][2].b"),
    ],
)
def test_a_path_is_what_config_set_takes(path, text):
    """`pulumi config set --path` understands what the message shows."""
    assert dotted(path) == text


def test_a_problem_is_one_line():
    """Namespace, path, rule; keys of other namespaces keep their own."""
    assert str(Problem(("topology", "name"), "is required")) == "tollgate:topology.name: is required"
    assert str(Problem(("aws:region",), "is required")) == "aws:region: is required"


def test_problems_move_below_a_prefix():
    """What a rule finds in a layer is told at the layer's place."""
    (moved,) = under([Problem(("cidr",), "is wrong")], "topology", "network")
    assert moved.path == ("topology", "network", "cidr")


def test_an_error_tells_each_problem_once_and_in_order():
    """One line each, none twice."""
    one, other = Problem(("a",), "is wrong"), Problem(("b",), "is wrong")
    error = ConfigError([one, other, one])
    assert error.problems == (one, other)
    assert str(error) == "tollgate:a: is wrong\ntollgate:b: is wrong"


@pytest.mark.parametrize(
    ("word", "choices", "cure"),
    [
        ("egres", ["egress", "endpoints"], "; did you mean egress?"),
        ("STORAGEGB", ["storageGb", "iops"], "; did you mean storageGb?"),
        ("xyz", ["egress", "endpoints"], ""),
        ("", ["egress"], ""),
        ("a", [], ""),
    ],
)
def test_the_nearest_word(word, choices, cure):
    """A close one is offered, a far one is not; case does not matter."""
    assert nearest(word, choices) == cure


@pytest.mark.parametrize(
    ("words", "last", "text"),
    [
        (["a"], "or", "a"),
        (["a", "b"], "or", "a or b"),
        (["a", "b", "c"], "or", "a, b or c"),
        ([1, 2], "and", "1 and 2"),
    ],
)
def test_lists_are_read_aloud(words, last, text):
    """Commas, and a word before the last."""
    assert listed(words, last) == text

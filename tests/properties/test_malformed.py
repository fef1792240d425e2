"""Whatever is written into a config or a file: an answer, or one of our own errors, and nothing else."""

import copy
from datetime import date

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from costing import go_yaml, stack_file
from costing.errors import CostingError
from infra.model.door import KEYS, Asked, read
from infra.model.problems import ConfigError
from tests.support.strategies import BOUNDED
from tests.support.topologies import ONE, OTHER

ASKED = Asked("dev", "us-east-1", date(2026, 11, 21))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(["", "none", "1e999999999", "NaN", "-0", "0755", "2026-12-31", "${", "*", "a.b", "secure"]),
)
keys = st.one_of(st.text(max_size=5), st.sampled_from(["kind", "secure", "extends"]))
junk = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=6,
)


def _places(value, path=()):
    """Yield the path of every value of a config."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*path, index))


def _replaced(document, path, value):
    changed = copy.deepcopy(document)
    if not path:
        return changed
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return changed


AROUND = {
    "budget": {"monthlyCap": {"expected": "100"}, "layers": {"network": "5"}, "maxIncrease": {"usd": "5"}},
    "tiers": {"a": {"topology": {"name": "other"}}, "b": {"extends": "a"}},
    "tier": "a",
    "path": [{"tier": "a", "months": 12}],
    "claims": {"plan": {"tier": "a", "total": "5"}},
}
WHOLE = [{**ONE, **AROUND}, {**OTHER, **AROUND}]
PLACES = [(number, path) for number, document in enumerate(WHOLE) for path in _places(document) if path]


def _refusal(of, call, *arguments):
    """Return the error of a kind that a call ends with; None when it ends well. Any other error is not caught."""
    try:
        call(*arguments)
    except of as error:
        return error
    return None


def _check(document):
    """Read a config; an error must be ours, with a message of one line for each problem."""
    refused = _refusal(ConfigError, read, document, ASKED)
    if refused is not None:
        assert refused.problems
        assert all(p.message and "\n" not in str(p) for p in refused.problems)


@BOUNDED
@given(st.sampled_from(PLACES), junk)
@example((0, ("topology", "database", "storageGb")), "1e999999999")
@example((0, ("budget", "monthlyCap", "expected")), float("nan"))
@example((0, ("tiers", "a", "topology")), {"database": {"kind": []}})
@example((0, ("topology", "network", "egress", "kind")), {"a": 1})
@example((0, ("topology", "network", "egress", "kind")), ["a"])
def test_a_config_with_junk_in_one_place(place, value):
    """Any value anywhere: read, or refused in words."""
    number, path = place
    _check(_replaced(WHOLE[number], path, value))


@BOUNDED
@given(st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), junk))
def test_a_config_of_junk(document):
    """Nothing in it is right."""
    _check(document)


@BOUNDED
@given(st.text(max_size=40))
@example("a: !!timestamp x")
@example("v: !!bool")
@example("? : ?")
def test_any_text_is_yaml_or_is_not(content):
    """A value, or an error of YAML with its reason."""
    error = _refusal(yaml.YAMLError, go_yaml.load, content)
    assert error is None or str(error)


@BOUNDED
@given(st.one_of(st.binary(max_size=60), st.text("{}[]:-,&*!|>'\"#?% \n\tab1config:aws:regiontollgate", max_size=80)))
def test_any_file_is_a_stack_file_or_is_told_why_not(tmp_path_factory, content):
    """One line, and the exit code of wrong input."""
    path = tmp_path_factory.mktemp("stack") / "Pulumi.dev.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    error = _refusal(CostingError, stack_file.read, path)
    assert error is None or (error.exit_code == 2 and "\n" not in str(error))

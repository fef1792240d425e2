"""A command that a report proposes means the same stack, however it was named."""

from pathlib import Path

import pytest

from costing.cli.inputs import chosen, estimates

EXAMPLE = "examples/default-rate.yaml"
CASES = [
    ((("dev",), ()), None, "--stack dev"),
    (((), ("Pulumi.dev.yaml",)), None, "--file Pulumi.dev.yaml"),
    (((), (EXAMPLE,)), None, f"--file {EXAMPLE}"),
    (((), (EXAMPLE,)), "hardened", f"--file {EXAMPLE} --tier hardened"),
]


@pytest.mark.parametrize(("named", "tier", "said"), CASES)
def test_the_options_that_mean_a_stack(named, tier, said, monkeypatch, pytestconfig):
    """By its name where it was called by name, by its file otherwise, and with the tier that was asked for."""
    monkeypatch.chdir(pytestconfig.rootpath)
    stacks, files = named
    wanted = chosen(stacks, tuple(Path(file) for file in files), None, "2026-11-21")
    (one,) = estimates(wanted._replace(tier=tier))
    assert one.options == said

"""Every resource type of the sandbox on the real engine, made, looked at again, and ended."""

import pytest

from sandbox.aws.types import ROWS
from sandbox.engine import Sandbox
from tests.sandbox.programs import everything

pytestmark = pytest.mark.engine


def test_every_type_lives_and_ends():
    """Preview and up agree, a second up and a preview change nothing, refresh sees no drift, destroy leaves nothing."""
    with Sandbox() as aws:
        aws.plant("aws:costexplorer/seenTag:SeenTag", "project", region="")
        stack = aws.program(everything)
        planned = stack.preview(check=True)
        made = stack.up(check=True)
        assert planned.changes == made.changes
        assert {living.type for living in aws.account.of()} >= set(ROWS)
        for again in (stack.up, stack.preview, stack.refresh):
            result = again(check=True)
            assert result.changes == {}, [step.urn for step in result.steps if step.op not in {"same", "refresh"}]
        assert made.outputs["url"].endswith(".us-east-1.elb.amazonaws.com")
        providers = {living.provider for living in aws.account.of() if living.urn}
        assert providers == {"aws"}
        stack.destroy(check=True)
        assert aws.account.of() == []

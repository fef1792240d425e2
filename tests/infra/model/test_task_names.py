"""What families of task definitions are called."""

import pytest

from infra.model.task_names import family
from tests.support.bills import sections_of


@pytest.mark.parametrize(("stack", "name"), [("dev", "shop-dev-api"), ("feature/x.1", "shop-feature-x-1-api")])
def test_families_hold_the_stack(stack, name):
    """Two stacks of an account keep their revisions apart; ECS takes letters, digits, hyphens and underscores."""
    assert family(sections_of({}).topology, stack, "api") == name

"""AWS's own rules that take more than one resource to see."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from sandbox.aws.row import Making

Rule: TypeAlias = Callable[[Making], str]

RULES: Final[Mapping[str, tuple[Rule, ...]]] = {}


def broken_rules(making: Making) -> list[str]:
    """What AWS would say against this resource; empty when it would not mind."""
    return [problem for rule in RULES.get(making.type, ()) if (problem := rule(making))]

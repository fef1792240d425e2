"""Which types take tags is read off the SDK, not remembered."""

import importlib
import inspect

import pytest

from infra.tags import UNTAGGABLE, takes_tags


def sdk_class(token: str) -> type:
    """Return the SDK's class of a type token such as aws:ec2/vpc:Vpc."""
    _, module, name = token.split(":")
    return getattr(importlib.import_module(f"pulumi_aws.{module.partition('/')[0]}"), name)


def takes_tags_in_sdk(token: str) -> bool:
    """Return whether the SDK's class has an argument for tags."""
    return "tags" in inspect.signature(sdk_class(token)._internal_init).parameters


@pytest.mark.parametrize("token", sorted(UNTAGGABLE))
def test_a_type_listed_without_tags_takes_none(token: str):
    """Every type in the table of untaggable ones has no tags argument in the SDK."""
    assert not takes_tags_in_sdk(token)


def test_other_providers_are_left_alone():
    """Only resources of AWS get the layer's tag."""
    assert not takes_tags("awsx:ec2:Vpc")
    assert not takes_tags("tollgate:infra:Network")
    assert takes_tags("aws:ec2/vpc:Vpc")

"""Whether what is to be made exists already: AWS has no two of a name within its scope."""

import json
from collections.abc import Iterator
from typing import Final

from sandbox.account import Living
from sandbox.aws import schema
from sandbox.aws.names import NAMES, NameRule
from sandbox.aws.row import Making, Row
from sandbox.wire import reveal

# Bucket names are one space for all regions. Source: Amazon S3 User Guide, "General purpose bucket naming rules".
_WORLDWIDE: Final = {"aws:s3/bucket:Bucket"}


def name_clashes(row: Row, making: Making) -> Iterator[str]:
    """What AWS would say of each resource of the type that is in the way."""
    if making.get("allowOverwrite") is True:  # Route 53 upserts the record
        return
    unique = str(making.props.get(row.key)) if row.key else making.id
    for other in _neighbours(making):
        if unique == (other.unique or other.id):
            yield f"already exists: {unique}"
        elif _same_name(making, other):
            rule = _rule(making)
            name = json.dumps(making.props[rule.prop])
            yield f"already exists: a {making.type} with {rule.prop} {name} ({other.id})"


def _neighbours(making: Making) -> list[Living]:
    """The resources among which its name must be its own."""
    others = making.account.of(making.type)
    if making.type in _WORLDWIDE:
        return others
    here = making.region if "region" in schema.resource(making.type).inputs else ""
    return [other for other in others if other.region == here]


def _same_name(making: Making, other: Living) -> bool:
    rule = _rule(making)
    if rule.scope is None or not making.props.get(rule.prop):
        return False
    theirs = Making(other.type, reveal(other.outputs), other.region, making.account)
    mine = (making.fill(rule.scope), making.props[rule.prop])
    return (theirs.fill(rule.scope), theirs.props.get(rule.prop)) == mine


def _rule(making: Making) -> NameRule:
    return NAMES.get(making.type, NameRule())

"""Put something into the account that no program made: an existing VPC, zone, certificate, secret."""

from collections.abc import Mapping
from typing import Any

from sandbox.account import Account, Living
from sandbox.aws import outputs, schema
from sandbox.aws.references import resolve
from sandbox.aws.row import Making
from sandbox.aws.types import ROWS
from sandbox.wire import reveal


def plant(account: Account, type_: str, id_: str, region: str, properties: Mapping[str, Any]) -> Living:
    """Make a resource exist.

    Args:
        account: Where.
        type_: The resource type. One that the sandbox has no row for is put there as it stands.
        id_: Its id; empty for one made up as AWS would.
        region: Its region; what is global has none.
        properties: Its properties as the SDK names them on the wire; what is left out is filled in.

    Raises:
        ValueError: A property names something that does not exist.
    """
    if type_ not in ROWS:
        return account.give(Living(type_, id_, region, outputs=dict(properties), handles={"id": id_}))
    row, known = ROWS[type_], schema.resource(type_)
    found, failures = resolve(account, type_, properties, region)
    if failures:
        raise ValueError("; ".join(map(str, failures)))
    making = Making(type_, reveal(dict(properties)), region, account, found, id=id_, urn=f"planted::{type_}")
    made = {**outputs.make(row, known, making, properties), **properties}
    return account.give(
        Living(
            type_,
            making.id,
            region if "region" in known.inputs else "",
            outputs=made,
            handles=outputs.handles(row, making, made),
            refs=frozenset(target.key for target in found.values()),
        )
    )

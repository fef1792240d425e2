"""Cost allocation tags: the tags by which the bill of the account can be split."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer


class CostTags(Layer):
    """Active cost allocation tags; the account must have seen each on a resource, about a day before.

    Attributes:
        tags: one for each key.
    """

    tags: Sequence[pulumi.Resource]

    def __init__(self, name: str, *, prefix: str, keys: Sequence[str], opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "budget", opts)
        self.tags = [
            aws.costexplorer.CostAllocationTag(
                f"{prefix}-{key}",
                tag_key=key,
                status="Active",
                # The keys are the account's: other stacks count by them when this one is gone.
                opts=self.child(retain_on_delete=True),
            )
            for key in keys
        ]
        self.register_outputs({})

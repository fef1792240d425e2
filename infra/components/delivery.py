"""Image repositories: private, scanned, with tags that stay where they are."""

import json
from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.aws_rules.ecr import MUTABILITY
from infra.components.base import Layer
from infra.model.delivery import Repository, logical_name
from infra.model.topology import Topology

UNTAGGED_DAYS = 1
"""How long an image without a tag stays: what a push of the same tag left behind, or half of one."""


class Repositories(Layer):
    """An ECR repository for each image of the topology.

    Attributes:
        urls, arns: by the repository's key in the config.
    """

    urls: Mapping[str, pulumi.Output[str]]
    arns: Mapping[str, pulumi.Output[str]]

    def __init__(self, name: str, *, topology: Topology, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "delivery", opts)
        made = {
            key: self._repository(logical_name(topology.name, key), model, keep=topology.protect_data)
            for key, model in topology.delivery.repositories.items()
        }
        self.urls = {key: repository.repository_url for key, repository in made.items()}
        self.arns = {key: repository.arn for key, repository in made.items()}
        self.register_outputs({})

    def _repository(self, logical: str, model: Repository, *, keep: bool) -> aws.ecr.Repository:
        """Return a repository; `keep` leaves one that holds images in place on destroy."""
        repository = aws.ecr.Repository(
            logical,
            # A name of the user's own is what their builds push to.
            name=model.name,
            image_tag_mutability=MUTABILITY[model.mutable_tags],
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[{"encryption_type": "AES256"}],
            force_delete=not keep,
            opts=self.child(),
        )
        aws.ecr.LifecyclePolicy(
            logical,
            repository=repository.name,
            policy=_lifecycle(model.keep_images),
            # A repository has one: deleting the old after the new was written would leave it none.
            opts=self.child(delete_before_replace=True),
        )
        return repository


def _lifecycle(keep_images: int) -> str:
    """Return the rules by which images expire; the one for any image must come last."""
    untagged = {
        "rulePriority": 1,
        "description": "What lost its tag",
        "selection": {
            "tagStatus": "untagged",
            "countType": "sinceImagePushed",
            "countUnit": "days",
            "countNumber": UNTAGGED_DAYS,
        },
        "action": {"type": "expire"},
    }
    oldest = {
        "rulePriority": 2,
        "description": "All but the newest",
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": keep_images},
        "action": {"type": "expire"},
    }
    return json.dumps({"rules": [untagged, oldest]})

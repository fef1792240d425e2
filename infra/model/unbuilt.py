"""What people ask for by name and this program does not build, or knows by another, with what to write instead.

The words are compared without regard to case, hyphens and underscores, as kinds and as keys.
"""

from typing import Final

_KUBERNETES = (
    "Kubernetes is not built, and its control plane costs by the hour; the same containers run as fargate or asg"
)
_BEANSTALK = "Elastic Beanstalk is not built; it would make the parts of kind asg behind edge.loadBalancer"
_FUNCTIONS = "functions are not built; a container runs as fargate all the time, or as a job when it is called"
_ECS = "services of ECS are kind fargate, or kind asg where they run on EC2 instances of their own"
_PIPELINE = "AWS's own pipelines are not built; delivery.github lets a workflow push, deploy and publish without a key"
_ENCRYPTED = "there is no such switch: everything that stores or carries data is encrypted, and stays so"

UNBUILT: Final[dict[str, str]] = {
    "eks": _KUBERNETES,
    "kubernetes": _KUBERNETES,
    "beanstalk": _BEANSTALK,
    "elasticbeanstalk": _BEANSTALK,
    "lambda": _FUNCTIONS,
    "ecs": _ECS,
    "ec2": _ECS,
    "codepipeline": _PIPELINE,
    "codebuild": _PIPELINE,
    "codedeploy": _PIPELINE,
}
"""By word: a sentence without its full stop."""


def why_unbuilt(word: str) -> str | None:
    """Return what to write instead of a kind or a key of this name; None where nothing is known of it."""
    plain = word.lower().replace("-", "").replace("_", "")
    if "encrypt" in plain:
        return _ENCRYPTED
    return UNBUILT.get(plain)

"""A small Pulumi project on disk, for what a function cannot show."""

from pathlib import Path

_MAIN = """\
import pulumi

from corner import shop

settings = pulumi.Config("corner")
if settings.get_bool("refuse"):
    raise pulumi.RunError("too dear")
shop.build(settings)
"""

_SHOP = """\
import pulumi


def build(settings):
    import pulumi_aws as aws

    vpc = aws.ec2.Vpc("net", cidr_block="10.0.0.0/16")
    adopted = settings.get("adopt")
    group = aws.cloudwatch.LogGroup(
        "app",
        retention_in_days=settings.get_int("days") or 7,
        opts=pulumi.ResourceOptions(depends_on=[vpc], import_=adopted),
    )
    word = settings.get_secret("word")
    if word is not None:
        aws.ssm.Parameter("word", type="SecureString", value=word)
        pulumi.export("word", word)
    pulumi.export("group", group.name)
"""

_STACK = """\
config:
  # the region of the shop
  aws:region: eu-west-1
"""


def small_project(folder: Path) -> Path:
    """Write the project into `folder`: a VPC, a log group and, with the configuration `corner:word`, a parameter.

    `corner:refuse` makes the program give up before it imports the AWS SDK, `corner:adopt` imports a log group.
    """
    files = {
        "Pulumi.yaml": "name: corner\nruntime: python\n",
        "Pulumi.dev.yaml": _STACK,
        "__main__.py": _MAIN,
        "corner/__init__.py": "",
        "corner/shop.py": _SHOP,
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder

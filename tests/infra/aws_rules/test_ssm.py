"""Parameter Store."""

import pytest

from infra.aws_rules import ssm


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("/default-rate/prod/secret-key", None),
        ("flat_name", None),
        ("app/key", "has levels but does not start with /"),
        ("/app/", "has an empty level"),
        ("/app//key", "has an empty level"),
        ("/aws/key", "starts with aws or ssm"),
        ("SSM-key", "starts with aws or ssm"),
        ("/a b", "has characters other than"),
        ("/" + "/".join("abcdefghijklmno"), None),
        ("/" + "/".join("abcdefghijklmnop"), "has more than 15 levels"),
        ("/" + "a" * 1011, "is not 1 to"),
        ("", "is not 1 to"),
    ],
)
def test_name(name, start):
    """Names are paths of at most fifteen levels."""
    problem = ssm.name_problem(name)
    assert problem is None if start is None else problem.startswith(start)


@pytest.mark.parametrize(("size", "fits"), [(0, False), (4096, True), (4097, False)])
def test_value(size, fits):
    """A standard parameter holds four kilobytes."""
    assert (ssm.value_problem("x" * size) is None) is fits


def test_images():
    """Both processors have an image."""
    assert set(ssm.AL2023_IMAGE) == set(ssm.AL2023_ECS_IMAGE) == {"x86_64", "arm64"}
    assert ssm.AL2023_ECS_IMAGE["arm64"].startswith("/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/")

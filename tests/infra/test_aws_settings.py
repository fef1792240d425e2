"""The `aws:` keys of a stack: each is forwarded to the one provider, or refused."""

import pytest

from infra.aws_settings import FORWARDED, AwsSettings, aws_settings

REGION = {"region": "eu-west-1"}
ROLE = "arn:aws:iam::123456789012:role/deploy"


def _problems(**values):
    found = aws_settings(values)
    assert isinstance(found, list)
    return [str(p) for p in found]


@pytest.mark.parametrize(
    ("values", "settings"),
    [
        (REGION, AwsSettings("eu-west-1")),
        ({**REGION, "profile": "work"}, AwsSettings("eu-west-1", "work")),
        ({**REGION, "profile": "123456789012"}, AwsSettings("eu-west-1", "123456789012")),
        ({**REGION, "assumeRole": {"roleArn": ROLE}}, AwsSettings("eu-west-1", assume_roles=({"roleArn": ROLE},))),
        ({**REGION, "assumeRole": ROLE}, AwsSettings("eu-west-1", assume_roles=(ROLE,))),
        ({**REGION, "assumeRoles": [ROLE, ROLE]}, AwsSettings("eu-west-1", assume_roles=(ROLE, ROLE))),
        (
            {**REGION, "allowedAccountIds": ["123456789012"]},
            AwsSettings("eu-west-1", allowed_account_ids=("123456789012",)),
        ),
        ({**REGION, "defaultTags": {"tags": {"team": "a"}}}, AwsSettings("eu-west-1", default_tags={"team": "a"})),
        ({**REGION, "defaultTags": {"team": "a"}}, AwsSettings("eu-west-1", default_tags={"team": "a"})),
    ],
)
def test_what_is_forwarded(values, settings):
    """Region, profile, roles, allowed accounts and default tags."""
    assert aws_settings(values) == settings


@pytest.mark.parametrize("values", [{}, {"region": ""}, {"region": None}])
def test_a_region_is_required(values):
    """It is never guessed."""
    (problem,) = _problems(**values)
    assert problem == "aws:region: is required and never guessed: pulumi config set aws:region us-east-1"


@pytest.mark.parametrize(
    ("region", "problem"),
    [
        ("eu-wset-1", "aws:region: 'eu-wset-1' is not an AWS region; did you mean eu-west-1?"),
        ("ap-east-1", "aws:region: 'ap-east-1' is an AWS region, but the price book has no prices for it"),
        ("us-east-1a", "aws:region: 'us-east-1a' is not an AWS region; did you mean us-east-1?"),
    ],
)
def test_a_region_has_prices(region, problem):
    """A misspelt region comes with the nearest, one without prices is told apart."""
    (found,) = _problems(region=region)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("key", "cure"),
    [("profle", "; did you mean profile?"), ("accessKey", ""), ("skipCredentialsValidation", ""), ("endpoints", "")],
)
def test_a_key_that_is_not_forwarded_is_refused(key, cure):
    """An explicit provider takes nothing by itself: a setting that is dropped deploys into the wrong account."""
    (problem,) = _problems(**REGION, **{key: "x"})
    assert problem.startswith(f"aws:{key}: is not forwarded to the provider{cure}; these are: {FORWARDED[0]}, ")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("profile", 5),
        ("profile", ["work"]),
        ("assumeRole", 5),
        ("assumeRole", {"role": ROLE}),
        ("assumeRoles", ROLE),
        ("assumeRoles", [5]),
        ("assumeRoles", {"roleArn": ROLE}),
        ("allowedAccountIds", "123456789012"),
        ("allowedAccountIds", [123456789012]),
        ("defaultTags", "team=a"),
        ("defaultTags", ["team"]),
        ("defaultTags", {"tags": ["team"]}),
        ("defaultTags", {"tags": {"team": 5}}),
        ("defaultTags", {"team": None}),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(key, value):
    """One line that says what the provider takes there."""
    (problem,) = _problems(**REGION, **{key: value})
    assert problem.startswith(f"aws:{key}: is n")


def test_all_problems_at_once():
    """Region, an unknown key and a wrong value: three lines."""
    assert len(_problems(profle="x", allowedAccountIds="1")) == 3

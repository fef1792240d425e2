"""Secrets in clear are found by name and by form, and nothing else is taken for one."""

import pytest

from infra.model.rules import credentials

NAMED = [
    "API_KEY",
    "apiKey",
    "SECRET_KEY",
    "STRIPE_SECRET",
    "DB_PASSWORD",
    "SMTP_PASSWD",
    "JWT_TOKEN",
    "ACCESS_TOKEN",
    "MY_CREDENTIALS",
    "OPENAI_API_KEY",
    "PRIVATE_KEY",
    "OLD_PASSWORD_2",
]
HARMLESS = [
    "ENVIRONMENT",
    "S3_MODELS_BUCKET",
    "REDIS_URL",
    "TOKEN_EXPIRE_MINUTES",
    "ACCESS_TOKEN_EXPIRE_MINUTES",
    "PASSWORD_MIN_LENGTH",
    "TOKENIZERS_PARALLELISM",
    "PUBLIC_KEY",
    "CACHE_KEY_PREFIX",
    "PRIMARY_KEY",
    "SSH_KEY_PATH",
    "SECRET_NAME",
    "API_KEY_HEADER",
    "KEYCLOAK_URL",
    "JWT_ALGORITHM",
    "PWD",
    "KEY",
    "MONKEY",
]


@pytest.mark.parametrize("name", NAMED)
def test_a_variable_named_after_a_secret_holds_no_plain_text(name):
    """A name that says secret, with text of its own, is refused, and the text is not repeated."""
    (problem,) = credentials.problems({name: "hunter two"}, {})
    assert problem.path == ("environment", name)
    assert "by its name" in problem.message
    assert "hunter" not in str(problem)


@pytest.mark.parametrize("name", HARMLESS)
def test_ordinary_variables_are_left_alone(name):
    """Names that only contain such a word, or say something about a secret, pass."""
    assert list(credentials.problems({name: "plain text"}, {})) == []


@pytest.mark.parametrize("value", ["", "30", "2.5", "true", "FALSE", "none", "${secret.x}", "${database.password}"])
def test_a_secret_name_without_text_of_its_own_passes(value):
    """Numbers, switches and references are no secrets, whatever the variable is called."""
    assert list(credentials.problems({"API_TOKEN": value}, {})) == []


FORMS = [
    "AKIAIOSFODNN7EXAMPLE",
    "-----BEGIN RSA PRIVATE KEY-----",
    "ghp_" + "a" * 36,
    "xoxb-1234567890-abcdef",
    "sk_live_0123456789",
    "sk-proj-0123456789012345",
    "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.x",
    "postgresql://app:hunter2@db.example.com/app",
    "amqp://guest:guest@${container.rabbitmq.host}:5672",
]


@pytest.mark.parametrize("value", FORMS)
def test_a_value_in_the_form_of_a_secret_is_found_under_any_name(value):
    """Keys, tokens and passwords in URLs are known by their form; the message does not show them."""
    (problem,) = credentials.problems({"SETTING": value}, {})
    assert "by its value" in problem.message
    assert value not in str(problem)


@pytest.mark.parametrize(
    "value",
    [
        "amqp://${container.rabbitmq.host}:5672",
        "postgresql://app:${database.password}@${database.host}/app",
        "https://hooks.example.com:8443/a@b",
        "redis://cache:6379/0",
        "10:30",
    ],
)
def test_urls_without_a_password_pass(value):
    """A port is no password, and a reference is filled with what must not be there for another reason."""
    assert list(credentials.problems({"URL": value}, {})) == []


@pytest.mark.parametrize("section", ["environment", "secrets"])
@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"])
def test_keys_of_aws_are_refused_wherever_they_stand(section, name):
    """CR-17: a task has a role; keys are refused as variables and as secrets, once."""
    given = {"environment": {}, "secrets": {}, section: {name: "secret.keys"}}
    (problem,) = credentials.problems(given["environment"], given["secrets"])
    assert problem.path == (section, name)
    assert "role" in problem.message

"""Variables in clear that look as if they held a secret: by their name, or by the form of their value.

No message ever shows such a value.
"""

import re
from collections.abc import Iterator, Mapping

from infra.aws_rules.values import words
from infra.model.problems import Path, Problem

AWS_KEYS = frozenset(
    {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"}
)
"""Variables by which AWS's SDKs take keys: a task has a role instead."""

_SECRET_WORDS = words("key apikey password passwd pwd passphrase secret secrets token credential credentials")
_PUBLIC_KEYS = words("public publishable primary foreign sort partition cache routing group index")
"""Words before "key" that make it no secret."""
_ABOUT = words(
    """
    algorithm algo alg arn attempts audience bytes class column days duration enabled endpoint env expire expires
    expiry field file format hasher hashers header headers hours id ids issuer iterations kind length lifetime limit
    location max min minutes mode name names parallelism path policy prefix provider refresh required retries rotation
    rounds scheme scope scopes seconds size source store suffix template timeout ttl type uri url validation version
    """
)
"""Last words of variables that say something about a secret, and are none: TOKEN_EXPIRE_MINUTES."""

_VALUES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(AKIA|ASIA)[A-Z0-9]{16}\b",  # AWS access key ids
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
        r"\b(ghp|gho|ghs|ghu)_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{20,}",
        r"\bxox[abprs]-[A-Za-z0-9-]{10,}",  # Slack
        r"\b[rs]k_live_[A-Za-z0-9]{10,}",  # Stripe
        r"\bsk-[A-Za-z0-9_-]{20,}",  # model APIs
        r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.",  # signed JSON web tokens
        r"[a-z][a-z0-9+.-]*://[^\s/:@]*:(?!\$\{)[^\s/@]+@",  # a password inside a URL
    )
)
_PLAIN = re.compile(r"^(-?\d+(\.\d+)?|true|false|yes|no|none|null|)$", re.IGNORECASE)
_REFERENCE = re.compile(r"\$\{[^}]*\}")


def problems(environment: Mapping[str, str], secrets: Mapping[str, str]) -> Iterator[Problem]:
    """Yield variables that hold keys of AWS, and plain values that look like credentials."""
    for section, variables in (("environment", environment), ("secrets", secrets)):
        for name in variables:
            if name.upper() in AWS_KEYS:
                cure = "the task's role gives access; say under uses what it may do"
                yield Problem((section, name), f"is a key of AWS, which no task needs: {cure}")
    for name, value in environment.items():
        yield from _plain(("environment", name), name, value)


def _plain(path: Path, name: str, value: str) -> Iterator[Problem]:
    if name.upper() in AWS_KEYS:
        return
    how = "by its value" if _looks_secret(value) else "by its name" if names_secret(name) and _is_text(value) else ""
    if how:
        cure = "put it under secrets as secret.NAME, and set it by `pulumi config set --secret secrets:NAME`"
        yield Problem(path, f"holds a credential in clear, {how}: {cure}")


def names_secret(name: str) -> bool:
    """Tell whether a variable of that name is for a secret: API_KEY is, TOKEN_EXPIRE_MINUTES and CACHE_KEY are not."""
    parts = [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
    if not parts or parts[-1] in _ABOUT or parts == ["pwd"]:
        return False
    if any(part in _SECRET_WORDS and part != "key" for part in parts):
        return True
    return len(parts) > 1 and parts[-1] == "key" and parts[-2] not in _PUBLIC_KEYS


def _is_text(value: str) -> bool:
    """Return whether a value holds text of its own that is no number and no yes or no."""
    return not _PLAIN.fullmatch(_REFERENCE.sub("", value).strip())


def _looks_secret(value: str) -> bool:
    return any(pattern.search(value) for pattern in _VALUES)

"""A short name for the exact content of a config."""

import hashlib
import json

from infra.model.stack import Stack


def fingerprint(stack: Stack) -> str:
    """Return the SHA-256 of everything a stack's config says, whatever the order and form it was written in."""
    around = {
        "region": stack.region,
        "tier": stack.tier,
        "path": [step.model_dump(mode="json") for step in stack.path],
        "budget": stack.budget.model_dump(mode="json") if stack.budget else None,
        "claims": {k: v.model_dump(mode="json") for k, v in stack.claims.items()},
        "tiers": {k: [v.note, v.sections.model_dump(mode="json")] for k, v in stack.tiers.items()},
    }
    return hashlib.sha256(json.dumps(around, sort_keys=True).encode()).hexdigest()

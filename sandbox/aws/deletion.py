"""When AWS refuses to end a resource."""

from sandbox.account import Account, Living


def refusal(account: Account, living: Living) -> str:
    """Why AWS would not delete this resource now; empty when it would."""
    del account, living
    return ""

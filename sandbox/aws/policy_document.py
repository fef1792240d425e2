"""`aws.iam.get_policy_document`: IAM policy statements as JSON text, in the provider's own order of keys."""

import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

from sandbox.account import Account
from sandbox.wire import list_at

_LISTS: Final = (
    ("Action", "actions"),
    ("NotAction", "notActions"),
    ("Resource", "resources"),
    ("NotResource", "notResources"),
)


def policy_document(_account: Account, _region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The document, spelt out and minified."""
    statements: list[dict[str, Any]] = []
    for source in list_at(args, "sourcePolicyDocuments"):
        statements += json.loads(source)["Statement"]
    statements += [_statement(raw) for raw in list_at(args, "statements")]
    for override in list_at(args, "overridePolicyDocuments"):
        newer = json.loads(override)["Statement"]
        named = {statement.get("Sid") for statement in newer if statement.get("Sid")}
        statements = [statement for statement in statements if statement.get("Sid") not in named] + newer
    document: dict[str, Any] = {"Version": args.get("version") or "2012-10-17"}
    if args.get("policyId"):
        document["Id"] = args["policyId"]
    document["Statement"] = statements
    text = json.dumps(document, indent=2)
    return {
        **args,
        "id": str(zlib.crc32(text.encode())),
        "json": text,
        "minifiedJson": json.dumps(document, separators=(",", ":")),
    }


def _statement(raw: Mapping[str, Any]) -> dict[str, Any]:
    statement: dict[str, Any] = {"Sid": raw["sid"]} if raw.get("sid") else {}
    statement["Effect"] = raw.get("effect") or "Allow"
    for key, name in _LISTS:
        if values := list_at(raw, name):
            statement[key] = _one_or_many(values)
    for key, name in (("Principal", "principals"), ("NotPrincipal", "notPrincipals")):
        if principals := list_at(raw, name):
            statement[key] = _principals(principals)
    if conditions := list_at(raw, "conditions"):
        statement["Condition"] = _conditions(conditions)
    return statement


def _principals(raw: list[Any]) -> Any:
    if any(item["type"] == "*" for item in raw):
        return "*"
    return {item["type"]: _one_or_many(item["identifiers"]) for item in raw}


def _conditions(raw: list[Any]) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for item in raw:
        found.setdefault(item["test"], {})[item["variable"]] = _one_or_many(item["values"])
    return found


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else sorted(values, reverse=True)

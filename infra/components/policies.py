"""IAM documents as JSON text."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

VERSION = "2012-10-17"


def document(statements: Sequence[Mapping[str, Any]]) -> pulumi.Output[str]:
    """Return a policy of `statements`, whose values may still be on their way."""
    return pulumi.Output.json_dumps({"Version": VERSION, "Statement": list(statements)})


def trust(service: str) -> str:
    """Return the trust policy that lets an AWS service assume a role."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": VERSION, "Statement": [statement]})


def trust_within(service: str, account: pulumi.Input[str]) -> pulumi.Output[str]:
    """Return a trust policy for an AWS service that acts for this account alone.

    Source: IAM User Guide, "The confused deputy problem".
    """
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": account}},
    }
    return document([statement])


def tls_only(bucket_arn: pulumi.Input[str]) -> Mapping[str, Any]:
    """Return the statement that refuses every request to a bucket that does not come by TLS."""
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket_arn, pulumi.Output.concat(bucket_arn, "/*")],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def managed(name: str) -> str:
    """Return the ARN of one of AWS's own policies."""
    return f"arn:aws:iam::aws:policy/{name}"

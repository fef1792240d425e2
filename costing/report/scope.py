"""What no bill of this program holds, said once on every report."""

SCOPE = (
    "labour",
    "other clouds",
    "taxes",
    "support plans",
    "Shield Advanced (Standard is free)",
    "proof of uptime",
)

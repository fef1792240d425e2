"""The real Pulumi engine against a simulated AWS: a test double, and nothing that a deployment imports."""

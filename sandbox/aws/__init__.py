"""A simulated AWS behind Pulumi's resource provider protocol."""

"""Pricing: from a topology and its traffic to a bill, and from a bill to a decision."""

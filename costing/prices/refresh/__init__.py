"""Compares the price book with the AWS Price List, and writes what changed."""

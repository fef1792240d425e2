"""Facts of AWS as data and pure functions: no prices, no decisions, nothing but the standard library.

Conventions of every module here:

- Tables are constants. `SOURCES` in each module maps every constant to the tags of
  `infra.aws_rules.sources` that back it; `general-knowledge` marks what no document was read for.
- `..._problem(value)` returns None, or one clause with the value as its subject that states the broken
  rule ("is longer than 63 characters"). It never raises on user input. The caller adds the path, the
  value, and the nearest valid one.
- What is unknown is None or an empty tuple, never an exception, unless a docstring says so.
- Units are in the names: `_mib`, `_gib`, `_seconds`, `_days`, `_percent`.
"""

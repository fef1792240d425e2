"""Writes a planned configuration into the stack file: the places that change and nothing else, not a byte of it.

`apply.py` is the way in. The file is edited as text, at the places where a YAML parser says that values stand: a
library that writes the whole document anew would set its own spaces in every flow map of it.
"""

"""What a change does to what runs: its blast radius, the data at stake, and Pulumi's own operations.

`blast.py` answers; the rows it answers from stand in one file a layer.
"""

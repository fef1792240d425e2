"""Which storage class new objects of a bucket get."""

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from infra.model.storage import Bucket

OTHER = {"STANDARD": "INTELLIGENT_TIERING", "INTELLIGENT_TIERING": "STANDARD"}


def bucket_choices(name: str, bucket: Bucket) -> list[Choice]:
    """Return the storage classes of a bucket: today's first; with rules of its own it stays as it is."""
    found = [Choice(bucket.storage_class, today=True)]
    if not bucket.lifecycle:
        other = OTHER[bucket.storage_class]
        edit = Edit(("topology", "storage", "buckets", name, "storage_class"), other)
        found.append(Choice(other, (edit,)))
    return found

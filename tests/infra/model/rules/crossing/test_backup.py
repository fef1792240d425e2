"""What is backed up exists, and lets itself be backed up."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import backup
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
FULL = {
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "storage": {"buckets": {"uploads": {"versioning": True}, "models": {}}, "fileSystems": {"chroma": {}}},
}


def found(resources, topology=FULL):
    """Return the problems of a plan over these resources."""
    plans = {"plans": {"daily": {"cron": "0 3 * * ? *", "keepDays": 7, "resources": resources}}}
    model = sections_of({**topology, "backup": plans}).topology
    return [str(p).removeprefix("tollgate:backup.plans.daily.") for p in backup.problems(model, WHERE)]


CASES = [
    (["database", "fileSystem.chroma", "bucket.uploads"], []),
    (["bucket.models"], ["resources[0]: 'bucket.models' needs versions: set storage.buckets.models.versioning: true"]),
    (
        ["database", "bucket.upload"],
        ["resources[1]: 'bucket.upload' is nothing to back up; did you mean bucket.uploads?"],
    ),
    (
        ["cache"],
        [
            (
                "resources[0]: 'cache' is nothing to back up; "
                "there is database, fileSystem.chroma, bucket.uploads and bucket.models"
            )
        ],
    ),
]


@pytest.mark.parametrize(("resources", "said"), CASES)
def test_plans_name_what_is_there(resources, said):
    """Database, file systems, and buckets that keep versions."""
    assert found(resources) == said


def test_a_topology_without_data_has_nothing_to_back_up():
    """A tier that removes its data removes its plans too."""
    assert found(["database"], {}) == [
        (
            "resources[0]: 'database' is nothing to back up; "
            "the topology has no database, no file system and no bucket: null the plan"
        )
    ]

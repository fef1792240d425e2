"""What AWS Backup accepts of a plan by itself."""

from datetime import date

import pytest

from infra.model.rules import backup
from infra.model.rules.common import Where
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
DAILY = {"cron": "0 3 * * ? *", "keepDays": 35, "resources": ["database"]}
FILES = {**DAILY, "resources": ["fileSystem.chroma"]}


def found(base=DAILY, **fields):
    """Return the problems of a plan as lines."""
    model = sections_of({"backup": {"plans": {"daily": {**base, **fields}}}}).topology.backup
    return [str(p).removeprefix("tollgate:plans.daily.") for p in backup.problems(model, WHERE)]


CASES = [
    (DAILY, {}, []),
    (DAILY, {"keepDays": 1}, []),
    (DAILY, {"keepDays": 36500}, []),
    (DAILY, {"keepDays": 36501}, ["keepDays: 36501 is outside 1-36500 days"]),
    (
        DAILY,
        {"cron": "0 3 * * *"},
        ["cron: '0 3 * * *' has the five fields of Unix; AWS wants six, with a year and one ?, as in 0 3 * * ? *"],
    ),
    (DAILY, {"resources": ["database", "database"]}, ["resources[1]: 'database' is named twice"]),
    (FILES, {"keepDays": 97, "coldAfterDays": 7}, []),
    (
        FILES,
        {"keepDays": 96, "coldAfterDays": 7},
        ["keepDays: 96 is less than 97: cold storage lasts 90 days at least"],
    ),
    (
        DAILY,
        {"keepDays": 120, "coldAfterDays": 7},
        ["coldAfterDays: 7 moves nothing: of all that is backed up only file systems go cold"],
    ),
    (FILES, {"keepDays": 120, "coldAfterDays": 7, "resources": ["fileSystem.chroma", "database"]}, []),
]


@pytest.mark.parametrize(("base", "fields", "said"), CASES)
def test_plans_keep_within_what_aws_backup_takes(base, fields, said):
    """Six fields of cron, days in bounds, and 90 days in cold storage for what goes there."""
    assert found(base, **fields) == said

"""What AWS Backup accepts."""

from collections.abc import Iterator

from infra.aws_rules import backup as aws_backup
from infra.aws_rules import cron
from infra.model.backup import Backup, BackupPlan
from infra.model.problems import Problem
from infra.model.rules.common import Where, broken


def problems(backup: Backup, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with plans by themselves, paths below `backup`."""
    del where
    for name, plan in backup.plans.items():
        yield from (p.under("plans", name) for p in _plan(plan))


def _plan(plan: BackupPlan) -> Iterator[Problem]:
    yield from broken(("cron",), plan.cron, cron.problem(plan.cron))
    cold = plan.cold_after_days
    yield from broken(("keepDays",), plan.keep_days, aws_backup.keep_problem(plan.keep_days, cold))
    kinds = {resource.partition(".")[0] for resource in plan.resources}
    if cold is not None and kinds.isdisjoint(aws_backup.COLD_RESOURCES):
        yield from broken(("coldAfterDays",), cold, "moves nothing: of all that is backed up only file systems go cold")
    for place, resource in enumerate(plan.resources):
        if resource in plan.resources[:place]:
            yield from broken(("resources", place), resource, "is named twice")

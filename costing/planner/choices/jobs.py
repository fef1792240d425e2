"""What a job may be: the same size on either processor, on demand or on Spot."""

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from costing.planner.choices.spot import EVERYTHING, spot_rejection
from costing.planner.choices.subject import UNKNOWN, pool_of
from infra.model.services import Job, Spot
from infra.model.stack import Sections


def job_choices(sections: Sections, name: str, job: Job) -> list[Choice]:
    """Return what a job may be: today's form first.

    Its size stays: how long a run takes on another one nobody measured.
    """
    rules, pool = sections.requirements, pool_of(job, sections.workload.services.get(name, UNKNOWN))
    today = Choice(_named(job), (), spot_rejection(rules, name, job.spot), pool, today=True)
    spots = [None, *([Spot(share_percent=EVERYTHING)] if rules.spot_max_percent.get(name) == EVERYTHING else [])]
    found = {today.name: today}
    for architecture in dict.fromkeys((*rules.architectures, job.architecture)):
        for spot in spots:
            other = job.model_copy(update={"architecture": architecture, "spot": spot})
            edit = Edit(("topology", "services", name), other)
            found.setdefault(_named(other), Choice(_named(other), (edit,), connections=pool))
    return list(found.values())


def _named(job: Job) -> str:
    spot = f", {job.spot.share_percent} % Spot" if job.spot else ""
    return f"fargate {job.cpu_units}/{job.memory_mib} {job.architecture}{spot}"

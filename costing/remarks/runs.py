"""What one run of a job costs."""

from collections.abc import Iterable, Iterator

from costing.demand.tier import Demand
from costing.line_item import Line, shown, total
from costing.money import ONE, usd
from costing.words import many
from infra.model.services import Job
from infra.model.stack import Sections


def run_costs(sections: Sections, asked: Demand, lines: Iterable[Line]) -> Iterator[str]:
    """Yield one sentence for each job that runs: its lines divided by its runs, at list price.

    What a run adds to lines of others, such as the gigabytes of its images through a NAT gateway, is in those.
    """
    of_jobs = list(lines)
    for name, service in sections.topology.services.items():
        if not isinstance(service, Job):
            continue
        runs, work = asked.services[name].starts.expected, sections.workload.services.get(name)
        mine = [line for line in of_jobs if line.id.startswith(f"services/{name}/")]
        if runs and mine and work is not None and work.minutes_per_run is not None:
            each = total(mine).expected / runs
            often = f"{many(runs, 'run')} a month"
            price = usd(each) if each >= ONE else f"${shown(each)}"
            yield f"a run of {name} costs {price} ({many(work.minutes_per_run, 'minute')}; {often})"

"""Nonsense in every section of a stack file: one line at its own key, with the nearest right value, exit code 2."""

import copy
from pathlib import Path

import pytest
import yaml

DAY = ("--date", "2026-11-21")
WELL = {
    "aws:region": "us-east-1",
    "tollgate:topology": {
        "name": "shop",
        "network": {"egress": {"kind": "natGateway"}},
        "edge": {"loadBalancer": {}},
        "services": {
            "api": {
                "kind": "fargate",
                "cpuUnits": 256,
                "memoryMib": 512,
                "containers": {"app": {"image": "app", "ports": [8000]}},
                "route": {},
            }
        },
        "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
        "cache": {"version": "8.0", "nodeType": "cache.t4g.micro"},
        "storage": {"buckets": {"up": {}}},
        "messaging": {"queues": {"jobs": {}}},
        "delivery": {"repositories": {"app": {}}},
    },
    "tollgate:workload": {"requestsPerSecond": {"average": 1, "peak": 5}},
    "tollgate:budget": {"monthlyCap": "500"},
}
WRONG = yaml.safe_load((Path(__file__).parent / "wrong_sections.yaml").read_text(encoding="utf-8"))


def _file(place=None, value=None):
    config = copy.deepcopy(WELL)
    if place is not None:
        section, *steps = place.split(".")
        key = f"tollgate:{section}"
        if not steps:
            config[key] = value
        else:
            inner = config.setdefault(key, {})
            for step in steps[:-1]:
                inner = inner.setdefault(step, {})
            inner[steps[-1]] = value
    return yaml.safe_dump({"config": config}, allow_unicode=True, sort_keys=False)


def test_the_file_is_well_before_it_is_spoilt(project):
    """Each case below has one mistake, not one more."""
    project.write(_file())
    done = project.run("check", "-s", "dev", *DAY)
    assert (done.exit_code, done.err) == (0, "")


@pytest.mark.parametrize("wrong", WRONG, ids=[f"{n} {one['place']}" for n, one in enumerate(WRONG)])
def test_nonsense_is_one_line_at_its_key(project, wrong):
    """The path as it was written, the value, the rule, the nearest right value where there is one; no trace."""
    project.write(_file(wrong["place"], wrong["value"]))
    done = project.run("check", "-s", "dev", *DAY)
    assert (done.exit_code, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert line.startswith(f"error: tollgate:{wrong['said']}")


VERBS = [
    ["report", "-s", "dev"],
    ["check", "-s", "dev"],
    ["explain", "nat", "-s", "dev"],
    ["diff", "dev", ":base"],
    ["diff", "dev", "--against-deployed"],
    ["actual", "-s", "dev", "--from-file", "costs.csv"],
    ["report", "--file", "Pulumi.dev.yaml", "--format", "json"],
]


@pytest.mark.parametrize("arguments", VERBS, ids=" ".join)
def test_every_verb_says_the_same(project, monkeypatch, arguments):
    """Whichever verb reads a stack, its mistakes are told alike, and none half-answers."""
    from costing.cli import deployed

    monkeypatch.setattr(deployed, "of_stack", lambda _name: pytest.fail("asked Pulumi before reading the file"))
    project.write('"layer","network($)"\n"2026-10-01","1"\n', "costs.csv")
    project.write(_file("topology.database.storageGb", 5))
    done = project.run(*arguments, *(() if arguments[0] == "actual" else DAY))
    assert (done.exit_code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "error: tollgate:topology.database.storageGb: 5 is outside the 20-65536 GiB of gp3"
    ]


def test_doctor_names_the_file_and_the_first_mistake(project, monkeypatch):
    """The doctor looks at everything, so a wrong file is one finding with the command that shows all."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    project.write(_file("topology.database.storageGb", 5))
    done = project.run("doctor")
    assert done.exit_code == 1
    assert (
        "FAIL  Pulumi.dev.yaml: tollgate:topology.database.storageGb: 5 is outside the 20-65536 GiB of gp3" in done.out
    )

"""The one reading of a config: every problem at once, each once, at the place in the file that causes it."""

from datetime import date

import pytest

from infra.model.door import KEYS, Asked, read
from infra.model.problems import ConfigError

TODAY = date(2026, 11, 21)
TOPOLOGY = {
    "name": "shop",
    "network": {"egress": {"kind": "none"}},
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
}
BUDGET = {"monthlyCap": "100"}


def _read(**document):
    return read({"topology": TOPOLOGY, "budget": BUDGET, **document}, Asked("dev", "us-east-1", TODAY))


def _problems(**document):
    with pytest.raises(ConfigError) as refused:
        _read(**document)
    return [str(p).removeprefix("tollgate:") for p in refused.value.problems]


def _paths(**document):
    return [p.split(": ")[0] for p in _problems(**document)]


def _with(**database):
    return {**TOPOLOGY, "database": {**TOPOLOGY["database"], **database}}


# --- the keys -----------------------------------------------------------------------------------------------------


def test_a_stack_without_tiers_has_the_base():
    """The topology as it stands is the one tier, called base, and is deployed."""
    stack = _read()
    assert list(stack.tiers) == ["base"]
    assert stack.tier == "base"
    assert stack.deployed.topology.name == "shop"


def test_topology_and_budget_are_required():
    """Both are said at once; everything else may be absent."""
    with pytest.raises(ConfigError) as refused:
        read({}, Asked("dev", "us-east-1", TODAY))
    assert [str(p) for p in refused.value.problems] == [
        "tollgate:topology: is required, with `name` and `network`",
        "tollgate:budget: is required; `monthlyCap: none` says that there is no cap",
    ]


def test_a_bare_topology_needs_no_budget():
    """What is only priced has no cap to state."""
    stack = read({"topology": TOPOLOGY}, Asked("quote", "us-east-1", TODAY), needs_budget=False)
    assert stack.budget is None


@pytest.mark.parametrize("key", [k for k in KEYS if k not in {"topology", "budget"}])
def test_null_and_absent_are_the_same_for_a_key(key):
    """A key without a value is no key."""
    assert _read(**{key: None}) == _read()


@pytest.mark.parametrize("key", ["budget", "topology"])
def test_a_required_key_without_a_value_is_missing(key):
    """Null is absent here too."""
    assert _problems(**{key: None})[0].startswith(f"{key}: is required")


@pytest.mark.parametrize(
    ("key", "cure"),
    [("budgt", "; did you mean budget?"), ("tier s", "; did you mean tiers?"), ("xyz", "")],
)
def test_an_unknown_key_would_be_passed_in_silence_by_pulumi(key, cure):
    """A cap under a misspelt key would be gone: refused, with the nearest key and all of them."""
    (problem,) = _problems(**{key: {"monthlyCap": "5"}})
    assert problem.startswith(f"{key}: unknown key{cure}; keys are tier, topology, workload, usage, ")


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"budget": {"monthlyCap": {"secure": "AAAB"}}}, "budget.monthlyCap"),
        ({"topology": {**TOPOLOGY, "tags": {"secure": "AAAB"}}}, "topology.tags"),
        ({"topology": _with(password={"secure": "AAAB"})}, "topology.database.password"),
        ({"tiers": {"a": {"topology": {"name": {"secure": "AAAB"}}}}, "tier": "a"}, "tiers.a.topology.name"),
        ({"path": [{"secure": "AAAB"}]}, "path[0]"),
        ({"workload": {"secure": "AAAB"}}, "workload"),
    ],
)
def test_a_secret_inside_an_object_is_refused(document, path):
    """One line that says where secrets go, at the place, and nothing more about what is below it."""
    problems = _problems(**document)
    assert [p.split(": ")[0] for p in problems] == [path]
    assert "pulumi config set --secret secrets:NAME" in problems[0]
    assert "AAAB" not in problems[0]


# --- errors once, and at the right place --------------------------------------------------------------------------


def test_an_error_of_the_base_is_told_once():
    """Three tiers inherit it; the file has it once."""
    tiers = {"a": {}, "b": {"extends": "a"}, "c": {"topology": {"database": {"storageGb": 30}}}}
    assert _paths(topology=_with(user="admin"), tiers=tiers, tier="a") == ["topology.database.user"]


def test_an_error_of_a_patch_is_told_at_the_patch():
    """The tier is named by the path."""
    tiers = {"a": {}, "b": {"topology": {"database": {"user": "admin"}}}}
    assert _paths(tiers=tiers, tier="a") == ["tiers.b.topology.database.user"]


def test_an_error_of_an_ancestor_is_told_at_the_ancestor_once():
    """Whoever extends the tier at fault does not repeat it."""
    tiers = {
        "a": {},
        "b": {"topology": {"database": {"user": "admin"}}},
        "c": {"extends": "b"},
        "d": {"extends": "c", "topology": {"database": {"storageGb": 50}}},
    }
    assert _paths(tiers=tiers, tier="a") == ["tiers.b.topology.database.user"]


def test_an_unknown_key_of_a_patch_is_told_at_the_patch():
    """Malformed patches are placed like refused ones."""
    tiers = {"a": {}, "b": {"topology": {"database": {"storageGB": 50}}}}
    assert _problems(tiers=tiers, tier="a") == [
        "tiers.b.topology.database.storageGB: unknown key; did you mean storageGb?"
    ]


@pytest.mark.parametrize(("name", "meant"), [("wbe", "; the base has no wbe; did you mean web?"), ("nightly", "")])
def test_a_patch_of_what_the_base_lacks_names_what_it_may_have_meant(name, meant):
    """A patch of a misspelt service is read as a new one, which lacks all that is required; a new one may be wanted."""
    image = {"image": "public.ecr.aws/x/y:1", "ports": [80]}
    web = {"cpuUnits": 256, "memoryMib": 512, "containers": {"web": image}}
    patch = {"topology": {"services": {name: {"cpuUnits": 512, "memoryMib": 1024}}}}
    found = _problems(topology={**TOPOLOGY, "services": {"web": web}}, tiers={"season": patch}, tier="season")
    assert found == [f"tiers.season.topology.services.{name}.containers: is required{meant}"]


def test_an_error_that_a_patch_causes_elsewhere_is_told_where_the_key_is():
    """The tier raises the size past what is said of it in the base: the base's key is wrong for that tier only."""
    topology = _with(maxStorageGb=40)
    tiers = {"a": {}, "b": {"topology": {"database": {"storageGb": 50}}}}
    (problem,) = _problems(topology=topology, tiers=tiers, tier="a")
    assert problem.startswith("topology.database.maxStorageGb: 40 leaves no room to grow")
    assert problem.endswith("(tier b)")


def test_an_error_of_the_base_that_a_tier_mends_is_that_of_the_others():
    """Where some tiers replace what is wrong, those that do not are named."""
    tiers = {"a": {}, "b": {"topology": {"database": {"user": "shop"}}}, "c": {}}
    (problem,) = _problems(topology=_with(user="admin"), tiers=tiers, tier="a")
    assert problem.startswith("topology.database.user: 'admin'")
    assert problem.endswith("(tiers a and c)")


@pytest.mark.parametrize(
    ("count", "said"), [(1, "a)"), (4, "(tiers a, b, c and d)"), (6, "(tiers a, b, c and 3 more)")]
)
def test_many_tiers_are_not_all_listed(count, said):
    """A message stays one readable line, however many tiers have the problem."""
    tiers = {name: {} for name in "abcdef"[:count]} | {"z": {"topology": {"database": {"user": "shop"}}}}
    (problem,) = _problems(topology=_with(user="admin"), tiers=tiers, tier="a")
    assert problem.endswith(said)


def test_a_base_that_every_tier_mends_is_no_error():
    """The base is not deployed: what it lacks may come with each tier."""
    topology = {k: v for k, v in TOPOLOGY.items() if k != "name"}
    tiers = {"a": {"topology": {"name": "one"}}, "b": {"topology": {"name": "two"}}}
    assert {t.topology.name for t in _read(topology=topology, tiers=tiers, tier="a").tiers.values()} == {"one", "two"}


def test_the_base_is_a_tier_when_it_is_named():
    """As the deployed tier, or on the path."""
    tiers = {"a": {}}
    assert list(_read(tiers=tiers).tiers) == ["base", "a"]
    assert list(_read(tiers=tiers, tier="a").tiers) == ["a"]
    path = [{"tier": "base", "months": 3}, {"tier": "a", "months": 9}]
    assert list(_read(tiers=tiers, tier="a", path=path).tiers) == ["base", "a"]


def test_every_tier_is_read_though_one_is_deployed():
    """A mistake in a tier for next year refuses the run today."""
    tiers = {"a": {}, "later": {"workload": {"requestsPerSecond": {"average": "lots"}}}}
    assert _paths(tiers=tiers, tier="a") == ["tiers.later.workload.requestsPerSecond.average"]


def test_well_formed_layers_are_judged_beside_malformed_ones():
    """One layer cannot be read, another is read and refused: both are told."""
    topology = {**_with(user="admin"), "network": {"egress": {"kind": "nat"}}}
    assert sorted(_paths(topology=topology)) == ["topology.database.user", "topology.network.egress"]


def test_a_tier_patches_sections_only():
    """Budget and claims name tiers themselves."""
    tiers = {"a": {"budget": {"monthlyCap": "5"}}}
    (problem,) = _problems(tiers=tiers, tier="a")
    assert problem.startswith("tiers.a.budget: unknown key")


@pytest.mark.parametrize(
    ("tiers", "path"),
    [
        ({"a": 5}, "tiers.a"),
        ([], "tiers"),
        ({"a": {"topology": []}}, "tiers.a.topology"),
        ({"a b": {}}, "tiers.a b"),
        ({"secure": {}, "a": {}}, "tiers.secure"),
        ({"a": {"extends": ""}}, "tiers.a.extends"),
        ({"a": {"extends": "b"}}, "tiers.a.extends"),
        ({"a": {"extends": "a"}}, "tiers.a.extends"),
    ],
)
def test_malformed_tiers(tiers, path):
    """A tier is a map of sections; its name is an entry's."""
    assert path in _paths(tiers=tiers, tier="a")


# --- patches compose ----------------------------------------------------------------------------------------------

TIERS = {
    "growth": {"topology": {"database": {"multiAz": True, "storageGb": 50}}, "workload": {"responseKb": 10}},
    "scale": {"extends": "growth", "topology": {"database": {"storageGb": 100, "readReplicas": 1}}},
    "aurora": {
        "extends": "scale",
        "topology": {"database": {"kind": "auroraServerless", "minAcu": "0.5", "maxAcu": 4}},
    },
    "bare": {"extends": "aurora", "topology": {"database": None}, "workload": {"responseKb": None}},
}


def test_each_tier_is_its_ancestor_with_its_own_patch():
    """Growth, then scale: what the one said and the other did not change stays."""
    database = _read(tiers=TIERS, tier="scale").deployed.topology.database
    assert (database.multi_az, database.storage_gb, database.read_replicas) == (True, 100, 1)


def test_a_kind_is_changed_in_one_line():
    """Size, zones and replicas leave with the instance; version and name stay."""
    database = _read(tiers=TIERS, tier="aurora").deployed.topology.database
    assert (database.kind, database.version, database.name) == ("auroraServerless", "17", "app")


def test_null_removes():
    """A layer, and a figure back to its default."""
    deployed = _read(tiers=TIERS, tier="bare").deployed
    assert deployed.topology.database is None
    assert deployed.workload.response_kb == 20


def test_a_tier_written_out_is_the_same_tier():
    """The patches of scale and growth written into one patch, or into the base, make the same model."""
    by_extension = _read(tiers=TIERS, tier="scale").deployed.sections
    whole = {"multiAz": True, "storageGb": 100, "readReplicas": 1}
    in_one = {"scale": {"topology": {"database": whole}, "workload": {"responseKb": 10}}}
    assert _read(tiers=in_one, tier="scale").deployed.sections == by_extension
    in_base = _read(topology=_with(**whole), workload={"responseKb": 10})
    assert in_base.deployed.sections == by_extension


def test_order_has_no_meaning():
    """Pulumi hands maps over with sorted keys: a config read backwards is the same stack."""

    def backwards(value):
        return {k: backwards(v) for k, v in reversed(value.items())} if isinstance(value, dict) else value

    document = {"topology": TOPOLOGY, "budget": BUDGET, "tiers": TIERS, "tier": "scale"}
    asked = Asked("dev", "us-east-1", TODAY)
    one, other = read(document, asked), read(backwards(document), asked)
    assert one == other._replace(tiers=one.tiers)
    assert dict(one.tiers) == dict(other.tiers)


# --- the order ----------------------------------------------------------------------------------------------------


def test_the_order_in_which_names_are_written_means_nothing():
    """Pulumi hands maps on with their names sorted; the command line, which reads the file, sees the same stack."""
    claims = {name: {"tier": "base", "total": "1"} for name in ("low", "high")}
    buckets = {"uploads": {}, "archive": {}}
    stack = _read(claims=claims, topology={**TOPOLOGY, "storage": {"buckets": buckets}})
    assert list(stack.claims) == ["high", "low"]
    assert list(stack.deployed.topology.storage.buckets) == ["archive", "uploads"]

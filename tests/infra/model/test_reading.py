"""What a malformed config is told: the key as it was written, the value, the rule, the nearest right thing."""

import pytest

from infra.model.base import without_nulls
from infra.model.problems import Problem
from infra.model.reading import validated
from infra.model.stack import Sections

NETWORK = {"egress": {"kind": "none"}}
DATABASE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
SERVICE = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "app"}}}


def _problems(topology, **beside):
    found = validated(Sections, {"topology": {"name": "shop", "network": NETWORK, **topology}, **beside})
    assert isinstance(found, list), "nothing is wrong"
    return [str(p) for p in found]


@pytest.mark.parametrize(
    ("topology", "message"),
    [
        # --- missing, unknown, misplaced keys
        ({"name": None}, "topology.name: is required"),
        ({"network": None}, "topology.network: is required"),
        ({"network": {}}, "topology.network.egress: is required"),
        ({"nmae": "x"}, "topology.nmae: unknown key; did you mean name?"),
        ({"Name": "x"}, "topology.Name: unknown key; did you mean name?"),
        ({"protect_data": True}, "topology.protect_data: unknown key; did you mean protectData?"),
        (
            {"zzz": "x"},
            (
                "topology.zzz: unknown key; keys here are backup, cache, database, delivery, edge, messaging, name, "
                "network, observability, protectData, secrets, services, storage and tags"
            ),
        ),
        (
            {"database": {**DATABASE, "storageGB": 5}},
            "topology.database.storageGB: unknown key; did you mean storageGb?",
        ),
        (
            {"database": {**DATABASE, "minAcu": 1}},
            "topology.database.minAcu: is a key of kind auroraServerless, and this is instance",
        ),
        (
            {"database": {"kind": "auroraServerless", "version": "17", "minAcu": 1, "maxAcu": 2, "multiAz": True}},
            "topology.database.multiAz: is a key of kind instance, and this is auroraServerless",
        ),
        (
            {"services": {"api": {**SERVICE, "instanceType": "t3.micro"}}},
            "topology.services.api.instanceType: is a key of kind asg, and this is fargate",
        ),
        (
            {"services": {"api": {**SERVICE, "kind": "job", "route": {}}}},
            "topology.services.api.route: is a key of kind fargate or asg, and this is job",
        ),
        (
            {"services": {"api": {**SERVICE, "containers": {"app": {"image": "app", "prots": [80]}}}}},
            "topology.services.api.containers.app.prots: unknown key; did you mean ports?",
        ),
        (
            {"services": {"api": {**SERVICE, "scaling": {"max": 2, "policy": {"kind": "cpu", "target": 5}}}}},
            "topology.services.api.scaling.policy.target: unknown key; did you mean targetPercent?",
        ),
        # --- kinds
        (
            {"network": {"egress": {"kind": "natGatway"}}},
            (
                "topology.network.egress: kind 'natGatway' is none of natGateway, natInstance, publicAddress or none; "
                "did you mean natGateway?"
            ),
        ),
        (
            {"network": {"egress": {}}},
            "topology.network.egress: kind is required: natGateway, natInstance, publicAddress or none",
        ),
        (
            {"network": {"egress": "natGateway"}},
            (
                "topology.network.egress: 'natGateway' is not a map with a kind: "
                "{ kind: natGateway, natInstance, publicAddress or none, … }"
            ),
        ),
        (
            {"database": {**DATABASE, "kind": "serverless"}},
            (
                "topology.database: kind 'serverless' is none of instance or auroraServerless; "
                "did you mean auroraServerless?"
            ),
        ),
        ({"database": {**DATABASE, "kind": 5}}, "topology.database: kind 5 is none of instance or auroraServerless"),
        (
            {"services": {"api": {**SERVICE, "deployment": {"kind": "bluegreen"}}}},
            (
                "topology.services.api.deployment: kind 'bluegreen' is none of rolling or blueGreen; "
                "did you mean blueGreen?"
            ),
        ),
        # --- values
        (
            {"database": {**DATABASE, "password": "manged"}},
            "topology.database.password: 'manged' is none of config or managed; did you mean managed?",
        ),
        (
            {"database": {**DATABASE, "storageType": "magnetic"}},
            "topology.database.storageType: 'magnetic' is none of gp3, gp2, io1 or io2",
        ),
        (
            {"database": {**DATABASE, "backupRetentionDays": 0}},
            "topology.database.backupRetentionDays: 0 is too small: at least 1",
        ),
        (
            {"database": {**DATABASE, "backupRetentionDays": "36"}},
            "topology.database.backupRetentionDays: '36' is too large: at most 35",
        ),
        ({"database": {**DATABASE, "storageGb": 1.5}}, "topology.database.storageGb: 1.5 is not a whole number"),
        ({"database": {**DATABASE, "storageGb": "much"}}, "topology.database.storageGb: 'much' is not a number"),
        ({"database": {**DATABASE, "storageGb": True}}, "topology.database.storageGb: true is not a number"),
        ({"database": {**DATABASE, "storageGb": [20]}}, "topology.database.storageGb: [20] is not a whole number"),
        (
            {"database": {**DATABASE, "multiAz": "maybe"}},
            "topology.database.multiAz: 'maybe' is neither true nor false",
        ),
        ({"database": {**DATABASE, "multiAz": 5}}, "topology.database.multiAz: 5 is neither true nor false"),
        ({"database": "postgres"}, "topology.database: 'postgres' is not a map with a kind: "),
        ({"database": {**DATABASE, "logExports": "upgrade"}}, "topology.database.logExports: 'upgrade' is not a list"),
        ({"tags": ["a"]}, "topology.tags: ['a'] is not a map of keys and values"),
        ({"services": []}, "topology.services: [] is not a map of keys and values"),
        ({"services": {"a_b": SERVICE}}, "topology.services.a_b: 'a_b' is no name for an entry: a letter, then"),
        ({"services": {"secure": SERVICE}}, "topology.services.secure: 'secure' is no name: a map with that key alone"),
        ({"name": "Shop"}, "topology.name: 'Shop' is no topology name: 2 to 16 lower case letters, digits and hyphens"),
        ({"name": "a" * 17}, f"topology.name: '{'a' * 17}' is no topology name"),
        (
            {"network": {**NETWORK, "cidr": "10.0.0.1/16"}},
            "topology.network.cidr: '10.0.0.1/16' is not an IPv4 range without host bits, such as 10.0.0.0/16",
        ),
        (
            {"network": {**NETWORK, "availabilityZones": 7}},
            "topology.network.availabilityZones: 7 is too large: at most 6",
        ),
        (
            {"network": {**NETWORK, "availabilityZones": ["us-east-1a"]}},
            "topology.network.availabilityZones: ['us-east-1a'] is too short: 2 entries at least",
        ),
        (
            {"network": {"kind": "existing", "vpcId": "my-vpc", "privateSubnetIds": ["subnet-00000001"] * 2}},
            "topology.network.vpcId: 'my-vpc' is no VPC id such as vpc-0a1b2c3d",
        ),
    ],
)
def test_one_mistake_is_one_line(topology, message):
    """Paths are what the user wrote, without the tags of unions; the value is shown, then the rule."""
    (problem,) = _problems(topology)
    assert problem.startswith(f"tollgate:{message}")


@pytest.mark.parametrize(
    ("topology", "said"),
    [
        ({"services": {"api": {**SERVICE, "kind": "eks"}}}, "services.api: kind 'eks': Kubernetes is not built"),
        (
            {"services": {"api": {**SERVICE, "kind": "ecs"}}},
            "services.api: kind 'ecs': services of ECS are kind fargate, or kind asg",
        ),
        (
            {"services": {"api": {**SERVICE, "kind": "elastic-beanstalk"}}},
            "services.api: kind 'elastic-beanstalk': Elas",
        ),
        ({"services": {"api": {**SERVICE, "kind": "lambda"}}}, "services.api: kind 'lambda': functions are not built"),
        ({"delivery": {"codePipeline": {}}}, "delivery.codePipeline: unknown key: AWS's own pipelines are not built"),
        (
            {"database": {**DATABASE, "storageEncrypted": False}},
            "database.storageEncrypted: unknown key: there is no s",
        ),
        (
            {"services": {"api": {**SERVICE, "kind": "farget"}}},
            "services.api: kind 'farget' is none of fargate, asg or ",
        ),
    ],
)
def test_what_is_not_built_is_said_to_be_so(topology, said):
    """FS-02, FS-03, FS-17, PS-16: what people know by name is told apart from a misspelt word, with what to write."""
    (problem,) = _problems(topology)
    assert problem.startswith(f"tollgate:topology.{said}")


def test_a_kind_may_be_called_as_a_key_beside_it():
    """A cache of kind nodes has a key nodes: what is wrong is told at its own key, not there."""
    cache = {"version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 2, "encrypted": False}
    (problem,) = _problems({"cache": cache})
    assert problem.startswith("tollgate:topology.cache.encrypted: unknown key")
    (problem,) = _problems({"cache": {**cache, "encrypted": None, "nodes": 0}})
    assert problem.startswith("tollgate:topology.cache.nodes: 0 is too small")


@pytest.mark.parametrize(
    ("value", "written"),
    [(15.1, "15.1"), (17, "17"), (True, "true"), (False, "false")],
)
def test_what_looks_like_a_number_but_is_a_name_must_be_quoted(value, written):
    """YAML makes a number of 15.10; the message says how to write it."""
    (problem,) = _problems({"database": {**DATABASE, "version": value}})
    assert problem == (
        "tollgate:topology.database.version: is text that YAML takes for something else: "
        f'write it in quotes, "{written}"'
    )


@pytest.mark.parametrize(
    "place",
    [
        {"environment": {"KEY": 12345}},
        {"secrets": {"KEY": 12345}},
        {"containers": {"app": {"image": "app", "environment": {"KEY": ["planted-value"]}}}},
        {"containers": {"app": {"image": "app", "secrets": {"KEY": {"a": "planted-value"}}}}},
        {"containers": {"app": {"image": "app", "command": [{"a": "planted-value"}]}}},
        {"environment": {"KEY": {"a": "planted-value"}}},
    ],
)
def test_what_may_be_a_secret_by_mistake_is_not_repeated(place):
    """Below environment, secrets and command a wrong value is not printed."""
    (problem,) = _problems({"services": {"api": {**SERVICE, **place}}})
    assert "planted" not in problem


def test_a_password_in_the_place_of_its_kind_is_not_repeated():
    """`password` says where the password is; one that is written there is not shown, and the place for it is named."""
    (problem,) = _problems({"database": {**DATABASE, "password": "planted-hunter2"}})
    assert "planted" not in problem
    assert problem.endswith("is none of config or managed; a password itself goes into secrets:database")


def test_long_values_are_cut():
    """A message stays one readable line."""
    (problem,) = _problems({"tags": {"team": ["x" * 500]}})
    assert len(problem) < 200


def test_every_mistake_is_told():
    """Three wrong values in three layers are three lines."""
    problems = _problems(
        {
            "name": "X",
            "network": {**NETWORK, "availabilityZones": 1},
            "database": {**DATABASE, "storageGb": -1},
        },
        workload={"requestKb": "much"},
    )
    assert [p.split(": ")[0] for p in problems] == [
        "tollgate:topology.name",
        "tollgate:topology.network.availabilityZones",
        "tollgate:topology.database.storageGb",
        "tollgate:workload.requestKb",
    ]


def test_a_path_may_start_above_the_model():
    """Where a part is validated alone its problems still carry the whole path."""
    found = validated(Sections, {"topology": {"name": "shop", "network": NETWORK, "nmae": 1}}, ("tiers", "growth"))
    assert found == [Problem(("tiers", "growth", "topology", "nmae"), "unknown key; did you mean name?")]


# --- null ---------------------------------------------------------------------------------------------------------


def test_null_and_absent_are_the_same():
    """At any depth, in maps and in lists of maps; what is left is as it was."""
    assert without_nulls({"a": None, "b": {"c": None, "d": [1, {"e": None}]}, "f": False, "g": 0}) == {
        "b": {"d": [1, {}]},
        "f": False,
        "g": 0,
    }


@pytest.mark.parametrize("key", ["deadLetterAfter", "fallbackPage"])
def test_two_keys_say_none_with_null(key):
    """Their default is a value, so that null must be able to say that there is none."""
    assert without_nulls({key: None, "other": None}) == {key: None}


def test_a_null_takes_the_default():
    """As if the key had not been written."""
    plain = validated(Sections, {"topology": {"name": "shop", "network": NETWORK, "database": DATABASE}})
    nulls = {**DATABASE, "multiAz": None, "iops": None, "parameters": None, "kind": None}
    written = {"name": "shop", "network": {**NETWORK, "cidr": None}, "database": nulls, "cache": None, "edge": None}
    assert validated(Sections, {"topology": written, "workload": None}) == plain

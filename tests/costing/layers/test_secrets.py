"""The bill of stored secrets and of reading them, worked out by hand."""

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed
from tests.support.services import WORKER, bill_with

INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}
MANAGED = {**INSTANCE, "password": "managed"}
MANAGER = {"store": "secretsManager", "entries": {"jwt": {}, "mail": {}, "theirs": {"existing": True}}}
PARAMETERS = {"entries": MANAGER["entries"]}


def _reader(**secrets):
    container = {"image": "public.ecr.aws/docker/library/python:3.13", "secrets": secrets}
    return {**WORKER, "uses": {}, "containers": {"app": container}}


BOTH = _reader(JWT="secret.jwt", MAIL="secret.mail")


# --- what is stored -----------------------------------------------------------------------------------------------


@hand_computed(
    "secrets/NAME/secret",
    of="jwt",
    quantity="1",
    price="0.4",
    amount="0.40",
    resource="aws:secretsmanager/secret:Secret shop-jwt",
)
def test_an_entry_is_a_secret():
    """1 × $0.40 = $0.40."""
    return bill_of({"secrets": MANAGER})


def test_an_adopted_entry_is_somebody_elses():
    """What exists already is on another bill."""
    ids = [x.id for x in bill_of({"secrets": MANAGER}).lines if x.id.endswith("/secret")]
    assert ids == ["secrets/jwt/secret", "secrets/mail/secret"]


@hand_computed(
    "secrets/NAME/secret",
    of="database-url",
    quantity="1",
    price="0.4",
    amount="0.40",
    resource="aws:secretsmanager/secret:Secret shop-database-url",
)
def test_what_is_put_together_is_a_secret_too():
    """`database.url` is stored once, however many containers read it: 1 × $0.40 = $0.40."""
    topology = {"secrets": {"store": "secretsManager"}, "database": {**INSTANCE, "password": "config"}}
    bill = bill_with(topology, _reader(A="database.url", B="database.url"), {})
    assert [x.id for x in bill.lines if x.id.endswith("/secret")] == ["secrets/database-url/secret"]
    return bill


@hand_computed(
    "secrets/NAME/parameter",
    of="jwt",
    quantity="1",
    price="0",
    amount="0",
    resource="aws:ssm/parameter:Parameter shop-jwt",
)
def test_a_parameter_of_the_standard_tier_is_free():
    """1 × $0.00 = $0.00, and said so."""
    return bill_of({"secrets": PARAMETERS})


@hand_computed(
    "secrets/database/secret",
    quantity="1",
    price="0.4",
    amount="0.40",
    resource="aws:rds/instance:Instance shop-database",
)
def test_a_managed_password_is_a_secret():
    """RDS keeps one secret for the password: 1 × $0.40 = $0.40."""
    return bill_of({"database": MANAGED})


@hand_computed(
    "secrets/database/secret",
    quantity="1",
    price="0.4",
    amount="0.40",
    resource="aws:rds/cluster:Cluster shop-database",
)
def test_the_managed_password_of_a_cluster():
    """The cluster has the one secret, not each of its 3 instances: 1 × $0.40 = $0.40."""
    return bill_of({"database": {**CLUSTER, "readers": 2, "password": "managed"}})


@pytest.mark.parametrize("database", [INSTANCE, CLUSTER])
def test_a_password_from_config_is_no_secret_of_rds(database):
    """Without `password: managed` RDS stores nothing."""
    assert not has(bill_of({"database": database}), "secrets/database/secret")


# --- reading ------------------------------------------------------------------------------------------------------


@hand_computed(
    "secrets/calls",
    quantity="0.0002 0.004 0.012",
    price="0.05",
    amount="0.00001 0.0002 0.0006",
    resource="aws:secretsmanager/secret:Secret shop-jwt",
)
def test_every_task_reads_its_secrets_when_it_starts():
    """20 deployments × 1 task × 2 secrets = 40 calls = 0.004 of 10,000; once at least, and 20 × 3 × 2 = 120 at most."""
    return bill_with({"secrets": MANAGER}, BOTH, {"averageCount": 1})


@hand_computed(
    "secrets/decrypts",
    quantity="0.0002 0.004 0.012",
    price="0.03",
    amount="0.000006 0.00012 0.00036",
    resource="aws:ssm/parameter:Parameter shop-jwt",
)
def test_parameters_are_decrypted_instead():
    """The same 40 reads are calls of KMS: 0.004 × $0.03."""
    return bill_with({"secrets": PARAMETERS}, BOTH, {"averageCount": 1})


@hand_computed(
    "secrets/calls",
    quantity="0.0001 0.002 0.006",
    price="0.05",
    amount="0.000005 0.0001 0.0003",
    resource="aws:rds/instance:Instance shop-database",
)
def test_a_managed_password_is_read_from_secrets_manager_whatever_the_store():
    """20 × 1 task × 1 secret = 20 calls = 0.002 of 10,000, × $0.05."""
    return bill_with({"database": MANAGED}, _reader(PASSWORD="database.password"), {"averageCount": 1})


def test_a_managed_password_alone_is_decrypted_by_no_parameter():
    """It is in Secrets Manager even where the store is the other one: nothing there is read, and the bill says so."""
    bill = bill_with({"database": MANAGED}, _reader(PASSWORD="database.password"), {"averageCount": 1})
    assert not has(bill, "secrets/decrypts")


def test_an_adopted_secret_is_read_at_this_stack_s_cost():
    """The secret is on another bill, its calls are on ours: caused by whoever reads it."""
    topology = {"secrets": {"store": "secretsManager", "entries": {"theirs": {"existing": True}}}}
    found = line(bill_with(topology, _reader(A="secret.theirs"), {"averageCount": 1}), "secrets/calls")
    assert found.quantity == figures("0.0001 0.002 0.006")
    assert found.resource.type == "aws:ecs/taskDefinition:TaskDefinition"


def test_without_deployments_each_task_has_started_once():
    """Nobody deploys: the tasks that run have still read their secrets."""
    bill = bill_with({"secrets": MANAGER}, BOTH, {"averageCount": 1}, deploymentsPerMonth=0)
    assert line(bill, "secrets/calls").quantity == figures("0.0002")


def test_a_job_reads_each_time_it_runs():
    """730 h / 24 h = 30.4167 runs a month by the clock, × 2 secrets = 60.83 reads, in every figure."""
    job = {**BOTH, "kind": "job", "schedule": {"cron": "0 3 * * ? *"}}
    job = {key: value for key, value in job.items() if key != "scaling"}
    found = line(bill_with({"secrets": MANAGER}, job, {"minutesPerRun": 1}), "secrets/calls")
    assert found.quantity == figures("0.006083")


@hand_computed("secrets/calls", quantity="0.0002 100 100", price="0.05", amount="0.00001 5 5")
def test_given_calls_stand_for_the_expected():
    """usage.secrets.apiCallsMillion 1 = 100 × 10,000, × $0.05 = $5.00."""
    usage = {"secrets": {"apiCallsMillion": 1}}
    return bill_with({"secrets": MANAGER}, BOTH, {"averageCount": 1}, usage=usage)


def test_given_calls_are_of_parameters_where_there_is_nothing_else():
    """Without Secrets Manager the figure is of what KMS decrypts."""
    usage = {"secrets": {"apiCallsMillion": 1}}
    bill = bill_with({"secrets": PARAMETERS}, BOTH, {"averageCount": 1}, usage=usage)
    assert line(bill, "secrets/decrypts").quantity == figures("0.0002 100 100")


def test_nothing_stored_and_nothing_read_has_no_line():
    """The layer may be absent."""
    assert "secrets" not in bill_of({}).layers

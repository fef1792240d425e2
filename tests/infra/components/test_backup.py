"""AWS Backup: vault, plans, selections and the role, value by value."""

import json

import pulumi
import pytest

from infra.building.backup import build_backup
from tests.support.sites import built

VAULT, PLAN, SELECTION = "aws:backup/vault:Vault", "aws:backup/plan:Plan", "aws:backup/selection:Selection"
ATTACHED = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
DAILY = {"cron": "0 3 * * ? *", "keepDays": 97, "coldAfterDays": 7, "resources": ["database", "fileSystem.files"]}
ARNS = {"database": "arn-db", "fileSystem.files": "arn-files", "bucket.uploads": "arn-bucket"}


def deployed(plans, **topology):
    """Return what the backup step registers over things that earlier steps have left."""

    def before(site):
        site.arns |= {key: pulumi.Output.from_input(arn) for key, arn in ARNS.items()}
        site.values["fileSystem.files"] = "fs-1"

    return built(build_backup, topology={"backup": {"plans": plans}, **topology}, before=before)


def test_no_plan_no_resource():
    """The layer may be absent."""
    assert {r.type for r in built(build_backup, topology={}).resources} == {"pulumi:providers:aws"}


def test_a_plan_as_the_model_says():
    """Its clock in UTC, its days warm and cold, its vault; AWS may start within an hour."""
    done = deployed({"daily": DAILY})
    found = done.one(PLAN)
    assert found.name == "shop-daily"
    assert found.inputs["rules"] == [
        {
            "ruleName": "shop-daily",
            "targetVaultName": "shop-backup-0000000",
            "schedule": "cron(0 3 * * ? *)",
            "startWindow": 60,
            "completionWindow": 480,
            "lifecycle": {"deleteAfter": 97, "coldStorageAfter": 7},
        }
    ]
    assert done.outputs["backupVault"] == "shop-backup-0000000"


def test_a_plan_without_cold_storage():
    """What the config does not say is not sent."""
    (rule,) = deployed({"daily": {**DAILY, "coldAfterDays": None}}).one(PLAN).inputs["rules"]
    assert rule["lifecycle"] == {"deleteAfter": 97}


def test_a_selection_names_what_it_takes():
    """By ARN, and nothing by a tag or a wildcard."""
    done = deployed({"daily": DAILY})
    assert done.one(SELECTION).inputs == {
        "planId": "shop-daily-id",
        "iamRoleArn": "arn:aws:iam:us-east-1:123456789012:shop-backup",
        "resources": ["arn-db", "arn-files"],
    }


@pytest.mark.parametrize(
    ("resources", "policies"),
    [
        (
            ["database"],
            [
                "service-role/AWSBackupServiceRolePolicyForBackup",
                "service-role/AWSBackupServiceRolePolicyForRestores",
            ],
        ),
        (
            ["bucket.uploads"],
            [
                "service-role/AWSBackupServiceRolePolicyForBackup",
                "service-role/AWSBackupServiceRolePolicyForRestores",
                "AWSBackupServiceRolePolicyForS3Backup",
                "AWSBackupServiceRolePolicyForS3Restore",
            ],
        ),
    ],
)
def test_the_role_has_aws_s_own_policies(resources, policies):
    """The pair for everything, and the other pair where there is a bucket; only AWS Backup may take it."""
    done = deployed({"daily": {"cron": "0 3 * * ? *", "keepDays": 7, "resources": resources}})
    assert {a.inputs["policyArn"] for a in done.of(ATTACHED)} == {f"arn:aws:iam::aws:policy/{p}" for p in policies}
    (statement,) = json.loads(done.one("aws:iam/role:Role").inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "backup.amazonaws.com"}


def test_plans_share_a_vault_and_a_role():
    """A second plan adds itself and its selection."""
    done = deployed({"daily": DAILY, "weekly": {**DAILY, "cron": "0 3 ? * SUN *"}})
    assert len(done.of(PLAN)) == len(done.of(SELECTION)) == 2
    assert len(done.of(VAULT)) == len(done.of("aws:iam/role:Role")) == 1


@pytest.mark.parametrize("keep", [True, False])
def test_a_protected_vault_is_not_emptied(keep):
    """Only without protection does destroy delete recovery points."""
    vault = deployed({"daily": DAILY}, protectData=keep).one(VAULT)
    assert (vault.protect, vault.inputs["forceDestroy"]) == (keep, not keep)

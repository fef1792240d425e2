"""How data is brought back: commands for whoever has lost some, with the names of what is there.

Each makes something new beside what runs, or a folder of its own, and overwrites nothing.
Sources: AWS CLI reference, rds and backup; AWS Backup Developer Guide, "Restore an Amazon EFS file system".
"""

from collections.abc import Mapping

import pulumi

from infra.building.site import Site
from infra.model.database import AuroraServerlessDatabase, Database

COPY_BACK = "it is a second database beside this one: copy back what was lost, then delete it"
IN_A_FOLDER = "it lands in a folder aws-backup-restore_… at the root of the file system, beside what is there"


def tell(site: Site, what: str, how: Mapping[str, pulumi.Input[str]]) -> None:
    """Add to the output `restore` how `what` is brought back."""
    site.outputs.setdefault("restore", {}).setdefault(what, {}).update(how)


def of_database(
    model: Database, identifier: str, subnet_group: pulumi.Input[str], security_group: pulumi.Input[str]
) -> Mapping[str, pulumi.Input[str]]:
    """Return until when a database can be restored, and how, to any second since its oldest backup."""
    placed = pulumi.Output.concat(
        " --db-subnet-group-name ", subnet_group, " --vpc-security-group-ids ", security_group
    )
    if isinstance(model, AuroraServerlessDatabase):
        return _of_cluster(model, identifier, placed)
    return {
        "until": f"aws rds describe-db-instances --db-instance-identifier {identifier}"
        " --query 'DBInstances[0].LatestRestorableTime' --output text",
        "restore": pulumi.Output.concat(
            f"aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier {identifier}"
            f" --target-db-instance-identifier {identifier}-restored --restore-time TIME",
            f" --db-instance-class {model.instance_class}",
            placed,
            " --no-publicly-accessible",
        ),
        "then": COPY_BACK,
    }


def _of_cluster(
    model: AuroraServerlessDatabase, identifier: str, placed: pulumi.Output[str]
) -> Mapping[str, pulumi.Input[str]]:
    """A restored cluster has no machine until one is made."""
    return {
        "until": f"aws rds describe-db-clusters --db-cluster-identifier {identifier}"
        " --query 'DBClusters[0].LatestRestorableTime' --output text",
        "restore": pulumi.Output.concat(
            f"aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier {identifier}"
            f" --db-cluster-identifier {identifier}-restored --restore-to-time TIME",
            placed,
            f" --serverless-v2-scaling-configuration MinCapacity={model.min_acu},MaxCapacity={model.max_acu}",
            f" && aws rds create-db-instance --db-instance-identifier {identifier}-restored-1",
            f" --db-cluster-identifier {identifier}-restored",
            " --engine aurora-postgresql --db-instance-class db.serverless",
        ),
        "then": COPY_BACK,
    }


def of_recovery_points(
    vault: pulumi.Input[str], role_arn: pulumi.Input[str], arn: pulumi.Input[str], file_system: pulumi.Input[str] | None
) -> Mapping[str, pulumi.Input[str]]:
    """Return how the recovery points of one thing are listed, and how a file system is restored from one."""
    points = pulumi.Output.concat(
        "aws backup list-recovery-points-by-backup-vault --backup-vault-name ", vault, " --by-resource-arn ", arn
    )
    if file_system is None:
        return {"points": points}
    restore = pulumi.Output.concat(
        "aws backup start-restore-job --recovery-point-arn POINT --iam-role-arn ",
        role_arn,
        " --metadata file-system-id=",
        file_system,
        ",newFileSystem=false,Encrypted=true,PerformanceMode=generalPurpose,CreationToken=restore",
    )
    return {"points": points, "restore": restore, "then": IN_A_FOLDER}


def of_versions(bucket: pulumi.Input[str]) -> Mapping[str, pulumi.Input[str]]:
    """Return how earlier versions of an object are found, and how one is made the current one again."""
    return {
        "versions": pulumi.Output.concat("aws s3api list-object-versions --bucket ", bucket, " --prefix KEY"),
        "restore": pulumi.Output.concat(
            "aws s3api copy-object --bucket ", bucket, " --key KEY --copy-source '", bucket, "/KEY?versionId=VERSION'"
        ),
    }

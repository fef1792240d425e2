"""AWS Backup: plans over what earlier steps have built."""

from infra.building import restoring
from infra.building.site import Site
from infra.components.backup import Backup


def build_backup(site: Site) -> None:
    """Build vault and plans, where there are some."""
    if not site.topology.backup.plans:
        return
    backup = Backup("backup", topology=site.topology, arns=site.arns, opts=site.opts)
    site.outputs["backupVault"] = backup.vault_name
    for resource in sorted({one for plan in site.topology.backup.plans.values() for one in plan.resources}):
        files = site.values[resource] if resource.startswith("fileSystem.") else None
        points = restoring.of_recovery_points(backup.vault_name, backup.role_arn, site.arns[resource], files)
        restoring.tell(site, resource, points)

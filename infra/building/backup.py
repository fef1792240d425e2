"""AWS Backup: plans over what earlier steps have built."""

from infra.building.site import Site
from infra.components.backup import Backup


def build_backup(site: Site) -> None:
    """Build vault and plans, where there are some."""
    if not site.topology.backup.plans:
        return
    backup = Backup("backup", topology=site.topology, arns=site.arns, opts=site.opts)
    site.outputs["backupVault"] = backup.vault_name

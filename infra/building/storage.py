"""Buckets and file systems, and what references to them stand for."""

from infra.building import restoring
from infra.building.site import Site
from infra.components.storage import Storage, StorageWires


def build_storage(site: Site) -> None:
    """Build buckets and file systems, where there are some.

    A file system is left under its own name and, for each service that mounts it, under `fileSystem.NAME/SERVICE`:
    in `values` the ids that a task definition names, in `arns` what a policy names.
    """
    model = site.topology.storage
    if not model.buckets and not model.file_systems:
        return
    wires = StorageWires(site.placed.private_subnet_ids, site.placed.security_groups)
    storage = Storage("storage", topology=site.topology, wires=wires, opts=site.opts)
    for name, bucket in storage.buckets.items():
        site.values[f"bucket.{name}.name"] = bucket.name
        site.arns[f"bucket.{name}"] = bucket.arn
        if model.buckets[name].versioning:
            restoring.tell(site, f"bucket.{name}", restoring.of_versions(bucket.name))
    for name, system in storage.file_systems.items():
        site.values[f"fileSystem.{name}"] = system.id
        site.arns[f"fileSystem.{name}"] = system.arn
        for service, door in system.access_points.items():
            site.values[f"fileSystem.{name}/{service}"] = door.id
            site.arns[f"fileSystem.{name}/{service}"] = door.arn
    if storage.buckets:
        site.outputs["buckets"] = {name: bucket.name for name, bucket in storage.buckets.items()}
    if storage.file_systems:
        site.outputs["fileSystems"] = {name: system.id for name, system in storage.file_systems.items()}

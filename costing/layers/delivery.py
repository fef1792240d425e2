"""The bill of delivery: images kept, and paths of the CDN invalidated when the site is published."""

from decimal import Decimal

from costing.assumptions import NEW_LAYERS
from costing.demand.delivery import PATHS_PER_DEPLOYMENT, image_gb
from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ONE, ZERO, Figures
from infra.model import edge_names
from infra.model.delivery import Repository, logical_name

STORED = Kind("delivery/REPOSITORY/stored", "Images stored", "GB-month", "aws:ecr/repository:Repository", "usage")
INVALIDATIONS = Kind(
    "delivery/invalidations",
    "CDN paths invalidated",
    "path",
    "aws:cloudfront/distribution:Distribution",
    "usage",
    "cloudfront.invalidation-paths",
)

KINDS = (STORED, INVALIDATIONS)


def add_lines(to: Context) -> None:
    """Add the line of every repository, and of invalidations: of a site, or as given where there is only a CDN."""
    repositories = to.sections.topology.delivery.repositories
    derived = {name: _kept(to, name, one) for name, one in repositories.items()}
    for name in repositories:
        _stored(to, name, derived)
    edge, given = to.sections.topology.edge, to.sections.usage.delivery.invalidation_paths
    if edge.site is not None or (edge.cdn is not None and given):
        _invalidations(to)


def _kept(to: Context, name: str, repository: Repository) -> Figures:
    """Return GB of one image; of all that are kept, which share most layers; of all that share none."""
    size, count = image_gb(to.sections, name), Decimal(repository.keep_images)
    return Figures(size, size * (1 + NEW_LAYERS * (count - 1)), size * count)


def _stored(to: Context, name: str, derived: dict[str, Figures]) -> None:
    figures, given = derived[name], to.sections.usage.delivery.image_gb
    keep = to.sections.topology.delivery.repositories[name].keep_images
    why = Why(
        "{} GB × (1 + {} new × {} more images kept)",
        (figures.floor, NEW_LAYERS, keep - 1),
    )
    if given is not None:
        whole = sum((one.expected for one in derived.values()), ZERO)
        share = figures.expected / whole if whole else ONE / len(derived)
        part = given * share
        figures = Figures(min(figures.floor, part), part, max(figures.ceiling, part))
        why = Why(
            "{} % of what is given as usage.delivery.imageGb = {}; derived: " + why.sentence,
            (share * 100, given, *why.values),
        )
    label = f"{STORED.name} ({name})"
    to.ledger.add(STORED, logical_name(to.prefix, name), figures, "ecr.storage-gb-month", why, name=label, of=name)


def _invalidations(to: Context) -> None:
    deployments, given = to.sections.workload.deployments_per_month, to.sections.usage.delivery.invalidation_paths
    paths = deployments * PATHS_PER_DEPLOYMENT if to.sections.topology.edge.site is not None else ZERO
    figures, why = Figures(ZERO, paths, paths), Why("{} deployments × {} path", (deployments, PATHS_PER_DEPLOYMENT))
    if given is not None:
        figures = Figures(ZERO, given, max(given, paths))
        why = Why("given as usage.delivery.invalidationPaths = {}; derived: " + why.sentence, (given, *why.values))
    to.ledger.add(INVALIDATIONS, edge_names.cdn(to.sections.topology), figures, "cloudfront.invalidation-path", why)

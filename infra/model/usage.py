"""Monthly quantities the user states; each replaces the derived expected figure."""

from infra.model.base import Model, defaults
from infra.model.types import Amount


class NetworkUsage(Model):
    """Gigabytes a month."""

    nat_gb: Amount | None = None
    internet_out_gb: Amount | None = None
    cross_zone_gb: Amount | None = None
    endpoint_gb: Amount | None = None
    flow_log_gb: Amount | None = None


class EdgeUsage(Model):
    """Load balancer capacity units are a mean over the month; the rest are monthly totals."""

    capacity_units: Amount | None = None
    cdn_out_gb: Amount | None = None
    cdn_requests_million: Amount | None = None
    waf_requests_million: Amount | None = None
    dns_queries_million: Amount | None = None


class ServicesUsage(Model):
    """vCPU-hours above the burstable baseline."""

    surplus_credit_hours: Amount | None = None


class DatabaseUsage(Model):
    """Backups in GB-months, I/O in millions, capacity as a mean."""

    backup_gb: Amount | None = None
    io_million: Amount | None = None
    average_acu: Amount | None = None
    surplus_credit_hours: Amount | None = None


class CacheUsage(Model):
    """Backups in GB-months, work in millions of ECPUs."""

    backup_gb: Amount | None = None
    ecpu_million: Amount | None = None


class ObservabilityUsage(Model):
    """Log gigabytes, millions of traces, metrics a month."""

    log_gb: Amount | None = None
    traces_million: Amount | None = None
    metrics: Amount | None = None


class SecretsUsage(Model):
    """Calls to the secret store, in millions."""

    api_calls_million: Amount | None = None


class BackupUsage(Model):
    """Recovery points of the database, in GB-months."""

    stored_gb: Amount | None = None


class DeliveryUsage(Model):
    """Images stored in GB-months, CDN paths invalidated."""

    image_gb: Amount | None = None
    invalidation_paths: Amount | None = None


class Usage(Model):
    """Stated quantities by layer."""

    network: NetworkUsage = defaults()
    edge: EdgeUsage = defaults()
    services: ServicesUsage = defaults()
    database: DatabaseUsage = defaults()
    cache: CacheUsage = defaults()
    observability: ObservabilityUsage = defaults()
    secrets: SecretsUsage = defaults()
    backup: BackupUsage = defaults()
    delivery: DeliveryUsage = defaults()

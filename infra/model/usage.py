"""Monthly quantities the user states; each replaces the derived expected figure."""

from infra.model.base import Model, defaults
from infra.model.types import Amount


class NetworkUsage(Model):
    """Gigabytes a month.

    Attributes:
        nat_gb: GB through the NAT.
        internet_out_gb: GB to the internet.
        cross_zone_gb: GB between zones.
        endpoint_gb: GB through interface endpoints.
        flow_log_gb: GB of flow logs.
    """

    nat_gb: Amount | None = None
    internet_out_gb: Amount | None = None
    cross_zone_gb: Amount | None = None
    endpoint_gb: Amount | None = None
    flow_log_gb: Amount | None = None


class EdgeUsage(Model):
    """Load balancer capacity units are a mean over the month; the rest are monthly totals.

    Attributes:
        capacity_units: Load balancer capacity units, as an average over the month.
        cdn_out_gb: GB from the CDN to viewers.
        cdn_requests_million: Million requests to the CDN.
        waf_requests_million: Million requests that the web ACL inspects.
        dns_queries_million: Million DNS queries.
    """

    capacity_units: Amount | None = None
    cdn_out_gb: Amount | None = None
    cdn_requests_million: Amount | None = None
    waf_requests_million: Amount | None = None
    dns_queries_million: Amount | None = None


class ServicesUsage(Model):
    """vCPU-hours above the burstable baseline.

    Attributes:
        surplus_credit_hours: vCPU-hours above the instances' baseline.
    """

    surplus_credit_hours: Amount | None = None


class DatabaseUsage(Model):
    """Backups in GB-months, I/O in millions, capacity as a mean.

    Attributes:
        backup_gb: GB-months of backup beyond the free allocation.
        io_million: Million I/O requests of Aurora.
        average_acu: Aurora capacity units on average.
        surplus_credit_hours: vCPU-hours above the class's baseline.
    """

    backup_gb: Amount | None = None
    io_million: Amount | None = None
    average_acu: Amount | None = None
    surplus_credit_hours: Amount | None = None


class CacheUsage(Model):
    """Backups in GB-months, work in millions of ECPUs.

    Attributes:
        backup_gb: GB-months of snapshots.
        ecpu_million: Million processing units of a serverless cache.
    """

    backup_gb: Amount | None = None
    ecpu_million: Amount | None = None


class ObservabilityUsage(Model):
    """Log gigabytes, millions of traces, metrics a month.

    Attributes:
        log_gb: GB of logs ingested.
        traces_million: Million traces recorded.
        metrics: Metrics that the application publishes, in place of their number in `customMetrics`.
    """

    log_gb: Amount | None = None
    traces_million: Amount | None = None
    metrics: Amount | None = None


class SecretsUsage(Model):
    """Calls to the secret store, in millions.

    Attributes:
        api_calls_million: Million calls to the secret store.
    """

    api_calls_million: Amount | None = None


class BackupUsage(Model):
    """Recovery points of the database, in GB-months.

    Attributes:
        stored_gb: GB-months in AWS Backup.
    """

    stored_gb: Amount | None = None


class DeliveryUsage(Model):
    """Images stored in GB-months, CDN paths invalidated.

    Attributes:
        image_gb: GB-months of images.
        invalidation_paths: Paths invalidated on the CDN.
    """

    image_gb: Amount | None = None
    invalidation_paths: Amount | None = None


class Usage(Model):
    """Stated quantities by layer.

    Attributes:
        network: Quantities of the network.
        edge: Quantities of the edge.
        services: Quantities of the services.
        database: Quantities of the database.
        cache: Quantities of the cache.
        observability: Quantities of observability.
        secrets: Quantities of the secret store.
        backup: Quantities of AWS Backup.
        delivery: Quantities of delivery.
    """

    network: NetworkUsage = defaults()
    edge: EdgeUsage = defaults()
    services: ServicesUsage = defaults()
    database: DatabaseUsage = defaults()
    cache: CacheUsage = defaults()
    observability: ObservabilityUsage = defaults()
    secrets: SecretsUsage = defaults()
    backup: BackupUsage = defaults()
    delivery: DeliveryUsage = defaults()

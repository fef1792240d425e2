"""What the user knows of the application's traffic and data; every figure may be absent."""

from decimal import Decimal

from infra.model.base import Model, defaults
from infra.model.types import Amount, EntryName, Percent, PositiveAmount, Text

ZERO = Decimal(0)


class Rate(Model):
    """An average and a peak; with one of them given, it stands for both."""

    average: Amount | None = None
    peak: Amount | None = None


class ProfilePart(Model):
    """Hours of the month at a share of the peak; the hours of a profile add up to 730."""

    hours_per_month: PositiveAmount
    percent_of_peak: Percent


class SiteWorkload(Model):
    """Visits to the static site."""

    stored_gb: Amount | None = None
    visits_per_month: Amount = ZERO
    kb_per_visit: Amount = ZERO
    requests_per_visit: Amount = ZERO


class Measured(Model):
    """What one container was seen to use."""

    cpu_units: Amount | None = None
    memory_mib: Amount | None = None


class ServiceWorkload(Model):
    """One service: its share of requests, what one request costs it, and how a job runs."""

    request_percent: Percent | None = None
    average_count: Amount | None = None
    cpu_ms_per_request: PositiveAmount | None = None
    latency_ms: PositiveAmount | None = None
    memory_mib_base: Amount | None = None
    memory_mib_per_request: Amount | None = None
    max_vcpu: PositiveAmount | None = None
    arm_factor: PositiveAmount | None = None
    connections_per_task: Amount = ZERO
    jobs_per_minute: Rate | None = None
    jobs_per_minute_per_task: PositiveAmount | None = None
    upstream_in_kb_per_request: Amount = ZERO
    upstream_out_kb_per_request: Amount = ZERO
    log_bytes_per_request: Amount | None = None
    log_gb_per_month: Amount = ZERO
    minutes_per_run: PositiveAmount | None = None
    runs_per_month: Amount | None = None
    measured: dict[EntryName, Measured] = {}


class DatabaseWorkload(Model):
    """What the database holds and does."""

    stored_gb: Amount | None = None
    growth_gb_per_month: Amount = ZERO
    working_set_gb: Amount | None = None
    cpu_ms_per_request: PositiveAmount | None = None
    read_percent: Percent | None = None
    kb_per_request: Amount | None = None
    io_per_request: Amount | None = None
    average_acu: Amount | None = None


class CacheWorkload(Model):
    """What the cache holds and moves."""

    data_gb: Amount | None = None
    kb_per_request: Amount | None = None


class BucketWorkload(Model):
    """What a bucket holds, gains and serves in a month."""

    stored_gb: Amount = ZERO
    growth_gb_per_month: Amount = ZERO
    average_object_kb: PositiveAmount = Decimal(1024)
    idle_percent: Percent | None = None
    puts_per_month: Amount = ZERO
    gets_per_month: Amount = ZERO
    retrieved_gb_per_month: Amount = ZERO


class FileSystemWorkload(Model):
    """What a file system holds and moves in a month."""

    stored_gb: Amount = ZERO
    infrequent_percent: Percent = 0
    archive_percent: Percent = 0
    read_gb_per_month: Amount = ZERO
    write_gb_per_month: Amount = ZERO


class QueueWorkload(Model):
    """Messages that pass through a queue in a month."""

    messages_per_month: Amount = ZERO


class RepositoryWorkload(Model):
    """The size of one image."""

    image_gb: Amount = ZERO


class Workload(Model):
    """The traffic and data of one tier."""

    requests_per_second: Rate = defaults()
    profile: dict[EntryName, ProfilePart] = {}
    request_kb: Amount = Decimal(2)
    response_kb: Amount = Decimal(20)
    log_bytes_per_request: Amount = Decimal(400)
    new_connection_percent: Percent = 10
    cdn_hit_percent: Percent = 0
    site: SiteWorkload | None = None
    viewers: dict[Text, Percent] = {}
    deployments_per_month: Amount = Decimal(20)
    services: dict[EntryName, ServiceWorkload] = {}
    database: DatabaseWorkload = defaults()
    cache: CacheWorkload = defaults()
    buckets: dict[EntryName, BucketWorkload] = {}
    file_systems: dict[EntryName, FileSystemWorkload] = {}
    queues: dict[EntryName, QueueWorkload] = {}
    repositories: dict[EntryName, RepositoryWorkload] = {}

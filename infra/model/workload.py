"""What the user knows of the application's traffic and data; every figure may be absent."""

from decimal import Decimal

from infra.model.base import Model, defaults
from infra.model.types import Amount, EntryName, Percent, PositiveAmount, Text

ZERO = Decimal(0)


class Rate(Model):
    """An average and a peak; with one of them given, it stands for both.

    Attributes:
        average: Over the whole month.
        peak: The greatest that must be served.
    """

    average: Amount | None = None
    peak: Amount | None = None


class ProfilePart(Model):
    """Hours of the month at a share of the peak; the hours of a profile add up to 730.

    Attributes:
        hours_per_month: Hours of this part; the parts add up to 730.
        percent_of_peak: Percent of the peak in these hours.
    """

    hours_per_month: PositiveAmount
    percent_of_peak: Percent


class SiteWorkload(Model):
    """Visits to the static site.

    Attributes:
        stored_gb: GB of the site's files.
        visits_per_month: Visits.
        kb_per_visit: KB that a visit loads from the site.
        requests_per_visit: Requests that a visit makes to the site.
    """

    stored_gb: Amount | None = None
    visits_per_month: Amount = ZERO
    kb_per_visit: Amount = ZERO
    requests_per_visit: Amount = ZERO


class Measured(Model):
    """What one container was seen to use.

    Attributes:
        cpu_units: CPU units used at peak.
        memory_mib: MiB used at peak; a limit below it is refused.
    """

    cpu_units: Amount | None = None
    memory_mib: Amount | None = None


class ServiceWorkload(Model):
    """One service: its share of requests, what one request costs it, and how a job runs.

    Attributes:
        request_percent: Percent of the requests; absent even among the routed.
        average_count: Tasks on average; absent from schedules, else from capacity, else `min`.
        cpu_ms_per_request: Milliseconds of one x86 vCPU that a request takes.
        latency_ms: Milliseconds that a request stays in the task.
        memory_mib_base: MiB of an idle task.
        memory_mib_per_request: MiB of a request in flight.
        max_vcpu: vCPUs that one task can make use of, where it has fewer workers than the task has vCPUs.
        arm_factor: CPU time on ARM over that on x86.
        connections_per_task: Database connections a task may hold: pool maximum × processes.
        jobs_per_minute: Jobs that arrive, for workers.
        jobs_per_minute_per_task: Jobs that one task finishes.
        upstream_in_kb_per_request: KB fetched from the internet for a request.
        upstream_out_kb_per_request: KB sent to the internet for a request, beside the answer.
        log_bytes_per_request: Bytes logged for a request.
        log_gb_per_month: GB logged beside that.
        minutes_per_run: Minutes a job runs.
        runs_per_month: Runs of a job; absent from its cron.
        measured: What containers were seen to use, by name: right-sizing works with it.
    """

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
    """What the database holds and does.

    Attributes:
        stored_gb: GB of data now.
        growth_gb_per_month: GB it grows in a month.
        working_set_gb: GB that should be in memory.
        cpu_ms_per_request: Milliseconds of one vCPU that a request takes in the database.
        read_percent: Percent of the load that replicas could take.
        kb_per_request: KB between a task and the database for a request.
        io_per_request: Reads and writes of the disk for a request.
        average_acu: Aurora capacity units on average.
    """

    stored_gb: Amount | None = None
    growth_gb_per_month: Amount = ZERO
    working_set_gb: Amount | None = None
    cpu_ms_per_request: PositiveAmount | None = None
    read_percent: Percent | None = None
    kb_per_request: Amount | None = None
    io_per_request: Amount | None = None
    average_acu: Amount | None = None


class CacheWorkload(Model):
    """What the cache holds and moves.

    Attributes:
        data_gb: GB held.
        kb_per_request: KB between a task and the cache for a request.
    """

    data_gb: Amount | None = None
    kb_per_request: Amount | None = None


class BucketWorkload(Model):
    """What a bucket holds, gains and serves in a month.

    Attributes:
        stored_gb: GB stored now.
        growth_gb_per_month: GB it grows in a month.
        average_object_kb: KB of an object; small ones are charged as 128 KB in some classes.
        idle_percent: Percent not read for a month, for Intelligent-Tiering.
        puts_per_month: Writes and listings.
        gets_per_month: Reads.
        retrieved_gb_per_month: GB read from classes that charge for it.
    """

    stored_gb: Amount = ZERO
    growth_gb_per_month: Amount = ZERO
    average_object_kb: PositiveAmount = Decimal(1024)
    idle_percent: Percent | None = None
    puts_per_month: Amount = ZERO
    gets_per_month: Amount = ZERO
    retrieved_gb_per_month: Amount = ZERO


class FileSystemWorkload(Model):
    """What a file system holds and moves in a month.

    Attributes:
        stored_gb: GB stored now.
        infrequent_percent: Percent in the infrequent-access class.
        archive_percent: Percent in the archive.
        read_gb_per_month: GB read.
        write_gb_per_month: GB written.
    """

    stored_gb: Amount = ZERO
    infrequent_percent: Percent = 0
    archive_percent: Percent = 0
    read_gb_per_month: Amount = ZERO
    write_gb_per_month: Amount = ZERO


class QueueWorkload(Model):
    """Messages that pass through a queue in a month.

    Attributes:
        messages_per_month: Messages sent.
    """

    messages_per_month: Amount = ZERO


class RepositoryWorkload(Model):
    """The size of one image.

    Attributes:
        image_gb: GB of one image, compressed.
    """

    image_gb: Amount = ZERO


class Workload(Model):
    """The traffic and data of one tier.

    Attributes:
        requests_per_second: Requests that arrive, over all services.
        profile: Parts of the month by their share of the peak; absent flat at the average.
        request_kb: KB of a request.
        response_kb: KB of an answer.
        log_bytes_per_request: Bytes logged for a request.
        new_connection_percent: Percent of the requests that open a connection.
        cdn_hit_percent: Percent of the CDN's cached paths that it answers itself.
        site: Visits of the site.
        viewers: Percent of the viewers by CloudFront's price regions; absent the stack's own.
        deployments_per_month: Deployments: each pulls images, and invalidates the CDN where there is a site.
        services: What is known of each service.
        database: What is known of the database.
        cache: What is known of the cache.
        buckets: What is known of each bucket.
        file_systems: What is known of each file system.
        queues: What is known of each queue.
        repositories: What is known of each repository's images.
    """

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

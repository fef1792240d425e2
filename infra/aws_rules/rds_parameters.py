"""Parameters of PostgreSQL on RDS: units, which need a restart, and how many connections a class takes."""

from decimal import Decimal
from typing import Final

from infra.aws_rules.values import words

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "STATIC": ("rds-postgres-parameters", "general-knowledge"),
    "UNITS": ("rds-postgres-parameters", "general-knowledge"),
    "UNIT_WORDS": ("rds-postgres-parameters",),
    "RDS_FORBIDDEN": ("general-knowledge",),
    "BYTES_PER_CONNECTION": ("rds-postgres-parameters", "rds-max-connections"),
    "CONNECTIONS_MAX": ("rds-postgres-parameters", "rds-max-connections"),
    "OWN_MEMORY_MIB": ("rds-max-connections",),
    "OWN_MEMORY_PERCENT": ("rds-max-connections",),
    "CONNECTIONS_SETTABLE": ("general-knowledge",),
    "RESERVED_CONNECTIONS": ("postgresql-connections", "general-knowledge"),
    "SHARED_BUFFERS_DEFAULT": ("rds-postgres-memory",),
}

STATIC: Final = words(
    """
    autovacuum_freeze_max_age autovacuum_max_workers huge_pages logging_collector max_connections
    max_files_per_process max_locks_per_transaction max_logical_replication_workers
    max_pred_locks_per_transaction max_prepared_transactions max_replication_slots max_wal_senders
    max_worker_processes rds.logical_replication rds.restrict_password_commands shared_buffers
    shared_preload_libraries ssl superuser_reserved_connections temp_file_limit
    track_activity_query_size track_commit_timestamp wal_buffers
    """
)
"""Parameters that take effect at a restart only: `apply_method` must be `pending-reboot`."""

UNITS: Final = {
    "archive_timeout": "s",
    "authentication_timeout": "s",
    "autovacuum_naptime": "s",
    "autovacuum_vacuum_cost_delay": "ms",
    "bgwriter_delay": "ms",
    "checkpoint_timeout": "s",
    "deadlock_timeout": "ms",
    "effective_cache_size": "8 kB",
    "idle_in_transaction_session_timeout": "ms",
    "lock_timeout": "ms",
    "log_autovacuum_min_duration": "ms",
    "log_min_duration_statement": "ms",
    "log_rotation_age": "minutes",
    "log_rotation_size": "kB",
    "log_temp_files": "kB",
    "maintenance_work_mem": "kB",
    "max_connections": "connections",
    "max_stack_depth": "kB",
    "max_standby_archive_delay": "ms",
    "max_standby_streaming_delay": "ms",
    "max_wal_size": "MB",
    "min_wal_size": "MB",
    "shared_buffers": "8 kB",
    "statement_timeout": "ms",
    "tcp_keepalives_idle": "s",
    "tcp_keepalives_interval": "s",
    "temp_buffers": "8 kB",
    "temp_file_limit": "kB",
    "vacuum_cost_delay": "ms",
    "wal_buffers": "8 kB",
    "wal_sender_timeout": "ms",
    "work_mem": "kB",
}
"""Parameters that RDS takes as a bare number in this unit: `256MB` is refused."""

UNIT_WORDS: Final = {
    "8 kB": "pages of 8 kB",
    "ms": "milliseconds",
    "s": "seconds",
}
"""How a unit reads in a sentence, where it is not its own word."""

RDS_FORBIDDEN: Final = words("listen_addresses port data_directory hba_file config_file unix_socket_directories")
"""Parameters of PostgreSQL that RDS sets itself and has in no parameter group."""

SHARED_BUFFERS_DEFAULT: Final = "{DBInstanceClassMemory/32768}"
"""RDS's default in pages of 8 kB: a quarter of the memory that is left to the engine."""

BYTES_PER_CONNECTION: Final = 9531392
CONNECTIONS_MAX: Final = 5000
"""RDS's default `max_connections` is LEAST({DBInstanceClassMemory/9531392}, 5000)."""

OWN_MEMORY_MIB: Final = 275
OWN_MEMORY_PERCENT: Final = 2
"""What DBInstanceClassMemory lacks of a class's memory: operating system and RDS's own processes.

AWS gives no figure. These two bound what people read from running instances (198 connections on 2 GiB,
413 on 4, 856 on 8, 1660 on 15.25) from below, and give the 80 that is reported for 1 GiB.
"""

CONNECTIONS_SETTABLE: Final = (6, 262143)
RESERVED_CONNECTIONS: Final = 3
"""`superuser_reserved_connections`: of `max_connections`, the application never gets these."""


def is_static(name: str) -> bool:
    """Tell whether a parameter waits for a restart; unknown names count as dynamic."""
    return name in STATIC


def value_problem(name: str, value: str | int | Decimal) -> str | None:
    """Say why a value of a parameter cannot be right: a unit where a number in engine units belongs.

    Formulas in RDS's form, `{DBInstanceClassMemory/32768}` or `LEAST(...)`, are taken as they are.
    """
    if name in RDS_FORBIDDEN:
        return "is set by RDS and cannot be a parameter"
    unit = UNITS.get(name)
    text = str(value).strip()
    if unit is None or _is_number(text) or _is_formula(text):
        return None
    return f"is not a plain number; {name} counts in {UNIT_WORDS.get(unit, unit)}"


def connection_limit(memory_mib: int, max_connections: str | int | Decimal | None = None) -> int:
    """Return the connections that PostgreSQL takes on a class, at the low end of what is reported.

    Args:
        memory_mib: Memory of the DB instance class, in MiB.
        max_connections: The parameter of that name, if it is set. A formula counts as the default.

    Returns:
        `max_connections` as the engine would have it, the superuser's three included: 80 on 1 GiB.
    """
    text = str(max_connections or "").strip()
    if _is_number(text):
        return int(Decimal(text))
    usable_mib = memory_mib * (100 - OWN_MEMORY_PERCENT) // 100 - OWN_MEMORY_MIB
    return min(CONNECTIONS_MAX, max(0, usable_mib) * 1024 * 1024 // BYTES_PER_CONNECTION)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.replace(".", "", 1).isdecimal() and digits.isascii()


def _is_formula(text: str) -> bool:
    return text.startswith(("{", "LEAST(", "GREATEST(", "SUM(")) and text.endswith(("}", ")"))

"""The OpenTelemetry collector beside a service's containers: takes spans, keeps a sample, sends it to X-Ray."""

import json
from collections.abc import Mapping
from typing import Any

from infra.model.collector import COLLECTOR, COLLECTOR_IMAGE, OTLP_HTTP_PORT
from infra.model.observability import Tracing

OTLP_GRPC_PORT = 4317


def collector(tracing: Tracing) -> Mapping[str, Any]:
    """Return the collector as a container; a task outlives it."""
    return {
        "name": COLLECTOR,
        "image": COLLECTOR_IMAGE,
        "essential": False,
        "cpu": tracing.collector_cpu_units,
        "memory": tracing.collector_memory_mib,
        "environment": [{"name": "AOT_CONFIG_CONTENT", "value": json.dumps(_settings(tracing))}],
        "healthCheck": {
            "command": ["CMD", "/healthcheck"],
            "interval": 30,
            "timeout": 5,
            "retries": 3,
            "startPeriod": 10,
        },
    }


def _settings(tracing: Tracing) -> Mapping[str, Any]:
    """Return what the collector reads instead of its default file: JSON is YAML too.

    Applications send every span, and the collector keeps the sample: what is billed does not hang on their settings.
    """
    return {
        "extensions": {"health_check": {}},
        "receivers": {
            "otlp": {
                "protocols": {
                    "grpc": {"endpoint": f"127.0.0.1:{OTLP_GRPC_PORT}"},
                    "http": {"endpoint": f"127.0.0.1:{OTLP_HTTP_PORT}"},
                }
            }
        },
        "processors": {
            "probabilistic_sampler": {"sampling_percentage": float(tracing.sample_percent)},
            "batch": {},
        },
        "exporters": {"awsxray": {}},
        "service": {
            "extensions": ["health_check"],
            "pipelines": {
                "traces": {
                    "receivers": ["otlp"],
                    "processors": ["probabilistic_sampler", "batch"],
                    "exporters": ["awsxray"],
                }
            },
        },
    }

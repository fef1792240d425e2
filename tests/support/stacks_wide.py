"""One small application with a resource of nearly every type, for checks that look at deployed resources."""

from typing import Any

WIDE: dict[str, Any] = {
    "name": "wide",
    "network": {"egress": {"kind": "natInstance"}, "endpoints": ["s3", "ssm"], "flowLogs": {}},
    "edge": {
        "dns": {"kind": "route53", "zone": "example.com", "createZone": True},
        "loadBalancer": {"hostNames": ["api.example.com"], "accessLogDays": 30},
        "site": {},
        "cdn": {"hostNames": ["www.example.com"]},
        "waf": {"attachTo": "loadBalancer", "rateLimitPer5Minutes": 1000, "managedRules": ["common"]},
    },
    "services": {
        "api": {
            "kind": "fargate",
            "cpuUnits": 512,
            "memoryMib": 1024,
            "spot": {"sharePercent": 50, "onDemandBase": 1},
            "containers": {
                "app": {
                    "image": "app",
                    "ports": [8000],
                    "mounts": {"fileSystem.shared": "/data"},
                    "secrets": {"DATABASE_URL": "database.url", "KEY": "secret.key"},
                }
            },
            "uses": {"bucket.uploads": "readWrite", "queue.jobs": "send"},
            "scaling": {"min": 2, "max": 4, "policy": {"kind": "cpu"}},
            "route": {"healthPath": "/health"},
        },
        "worker": {
            "kind": "asg",
            "instanceType": "t3.small",
            "containers": {"app": {"image": "app"}},
            "uses": {"queue.jobs": "consume"},
            "scaling": {"min": 1, "max": 3, "policy": {"kind": "backlog", "of": "queue.jobs", "targetPerTask": 5}},
        },
        "nightly": {
            "kind": "job",
            "cpuUnits": 256,
            "memoryMib": 512,
            "containers": {"app": {"image": "app", "command": ["tidy"]}},
            "schedule": {"cron": "0 3 * * ? *"},
        },
    },
    "database": {
        "version": "17",
        "instanceClass": "db.t4g.small",
        "storageGb": 20,
        "maxStorageGb": 50,
        "multiAz": True,
        "password": "config",
        "readReplicas": 1,
    },
    "cache": {"kind": "nodes", "version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 2},
    "storage": {"buckets": {"uploads": {}}, "fileSystems": {"shared": {}}},
    "messaging": {"queues": {"jobs": {}}, "broker": {"version": "3.13", "instanceType": "mq.t3.micro"}},
    "secrets": {"entries": {"key": {}}},
    "observability": {
        "logRetentionDays": 14,
        "alerts": {"emails": ["ops@example.com"]},
        "defaultAlarms": True,
        "dashboard": True,
        "trail": {},
    },
    "backup": {"plans": {"daily": {"cron": "0 4 * * ? *", "keepDays": 14, "resources": ["database"]}}},
    "delivery": {"repositories": {"app": {"tag": "1"}}, "github": {"repository": "example/wide", "branches": ["main"]}},
}

WIDE_WORKLOAD: dict[str, Any] = {
    "requestsPerSecond": {"average": 2, "peak": 10},
    "database": {"storedGb": 5},
    "services": {"nightly": {"minutesPerRun": 5}},
}

WIDE_SECRETS = {
    "database": "Planted-database-8f3a61c2d7",
    "key": "Planted-key-8f3a61c2d7",
    "broker": "Planted-broker-8f3a",
}

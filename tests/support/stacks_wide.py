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

_LEAST: dict[str, Any] = {
    "protectData": False,
    "network": {"egress": {"kind": "publicAddress"}, "endpoints": ["s3"]},
}
_TASK = {"app": {"image": "public.ecr.aws/docker/library/nginx:1"}}

RARE: dict[str, dict[str, Any]] = {
    "performance": {
        "topology": {
            **_LEAST,
            "name": "fast",
            "services": {
                "big": {
                    "kind": "fargate",
                    "cpuUnits": 256,
                    "memoryMib": 512,
                    "ephemeralStorageGib": 50,
                    "containers": _TASK,
                },
                "busy": {
                    "kind": "asg",
                    "instanceType": "t3.small",
                    "cpuCredits": "unlimited",
                    "detailedMonitoring": True,
                    "containers": _TASK,
                },
            },
            "database": {
                "version": "17",
                "instanceClass": "db.m7g.large",
                "storageGb": 500,
                "storageType": "gp3",
                "iops": 13000,
                "throughputMibps": 600,
                "readReplicas": 1,
                "insights": "advanced",
                "insightsRetentionDays": 465,
                "password": "config",
            },
            "cache": {
                "kind": "serverless",
                "version": "8",
                "maxDataGb": 5,
                "maxEcpuPerSecond": 5000,
                "snapshotRetentionDays": 3,
            },
            "storage": {
                "buckets": {
                    "archive": {
                        "lifecycle": {
                            "cold": {"afterDays": 30, "storageClass": "GLACIER"},
                            "gone": {"expireAfterDays": 60},
                        }
                    }
                },
                "fileSystems": {
                    "elastic": {
                        "throughputMode": "elastic",
                        "infrequentAccessAfterDays": 30,
                        "archiveAfterDays": 90,
                    },
                    "steady": {"throughputMode": "provisioned", "provisionedMibps": 10},
                },
            },
            "backup": {
                "plans": {
                    "yearly": {
                        "cron": "0 4 1 1 ? *",
                        "keepDays": 365,
                        "coldAfterDays": 30,
                        "resources": ["fileSystem.elastic"],
                    }
                }
            },
        },
        "workload": {
            "requestsPerSecond": {"average": 5, "peak": 50},
            "services": {"busy": {"cpuMsPerRequest": 50}},
            "buckets": {"archive": {"storedGb": 100, "retrievedGbPerMonth": 5}},
            "fileSystems": {"elastic": {"storedGb": 10}, "steady": {"storedGb": 10}},
        },
    },
    "old": {
        "topology": {
            **_LEAST,
            "name": "old",
            "database": {
                "version": "13",
                "instanceClass": "db.t4g.medium",
                "storageGb": 20,
                "insights": "standard",
                "insightsRetentionDays": 93,
                "extendedSupport": True,
                "password": "managed",
            },
            "cache": {"kind": "nodes", "engine": "redis", "version": "5.0.6", "nodeType": "cache.t3.micro"},
        },
    },
    "cluster": {
        "topology": {
            **_LEAST,
            "name": "cluster",
            "database": {
                "kind": "auroraServerless",
                "version": "16",
                "minAcu": 1,
                "maxAcu": 4,
                "readers": 1,
                "insights": "standard",
                "insightsRetentionDays": 93,
                "password": "managed",
            },
        },
    },
    "cluster watched": {
        "topology": {
            **_LEAST,
            "name": "watched",
            "database": {
                "kind": "auroraServerless",
                "version": "13.9",
                "extendedSupport": True,
                "minAcu": 1,
                "maxAcu": 4,
                "insights": "advanced",
                "insightsRetentionDays": 465,
                "password": "managed",
            },
        },
    },
}
"""Small stacks for what no example has, so that every kind of line is deployed somewhere."""

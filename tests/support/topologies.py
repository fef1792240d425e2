"""Two configs that use every part of the model between them, for tests of reading and writing.

They are well formed; whether AWS would take them is not their business.
"""

from typing import Any

APP: dict[str, Any] = {
    "image": "app",
    "command": ["run", "--now"],
    "cpuUnits": 128,
    "memoryMib": "256",
    "ports": [8000],
    "environment": {"REGION": "${region}"},
    "secrets": {"KEY": "secret.jwt"},
    "health": {"command": "curl localhost", "startPeriodSeconds": 10},
    "dependsOn": {"side": "healthy"},
    "mounts": {"scratch.work": "/var/work"},
    "stopTimeoutSeconds": 60,
}

ONE: dict[str, Any] = {
    "topology": {
        "name": "shop",
        "protectData": False,
        "tags": {"team": "a"},
        "network": {
            "cidr": "10.1.0.0/16",
            "availabilityZones": ["us-east-1a", "us-east-1b"],
            "subnets": {"public": ["10.1.0.0/24", "10.1.1.0/24"], "private": ["10.1.2.0/24", "10.1.3.0/24"]},
            "egress": {"kind": "natGateway", "perZone": True},
            "endpoints": ["s3", "logs"],
            "flowLogs": {"destination": "cloudWatchLogs", "traffic": "reject", "retentionDays": 7},
        },
        "edge": {
            "dns": {"zone": "example.com", "createZone": True},
            "loadBalancer": {"hostNames": ["api.example.com"], "acceptFrom": "cdn", "accessLogDays": 30},
            "cdn": {"hostNames": ["example.com"], "loadBalancerPaths": ["/api/*"], "cachedPaths": ["/img/*"]},
            "site": {"fallbackPage": None},
            "waf": {"attachTo": "cdn", "rateLimitPer5Minutes": 2000, "managedRules": ["common"]},
        },
        "services": {
            "api": {
                "cpuUnits": 512,
                "memoryMib": 1024,
                "architecture": "arm64",
                "containers": {"app": APP, "side": {"image": "nginx:1", "essential": False}},
                "uses": {"queue.jobs": "consume"},
                "spot": {"sharePercent": 67, "onDemandBase": 1},
                "scaling": {"min": 1, "max": 4, "policy": {"kind": "cpu", "targetPercent": 60}},
                "route": {"paths": ["/api/*"], "container": "app", "port": 8000},
                "deployment": {"kind": "rolling", "maximumPercent": 150},
            },
            "worker": {
                "kind": "asg",
                "instanceType": "t4g.small",
                "containers": {"app": {"image": "app", "mounts": {"host.data": "/data"}}},
                "scaling": {
                    "max": 3,
                    "policy": {"kind": "backlog", "of": "queue.jobs", "targetPerTask": 10},
                    "schedules": {"night": {"cron": "0 2 * * ? *", "min": 0, "max": 1}},
                },
                "deployment": {"kind": "blueGreen", "bakeMinutes": 5, "rollBackOn": ["busy"]},
                "instanceRefresh": {"minHealthyPercent": 50},
            },
            "report": {
                "kind": "job",
                "cpuUnits": 256,
                "memoryMib": 512,
                "containers": {"app": {"image": "app"}},
                "schedule": {"cron": "0 3 * * ? *", "timeZone": "Europe/Vienna"},
            },
        },
        "database": {
            "version": "17",
            "instanceClass": "db.t4g.micro",
            "storageGb": 20,
            "parameters": {"work_mem": 4096, "log_statement": "ddl"},
        },
        "cache": {"version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 2},
        "storage": {
            "buckets": {"uploads": {"lifecycle": {"old": {"afterDays": 90, "storageClass": "GLACIER_IR"}}}},
            "fileSystems": {"shared": {"throughputMode": "provisioned", "provisionedMibps": "1.5"}},
        },
        "messaging": {
            "queues": {"jobs": {"deadLetterAfter": None}},
            "broker": {"version": "3.13", "instanceType": "mq.t3.micro"},
        },
        "secrets": {"store": "secretsManager", "entries": {"jwt": {"path": "/shop/jwt"}}},
        "observability": {
            "alerts": {"emails": ["ops@example.com"]},
            "alarms": {"busy": {"of": "service.api", "metric": "cpu", "above": "80.5"}},
            "customMetrics": {"orders": {"namespace": "shop", "name": "orders"}},
            "tracing": {"samplePercent": "2.5"},
            "trail": {},
        },
        "backup": {"plans": {"daily": {"cron": "0 4 * * ? *", "keepDays": 35, "resources": ["database"]}}},
        "delivery": {
            "repositories": {"app": {"tag": "v1", "keepImages": 5}},
            "github": {"repository": "team/shop", "branches": ["main"]},
        },
    },
    "workload": {
        "requestsPerSecond": {"average": 2.5, "peak": "10"},
        "profile": {"day": {"hoursPerMonth": 730, "percentOfPeak": 25}},
        "site": {"visitsPerMonth": 1000, "kbPerVisit": 300},
        "viewers": {"eu": 100},
        "services": {
            "api": {
                "cpuMsPerRequest": 12.5,
                "jobsPerMinute": {"average": 1},
                "measured": {"app": {"cpuUnits": 100}},
            }
        },
        "database": {"storedGb": 2},
        "cache": {"dataGb": "0.5"},
        "buckets": {"uploads": {"storedGb": 5}},
        "fileSystems": {"shared": {"storedGb": 1}},
        "queues": {"jobs": {"messagesPerMonth": 2_000_000}},
        "repositories": {"app": {"imageGb": 0.2}},
    },
    "usage": {
        "network": {"natGb": 1},
        "edge": {"capacityUnits": "0.1"},
        "services": {"surplusCreditHours": 1},
        "database": {"averageAcu": 1},
        "cache": {"backupGb": 1},
        "observability": {"logGb": 1},
        "secrets": {"apiCallsMillion": 1},
        "backup": {"storedGb": 1},
        "delivery": {"imageGb": 1},
    },
    "pricing": {
        "creditsLeftUsd": "100.00",
        "discounts": {"edp": {"percent": "5", "layers": ["network"]}},
        "commitments": {"db": {"kind": "reserved", "covers": "database", "termYears": 1}},
        "given": {
            "sms": {
                "layer": "observability",
                "unit": "message",
                "unitPrice": "0.0100",
                "monthlyQuantity": 20,
                "source": "own estimate",
                "asOf": "2026-11-01",
            }
        },
    },
    "requirements": {
        "availability": "zone",
        "regions": ["us-east-1"],
        "spotMaxPercent": {"api": 50},
        "commitments": {"maxTermYears": 1, "maxUpfrontUsd": "100"},
        "moves": {"worst": "failover", "atMost": 3},
    },
}
"""Every layer and section, with one kind of each union."""

OTHER: dict[str, Any] = {
    "topology": {
        "name": "shop",
        "network": {
            "kind": "existing",
            "vpcId": "vpc-0a1b2c3d",
            "publicSubnetIds": ["subnet-00000001", "subnet-00000002"],
            "privateSubnetIds": ["subnet-00000003", "subnet-00000004"],
        },
        "edge": {"dns": {"kind": "external", "recordsInPlace": True}},
        "services": {
            "api": {
                "cpuUnits": 256,
                "memoryMib": 512,
                "containers": {"app": {"image": "app"}},
                "scaling": {"max": 2, "policy": {"kind": "requests", "targetPerMinute": 600}},
            },
            "slow": {
                "cpuUnits": 256,
                "memoryMib": 512,
                "containers": {"app": {"image": "app"}},
                "scaling": {
                    "max": 2,
                    "policy": {
                        "kind": "step",
                        "metric": "queue.jobs",
                        "scaleOut": {"above": 100, "forMinutes": 2},
                        "scaleIn": {"below": 10, "forMinutes": 10},
                    },
                },
            },
        },
        "database": {"kind": "auroraServerless", "version": "16", "minAcu": "0.5", "maxAcu": 4},
        "cache": {"kind": "serverless", "version": "8", "maxDataGb": 5, "maxEcpuPerSecond": 5000},
    },
    "pricing": {"commitments": {"tasks": {"kind": "computeSavingsPlan", "termYears": 3, "hourlyUsd": "0.0500"}}},
}
"""The other kinds."""

EGRESS: tuple[dict[str, Any], ...] = ({"kind": "natInstance"}, {"kind": "publicAddress"}, {"kind": "none"})
"""Ways out that neither of the two takes."""

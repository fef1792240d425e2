"""Alarms: thresholds on metrics, told to the alert topic."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model import observability_names
from infra.model.alarm_watch import Series, Watch
from infra.model.topology import Topology

Dimensions = Mapping[str, pulumi.Input[str]]


class Wired(NamedTuple):
    """An alarm with what tells its metrics apart.

    Attributes:
        watch: what CloudWatch is told.
        says: in words, for whoever gets the mail.
        dimensions: of each series, in their order.
    """

    watch: Watch
    says: str
    dimensions: tuple[Dimensions, ...]


class Alarms(Layer):
    """Alarms of one topology.

    Attributes:
        names: of each alarm in AWS, by the config's key.
        arns: of each alarm, by the config's key.
    """

    names: Mapping[str, pulumi.Output[str]]
    arns: Mapping[str, pulumi.Output[str]]

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        alarms: Mapping[str, Wired],
        topic_arn: pulumi.Output[str] | None,
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(name, "observability", opts)
        self._topology, self._topic = topology, topic_arn
        made = {key: self._alarm(key, wired) for key, wired in alarms.items()}
        self.names = {key: alarm.name for key, alarm in made.items()}
        self.arns = {key: alarm.arn for key, alarm in made.items()}
        self.register_outputs({})

    def _alarm(self, key: str, wired: Wired) -> aws.cloudwatch.MetricAlarm:
        watch = wired.watch
        return aws.cloudwatch.MetricAlarm(
            observability_names.alarm(self._topology, key),
            alarm_description=wired.says,
            comparison_operator=watch.comparison,
            threshold=float(watch.threshold),
            evaluation_periods=watch.periods,
            treat_missing_data=watch.missing,
            alarm_actions=[self._topic] if self._topic is not None else None,
            **(_maths(wired) if watch.expression else _metric(watch, watch.series[0], wired.dimensions[0])),
            opts=self.child(),
        )


def _metric(watch: Watch, series: Series, dimensions: Dimensions) -> dict[str, Any]:
    """Return the arguments of an alarm on one metric; percentiles have an argument of their own."""
    percentile = series.statistic.startswith("p")
    return {
        "namespace": series.namespace,
        "metric_name": series.name,
        "dimensions": dict(dimensions),
        "period": watch.period_seconds,
        "extended_statistic" if percentile else "statistic": series.statistic,
    }


def _maths(wired: Wired) -> dict[str, Any]:
    """Return the arguments of an alarm on an expression over several metrics."""
    watch = wired.watch
    read = [
        {
            "id": f"m{number}",
            "return_data": False,
            "metric": {
                "namespace": series.namespace,
                "metric_name": series.name,
                "dimensions": dict(dimensions),
                "period": watch.period_seconds,
                "stat": series.statistic,
            },
        }
        for number, (series, dimensions) in enumerate(zip(watch.series, wired.dimensions, strict=True), start=1)
    ]
    result = {"id": "e1", "expression": watch.expression, "label": wired.says, "return_data": True}
    return {"metric_queries": [*read, result]}

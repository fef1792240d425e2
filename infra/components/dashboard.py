"""The dashboard: one page with graphs of everything that is there, and the state of all alarms."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.components.alarms import Dimensions
from infra.components.base import Layer
from infra.model import observability_names
from infra.model.alarm_watch import Series
from infra.model.dashboard import Panel, panels
from infra.model.topology import Topology

WIDTH, HEIGHT, COLUMNS = 12, 6, 2
"""Of a graph, in CloudWatch's grid of 24 columns."""
PERIOD_SECONDS = 300


class Dashboard(Layer):
    """A CloudWatch dashboard.

    Attributes:
        dashboard_name: what CloudWatch calls it.
    """

    dashboard_name: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        region: str,
        called: str,
        dimensions: Mapping[str, Dimensions],
        alarm_arns: Sequence[pulumi.Output[str]],
        opts: pulumi.ResourceOptions,
    ) -> None:
        """Build the page.

        Args:
            name: of the component.
            topology: the model.
            region: of the metrics.
            called: the dashboard's name in AWS.
            dimensions: of all that panels show, by what `Series.of` names.
            alarm_arns: of every alarm.
            opts: options of the component.
        """
        super().__init__(name, "observability", opts)
        status = [_status(alarm_arns)] if alarm_arns else []
        top = HEIGHT if status else 0
        graphs = [_graph(panel, place, top, region, dimensions) for place, panel in enumerate(panels(topology))]
        made = aws.cloudwatch.Dashboard(
            observability_names.dashboard(topology),
            # CloudWatch wants a name, and Pulumi makes none up; the stack is in it.
            dashboard_name=called,
            dashboard_body=pulumi.Output.json_dumps({"widgets": [*status, *graphs]}),
            opts=self.child(),
        )
        self.dashboard_name = made.dashboard_name
        self.register_outputs({})


def _status(alarm_arns: Sequence[pulumi.Output[str]]) -> dict[str, Any]:
    return {
        "type": "alarm",
        "x": 0,
        "y": 0,
        "width": WIDTH * COLUMNS,
        "height": HEIGHT,
        "properties": {"title": "Alarms", "alarms": list(alarm_arns)},
    }


def _graph(panel: Panel, place: int, top: int, region: str, dimensions: Mapping[str, Dimensions]) -> dict[str, Any]:
    return {
        "type": "metric",
        "x": place % COLUMNS * WIDTH,
        "y": top + place // COLUMNS * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": panel.title,
            "region": region,
            "view": "timeSeries",
            "stacked": False,
            "period": PERIOD_SECONDS,
            "metrics": [_metric(series, dimensions[series.of]) for series in panel.series],
        },
    }


def _metric(series: Series, dimensions: Dimensions) -> list[Any]:
    """Return a metric as a widget lists it: namespace, name, names and values of dimensions by turns, statistic."""
    pairs = [part for pair in dimensions.items() for part in pair]
    return [series.namespace, series.name, *pairs, {"stat": series.statistic}]

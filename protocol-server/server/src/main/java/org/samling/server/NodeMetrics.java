package org.samling.server;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.samling.core.nodes.Node;
import org.samling.core.nodes.Nodes;

/**
 * Metrics of all nodes, including this one. Nodes come and go, so they are read when the metrics
 * are scraped, rather than registered one by one.
 */
record NodeMetrics(Nodes nodes) implements MultiCollector {

  @Override
  public MetricSnapshots collect() {
    var seen = nodes.nodes();
    var read = seen.stream().filter(node -> node.missing() != null).toList();
    return new MetricSnapshots(
        gauge(
            "samling_node_started_seconds",
            "When a node was started, in seconds of the epoch",
            seen,
            node -> seconds(node.report().startedAt())),
        gauge(
            "samling_node_seen_seconds",
            "When a node was last seen, in seconds of the epoch",
            seen,
            node -> seconds(node.seenAt())),
        gauge(
            "samling_node_index_records",
            "Records in a node's index",
            seen,
            node -> node.report().index().records()),
        gauge(
            "samling_node_index_following",
            "1 while a node's index follows the catalogue, 0 while it is being built",
            seen,
            node -> node.report().index().isFollowing() ? 1 : 0),
        gauge(
            "samling_node_index_position",
            "The transaction up to which a node's index covers the catalogue",
            read,
            NodeMetrics::position),
        gauge(
            "samling_node_index_missing_records",
            "Changed records missing from a node's index, %,d at most".formatted(Node.MOST_MISSING),
            read,
            NodeMetrics::missing));
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  private static double position(Node node) {
    var place = node.report().index().place();
    return place == null ? Double.NaN : place.transaction();
  }

  private static double missing(Node node) {
    var missing = node.missing();
    return missing == null ? Double.NaN : missing;
  }

  private static GaugeSnapshot gauge(
      String name, String help, List<Node> nodes, ToDoubleFunction<Node> value) {
    var gauge = GaugeSnapshot.builder().name(name).help(help);
    for (var node : nodes) {
      var report = node.report();
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(Labels.of("node", report.name(), "version", report.version()))
              .value(value.applyAsDouble(node))
              .build());
    }
    return gauge.build();
  }
}

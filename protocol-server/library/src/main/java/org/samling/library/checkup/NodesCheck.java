package org.samling.library.checkup;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.samling.core.nodes.Node;

/** Checks the nodes of a library: whether they run, have the same version, and are up to date. */
final class NodesCheck {

  private NodesCheck() {}

  static List<Finding> findings(List<Node> nodes) {
    if (nodes.isEmpty()) {
      return List.of(
          Finding.warn(
              "nodes: no server has reported for a day",
              "Start one; servers of an earlier version are not shown."));
    }
    var findings = new ArrayList<Finding>();
    nodes.forEach(node -> findings.add(finding(node)));
    var versions =
        nodes.stream()
            .filter(node -> !node.isGone())
            .collect(
                Collectors.groupingBy(
                    node -> node.report().version(),
                    Collectors.mapping(node -> node.report().name(), Collectors.joining(", "))));
    if (versions.size() > 1) {
      findings.add(
          Finding.warn(
              "nodes: they run different versions: "
                  + versions.entrySet().stream()
                      .sorted(Map.Entry.comparingByKey())
                      .map(one -> one.getKey() + " on " + one.getValue())
                      .collect(Collectors.joining("; ")),
              "Upgrade the others soon; docs/operations.md, \"Two versions side by side\"."));
    }
    return findings;
  }

  private static Finding finding(Node node) {
    var report = node.report();
    var says =
        "node %s: version %s, started %s"
            .formatted(
                report.name(),
                report.version(),
                report.startedAt().truncatedTo(ChronoUnit.SECONDS));
    if (node.isGone()) {
      return Finding.warn(
          "%s, has not reported since %s"
              .formatted(says, node.seenAt().truncatedTo(ChronoUnit.SECONDS)),
          "Start it, or find out why it hangs. A node that stays away is forgotten after a day.");
    }
    var index = "%s, records in the index: %,d".formatted(says, report.index().records());
    return switch (node.indexState()) {
      case FOLLOWS -> Finding.ok(index + lacking(node));
      case FAR_BEHIND ->
          Finding.warn(
              "%s%s, since %s".formatted(index, lacking(node), String.valueOf(node.missingSince())),
              "See its log, and check whether its disk keeps up. This is usual while many records are loaded.");
      case DOES_NOT_FOLLOW ->
          Finding.warn(
              index + ", which does not follow the catalogue",
              "See its log: it may be being built.");
    };
  }

  private static String lacking(Node node) {
    var missing = node.missing();
    if (missing == null || missing == 0) {
      return ", up to date";
    }
    return missing < Node.MOST_MISSING
        ? ", %,d changed record%s behind".formatted(missing, missing == 1 ? "" : "s")
        : ", %,d changed records or more behind".formatted(missing);
  }
}

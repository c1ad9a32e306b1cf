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
              "nodes: no server has been seen for a day",
              "Start one; those of a version before this one are not seen."));
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
              "nodes: their versions differ: "
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
          "%s, has not been seen since %s"
              .formatted(says, node.seenAt().truncatedTo(ChronoUnit.SECONDS)),
          "Start it, or see why it hangs. One that is to stay away is forgotten after a day.");
    }
    var index = "%s, index of %,d records".formatted(says, report.index().records());
    return switch (node.indexState()) {
      case FOLLOWS -> Finding.ok(index + lacking(node));
      case FAR_BEHIND ->
          Finding.warn(
              "%s%s, since %s".formatted(index, lacking(node), String.valueOf(node.missingSince())),
              "See its log, and whether its disk keeps up. It is usual while many records are loaded.");
      case DOES_NOT_FOLLOW ->
          Finding.warn(
              index + ", which does not follow the catalogue",
              "See its log: it may be just being made.");
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

package org.samling.bench.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What operations cost at several sizes.
 *
 * @param points the sizes, in the order in which they were measured
 */
record GrowthReport(List<Point> points) {

  /** What a cost may grow to from one size to the next of its axis. */
  static final double MOST = 2;

  /**
   * A library.
   *
   * @param records how many records were imported
   * @param tenants how many tenants it has
   */
  record Size(int records, int tenants) {}

  /** What operations cost in a library. */
  record Point(Size size, Map<GrowthOperation, Double> costs) {}

  /**
   * How a cost grew.
   *
   * @param from a size
   * @param to the next larger one that differs in records or in tenants, but not in both
   * @param times the cost at the one, as a multiple of that at the other
   */
  record Growth(GrowthOperation operation, Size from, Size to, double times) {

    /** Whether it is more than a cost may grow. */
    boolean isTooMuch() {
      return times > MOST;
    }
  }

  /** How each cost grew from each size to the next. */
  List<Growth> growths() {
    var growths = new ArrayList<Growth>();
    for (var from : points) {
      for (var to : points) {
        if (isNext(from.size(), to.size())) {
          from.costs()
              .forEach((operation, cost) ->
                  growths.add(
                      new Growth(
                          operation,
                          from.size(),
                          to.size(),
                          to.costs().getOrDefault(operation, Double.NaN) / cost)));
        }
      }
    }
    return growths;
  }

  private boolean isNext(Size from, Size to) {
    return follows(from, to)
        && points.stream()
            .map(Point::size)
            .noneMatch(between -> follows(from, between) && follows(between, to));
  }

  /** Whether one size is larger than another in one respect, and the same in the other. */
  private static boolean follows(Size from, Size to) {
    return from.tenants() == to.tenants()
        ? from.records() < to.records()
        : from.records() == to.records() && from.tenants() < to.tenants();
  }

  /** A table of costs, with how they grew, as lines. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (var operation : GrowthOperation.values()) {
      lines.add("");
      lines.add("%s, %s".formatted(operation.title(), operation.unit()));
      for (var point : points) {
        var cost = point.costs().get(operation);
        if (cost != null) {
          lines.add(
              "  %,11d records, %3d tenants | %8.3f%s"
                  .formatted(
                      point.size().records(),
                      point.size().tenants(),
                      cost,
                      growthTo(operation, point.size())));
        }
      }
    }
    return lines;
  }

  private String growthTo(GrowthOperation operation, Size size) {
    var text = new StringBuilder();
    growths().stream()
        .filter(growth -> growth.operation() == operation && growth.to().equals(size))
        .forEach(growth ->
            text.append(
                " | %.2f times that of %s%s"
                    .formatted(
                        growth.times(),
                        growth.from().tenants() == size.tenants()
                            ? "%,d records".formatted(growth.from().records())
                            : "%,d tenants".formatted(growth.from().tenants()),
                        growth.isTooMuch() ? ": MORE THAN %.0f".formatted(MOST) : "")));
    return text.toString();
  }
}

package org.samling.bench.reference;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Round;

/**
 * Runs rounds of ours and of pgbench in turn, and prints a table line of their medians.
 *
 * @param server the library and its database
 * @param stocks the stocks of its tenants
 * @param pgbench the reference, or null if there is none
 * @param seconds the length of a round
 * @param count the number of rounds
 * @param out the output for the table
 */
public record Rounds(
    BenchServer server,
    List<Stock> stocks,
    @Nullable Pgbench pgbench,
    int seconds,
    int count,
    PrintWriter out) {

  private static final String COLUMNS =
      "%-18s | %7s | %7s | %8s | %7s | %7s | %9s | %7s | %7s | %5s";

  /** The header of the table. */
  public static String head() {
    return COLUMNS.formatted(
        "operation",
        "callers",
        "tenants",
        "ops/s",
        "p50 ms",
        "p99 ms",
        "pgbench/s",
        "p50 ms",
        "p99 ms",
        "ratio");
  }

  /** Undoes the effects of a round before the next one. */
  public interface Undo {
    void undo() throws Exception;
  }

  /**
   * Measures an operation and prints its line.
   *
   * @param undo called after every round, ours or theirs
   */
  public Measured measure(Operation operation, int callers, ClosedLoop.Callers ours, Undo undo)
      throws Exception {
    var our = new ArrayList<Round>();
    var their = new ArrayList<Round>();
    for (var round = 0; round < count; round++) {
      server.superuser().execute("checkpoint");
      our.add(ClosedLoop.run(ours, callers, seconds));
      undo.undo();
      if (pgbench != null) {
        their.add(pgbench.run(operation, stocks, callers, seconds));
        undo.undo();
      }
    }
    print(operation, callers, Round.median(our), their.isEmpty() ? null : Round.median(their));
    return Measured.of(operation.title(), our, their);
  }

  private void print(Operation operation, int callers, Round our, @Nullable Round their) {
    out.println(
        COLUMNS.formatted(
            operation.title(),
            callers,
            stocks.size(),
            number(our.perSecond()),
            millis(our.p50Millis()),
            millis(our.p99Millis()),
            their == null ? "" : number(their.perSecond()),
            their == null ? "" : millis(their.p50Millis()),
            their == null ? "" : millis(their.p99Millis()),
            their == null ? "" : millis(our.perSecond() / their.perSecond())));
    out.flush();
  }

  private static String number(double value) {
    return "%,.0f".formatted(value);
  }

  private static String millis(double value) {
    return "%.2f".formatted(value);
  }
}

package org.samling.bench.aims;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.samling.bench.aims.Aim.Outcome;
import org.samling.bench.circulation.CheckoutBench;
import org.samling.bench.circulation.CirculationBench;
import org.samling.bench.kiosk.KioskMix;
import org.samling.bench.kiosk.Sip2Bench;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Measured.Figure;
import org.samling.bench.ncip.NcipBench;
import org.samling.bench.ncip.NcipOperation;
import org.samling.bench.reference.Operation;
import org.samling.bench.search.CatalogueBench;
import org.samling.bench.search.SearchOperation;
import org.samling.bench.search.Z3950Bench;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;

/**
 * The benches of {@code bench aims}, with what is aimed at. This declaration determines what is
 * run, printed and explained.
 */
public enum AimedBench {
  /** The whole path from the socket to the commit. */
  CHECKOUT(checkout(1, 0.4), checkout(8, 0.85), checkout(32, 1.5)) {
    @Override
    List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception {
      var configuration = Configuration.load(ServedLibrary.configuration(directory));
      var plan =
          new CheckoutBench.Plan(
              List.of(1, Level.FEW, Level.MANY), form.warmUp(), form.seconds(), form.rounds());
      return outcomes(new CheckoutBench(configuration, directory, out).run(plan));
    }
  },

  /** Many callers of a consortium. */
  TENANTS(
      new Aim("256 callers of 8 tenants, checkouts", "checkouts/s", "pgbench, 256 clients", 4),
      new Aim("pgbench's p50 to our p99", "ms", "our p99", 1)) {
    @Override
    List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception {
      var of = new Sizes(8, 100, form.items() / 4, form.items(), form.items() / 4, 0);
      var measured =
          new CirculationBench(directory, out)
              .run(
                  of,
                  new CirculationBench.Plan(
                      List.of(Operation.CHECKOUT, Operation.CHECKIN),
                      List.of(256),
                      form.warmUp(),
                      form.seconds(),
                      form.rounds(),
                      false))
              .getFirst();
      var theirs = measured.theirs();
      var times =
          theirs == null
              ? new Measured("", Figure.of(Double.NaN), null)
              : new Measured(
                  "", Figure.of(theirs.p50Millis()), Figure.of(measured.ours().p99Millis()));
      return outcomes(List.of(measured, times));
    }
  },

  /** What kiosks say in a visit. */
  VISITS(visits(Level.MANY, 1.2), visits(256, 2)) {
    @Override
    List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception {
      var measured = sip2(KioskMix.DEFAULT, List.of(Level.MANY, 256), form, directory, out);
      // Four of five messages change something; both are beside what pgbench does on 32.
      var beside = measured.getFirst().theirs();
      return outcomes(
          measured.stream()
              .map(one ->
                  new Measured(
                      one.what(),
                      new Figure(
                          one.ours().value() * 4 / 5,
                          one.ours().p50Millis(),
                          one.ours().p99Millis()),
                      beside))
              .toList());
    }
  },

  /** Interlibrary loan's messages beside a kiosk's that do the same. */
  NCIP(
      new Aim("NCIP LookupUser, 8 connections", "messages/s", "SIP2 63, 8 kiosks", 0.8),
      new Aim("NCIP CheckOutItem and CheckInItem, 8", "messages/s", "SIP2 11 and 09, 8", 0.8)) {
    @Override
    List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception {
      var ours =
          new NcipBench(Files.createDirectory(directory.resolve("ncip")), out)
              .overHttp(
                  form.shelf(),
                  new NcipBench.Plan(
                      List.of(NcipOperation.LOOKUP_USER, NcipOperation.LEND),
                      List.of(Level.FEW),
                      form.warmUp(),
                      form.seconds(),
                      form.rounds()));
      var measured = new ArrayList<Measured>();
      for (var mix : List.of("63=1", "11=1,09=1")) {
        var of = Files.createDirectory(directory.resolve("sip2-" + measured.size()));
        var kiosks = sip2(mix, List.of(Level.FEW), form, of, out).getFirst();
        measured.add(new Measured(mix, ours.get(measured.size()).ours(), kiosks.ours()));
      }
      return outcomes(measured);
    }
  },

  /** Other libraries' searches. */
  SEARCH(
      search(SearchOperation.SEARCH, Level.FEW, 3),
      search(SearchOperation.SEARCH, Level.MANY, 3.5),
      search(SearchOperation.HOLDINGS, Level.FEW, 1.2),
      search(SearchOperation.HOLDINGS, Level.MANY, 1.2)) {
    @Override
    List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception {
      return outcomes(
          new Z3950Bench(directory, out)
              .run(
                  form.records(),
                  form.searches(
                      List.of(SearchOperation.SEARCH, SearchOperation.HOLDINGS),
                      List.of(Level.FEW, Level.MANY))));
    }
  },

  /** The same in a catalogue ten times as large. */
  LARGE(
      new Aim(
          "Z39.50 search and present 10 in the large catalogue, 8",
          "operations/s",
          "zebrasrv, 8",
          6)) {
    @Override
    List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception {
      return outcomes(
          new Z3950Bench(directory, out)
              .run(
                  form.records() * 10,
                  form.searches(List.of(SearchOperation.SEARCH), List.of(Level.FEW))));
    }
  },

  /** The import and the index. */
  CATALOGUE(
      new Aim("records into store and index", "records/s", "zebraidx, index only", 2),
      new Aim("index made anew", "records/s", "zebraidx", 4)) {
    @Override
    List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception {
      return outcomes(new CatalogueBench(directory, out).indexing(form.records(), form.rounds()));
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Aim> aims;

  AimedBench(Aim... aims) {
    this.aims = List.of(aims);
  }

  /** Sizes of all benches. */
  private static final class Level {
    private static final int FEW = 8;
    private static final int MANY = 32;
    private static final int PATRONS = 20_000;
  }

  /**
   * How much is measured.
   *
   * @param warmUp the warm-up of each operation in seconds, which does not count
   * @param seconds the length of a round
   * @param rounds the number of rounds; medians count
   * @param items the items of a library
   * @param records the records of a catalogue; the large one has ten times as many
   */
  public record Form(int warmUp, int seconds, int rounds, int items, int records) {

    /** A library whose items are all on the shelf, as visits need them. */
    private Sizes shelf() {
      return new Sizes(1, 1, Level.PATRONS, items, 0, 0);
    }

    private Z3950Bench.Plan searches(List<SearchOperation> operations, List<Integer> connections) {
      return new Z3950Bench.Plan(operations, connections, warmUp, seconds, rounds, false, 0);
    }
  }

  /**
   * Runs the bench.
   *
   * @param directory an empty directory for everything it makes
   * @param out the output for its own tables
   * @return a figure for each of its aims
   */
  abstract List<Outcome> run(Form form, Path directory, PrintWriter out) throws Exception;

  final List<Outcome> outcomes(List<Measured> measured) {
    if (measured.size() != aims.size()) {
      throw new IllegalStateException(
          "%d figures for %d aims".formatted(measured.size(), aims.size()));
    }
    return IntStream.range(0, aims.size())
        .mapToObj(i -> Outcome.of(aims.get(i), measured.get(i)))
        .toList();
  }

  /** The name by which it is selected. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<Measured> sip2(
      String mix, List<Integer> connections, Form form, Path directory, PrintWriter out)
      throws Exception {
    var plan =
        new Sip2Bench.Plan(
            connections,
            KioskMix.of(mix),
            0,
            Duration.ZERO,
            Duration.ofSeconds(form.warmUp()),
            Duration.ofSeconds(form.seconds()),
            0,
            null);
    return new Sip2Bench(plan, out).besidePgbench(directory, form.shelf(), form.rounds());
  }

  private static Aim checkout(int kiosks, double ratio) {
    return new Aim(
        "durable checkouts by SIP2, %d".formatted(kiosks),
        "checkouts/s",
        "pgbench, %d".formatted(kiosks),
        ratio);
  }

  private static Aim visits(int kiosks, double ratio) {
    return new Aim(
        "changes in visits (63, 11, 09), %d".formatted(kiosks),
        "changes/s",
        "pgbench, %d".formatted(Level.MANY),
        ratio);
  }

  private static Aim search(SearchOperation operation, int sessions, double ratio) {
    return new Aim(
        "Z39.50 %s, %d".formatted(operation.title(), sessions),
        "operations/s",
        "zebrasrv, %d".formatted(sessions),
        ratio);
  }
}

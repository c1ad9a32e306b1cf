package org.samling.bench.suite;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.samling.bench.circulation.CheckoutBench;
import org.samling.bench.circulation.CirculationBench;
import org.samling.bench.circulation.HistoryBench;
import org.samling.bench.kiosk.KioskMix;
import org.samling.bench.kiosk.Sip2Bench;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.Measured;
import org.samling.bench.ncip.NcipBench;
import org.samling.bench.ncip.NcipOperation;
import org.samling.bench.reference.Operation;
import org.samling.bench.reference.Reference;
import org.samling.bench.search.CatalogueBench;
import org.samling.bench.search.SearchOperation;
import org.samling.bench.search.Z3950Bench;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;
import org.samling.ncip.data.NcipService;

/**
 * The benches of {@code bench all}, each in a small fixed form, so that its ratios can be compared
 * from one change to the next. This declaration determines what is run, recorded, printed and
 * explained. A changed size starts a new series, since only lines with equal sizes are compared.
 */
public enum FixedBench {
  /** The whole path from the socket to the commit. */
  CHECKOUT(
      "checkouts over SIP2 by 8 kiosks, beside the rows of a checkout",
      new Size("items", checkouts(8, 2, 3).items(), 8, 2, 3),
      new Size("items", checkouts(10, 5, 5).items(), 10, 5, 5),
      perSecond("checkouts/s", Reference.PGBENCH, Operation.CHECKOUT.title())) {
    @Override
    public List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception {
      return new CheckoutBench(library(directory), directory, out)
          .run(checkouts(size.warmUp(), size.seconds(), size.rounds()));
    }
  },

  /** The decisions and the store, without a protocol. */
  CIRCULATION(
      "operations of 8 callers in the core, beside writing or reading the same rows",
      new Size("items", 120_000, 3, 2, 3),
      new Size("items", 400_000, 5, 5, 3),
      perSecond(
          "operations/s",
          Reference.PGBENCH,
          Stream.of(Operation.values()).map(Operation::title).toArray(String[]::new))) {
    @Override
    public List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception {
      // More items, loans and patrons than the rounds use.
      var many = size.count() / 5 * 2;
      return new CirculationBench(directory, out)
          .run(
              of(size, many, many, many / 50),
              new CirculationBench.Plan(
                  List.of(Operation.values()),
                  List.of(CALLERS),
                  size.warmUp(),
                  size.seconds(),
                  size.rounds(),
                  false));
    }
  },

  /** Anonymising loans that are due. */
  HISTORY(
      "anonymising a month of loans while 8 callers check out, beside one DELETE of the rows",
      new Size("loans", 100_000, 0, 1, 3),
      new Size("loans", 500_000, 0, 2, 5),
      perSecond("loans/s", Reference.DELETE, HistoryBench.ANONYMISED)) {
    @Override
    public List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception {
      return new HistoryBench(library(directory), out)
          .run(
              new HistoryBench.Plan(
                  HistoryBench.ITEMS, size.count(), size.seconds(), size.rounds()));
    }
  },

  /** The import and the index. */
  CATALOGUE(
      "records of MARC 21 into store and index, and into the index alone, beside zebraidx",
      new Size("records", 10_000, 0, 0, 3),
      new Size("records", 100_000, 0, 0, 3),
      perSecond(
          "records/s",
          Reference.ZEBRAIDX,
          CatalogueBench.STORE_AND_INDEX,
          CatalogueBench.INDEX_REBUILT)) {
    @Override
    public List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception {
      return new CatalogueBench(directory, out).indexing(size.count(), size.rounds());
    }
  },

  /** A server in a process of its own, with the messages of visits. */
  SIP2(
      "messages of visits to 8 kiosks (patron information, two loans, two returns), beside the "
          + "rows of a checkout",
      new Size("items", 60_000, 12, 2, 3),
      new Size("items", 150_000, 10, 5, 5),
      perSecond("messages/s", Reference.PGBENCH, Sip2Bench.VISITS)) {
    @Override
    public List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception {
      var plan =
          new Sip2Bench.Plan(
              List.of(CALLERS),
              KioskMix.of(KioskMix.DEFAULT),
              0,
              Duration.ZERO,
              Duration.ofSeconds(size.warmUp()),
              Duration.ofSeconds(size.seconds()),
              0,
              null);
      return new Sip2Bench(plan, out)
          .besidePgbench(directory, of(size, PATRONS, 0, 0), size.rounds());
    }
  },

  /** The index and the search protocols. */
  Z3950(
      "searches over Z39.50 and SRU by 8 clients, beside zebrasrv",
      new Size("records", 10_000, 2, 2, 3),
      new Size("records", 100_000, 10, 5, 3),
      perSecond(
          "operations/s",
          Reference.ZEBRASRV,
          Stream.of(SearchOperation.values()).map(SearchOperation::title).toArray(String[]::new))) {
    @Override
    public List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception {
      return new Z3950Bench(directory, out)
          .run(
              size.count(),
              new Z3950Bench.Plan(
                  List.of(SearchOperation.values()),
                  List.of(CALLERS),
                  size.warmUp(),
                  size.seconds(),
                  size.rounds(),
                  false,
                  0));
    }
  },

  /** The NCIP codec, and the path from HTTP to the commit. */
  NCIP(
      "the codec alone, beside the JDK's StAX reading the same documents, and messages over "
          + "HTTP by 8 systems, beside the rows that they read or write",
      new Size("items", 30_000, 5, 2, 3),
      new Size("items", 100_000, 10, 5, 3),
      Stream.concat(
              Stream.of(
                      NcipService.LOOKUP_USER,
                      NcipService.CHECK_OUT_ITEM,
                      NcipService.CHECK_IN_ITEM)
                  .map(service ->
                      new Measure(
                          NcipBench.codec(service),
                          "us of CPU",
                          Measure.Better.LOWER,
                          Reference.STAX)),
              perSecond(
                  "messages/s",
                  Reference.PGBENCH,
                  Stream.of(NcipOperation.values())
                      .map(NcipOperation::title)
                      .toArray(String[]::new))
                  .stream())
          .toList()) {
    @Override
    public List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception {
      return new NcipBench(directory, out)
          .run(
              of(size, PATRONS, size.count() / 4, 0),
              new NcipBench.Plan(
                  List.of(NcipOperation.values()),
                  List.of(CALLERS),
                  size.warmUp(),
                  size.seconds(),
                  size.rounds()));
    }
  };

  private static final int CALLERS = 8;
  private static final int PATRONS = 20_000;

  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers and a text
  private final Size quick;

  @SuppressWarnings("ImmutableEnumChecker") // the same
  private final Size full;

  @SuppressWarnings("ImmutableEnumChecker") // made by toList
  private final List<Measure> measures;

  FixedBench(String what, Size quick, Size full, List<Measure> measures) {
    this.what = what;
    this.quick = quick;
    this.full = full;
    this.measures = measures;
  }

  /**
   * The size of a bench.
   *
   * @param of what is generated before it begins: items, records, loans
   * @param count how many of them
   * @param warmUp the warm-up of each operation in seconds, which does not count
   * @param seconds the length of a round; 0 if a round ends when its work is done
   * @param rounds the number of rounds; the median counts
   */
  public record Size(String of, int count, int warmUp, int seconds, int rounds) {}

  /**
   * Runs the bench.
   *
   * @param directory an empty directory for everything it makes
   * @param out the output for its own tables
   * @return a figure for each of its {@link #measures()}
   */
  public abstract List<Measured> run(Size size, Path directory, PrintWriter out) throws Exception;

  /** The name by which it is selected and recorded. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A description of what is measured, beside what. */
  public String what() {
    return what;
  }

  /** Its size in one of the two forms. */
  public Size size(boolean quickly) {
    return quickly ? quick : full;
  }

  /** Its measures, in display order. */
  public List<Measure> measures() {
    return measures;
  }

  @Override
  public String toString() {
    return title();
  }

  private static List<Measure> perSecond(String unit, Reference reference, String... names) {
    return Arrays.stream(names)
        .map(name -> new Measure(name, unit, Measure.Better.HIGHER, reference))
        .toList();
  }

  private static CheckoutBench.Plan checkouts(int warmUp, int seconds, int rounds) {
    return new CheckoutBench.Plan(List.of(CALLERS), warmUp, seconds, rounds);
  }

  private static Sizes of(Size size, int patrons, int loans, int holds) {
    return new Sizes(1, 1, patrons, size.count(), loans, holds);
  }

  private static Configuration library(Path directory) throws IOException {
    return Configuration.load(ServedLibrary.configuration(directory));
  }
}
